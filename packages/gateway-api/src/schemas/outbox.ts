import { Type } from 'typebox'
import type { Static } from 'typebox'
import { anyJson, instant, nullable, oneOf, text } from './scalars.ts'

/**
 * Named after steps: each says what has happened. Up to the ledger each is on disk before the next begins; those behind it
 * are written with the answer, or after a second without one.
 */
export const OUTBOX_STATES = [
  'recorded',
  'signed',
  'submitted',
  'included',
  'relayed',
  'answered',
  'refused',
  'failed',
] as const
export type OutboxState = (typeof OUTBOX_STATES)[number]

/** Why a ledger refused: its codespace, code and facts; the texts follow from them. */
export const refusal = Type.Object({
  codespace: text,
  code: Type.Integer(),
  name: text,
  facts: Type.Record(Type.String(), anyJson),
})

export const outboxRow = Type.Object({
  id: text,
  /** What is done, such as `verification` or `statusProposal`. */
  act: text,
  state: oneOf(OUTBOX_STATES),
  /** No further step follows. */
  isFinal: Type.Boolean(),
  /** What it is about: a case, a licence, a proposal. */
  subject: Type.Object({ kind: text, id: text }),
  steps: Type.Array(Type.Object({ state: oneOf(OUTBOX_STATES), atMs: instant })),
  refusal: nullable(refusal),
  /** What the act brought, such as `{verificationId}` or `{proposalId, digest}`; null before it is included. */
  result: nullable(anyJson),
  createdAtMs: instant,
  updatedAtMs: instant,
})
export type OutboxRow = Static<typeof outboxRow>
