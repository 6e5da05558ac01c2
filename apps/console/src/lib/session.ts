import type { RouteName, Session } from '@xiezhi/gateway-api'
import { createContext, use } from 'react'
import { MissingProvider } from '../i18n/i18n.tsx'

export interface SessionValue {
  readonly session: Session
  readonly isSignedIn: boolean
  /** The ledger's time, carried on from the session's by the clock of this machine. */
  readonly nowMs: () => number
  /** Whether this session opens a route: what it does not open is not offered. */
  readonly may: (route: RouteName) => boolean
  readonly signOut: () => Promise<void>
  readonly refresh: () => Promise<void>
}

export const SessionContext = createContext<SessionValue | null>(null)

export function useSession(): SessionValue {
  const found = use(SessionContext)
  if (found === null) throw new MissingProvider('SessionProvider')
  return found
}
