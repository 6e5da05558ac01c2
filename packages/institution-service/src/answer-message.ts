import { msOfShanghaiTimestamp } from '@xiezhi/contracts/ids'
import type { Answer, ControlFeedback, ControlRequest } from '@xiezhi/control-interface'
import type { Message } from '@xiezhi/kernel'
import { amountCommitment } from './annex.ts'
import type { Digesting, FoundAmount } from './annex.ts'
import type { KeyedIndex } from './keyed-index.ts'
import type { OrderKey, ReceivedOrder } from './ports.ts'

const SECOND_MS = 1_000
/** A clock that is further behind is not a clock: the ledger refuses its instant, and a person looks. */
const BEHIND_MS_MAX = 60_000
const CODE = /^[A-Z][A-Z0-9_]{0,47}$/

type Effect = ReceivedOrder['effect']

/** What an answer of the core system means for its order. */
export type Meaning =
  | {
      readonly kind: 'registered'
      readonly assetKey: string
      readonly registeredAtMs: number
      /** How far the core system's clock is behind the ledger's, where its instant cannot be. */
      readonly behindMs: number
      readonly found: FoundAmount | null
      /** Behind measures of the core system, which the ledger may know or not. */
      readonly isWaiting: boolean
      readonly shortfall: string | null
    }
  | { readonly kind: 'carried-out'; readonly found: FoundAmount | null; readonly shortfall: string | null }
  | { readonly kind: 'found' }
  | { readonly kind: 'failed'; readonly code: string }
  /** Something was booked, or may have been, and the answer does not say what the ledger has to. */
  | { readonly kind: 'unusable'; readonly reason: string }

export function meaningOf(
  { effect, receivedAtMs }: Pick<ReceivedOrder, 'effect' | 'receivedAtMs'>,
  request: ControlRequest,
  answer: Answer,
  index: KeyedIndex,
): Meaning {
  if (effect.action === 'QUERY') return meaningOfQuery(answer)
  const seq = request.items?.[0]?.seq
  const feedback = answer.items?.find((one) => one.seq === seq)
  if (feedback === undefined)
    return answer.result === 'FAILED'
      ? { kind: 'failed', code: 'INSTITUTION_FAILED' }
      : { kind: 'unusable', reason: 'ITEM_MISSING' }
  if (feedback.state === 'NOT_CONTROLLED') return { kind: 'failed', code: feedback.failureReason ?? 'OTHER' }
  if (effect.action === 'FREEZE') return meaningOfFreeze({ effect, receivedAtMs }, index.assetKey(request), feedback)
  if (effect.action !== 'DEDUCT') return { kind: 'carried-out', found: null, shortfall: null }
  const found = foundBy(feedback, effect)
  const isShort = (feedback.deductedCents ?? 0) < (effect.limitCents ?? 0)
  return { kind: 'carried-out', found, shortfall: isShort ? 'BALANCE_SHORT' : null }
}

function meaningOfFreeze(
  { effect, receivedAtMs }: Pick<ReceivedOrder, 'effect' | 'receivedAtMs'>,
  assetKey: string | undefined,
  feedback: ControlFeedback,
): Meaning {
  const { registeredAt } = feedback
  if (assetKey === undefined) return { kind: 'unusable', reason: 'ASSET_MISSING' }
  if (registeredAt === undefined) return { kind: 'unusable', reason: 'REGISTRATION_MISSING' }
  const toldMs = msOfShanghaiTimestamp(registeredAt)
  const behindMs = Math.max(0, receivedAtMs - (receivedAtMs % SECOND_MS) - toldMs)
  return {
    kind: 'registered',
    assetKey,
    // Nobody registers what has not come: the second of its arrival is the earliest that can be true.
    registeredAtMs: behindMs <= BEHIND_MS_MAX ? toldMs + behindMs : toldMs,
    behindMs,
    found: foundBy(feedback, effect),
    isWaiting: (feedback.rank ?? 0) > 0,
    shortfall: shortfallOf(effect, feedback),
  }
}

function meaningOfQuery({ query, result }: Answer): Meaning {
  if (query === undefined)
    return result === 'FAILED'
      ? { kind: 'failed', code: 'INSTITUTION_FAILED' }
      : { kind: 'unusable', reason: 'PART_MISSING' }
  return query.outcome === 'FOUND' || query.outcome === 'NONE'
    ? { kind: 'found' }
    : { kind: 'failed', code: query.outcome }
}

function foundBy(feedback: ControlFeedback, { action, currency: ordered }: Effect): FoundAmount | null {
  const { actualControlledCents, deductedCents, controlledUnits, currency = ordered } = feedback
  const cents = action === 'DEDUCT' ? deductedCents : actualControlledCents
  if (cents !== undefined) return { unit: 'CENTS', quantity: cents, currency }
  return controlledUnits === undefined ? null : { unit: 'UNITS', quantity: controlledUnits, currency: null }
}

function shortfallOf({ limitCents }: Effect, feedback: ControlFeedback): string | null {
  const { actualControlledCents: actual, earlier = [], rank = 0 } = feedback
  if (rank > 0) return 'ALREADY_FROZEN'
  if (actual === undefined || limitCents === null || actual >= limitCents) return null
  return earlier.length > 0 ? 'ALREADY_FROZEN' : 'BALANCE_SHORT'
}

export interface Recording {
  readonly algorithms: Digesting
  readonly index: KeyedIndex
  readonly key: OrderKey
  /** Digest of the annex that goes with the answer; null: none goes. */
  readonly annexDigest: string | null
}

/** The message that records what an answer means. */
export function messageOf(
  meaning: Exclude<Meaning, { kind: 'unusable' }>,
  { algorithms, index, key, annexDigest }: Recording,
): Message {
  const { client, orderId } = key
  const amountOf = (found: FoundAmount | null): string | null =>
    found === null ? null : amountCommitment(algorithms, found, index.amountSalt(orderId))
  switch (meaning.kind) {
    case 'registered': {
      const { assetKey, registeredAtMs, found, shortfall } = meaning
      const measure = { measureId: index.measureId(orderId), assetKey, registeredAtMs, shortfall }
      return {
        type: 'measure/Register',
        value: { client, orderId, ...measure, amount: amountOf(found), annexDigest },
      }
    }
    case 'carried-out':
      return carryOut(key, { amount: amountOf(meaning.found), annexDigest, shortfall: meaning.shortfall })
    case 'found':
      return answerMessage(key, 'FULFILLED', null, annexDigest)
    case 'failed':
      return answerMessage(key, 'FAILED', meaning.code, annexDigest)
  }
}

export function carryOut(
  { client, orderId }: OrderKey,
  {
    amount = null,
    annexDigest = null,
    shortfall = null,
    distribution = null,
  }: Partial<Readonly<Record<'amount' | 'annexDigest' | 'shortfall' | 'distribution', string | null>>>,
): Message {
  return { type: 'measure/CarryOut', value: { client, orderId, amount, annexDigest, shortfall, distribution } }
}

export function answerMessage(
  { client, orderId }: OrderKey,
  kind: 'FULFILLED' | 'FAILED' | 'REJECTED',
  code: string | null,
  annexDigest: string | null = null,
): Message {
  const facts = { rule: null, amount: null, annexDigest }
  return { type: 'order/Answer', value: { client, orderId, kind, code, ...facts } }
}

/** The code of a refusal `codespace/CODE` of an institution, where a ledger can hold it. */
export function refusalCode(reason: string | undefined): string {
  const code = reason?.split('/').at(-1) ?? ''
  return CODE.test(code) ? code : 'INSTITUTION_REFUSED'
}
