import type { Json } from '@xiezhi/codec'
import type { Endpoint } from '@xiezhi/interchain/testing'
import type { ListingZones } from './listing-zones.ts'

export type Values = Readonly<Record<string, Json>>

/** An instant of Asia/Shanghai. */
export const at = (text: string): number => Date.parse(`${text}+08:00`)
export const hex = (byte: string): string => byte.repeat(16)
export const digest = (byte: string): string => `sha256:${byte.repeat(32)}`
/** Sample entries, cases and persons: all invented. */
export const ENTRY = hex('e1')
export const CASE = hex('a1')
export const INDEX_KEY = '1d'.repeat(32)
export const SUBJECT = digest('5b')

const STATEMENT = {
  isOfAge: true,
  isRepresentative: false,
  hasSufficientSecurity: false,
  sealedAssetsSuffice: false,
  isLaterInOrder: false,
  isCampusLoanStudent: false,
  deletedAtSameApplicantsRequestOn: null,
}

/** A case under enforcement of a court, applied for a month after the document took effect. */
export function openCase(zones: ListingZones, court = 'court-x', caseRef = CASE): void {
  const filing = [`${court}/filing`]
  zones.act(zones.court, filing, 'case/OpenCase', {
    caseRef,
    courtCode: '粤0703',
    procedure: 'CIVIL',
    caseNumber: null,
    caseNumberTag: `sha256:${caseRef}${caseRef}`,
    filedOn: '2024-02-01',
    connectedRefs: [],
  })
  zones.act(zones.court, [`${court}/filing`], 'enforcement/Open', {
    caseRef,
    basisDigest: digest('ba'),
    effectiveOn: '2024-01-01',
    performanceEndsOn: '2024-01-20',
    appliedOn: '2024-02-01',
    claim: { principalCents: 10_000_000, general: null, currency: 'CNY' },
  })
}

/** A decision on situation 4 of a natural person who is of age. */
export function decision(day: string, change: Values = {}, statement: Values = {}): Values {
  return {
    entryId: ENTRY,
    list: 'DISHONEST',
    caseRef: CASE,
    subject: SUBJECT,
    indexKey: INDEX_KEY,
    subjectKind: 'NATURAL',
    decisionDigest: digest('dd'),
    decidedOn: day,
    situation: 4,
    extension: null,
    categories: [],
    coSubjects: [],
    reasonsDigest: null,
    statement: { ...STATEMENT, ...statement },
    ...change,
  }
}

/** Limits of consumption of a unit with its representative. */
export function restriction(day: string, change: Values = {}): Values {
  return decision(day, {
    entryId: hex('c1'),
    list: 'CONSUMPTION',
    subjectKind: 'UNIT',
    situation: null,
    categories: [1, 2, 9],
    coSubjects: [{ role: 'LEGAL_REPRESENTATIVE', subject: digest('5c'), indexKey: '2d'.repeat(32) }],
    ...change,
  })
}

export const LEADERS = ['court-x/president', 'court-x/judge']
export const ENFORCER = ['court-x/enforcer']

/** Decided and served on the day of the clock; published by the program. */
export function list(zones: ListingZones, day: string, change: Values = {}, court = 'court-x'): void {
  const value = decision(day, change)
  const signers = [`${court}/president`, `${court}/judge`]
  zones.act(zones.court, signers, 'listing/Decide', value)
  serve(zones, day, typeof change['entryId'] === 'string' ? change['entryId'] : ENTRY, court)
}

export function serve(zones: ListingZones, day: string, entryId = ENTRY, court = 'court-x'): void {
  const value = { entryId, servedOn: day, evidenceDigest: digest('5e') }
  zones.act(zones.court, [`${court}/enforcer`], 'listing/RecordService', value)
}

export function event(name: string, on: string, change: Values = {}): Values {
  const value = { entryId: ENTRY, event: name, on, searchesWithoutAssets: 0, hasOtherClue: false }
  return { ...value, documentDigest: digest('d0'), ...change }
}

interface Shown {
  readonly entry: Readonly<Record<string, Json>> | null
  readonly ended: Readonly<Record<string, Json>> | null
}

export function entryOf({ chain }: Endpoint, entryId = ENTRY): Shown | null {
  return chain.query('listing/entry', { entryId }) as unknown as Shown | null
}

export function leavesOf({ chain }: Endpoint, indexKey = INDEX_KEY): readonly Json[] {
  return chain.query('listing/check', { indexKey }) as unknown as readonly Json[]
}

export function alarmsOf(
  { chain }: Endpoint,
  entryId = ENTRY,
): readonly { readonly kind: string; readonly raisedAtMs: number; readonly endedAtMs: number | null }[] {
  return chain.query('listing/alarms', { entryId, limit: 100 }) as never
}

/** The president and the governance officer let a subscriber have lists; what is published arrives. */
export function subscribe(zones: ListingZones, subscriber: string, change: Values = {}): void {
  zones.act(
    zones.court,
    ['court-x/president', 'court-x/governor'],
    'listing/Subscribe',
    subscription(zones, subscriber, change),
  )
  settle(zones)
}

export function subscription({ court }: ListingZones, subscriber: string, change: Values = {}): Values {
  return {
    client: court.clientId,
    subscriber,
    lists: ['DISHONEST', 'CONSUMPTION'],
    scope: 'BASIC',
    purpose: 'JOINT_MEASURES',
    legalBasis: 'OPINIONS_ART_26',
    measures: ['BIDDING', 'HIGH_CONSUMPTION'],
    validTo: null,
    ...change,
  }
}

/** Effects of time run, and everything that they send arrives. */
export function settle(zones: ListingZones): void {
  for (let round = 0; round < 3; round++) {
    zones.clock.nowMs += 1_000
    for (const { chain } of [zones.court, zones.institution]) chain.block([])
    zones.relay()
  }
}

export interface Held {
  readonly entryId: string
  readonly view: Values | null
  readonly withdrawnAtMs: number | null
}

/** What the zone of the subscribers holds for one. */
export function heldBy({ institution }: ListingZones, subscriber: string): readonly Held[] {
  return institution.chain.query('listing/held', { client: institution.clientId, subscriber, limit: 100 }) as never
}

/** The subscriber's service confirms what it holds now. */
export function confirm(zones: ListingZones, subscriber: string, entryId = ENTRY): void {
  const revision = Number(heldBy(zones, subscriber).find((one) => one.entryId === entryId)?.view?.['revision'] ?? 0)
  const items = [{ entryId, revision }]
  zones.act(zones.institution, [`${subscriber}/gateway`], 'listing/Confirm', {
    client: zones.institution.clientId,
    items,
  })
  settle(zones)
}

export function withdrawalsOf({ chain }: Endpoint, entryId = ENTRY): readonly Values[] {
  return chain.query('listing/withdrawals', { entryId }) as never
}

export function use(change: Values = {}): Values {
  const value = { useId: hex('0f'), entryId: ENTRY, measure: 'BIDDING', action: 'REFUSE', count: 1 }
  return { ...value, purpose: 'JOINT_MEASURES', on: '2026-09-28', reasonDigest: null, ...change }
}
