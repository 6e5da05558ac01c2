import { nodeCrypto } from '@xiezhi/crypto/node'
import { expect, test } from 'vitest'
import {
  alarmsOf,
  at,
  confirm,
  decision,
  digest,
  ENFORCER,
  ENTRY,
  entryOf,
  event,
  heldBy,
  INDEX_KEY,
  LEADERS,
  leavesOf,
  list,
  openCase,
  serve,
  settle,
  subscribe,
  use,
  withdrawalsOf,
} from './testing/listing-acts.ts'
import { ListingZones } from './testing/listing-zones.ts'

const TEST_MS = 600_000

/** Two departments: a token for tickets, and what procurement needs. */
function begin(): ListingZones {
  const zones = new ListingZones(nodeCrypto, at('2024-10-08T09:00:00'))
  openCase(zones)
  subscribe(zones, 'railway', { scope: 'TOKEN', purpose: 'TICKETING', measures: ['HIGH_CONSUMPTION'] })
  subscribe(zones, 'procurement', { purpose: 'PROCUREMENT', measures: ['GOVERNMENT_PROCUREMENT'] })
  zones.act(zones.court, LEADERS, 'listing/Decide', decision('2024-10-08'))
  zones.jumpTo(at('2024-10-09T09:00:00'))
  serve(zones, '2024-10-09')
  settle(zones)
  confirm(zones, 'railway')
  confirm(zones, 'procurement')
  return zones
}

function stillShown(zones: ListingZones): void {
  zones.jumpTo(at('2026-10-14T10:00:00'))
  expect(alarmsOf(zones.court)).toMatchObject([
    { kind: 'RECEIPT_LATE', subject: `${ENTRY} ${zones.court.clientId} railway` },
    { kind: 'RECEIPT_REPORTED' },
    { kind: 'RECEIPT_VIOLATION', dueOn: '2026-10-12' },
  ])
  const seen = {
    entryId: ENTRY,
    client: zones.court.clientId,
    subscriber: 'railway',
    shownAtMs: at('2026-10-14T09:30:00'),
    evidenceDigest: digest('ed'),
  }
  expect(zones.act(zones.court, ENFORCER, 'listing/ReportShown', seen)).toMatchObject({ isBreach: true })
  expect(alarmsOf(zones.court).map(({ kind }) => kind)).toContain('STILL_SHOWN')
  confirm(zones, 'railway')
  expect(withdrawalsOf(zones.court).every((row) => row['confirmedAtMs'] !== null)).toBe(true)
  expect([heldBy(zones, 'railway'), heldBy(zones, 'procurement')]).toEqual([[], []])
  zones.sound()
}

test(
  'S-3: listed for breach of the report duty, paid, kept by decision until the term ends, and still shown by one platform',
  () => {
    const zones = begin()
    expect(entryOf(zones.court)?.entry).toMatchObject({ state: 'PUBLISHED', situation: 4, termTo: '2026-10-08' })
    expect(heldBy(zones, 'railway')).toMatchObject([
      { view: { status: 'ACTIVE', organisation: null, situation: null } },
    ])
    const ticket = use({ purpose: 'TICKETING', measure: 'HIGH_CONSUMPTION', on: '2024-10-09' })
    zones.act(zones.institution, ['railway/operator'], 'listing/RecordUse', {
      client: zones.institution.clientId,
      use: ticket,
    })

    zones.jumpTo(at('2026-08-12T15:00:00'))
    const paid = zones.act(zones.court, ENFORCER, 'listing/RecordEvent', event('PERFORMED', '2026-08-12'))
    expect(paid).toMatchObject({ verdict: 'PROPOSE_EARLY_DELETION' })
    const kept = { entryId: ENTRY, decisionDigest: digest('d2'), isApproved: false }
    zones.act(zones.court, LEADERS, 'listing/DecideDeletion', kept)
    expect(leavesOf(zones.court)).toHaveLength(1)

    zones.jumpTo(at('2026-10-09T00:00:00'))
    expect(leavesOf(zones.court)).toEqual([])
    expect(entryOf(zones.court)).toMatchObject({ entry: null, ended: { end: 'DELETED', deleteBy: '2026-10-12' } })
    settle(zones)
    confirm(zones, 'procurement')
    stillShown(zones)
    const explained = { machineId: 'dishonest-list', subject: ENTRY }
    expect(zones.court.chain.query('agreement/explain', explained)).toMatchObject({
      state: 'DELETED',
      taken: [
        { transition: 'DECIDE', by: 'PERSON', officers: [{ officer: 'president' }, { officer: 'judge' }] },
        { transition: 'RECORD_SERVICE', by: 'PERSON' },
        { transition: 'PUBLISH', by: 'PROGRAM', instrument: { kind: 'LISTING_DECISION' }, rules: ['T20-20'] },
        { transition: 'END_TERM', by: 'PROGRAM', event: 'TERM_EXPIRED', term: { until: '2026-10-12' } },
        { transition: 'DELETE', by: 'PROGRAM', event: 'TERM_EXPIRED', rules: ['R20-85', 'T20-21'] },
      ],
    })
  },
  TEST_MS,
)

test(
  'S-3, the other way: president and judge delete early, and every department has it in writing',
  () => {
    const zones = begin()
    zones.jumpTo(at('2026-08-12T15:00:00'))
    zones.act(zones.court, ENFORCER, 'listing/RecordEvent', event('PERFORMED', '2026-08-12'))
    const approved = { entryId: ENTRY, decisionDigest: digest('d2'), isApproved: true }
    zones.act(zones.court, LEADERS, 'listing/DecideDeletion', approved)
    settle(zones)
    confirm(zones, 'railway')
    confirm(zones, 'procurement')
    expect(withdrawalsOf(zones.court)).toMatchObject([{ dueOn: '2026-08-17' }, { dueOn: '2026-08-17' }])
    zones.jumpTo(at('2026-08-20T15:00:00'))
    expect(alarmsOf(zones.court)).toEqual([])
    expect(leavesOf(zones.court)).toEqual([])
  },
  TEST_MS,
)

test('G26-08: the same name under another certificate has another index: nothing is merged, nothing found', () => {
  const zones = new ListingZones(nodeCrypto, at('2024-10-08T09:00:00'))
  openCase(zones)
  list(zones, '2024-10-08')
  expect(leavesOf(zones.court, INDEX_KEY)).toHaveLength(1)
  expect(leavesOf(zones.court, `${INDEX_KEY.slice(0, 63)}e`)).toEqual([])
})

test(
  'forty subscribers of a zone have an entry, lose it, and confirm',
  () => {
    const names = Array.from({ length: 40 }, (_, n) => `department-${String(n).padStart(2, '0')}`)
    const zones = new ListingZones(nodeCrypto, at('2026-09-28T09:00:00'), names)
    openCase(zones)
    for (const name of names) subscribe(zones, name)
    list(zones, '2026-09-28', { situation: 1 })
    settle(zones)
    expect(names.filter((name) => heldBy(zones, name).length === 1)).toHaveLength(names.length)
    zones.act(zones.court, ENFORCER, 'listing/RecordEvent', event('PERFORMED', '2026-09-28'))
    settle(zones)
    for (const name of names) confirm(zones, name)
    expect(withdrawalsOf(zones.court)).toHaveLength(names.length)
    expect(withdrawalsOf(zones.court).every((row) => row['confirmedAtMs'] !== null)).toBe(true)
    expect(names.flatMap((name) => heldBy(zones, name))).toEqual([])
  },
  TEST_MS,
)
