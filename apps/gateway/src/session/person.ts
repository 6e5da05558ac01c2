import type { Role } from '@xiezhi/gateway-api'

/** Who a session belongs to. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly organisation: string | null
  readonly officer: string | null
  readonly licence: string | null
}

export interface SessionRow {
  readonly person: Person
  readonly roles: readonly Role[]
  readonly expiresAtMs: number
}

/** A session as a request carries it. */
export interface OpenSession extends SessionRow {
  /** Hexadecimal hash: names the session where something is kept for it. */
  readonly id: string
  readonly csrfToken: string
}
