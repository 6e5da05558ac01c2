import { civilDateOf, shiftCivilMonths } from '@xiezhi/contracts/ids'
import { checkRequest, ControlInterfaceError } from '@xiezhi/control-interface'
import type { ControlItem, ControlMeasure, ControlRequest, InstitutionKind } from '@xiezhi/control-interface'
import type { Crypto } from '@xiezhi/crypto'
import { digestingAs, subjectCommitment } from './annex.ts'
import type { OrderAnnex } from './annex.ts'
import type { KeyedIndex } from './keyed-index.ts'
import type { InstitutionIdentity, ReceivedOrder, StandingMeasure } from './ports.ts'

/** In what a request is not the effect that the instrument signed. Part of the interface: append, never rename. */
export const REQUEST_DIFFERENCES = [
  'REQUEST_MISSING',
  'REQUEST_MALFORMED',
  'REQUEST_NO_DIFFERS',
  'INSTITUTION_DIFFERS',
  'NATURE_DIFFERS',
  'ITEMS_DIFFER',
  'ACTION_DIFFERS',
  'ASSET_DIFFERS',
  'LIMIT_DIFFERS',
  'CURRENCY_DIFFERS',
  'TERM_DIFFERS',
  'MEASURE_DIFFERS',
  'SUBJECT_DIFFERS',
] as const
export type RequestDifference = (typeof REQUEST_DIFFERENCES)[number]

type Effect = ReceivedOrder['effect']
type Action = Effect['action']

/** What the core system is told for an action. The others change the line of the ledger, and nothing in the core system. */
const MEASURES: Partial<Readonly<Record<Action, readonly ControlMeasure[]>>> = {
  FREEZE: ['FREEZE', 'WAITING_FREEZE'],
  RENEW: ['CONTINUE'],
  REDUCE: ['RELEASE'],
  RELEASE: ['RELEASE', 'RELEASE_WAITING'],
  DEDUCT: ['DEDUCT'],
}
/** Kinds of property that one kind of institution keeps; of the others any may. */
const KEEPERS: Partial<Readonly<Record<NonNullable<Effect['asset']>, readonly InstitutionKind[]>>> = {
  DEPOSIT: ['BANK', 'PAYMENT'],
  VEHICLE: ['VEHICLE'],
  REAL_ESTATE: ['LAND'],
  SECURITY: ['SECURITIES'],
  INSURANCE_CASH_VALUE: ['INSURANCE'],
}
const MONEY: readonly InstitutionKind[] = ['BANK', 'PAYMENT', 'INSURANCE']

/** Whether the core system has a part in the order. */
export function reachesCoreSystem(action: Action): boolean {
  return action === 'QUERY' || MEASURES[action] !== undefined
}

export interface Matching {
  readonly crypto: Pick<Crypto, 'sha256' | 'sm3'>
  readonly identity: InstitutionIdentity
  readonly index: KeyedIndex
  readonly order: ReceivedOrder
  readonly annex: OrderAnnex
  /** The measure that the effect names, as the ledger has it. */
  readonly measure: StandingMeasure | undefined
}

/** The first difference between the request of an annex and the effect under which it came; undefined: they are one. */
export function differenceOf(matching: Matching): RequestDifference | undefined {
  const { crypto, identity, order, annex } = matching
  const { request, subjectSalt } = annex
  const { action, subject } = order.effect
  if (request === null) return reachesCoreSystem(action) ? 'REQUEST_MISSING' : undefined
  if (!reachesCoreSystem(action)) return 'ACTION_DIFFERS'
  if (request.requestNo !== order.orderId) return 'REQUEST_NO_DIFFERS'
  if (request.institutionKind !== identity.kind || request.institutionCode !== identity.institutionCode)
    return 'INSTITUTION_DIFFERS'
  if (!isWellFormed(request)) return 'REQUEST_MALFORMED'
  if ((request.nature === 'QUERY') !== (action === 'QUERY')) return 'NATURE_DIFFERS'
  if (subjectCommitment(digestingAs(crypto, subject), request, subjectSalt) !== subject) return 'SUBJECT_DIFFERS'
  if (request.nature === 'QUERY') return undefined
  const [item, ...others] = request.items ?? []
  if (item === undefined || others.length > 0) return 'ITEMS_DIFFER'
  return differenceOfItem(matching, request, item)
}

function isWellFormed(request: ControlRequest): boolean {
  try {
    checkRequest(request)
    return true
  } catch (error) {
    if (error instanceof ControlInterfaceError) return false
    throw error
  }
}

function differenceOfItem(
  { identity, index, order, measure }: Matching,
  request: ControlRequest,
  item: ControlItem,
): RequestDifference | undefined {
  const { effect } = order
  if (MEASURES[effect.action]?.includes(item.measure) !== true) return 'ACTION_DIFFERS'
  const keepers = effect.asset === null ? undefined : KEEPERS[effect.asset]
  if (keepers?.includes(identity.kind) === false) return 'ASSET_DIFFERS'
  if (effect.measureId !== null) {
    if (measure === undefined || item.priorRequestNo !== measure.orderId) return 'MEASURE_DIFFERS'
    if (index.assetKey(request) !== measure.assetKey) return 'ASSET_DIFFERS'
  }
  if (!isLimitSigned(effect, item, measure, MONEY.includes(identity.kind))) return 'LIMIT_DIFFERS'
  if (item.currency !== undefined && item.currency !== effect.currency) return 'CURRENCY_DIFFERS'
  return isTermSigned(order, item, measure) ? undefined : 'TERM_DIFFERS'
}

function isLimitSigned(
  effect: Effect,
  { amountCents }: ControlItem,
  measure: StandingMeasure | undefined,
  isMoney: boolean,
): boolean {
  // Without an amount below what stands, the core system would end the measure: the interface has no message to reduce.
  if (effect.action === 'REDUCE' && !(isMoney && isReduction(effect, measure))) return false
  return amountCents === amountOf(effect, measure, isMoney)
}

/** Whether a part of the measure stays; things and units are controlled as they are. */
function isReduction({ limitCents }: Effect, measure: StandingMeasure | undefined): boolean {
  const present = measure?.limitCents ?? null
  return limitCents !== null && present !== null && limitCents > 0 && limitCents < present
}

/** The amount that a request may name: of money what was signed; a thing is controlled as it is. */
function amountOf(
  { action, limitCents }: Effect,
  measure: StandingMeasure | undefined,
  isMoney: boolean,
): number | undefined {
  if (!isMoney || limitCents === null) return undefined
  if (action === 'FREEZE' || action === 'DEDUCT') return limitCents
  // The interface releases by an amount, the ruling names what stays.
  if (action === 'REDUCE') return (measure?.limitCents ?? 0) - limitCents
  return undefined
}

function isTermSigned(
  { effect, instrument, receivedAtMs }: ReceivedOrder,
  { from, to }: ControlItem,
  measure: StandingMeasure | undefined,
): boolean {
  const { action, months } = effect
  if (months === null) return true
  if (action === 'RENEW') return measure?.to != null && to === shiftCivilMonths(measure.to, months)
  if (from === undefined) return false
  // It may have been on its way over midnight.
  const isDayOfEffect = from >= civilDateOf(instrument.signedAtMs) && from <= civilDateOf(receivedAtMs)
  return isDayOfEffect && to === shiftCivilMonths(from, months)
}
