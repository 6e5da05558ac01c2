import type { Json } from '@xiezhi/codec'
import type { OutboxRow, Role } from '@xiezhi/gateway-api'
import type { ActPlan } from '../outbox/act-plan.ts'

/** Place of a person concerned in the court's keyed index. The number is nowhere in a session. */
export interface PartyKey {
  readonly indexKey: string
}

/** Who a session belongs to. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly organisation: string | null
  readonly officer: string | null
  readonly licence: string | null
  /** Of a person concerned (当事人), who signs nothing and sees the own. */
  readonly party?: PartyKey
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
