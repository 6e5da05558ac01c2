import type { Json } from '@xiezhi/codec'
import { orderApi } from '@xiezhi/contracts'
import type { Endpoint } from '@xiezhi/interchain/testing'
import type { ErrorKind, Message } from '@xiezhi/kernel'
import { expectRejected } from '@xiezhi/kernel/testing'
import type { DeliveredTx } from '@xiezhi/kernel/testing'
import { zoneModules } from '../index.ts'
import type { EnforcementZones } from './enforcement-zones.ts'

export const at = (text: string): number => Date.parse(`${text}+08:00`)
export const hex = (byte: string): string => byte.repeat(16)
export const digest = (byte: string): string => `sha256:${byte.repeat(32)}`
export const CASE = hex('a1')

export interface Ordered {
  readonly institution: string
  readonly action: string
  readonly asset: string | null
  readonly cents?: number
  readonly currency?: string
  readonly months?: number
  readonly whole?: boolean
  readonly measureId?: string
  readonly toMeasureId?: string
  readonly compensates?: string
}

export interface Of {
  readonly court?: string
  readonly caseRef?: string
  /** By default judge and enforcement officer of the court; of a query the officer. */
  readonly signers?: readonly string[]
}

export const freeze = (institution: string, asset: string, cents: number, months: number, whole = false): Ordered => ({
  institution,
  action: 'FREEZE',
  asset,
  cents,
  months,
  whole,
})

/** A case of the zone, without its enforcement. */
export function fileCase(zones: EnforcementZones, court: string, caseRef: string, filedOn: string): void {
  zones.act(zones.court, [`${court}/filing`], 'case/OpenCase', {
    caseRef,
    courtCode: '粤0703',
    procedure: 'CIVIL',
    caseNumber: null,
    caseNumberTag: `sha256:${caseRef}${caseRef}`,
    filedOn,
    connectedRefs: [],
  })
}

/** What the enforcement of an effective document of 2025-12-01 asks for. */
export function openingOf(caseRef: string, principalCents: number): Message {
  const value = {
    caseRef,
    basisDigest: digest('ba'),
    effectiveOn: '2025-12-01',
    performanceEndsOn: '2025-12-20',
    appliedOn: '2025-12-30',
    claim: { principalCents, general: null, currency: 'CNY' },
  }
  return { type: 'enforcement/Open', value }
}

export function openCase(zones: EnforcementZones, court: string, caseRef: string, principalCents: number): void {
  fileCase(zones, court, caseRef, '2025-12-30')
  const { type, value } = openingOf(caseRef, principalCents)
  zones.act(zones.court, [`${court}/filing`], type, value)
}

let instruments = 0

/** An instrument with its orders, signed by nobody yet. */
export function instrument(zones: EnforcementZones, kind: string, orders: readonly Ordered[], caseRef = CASE): Message {
  instruments += 1
  const nowMs = zones.clock.nowMs
  const value = {
    instrumentId: instruments.toString(16).padStart(32, '0'),
    kind,
    caseRef,
    documentDigest: digest('dd'),
    emergency: false,
    validFrom: '2026-01-01',
    validTo: null,
    timeoutSeconds: Math.floor(nowMs / 1_000) + 3_600,
    deadlineMs: nowMs + 86_400_000,
    orders: orders.map((one, n) => partOf(zones, one, n)),
  }
  return { type: 'order/Issue', value }
}

function partOf(zones: EnforcementZones, one: Ordered, n: number): Json {
  const { institution, action, asset, cents, currency, months, whole, measureId, toMeasureId, compensates } = one
  return {
    client: zones.court.clientId,
    institution,
    effect: {
      action,
      asset,
      subject: `sha256:${n.toString(16).padStart(64, '0')}`,
      limitCents: cents ?? null,
      currency: currency ?? 'CNY',
      months: months ?? null,
      whole: whole ?? false,
      measureId: measureId ?? null,
      ...(toMeasureId === undefined ? {} : { toMeasureId }),
    },
    annexDigest: digest('ae'),
    relation: compensates === undefined ? null : { kind: 'COMPENSATES', orderId: compensates },
  }
}

const signersOf = (kind: string, court: string): readonly string[] =>
  kind === 'QUERY_NOTICE' ? [`${court}/enforcer`] : [`${court}/judge`, `${court}/enforcer`]

/** Signs an instrument, brings its orders there, and gives their ids. */
export function order(
  zones: EnforcementZones,
  kind: string,
  orders: readonly Ordered[],
  { court = 'court-x', caseRef = CASE, signers = signersOf(kind, court) }: Of = {},
): readonly string[] {
  const { type, value } = instrument(zones, kind, orders, caseRef)
  const answer = zones.act(zones.court, signers, type, value)
  zones.relay()
  return (answer as { orders: string[] }).orders
}

/** The refusal of an instrument, exact and without a trace; its facts. */
export function expectOrderRefused(
  zones: EnforcementZones,
  error: string,
  kind: string,
  orders: readonly Ordered[],
  { court = 'court-x', caseRef = CASE, signers = signersOf(kind, court) }: Of = {},
): DeliveredTx['facts'] {
  return expectRefused(zones, zones.court, error, signers, instrument(zones, kind, orders, caseRef))
}

/** The refusal `<module>/<name>` of a message, exact and without a trace in any module; its facts. */
export function expectRefused(
  zones: EnforcementZones,
  endpoint: Endpoint,
  error: string,
  officers: readonly string[],
  message: Message,
): DeliveredTx['facts'] {
  // What is due goes first, so that nothing but the message could leave a trace.
  endpoint.chain.block([])
  const signers = officers.map((name) => zones.signer(endpoint, name))
  return expectRejected(endpoint.chain, errorOf(error), [message], signers).facts
}

const modules = [...zoneModules('court'), ...zoneModules('institution')]

function errorOf(text: string): ErrorKind {
  const [module, name = ''] = text.split('/')
  const found = modules.find((one) => one.name === module)?.errors[name]
  if (found === undefined) throw new RangeError(`no error ${text}`)
  return found
}

/** The institution retrieves the annex and takes the order on. */
export function takeOn(zones: EnforcementZones, institution: string, orderId: string): void {
  const client = zones.institution.clientId
  const { chain } = zones.institution
  const taken = orderApi.receivedOf({ store: chain.store } as never, client, orderId)
  if (taken?.state === 'RECEIVED') {
    const outcome = { client, orderId, outcome: 'RETRIEVED' }
    zones.act(zones.institution, [`${institution}/gateway`], 'order/RecordRetrieval', outcome)
  }
  zones.act(zones.institution, [`${institution}/operator`], 'order/Accept', { client, orderId })
}

/** The institution takes an order on and answers it. */
export function carryOut(
  zones: EnforcementZones,
  institution: string,
  orderId: string,
  type: string,
  value: Readonly<Record<string, Json>>,
): void {
  takeOn(zones, institution, orderId)
  book(zones, institution, orderId, type, value)
}

/** The institution's gateway records what the core system did of an order that was taken on. */
export function book(
  zones: EnforcementZones,
  institution: string,
  orderId: string,
  type: string,
  value: Readonly<Record<string, Json>> = {},
): void {
  const client = zones.institution.clientId
  zones.act(zones.institution, [`${institution}/gateway`], type, { client, orderId, ...value })
}

export const register = (
  measureId: string,
  assetKey: string,
  registeredAtMs: number,
): Readonly<Record<string, Json>> => ({
  measureId,
  assetKey,
  registeredAtMs,
  amount: digest('a0'),
  annexDigest: null,
  shortfall: null,
})
export const carried = (distribution: string | null = null): Readonly<Record<string, Json>> => ({
  amount: null,
  annexDigest: null,
  shortfall: null,
  distribution,
})
export const answered = (
  kind: string,
  code: string | null = null,
  rule: string | null = null,
): Readonly<Record<string, Json>> => ({ kind, code, rule, amount: null, annexDigest: null })

/** A measure registered at the present second. */
export function registered(
  zones: EnforcementZones,
  one: Ordered,
  { measureId, assetKey }: { readonly measureId: string; readonly assetKey: string },
  of: Of = {},
): string {
  const [orderId = ''] = order(zones, 'CONTROL_RULING', [one], of)
  const second = Math.floor(zones.clock.nowMs / 1_000) * 1_000
  carryOut(zones, one.institution, orderId, 'measure/Register', register(measureId, assetKey, second))
  zones.relay()
  return orderId
}

export interface ShownCase {
  enforcement: { state: string; limitation: string }
  controls: { orderId: string; institution: string; state: string; rank: number; from: string; to: string }[]
}

export const caseOf = (zones: EnforcementZones, caseRef = CASE): ShownCase =>
  zones.court.chain.query('enforcement/case', { caseRef }) as unknown as ShownCase

export const mattersOf = (zones: EnforcementZones, caseRef = CASE): Json =>
  zones.court.chain.query('enforcement/matters', { caseRef })

export const proposalsOf = (zones: EnforcementZones, caseRef = CASE): Json =>
  zones.court.chain.query('enforcement/proposals', { caseRef, limit: 10 })

export const alarmsOf = ({ chain }: Endpoint): Json => chain.query('query/alarms', { limit: 20 })

export const measureOf = (zones: EnforcementZones, measureId: string): Json =>
  zones.institution.chain.query('measure/measure', { measureId })
