import type { Json } from '@xiezhi/codec'
import { listingApi, listingErrors as errors } from '@xiezhi/contracts'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { ErrorKind } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import {
  alarmsOf,
  at,
  confirm,
  digest,
  ENFORCER,
  ENTRY,
  event,
  heldBy,
  hex,
  LEADERS,
  list,
  openCase,
  settle,
  subscribe,
  subscription,
  use,
  withdrawalsOf,
} from './testing/listing-acts.ts'
import type { Values } from './testing/listing-acts.ts'
import { ListingZones } from './testing/listing-zones.ts'

const PLATFORM = ['platform/operator']
const GRANTORS = ['court-x/president', 'court-x/governor']

/** A published entry under situation 1, shared with two subscribers of different scope. */
function shared(day = '2026-09-28'): ListingZones {
  const zones = new ListingZones(nodeCrypto, at(`${day}T09:00:00`))
  openCase(zones)
  subscribe(zones, 'platform', { scope: 'FULL' })
  subscribe(zones, 'railway', { scope: 'TOKEN', measures: ['HIGH_CONSUMPTION'], purpose: 'TICKETING' })
  list(zones, day, { situation: 1 })
  settle(zones)
  return zones
}

const court = (zones: ListingZones, officers: readonly string[], type: string, value: Json): Json =>
  zones.act(zones.court, officers, `listing/${type}`, value)
const other = (zones: ListingZones, officers: readonly string[], type: string, value: Json): Json =>
  zones.act(zones.institution, officers, `listing/${type}`, value)
const expectOtherRefused = (
  zones: ListingZones,
  officers: readonly string[],
  type: string,
  value: Json,
  kind: ErrorKind,
) => zones.expectRefused(zones.institution, officers, { type: `listing/${type}`, value, kind })
const clientOf = (zones: ListingZones): string => zones.institution.clientId
const delete_ = (zones: ListingZones, on = '2026-09-28'): void => {
  court(zones, ENFORCER, 'RecordEvent', event('PERFORMED', on))
  settle(zones)
}

describe('sharing', () => {
  test('T20-25: each subscriber learns no more than its scope; the case goes to nobody', () => {
    const zones = shared()
    const [full] = heldBy(zones, 'platform')
    const [token] = heldBy(zones, 'railway')
    expect(full?.view).toMatchObject({ list: 'DISHONEST', organisation: 'court-x', situation: 1, status: 'ACTIVE' })
    expect(token?.view).toMatchObject({
      list: null,
      organisation: null,
      situation: null,
      basisDigest: null,
      term: { kind: 'UNTIL_EVENT', to: null },
    })
    expect(heldBy(zones, 'procurement')).toEqual([])
    const text = JSON.stringify([heldBy(zones, 'platform'), heldBy(zones, 'railway')])
    for (const secret of [hex('a1'), digest('5b'), '1d'.repeat(32)]) expect(text.includes(secret)).toBe(false)
  })

  test('a new subscriber gets what is published, and later changes', () => {
    const zones = shared()
    subscribe(zones, 'procurement')
    expect(heldBy(zones, 'procurement')).toMatchObject([{ entryId: ENTRY, view: { revision: 3 } }])
    const lift = { entryId: ENTRY, decisionDigest: digest('d3'), ground: 'EXAM', from: '2026-09-28', to: '2026-10-12' }
    court(zones, LEADERS, 'LiftTemporarily', lift)
    settle(zones)
    expect(heldBy(zones, 'procurement')).toMatchObject([{ view: { status: 'SUSPENDED' } }])
    expectOtherRefused(zones, PLATFORM, 'RecordUse', { client: clientOf(zones), use: use() }, errors.EntrySuspended)
  })

  test('G26-09: a measure that is in no list is refused to the subscription and to the use', () => {
    const zones = shared()
    const bare = { measures: ['BIDDING', 'CUT_OFF_WATER'] }
    const kind = errors.NoLegalBasis
    const value = subscription(zones, 'procurement', bare)
    expect(zones.expectRefused(zones.court, GRANTORS, { type: 'listing/Subscribe', value, kind })).toEqual({
      measure: 'CUT_OFF_WATER',
    })
    const asked = { client: clientOf(zones), use: use({ measure: 'QUALIFICATION' }) }
    expect(expectOtherRefused(zones, PLATFORM, 'RecordUse', asked, kind)).toEqual({
      reasons: ['NO_LEGAL_BASIS R26-10'],
    })
  })

  test('only a court grants, two persons sign, once, and what ended is withdrawn', () => {
    const zones = shared()
    const value = subscription(zones, 'platform')
    const again = { type: 'listing/Subscribe', value, kind: errors.SubscriptionExists }
    zones.expectRefused(zones.court, GRANTORS, again)
    zones.expectRefused(zones.institution, PLATFORM, { ...again, kind: errors.NotACourt })
    zones.expectRefused(zones.court, GRANTORS, {
      ...again,
      value: { ...value, subscriber: 'x', validTo: '2026-09-27' },
      kind: errors.DateOrder,
    })
    zones.expectRefused(zones.court, GRANTORS, {
      ...again,
      value: { ...value, client: '07-tendermint-9', subscriber: 'x' },
      kind: errors.SenderNotAllowed,
    })
    const ended = { client: zones.court.clientId, subscriber: 'platform', decisionDigest: digest('de') }
    court(zones, GRANTORS, 'EndSubscription', ended)
    settle(zones)
    expect(heldBy(zones, 'platform')).toMatchObject([{ entryId: ENTRY }])
    expect(heldBy(zones, 'platform')[0]?.withdrawnAtMs).not.toBeNull()
    zones.expectRefused(zones.court, GRANTORS, {
      type: 'listing/EndSubscription',
      value: ended,
      kind: errors.SubscriptionUnknown,
    })
    expect(heldBy(zones, 'railway')[0]?.withdrawnAtMs).toBeNull()
  })
})

describe('use', () => {
  const asked = (zones: ListingZones, change: Values = {}) => ({ client: clientOf(zones), use: use(change) })

  test('a use in its term, purpose and measure is recorded once, and the court has the receipt', () => {
    const zones = shared()
    other(zones, PLATFORM, 'RecordUse', asked(zones))
    settle(zones)
    const query = { client: zones.court.clientId, subscriber: 'platform', limit: 10 }
    expect(zones.court.chain.query('listing/uses', query)).toEqual([use()])
    expectOtherRefused(zones, PLATFORM, 'RecordUse', asked(zones), errors.UseExists)
  })

  test.each<[string, ErrorKind, Values]>([
    ['another purpose', errors.PurposeOutOfTask, { purpose: 'EMPLOYMENT_CHECK' }],
    ['another day', errors.DateOrder, { on: '2026-09-27' }],
    ['an entry that it does not hold', errors.MirrorUnknown, { entryId: hex('e9') }],
  ])('refuses %s', (_, kind, change) => {
    const zones = shared()
    expectOtherRefused(zones, PLATFORM, 'RecordUse', asked(zones, change), kind)
  })

  test('26.4: an objection to identity forbids use at once; one to content asks for reasons', () => {
    const zones = shared()
    const objection = { entryId: ENTRY, kind: 'IDENTITY', requestedOn: '2026-09-28', documentDigest: digest('0b') }
    court(zones, ENFORCER, 'Object', objection)
    settle(zones)
    expect(heldBy(zones, 'railway')).toMatchObject([{ view: { objection: 'IDENTITY' } }])
    expectOtherRefused(zones, PLATFORM, 'RecordUse', asked(zones), errors.EntryObjected)
    const decided = { entryId: ENTRY, decisionDigest: digest('d5'), on: '2026-09-28', isUpheld: false }
    court(zones, ['court-x/judge'], 'DecideObjection', decided)
    court(zones, ENFORCER, 'Object', { ...objection, kind: 'CONTENT' })
    settle(zones)
    expectOtherRefused(zones, PLATFORM, 'RecordUse', asked(zones), errors.ReasonsMissing)
    other(zones, PLATFORM, 'RecordUse', asked(zones, { reasonDigest: digest('0e') }))
  })

  test('no use after withdrawal, held or not', () => {
    const zones = shared()
    delete_(zones)
    expectOtherRefused(zones, PLATFORM, 'RecordUse', asked(zones), errors.EntryWithdrawn)
    confirm(zones, 'platform')
    expectOtherRefused(zones, PLATFORM, 'RecordUse', asked(zones), errors.MirrorUnknown)
  })

  test('a fixed term that has ended forbids use although no withdrawal has come', () => {
    const zones = new ListingZones(nodeCrypto, at('2026-09-28T09:00:00'))
    openCase(zones)
    subscribe(zones, 'platform')
    list(zones, '2024-10-01')
    settle(zones)
    zones.clock.nowMs = at('2026-10-02T09:00:00')
    const late = asked(zones, { on: '2026-10-02' })
    expect(expectOtherRefused(zones, PLATFORM, 'RecordUse', late, errors.EntryExpired)).toEqual({
      reasons: ['RECORD_EXPIRED R26-03'],
    })
  })
})

describe('withdrawal', () => {
  test('G26-01: receipts end the clocks; who is silent has an alarm after 24 h, a report after 72, a violation after the third working day', () => {
    const zones = shared('2026-09-29')
    zones.clock.nowMs = at('2026-09-29T10:00:00')
    delete_(zones, '2026-09-29')
    expect(heldBy(zones, 'platform')[0]?.withdrawnAtMs).not.toBeNull()
    zones.jumpTo(at('2026-09-30T09:00:00'))
    confirm(zones, 'platform')
    expect(heldBy(zones, 'platform')).toEqual([])
    expect(alarmsOf(zones.court)).toEqual([])
    const named = (): (readonly [string, boolean])[] =>
      alarmsOf(zones.court).map(({ kind, endedAtMs }) => [kind, endedAtMs === null] as const)
    zones.jumpTo(at('2026-09-30T10:00:05'))
    expect(named()).toEqual([['RECEIPT_LATE', true]])
    zones.jumpTo(at('2026-10-02T10:00:05'))
    expect(named()).toEqual([
      ['RECEIPT_LATE', true],
      ['RECEIPT_REPORTED', true],
    ])
    zones.jumpTo(at('2026-10-09T23:59:59'))
    expect(named()).toHaveLength(2)
    zones.jumpTo(at('2026-10-10T00:00:00'))
    expect(named()).toHaveLength(3)
    expect(alarmsOf(zones.court)[0]).toMatchObject({
      subject: `${ENTRY} ${zones.court.clientId} railway`,
      dueOn: '2026-10-09',
    })
    confirm(zones, 'railway')
    expect(named().every(([, isOpen]) => !isOpen)).toBe(true)
    expect(withdrawalsOf(zones.court)).toMatchObject([{ subscriber: 'platform' }, { subscriber: 'railway' }])
    expect(withdrawalsOf(zones.court).every((row) => row['confirmedAtMs'] !== null)).toBe(true)
    zones.sound()
  })

  test('a subscriber that was down for a week: the notice goes again until it has arrived', () => {
    const zones = shared()
    court(zones, ENFORCER, 'RecordEvent', event('PERFORMED', '2026-09-28'))
    zones.jumpTo(at('2026-10-05T12:00:00'))
    expect(heldBy(zones, 'platform')[0]?.withdrawnAtMs).toBeNull()
    expect(alarmsOf(zones.court).map(({ kind }) => kind)).toContain('RECEIPT_REPORTED')
    settle(zones)
    expect(heldBy(zones, 'platform')[0]?.withdrawnAtMs).not.toBeNull()
    confirm(zones, 'platform')
    confirm(zones, 'railway')
    expect(withdrawalsOf(zones.court).every((row) => row['confirmedAtMs'] !== null)).toBe(true)
    zones.sound()
  })

  test('G20-80: still shown 24 hours later is a breach with the name of the agency; before that it is noted', () => {
    const zones = shared()
    delete_(zones)
    const shown = (day: string, subscriber = 'railway') => ({
      entryId: ENTRY,
      client: zones.court.clientId,
      subscriber,
      shownAtMs: at(day),
      evidenceDigest: digest('ed'),
    })
    zones.jumpTo(at('2026-09-28T20:00:00'))
    expect(court(zones, ENFORCER, 'ReportShown', shown('2026-09-28T19:00:00'))).toMatchObject({ isBreach: false })
    zones.jumpTo(at('2026-09-30T09:00:00'))
    const kind = errors.WithdrawalUnknown
    const value = shown('2026-09-30T08:00:00', 'procurement')
    zones.expectRefused(zones.court, ENFORCER, { type: 'listing/ReportShown', value, kind })
    expect(court(zones, ENFORCER, 'ReportShown', shown('2026-09-30T08:00:00'))).toMatchObject({ isBreach: true })
    expect(alarmsOf(zones.court).map(({ kind: name }) => name)).toContain('STILL_SHOWN')
  })

  test('a subscriber that lies in its receipt is contradicted by evidence', () => {
    const zones = shared()
    delete_(zones)
    confirm(zones, 'railway')
    zones.jumpTo(at('2026-09-28T20:00:00'))
    const value = {
      entryId: ENTRY,
      client: zones.court.clientId,
      subscriber: 'railway',
      shownAtMs: at('2026-09-28T19:00:00'),
      evidenceDigest: digest('ed'),
    }
    expect(court(zones, ENFORCER, 'ReportShown', value)).toEqual({
      entryId: ENTRY,
      isBreach: true,
      isContradicted: true,
    })
  })

  test('a receipt is for what is held, in the revision that arrived', () => {
    const zones = shared()
    const items = (entryId: string, revision: number) => ({ client: clientOf(zones), items: [{ entryId, revision }] })
    expectOtherRefused(zones, ['platform/gateway'], 'Confirm', items(hex('e9'), 1), errors.MirrorUnknown)
    expectOtherRefused(zones, ['platform/gateway'], 'Confirm', items(ENTRY, 2), errors.RevisionOther)
    expectOtherRefused(zones, ['procurement/gateway'], 'Confirm', items(ENTRY, 3), errors.MirrorUnknown)
    confirm(zones, 'platform')
    expect(heldBy(zones, 'platform')).toHaveLength(1)
  })
})

describe('reconciliation (T26-4)', () => {
  const MONTH = '2026-09'
  const digestOf = (zones: ListingZones, ids: readonly string[]): string => {
    const { crypto } = zones.institution.chain.context()
    return listingApi.setDigest(crypto, listingApi.setOf(crypto, ids))
  }
  const stated = (zones: ListingZones, ids: readonly string[]) => {
    const names = [...new Set(ids.map((id) => id.slice(0, 2)))].sort()
    const buckets = names.map((bucket) => {
      const own = ids.filter((id) => id.startsWith(bucket)).sort()
      return { bucket, count: own.length, digest: digestOf(zones, own) }
    })
    return { client: clientOf(zones), month: MONTH, buckets }
  }
  const at_ = (zones: ListingZones, end = zones.court): Values =>
    end.chain.query('listing/reconciliation', { client: end.clientId, subscriber: 'platform', month: MONTH }) as never
  const SERVICE = ['platform/gateway']

  test('equal sets are equal', () => {
    const zones = shared()
    other(zones, SERVICE, 'StateSet', stated(zones, [ENTRY]))
    settle(zones)
    expect(at_(zones)).toMatchObject({ state: 'EQUAL', courtCount: 1, receiverCount: 1 })
    expect(at_(zones, zones.institution)).toMatchObject({ state: 'EQUAL', courtCount: 1 })
  })

  test('G26-11: a missing entry goes again; one that a restored backup brought back is withdrawn again; both are listed', () => {
    const zones = shared()
    list(zones, '2026-09-28', { entryId: hex('e2'), indexKey: '4d'.repeat(32), situation: 1 })
    settle(zones)
    delete_(zones)
    confirm(zones, 'platform')
    expect(heldBy(zones, 'platform')).toMatchObject([{ entryId: hex('e2') }])
    other(zones, SERVICE, 'StateSet', stated(zones, [ENTRY]))
    settle(zones)
    expect(at_(zones, zones.institution)).toMatchObject({ state: 'DIFFERENT', differing: ['e1', 'e2'] })
    const bucket = (name: string, ids: readonly string[]) => ({
      client: clientOf(zones),
      month: MONTH,
      bucket: name,
      ids,
    })
    other(zones, SERVICE, 'StateBucket', bucket('e1', [ENTRY]))
    other(zones, SERVICE, 'StateBucket', bucket('e2', []))
    settle(zones)
    expect(at_(zones)).toMatchObject({ state: 'DIFFERENT', differing: [], resend: [hex('e2')], withdraw: [ENTRY] })
    expect(at_(zones, zones.institution)).toMatchObject({ differing: [], resend: [hex('e2')], withdraw: [ENTRY] })
    expect(heldBy(zones, 'platform')).toMatchObject([{ entryId: ENTRY, view: null }, { entryId: hex('e2') }])
    confirm(zones, 'platform')
    expect(heldBy(zones, 'platform')).toMatchObject([{ entryId: hex('e2') }])
    expectOtherRefused(zones, SERVICE, 'StateBucket', bucket('e2', []), errors.ReconciliationUnknown)
    zones.sound()
  })

  test('buckets and ids stand once and in order', () => {
    const zones = shared()
    const { buckets, ...head } = stated(zones, [ENTRY])
    const twice = { ...head, buckets: [...buckets, ...buckets] }
    expectOtherRefused(zones, SERVICE, 'StateSet', twice, errors.BucketsUnsorted)
    const foreign = { client: clientOf(zones), month: MONTH, bucket: 'e2', ids: [ENTRY] }
    expectOtherRefused(zones, SERVICE, 'StateBucket', foreign, errors.BucketsUnsorted)
  })
})
