import { useQueryClient } from '@tanstack/react-query'
import { mayUse } from '@xiezhi/gateway-api'
import { useEffect, useMemo } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { ProblemView } from '../components/problem-view.tsx'
import { client, routeKey, setCsrfToken, useRoute } from '../lib/client.ts'
import { SessionContext } from '../lib/session.ts'
import type { SessionValue } from '../lib/session.ts'

/** Asks who is signed in before anything else is shown. */
export function SessionProvider({ children }: { readonly children: ReactNode }): ReactElement | null {
  const queries = useQueryClient()
  const query = useRoute('getSession', {})
  const { data: session, dataUpdatedAt } = query
  useEffect(() => setCsrfToken(session?.csrfToken ?? null), [session])
  const value = useMemo<SessionValue | null>(() => {
    if (session === undefined) return null
    setCsrfToken(session.csrfToken)
    const roles = session.person === null ? null : session.roles
    const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: routeKey('getSession') })
    return {
      session,
      isSignedIn: session.person !== null,
      nowMs: () => session.nowMs + Date.now() - dataUpdatedAt,
      may: (route) => mayUse(route, session.authority, roles),
      refresh,
      signOut: async () => {
        await client.call('logout')
        queries.clear()
        location.assign('/')
      },
    }
  }, [queries, session, dataUpdatedAt])
  if (value !== null) return <SessionContext value={value}>{children}</SessionContext>
  if (query.error === null) return null
  return (
    <main style={{ maxWidth: 640, margin: '80px auto', padding: 24 }}>
      <ProblemView error={query.error} onRetry={() => void query.refetch()} />
    </main>
  )
}
