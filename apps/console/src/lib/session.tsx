import { useQueryClient } from '@tanstack/react-query'
import { mayUse } from '@xiezhi/gateway-api'
import type { RouteName, Session } from '@xiezhi/gateway-api'
import { createContext, use, useEffect, useMemo } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { ProblemView } from '../components/problem-view.tsx'
import { MissingProvider } from '../i18n/i18n.tsx'
import { client, routeKey, setCsrfToken, useRoute } from './client.ts'

interface SessionValue {
  readonly session: Session
  readonly isSignedIn: boolean
  /** Whether this session opens a route: what it does not open is not offered. */
  readonly may: (route: RouteName) => boolean
  readonly signOut: () => Promise<void>
  readonly refresh: () => Promise<void>
}

const SessionContext = createContext<SessionValue | null>(null)

/** Asks who is signed in before anything else is shown. */
export function SessionProvider({ children }: { readonly children: ReactNode }): ReactElement | null {
  const queries = useQueryClient()
  const query = useRoute('getSession', {})
  const session = query.data
  useEffect(() => setCsrfToken(session?.csrfToken ?? null), [session])
  const value = useMemo<SessionValue | null>(() => {
    if (session === undefined) return null
    setCsrfToken(session.csrfToken)
    const roles = session.person === null ? null : session.roles
    const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: routeKey('getSession') })
    return {
      session,
      isSignedIn: session.person !== null,
      may: (route) => mayUse(route, session.authority, roles),
      refresh,
      signOut: async () => {
        await client.call('logout')
        queries.clear()
        location.assign('/')
      },
    }
  }, [queries, session])
  if (value !== null) return <SessionContext value={value}>{children}</SessionContext>
  if (query.error === null) return null
  return (
    <main style={{ maxWidth: 640, margin: '80px auto', padding: 24 }}>
      <ProblemView error={query.error} onRetry={() => void query.refetch()} />
    </main>
  )
}

export function useSession(): SessionValue {
  const found = use(SessionContext)
  if (found === null) throw new MissingProvider('SessionProvider')
  return found
}
