import type { Json } from '@xiezhi/codec'
import type { OutboxRow, Role } from '@xiezhi/gateway-api'
import type { ActPlan } from '../outbox/act-plan.ts'

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
  /** Showing that this request confirms; null: none. */
  readonly shownId: string | null
  /** Of a request that wants to see an act: takes its plan, and nothing is recorded or signed. */
  readonly planning?: (act: string, request: Json, plan: ActPlan) => Promise<OutboxRow>
}
