import type { Json } from '@xiezhi/codec'
import { authorityErrors, listingErrors as errors, personalErrors } from '@xiezhi/contracts'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Endpoint } from '@xiezhi/interchain/testing'
import { describe, expect, test } from 'vitest'
import {
  alarmsOf,
  at,
  CASE,
  confirm,
  decision,
  digest,
  ENFORCER,
  ENTRY,
  entryOf,
  event,
  heldBy,
  hex,
  INDEX_KEY,
  LEADERS,
  leavesOf,
  list,
  openCase,
  settle,
  subscribe,
  subscription,
  SUBJECT,
  use,
  withdrawalsOf,
} from './testing/listing-acts.ts'
import type { Values } from './testing/listing-acts.ts'
import { ListingZones } from './testing/listing-zones.ts'

const TEST_MS = 600_000
const OTHER_KEY = '2d'.repeat(32)
const GRANTORS = ['court-x/president', 'court-x/governor']

const act = (zones: ListingZones, officers: readonly string[], type: string, value: Json): Json =>
  zones.act(zones.court, officers, `listing/${type}`, value)

/** A published entry that two departments have confirmed. */
function shared(day: string, change: Values = {}): ListingZones {
  const zones = new ListingZones(nodeCrypto, at(`${day}T09:00:00`))
  openCase(zones)
  for (const name of ['platform', 'procurement']) subscribe(zones, name)
  list(zones, day, change)
  settle(zones)
  for (const name of ['platform', 'procurement']) confirm(zones, name)
  return zones
}

const decided = (change: Values): Values => ({ entryId: ENTRY, decisionDigest: digest('d3'), ...change })
const application = (appliedOn: string, grade = 'GENERAL'): Values => ({
  entryId: ENTRY,
  grade,
  appliedOn,
  isCorrected: true,
  isDutyFulfilled: true,
  isCommitmentSigned: true,
  documentDigest: digest('d4'),
})
const usedAt = (zones: ListingZones, on: string): Values => ({
  client: zones.institution.clientId,
  use: use({ on }),
})

describe('repair (R26-05, R26-06)', () => {
  test(
    'G26-03: published on 2026-04-10, applied for on 2026-07-10, granted: gone at the court and, with receipts, everywhere',
    () => {
      const zones = shared('2026-04-10', { situation: 1 })
      zones.jumpTo(at('2026-07-09T09:00:00'))
      const early = { type: 'listing/ApplyRepair', value: application('2026-07-09'), kind: errors.RepairNotOpen }
      expect(zones.expectRefused(zones.court, ENFORCER, early)).toMatchObject({ earliestApplicationOn: '2026-07-10' })
      zones.jumpTo(at('2026-07-10T09:00:00'))
      expect(act(zones, ENFORCER, 'ApplyRepair', application('2026-07-10'))).toMatchObject({ decideBy: '2026-07-24' })
      act(zones, LEADERS, 'DecideRepair', decided({ isGranted: true, on: '2026-07-10' }))
      settle(zones)
      expect(leavesOf(zones.court)).toEqual([])
      expect(entryOf(zones.court)).toMatchObject({ entry: null, ended: { end: 'REPAIRED' } })
      for (const name of ['platform', 'procurement']) confirm(zones, name)
      expect(withdrawalsOf(zones.court).every((row) => row['confirmedAtMs'] !== null)).toBe(true)
      expect([heldBy(zones, 'platform'), heldBy(zones, 'procurement')]).toEqual([[], []])
      zones.sound()
    },
    TEST_MS,
  )

  test(
    'G26-05: a plan approved on 2026-05-06 lifts the entry, marks it at every department, which cannot use it, until the plan ends',
    () => {
      const zones = shared('2026-04-10', { situation: 1, subjectKind: 'UNIT' })
      zones.jumpTo(at('2026-05-06T10:00:00'))
      const ruling = { approvedOn: '2026-05-06', rulingDigest: digest('d5'), isRulingVerified: true }
      act(zones, LEADERS, 'BeginRestructuring', decided(ruling))
      settle(zones)
      expect(leavesOf(zones.court)).toEqual([])
      expect(heldBy(zones, 'platform')).toMatchObject([{ view: { status: 'RESTRUCTURING' } }])
      const used = { type: 'listing/RecordUse', value: usedAt(zones, '2026-05-06'), kind: errors.EntrySuspended }
      zones.expectRefused(zones.institution, ['platform/operator'], used)
      act(zones, ENFORCER, 'ApplyRepair', application('2026-05-06', 'SERIOUS'))
      act(zones, LEADERS, 'DecideRepair', decided({ isGranted: false, on: '2026-05-06' }))
      zones.jumpTo(at('2026-06-01T10:00:00'))
      act(zones, LEADERS, 'EndRestructuring', decided({ on: '2026-06-01' }))
      settle(zones)
      expect(leavesOf(zones.court)).toHaveLength(1)
      zones.act(zones.institution, ['platform/operator'], 'listing/RecordUse', usedAt(zones, '2026-06-01'))
    },
    TEST_MS,
  )

  test('G26-06: an objection of 2026-04-20 against a judicial entry is due in 15 days, rolled over the holiday', () => {
    const zones = shared('2026-04-10')
    zones.jumpTo(at('2026-04-20T10:00:00'))
    const objection = { entryId: ENTRY, kind: 'CONTENT', requestedOn: '2026-04-20', documentDigest: digest('d6') }
    expect(act(zones, ENFORCER, 'Object', objection)).toMatchObject({ decideBy: '2026-05-06' })
  })

  test('R20-84: grace of one to three months; nobody lists the person before it is over', () => {
    const zones = new ListingZones(nodeCrypto, at('2026-03-02T09:00:00'))
    openCase(zones)
    const grace = { list: 'DISHONEST', caseRef: CASE, indexKey: INDEX_KEY, decidedOn: '2026-03-02' }
    act(zones, ['court-x/judge'], 'GrantGrace', decided({ ...grace, until: '2026-04-02' }))
    const refused = { type: 'listing/Decide', value: decision('2026-03-02'), kind: errors.GraceRunning }
    zones.expectRefused(zones.court, LEADERS, refused)
    zones.jumpTo(at('2026-04-03T09:00:00'))
    expect(alarmsOf(zones.court)).toMatchObject([{ kind: 'GRACE_ENDED' }])
    expect(leavesOf(zones.court)).toEqual([])
    list(zones, '2026-04-03')
    expect(leavesOf(zones.court)).toHaveLength(1)
    zones.sound()
  })
})

describe('failures of 26.5', () => {
  test('a wrong certificate number: the correction moves the index, tells every department, and the other person is free', () => {
    const zones = shared('2026-09-28')
    act(zones, LEADERS, 'Correct', decided({ subject: digest('5c'), indexKey: OTHER_KEY, situation: 4 }))
    settle(zones)
    expect([leavesOf(zones.court), leavesOf(zones.court, OTHER_KEY).length]).toEqual([[], 1])
    const { revision } = heldBy(zones, 'platform')[0]?.view ?? {}
    expect(Number(revision)).toBe(entryOf(zones.court)?.entry?.['revision'])
    zones.sound()
  })

  test('two courts list one person: each department has both, and the end of one leaves the other', () => {
    const zones = shared('2026-09-28', { situation: 1 })
    const [caseRef, entryId] = [hex('a2'), hex('e2')]
    openCase(zones, 'court-y', caseRef)
    list(zones, '2026-09-28', { entryId, caseRef, subject: digest('5d'), situation: 1 }, 'court-y')
    settle(zones)
    expect(leavesOf(zones.court)).toHaveLength(2)
    act(zones, ENFORCER, 'RecordEvent', event('PERFORMED', '2026-09-28'))
    settle(zones)
    expect(leavesOf(zones.court)).toMatchObject([{ entryId }])
    const standing = heldBy(zones, 'platform').filter(({ withdrawnAtMs }) => withdrawnAtMs === null)
    expect(standing.map((one) => one.entryId)).toEqual([entryId])
    const foreign = { type: 'listing/Withdraw', value: { ...decided({ reason: 'UNLAWFUL' }), entryId } }
    zones.expectRefused(zones.court, LEADERS, { ...foreign, kind: errors.OtherCourt })
  })

  test(
    'the clock at midnight of the last day: used at its last second, not in the first of the next day, delivered or not',
    () => {
      const zones = shared('2024-10-08')
      zones.jumpTo(at('2026-10-08T23:59:58'))
      zones.act(zones.institution, ['platform/operator'], 'listing/RecordUse', usedAt(zones, '2026-10-08'))
      expect(leavesOf(zones.court)).toHaveLength(1)
      zones.jumpTo(at('2026-10-09T00:00:00'))
      expect(leavesOf(zones.court)).toEqual([])
      const value = { client: zones.institution.clientId, use: use({ useId: hex('1f'), on: '2026-10-09' }) }
      const late = { type: 'listing/RecordUse', value, kind: errors.EntryExpired }
      zones.expectRefused(zones.institution, ['platform/operator'], late)
    },
    TEST_MS,
  )

  test('a department that subscribes again has its entries again; the notice of before does not take them away', () => {
    const zones = shared('2026-09-28')
    const ended = { client: zones.court.clientId, subscriber: 'platform', decisionDigest: digest('de') }
    act(zones, GRANTORS, 'EndSubscription', ended)
    settle(zones)
    confirm(zones, 'platform')
    expect(heldBy(zones, 'platform')).toEqual([])
    subscribe(zones, 'platform')
    expect(heldBy(zones, 'platform')).toMatchObject([{ entryId: ENTRY, withdrawnAtMs: null }])
    confirm(zones, 'platform')
    zones.act(zones.institution, ['platform/operator'], 'listing/RecordUse', usedAt(zones, '2026-09-28'))
    act(zones, ENFORCER, 'RecordEvent', event('ENFORCEMENT_TERMINATED', '2026-09-28'))
    settle(zones)
    confirm(zones, 'platform')
    expect(heldBy(zones, 'platform')).toEqual([])
    expect(withdrawalsOf(zones.court).find((row) => row['subscriber'] === 'platform')?.['confirmedAtMs']).not.toBeNull()
    zones.sound()
  })
})

describe('keys and persons', () => {
  test('the key of look-ups records look-ups and does nothing else; no other key records them', () => {
    const zones = shared('2026-09-28')
    const nowMs = zones.clock.nowMs
    const byPurpose = [{ subscriber: 'platform', purpose: 'JOINT_MEASURES', count: 2 }]
    const batch = { batchId: hex('b1'), root: digest('b2'), count: 2, fromMs: nowMs - 200, toMs: nowMs, byPurpose }
    const lookups = ['court-x/lookups']
    for (const officers of [['court-x/gateway'], ['court-x/president'], ENFORCER]) {
      const refused = { type: 'listing/RecordLookups', value: batch, kind: authorityErrors.RoleNotHeld }
      zones.expectRefused(zones.court, officers, refused)
    }
    act(zones, lookups, 'RecordLookups', batch)
    const client = zones.court.clientId
    const set = { client, subscriber: 'platform', setId: hex('b3'), keyDigest: digest('b4'), setDigest: digest('b5') }
    const others: readonly (readonly [string, Values])[] = [
      ['listing/RecordTokenSet', { ...set, count: 0, builtAtMs: nowMs, validToMs: nowMs + 1_000 }],
      ['listing/RecordEvent', event('ENFORCEMENT_TERMINATED', '2026-09-28')],
      ['listing/RecordService', { entryId: ENTRY, servedOn: '2026-09-28', evidenceDigest: digest('5e') }],
      ['listing/Decide', decision('2026-09-28', { entryId: hex('e9') })],
      ['listing/Subscribe', subscription(zones, 'railway')],
    ]
    for (const [type, value] of others) {
      zones.expectRefused(zones.court, lookups, { type, value, kind: authorityErrors.RoleNotHeld })
    }
  })

  test('R20-94: fined and detained once for one conduct, by president and judge of the court that enforces', () => {
    const zones = new ListingZones(nodeCrypto, at('2026-03-02T09:00:00'))
    openCase(zones)
    const fine = {
      measureId: hex('f1'),
      kind: 'FINE',
      caseRef: CASE,
      subject: SUBJECT,
      subjectKind: 'NATURAL',
      subjectRole: 'DEBTOR',
      conduct: { kind: 'NO_PROPERTY_REPORT', on: '2026-02-20' },
      amountCents: 5_000_000,
      days: null,
      decidedOn: '2026-03-02',
      decisionDigest: digest('d7'),
    }
    zones.act(zones.court, LEADERS, 'personal/Decide', fine)
    const again = { type: 'personal/Decide', value: { ...fine, measureId: hex('f2') } }
    zones.expectRefused(zones.court, LEADERS, { ...again, kind: personalErrors.AlreadyPunished })
    const foreign = ['court-y/president', 'court-y/judge']
    const other = { ...again, value: { ...again.value, conduct: { kind: 'HIDING_OR_TRANSFER', on: '2026-02-20' } } }
    zones.expectRefused(zones.court, foreign, { ...other, kind: personalErrors.OtherCourt })
    const detention = { ...fine, measureId: hex('f3'), kind: 'DETENTION', amountCents: null, days: 15 }
    zones.act(zones.court, LEADERS, 'personal/Decide', detention)
    const served = { measureId: hex('f3'), servedOn: '2026-03-02', evidenceDigest: digest('d8') }
    zones.act(zones.court, ENFORCER, 'personal/RecordService', served)
    const begun = { measureId: hex('f3'), on: '2026-03-02', evidenceDigest: digest('d9') }
    zones.act(zones.court, ENFORCER, 'personal/CarryOut', begun)
    zones.jumpTo(at('2026-03-17T00:00:00'))
    const explained = { machineId: 'personal-measure', subject: hex('f3') }
    expect(zones.court.chain.query('agreement/explain', explained)).toMatchObject({
      state: 'ENDED',
      taken: [
        { transition: 'DECIDE', instrument: { kind: 'PERSONAL_MEASURE_DECISION' } },
        { transition: 'RECORD_SERVICE' },
        { transition: 'CARRY_OUT', event: 'TAKEN_INTO_DETENTION' },
        { transition: 'END', by: 'PROGRAM', event: 'DAYS_SERVED', term: { until: '2026-03-16' } },
      ],
    })
    zones.sound()
  })
})

const SHARES = [14, 13, 13] as const

test(
  'forty subscribers in three zones: one deletion, and every receipt is there',
  () => {
    const groups = SHARES.map((count, zone) =>
      Array.from({ length: count }, (_, n) => `department-${String(zone + 1)}-${String(n).padStart(2, '0')}`),
    )
    const [first = [], ...rest] = groups
    const zones = new ListingZones(nodeCrypto, at('2026-09-28T09:00:00'), first)
    const paths = [zones.path, ...rest.map((names) => zones.addSubscribers(names))]
    openCase(zones)
    const everywhere = (): void => {
      for (let round = 0; round < 3; round++) {
        zones.clock.nowMs += 1_000
        for (const { chain } of [zones.court, ...paths.map(({ b }) => b)]) chain.block([])
        for (const path of paths) path.relayAll()
      }
    }
    for (const [zone, names] of groups.entries()) {
      const client = paths[zone]?.a.clientId ?? ''
      for (const name of names) act(zones, GRANTORS, 'Subscribe', subscription(zones, name, { client }))
    }
    list(zones, '2026-09-28', { situation: 1 })
    everywhere()
    const held = ({ chain, clientId: client }: Endpoint, subscriber: string): readonly Json[] =>
      chain.query('listing/held', { client, subscriber, limit: 10 }) as unknown as readonly Json[]
    const all = groups.flatMap((names, zone) =>
      names.map((name) => ({ name, end: paths[zone]?.b ?? zones.institution })),
    )
    expect(all.map(({ name, end }) => held(end, name).length)).toEqual(all.map(() => 1))
    act(zones, ENFORCER, 'RecordEvent', event('PERFORMED', '2026-09-28'))
    everywhere()
    for (const { name, end } of all) {
      const [row] = held(end, name) as unknown as readonly { readonly view: { readonly revision: number } }[]
      const items = [{ entryId: ENTRY, revision: row?.view.revision ?? 0 }]
      zones.act(end, [`${name}/gateway`], 'listing/Confirm', { client: end.clientId, items })
    }
    everywhere()
    const rows = withdrawalsOf(zones.court)
    expect(rows).toHaveLength(all.length)
    expect(rows.every((row) => row['confirmedAtMs'] !== null)).toBe(true)
    expect(new Set(rows.map((row) => row['client'])).size).toBe(SHARES.length)
    expect(all.flatMap(({ name, end }) => held(end, name))).toEqual([])
    zones.sound()
  },
  TEST_MS,
)
