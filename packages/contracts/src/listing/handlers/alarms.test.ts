import { expect, test } from 'vitest'
import {
  alarmsIn,
  answered,
  CLIENT,
  court,
  decideMessage,
  DIGEST,
  done,
  ending,
  enforcer,
  ENTRY,
  eventMessage,
  GRANTORS,
  LEADERS,
  moveTo,
  published,
  service,
  serviceMessage,
  shared,
  subscribeMessage,
  tick,
  TODAY,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'

const objection = { entryId: ENTRY, kind: 'CONTENT', requestedOn: TODAY, documentDigest: DIGEST }
const DAY_MS = 86_400_000
const byHand = { type: 'listing/DeleteByHand', value: { entryId: ENTRY } }
/** Deletion of a shared entry is due, and the program may not act. */
function overdue(one: Desk): Desk {
  one.set.isProgramLet = false
  done(one, eventMessage('PERFORMED'), [enforcer])
  return one
}

test('T20-21: an alarm has an owner, a subject and a clock, and is told once as it is raised', () => {
  const one = overdue(published())
  moveTo(one, '2026-03-03', DAY_MS - 1)
  expect(alarmsIn(one)).toEqual([])
  moveTo(one, '2026-03-04')
  const told = { kind: 'DELETION_DUE', owner: 'COURT_ENFORCER', organisation: 'court-x', subject: ENTRY }
  expect(one.chain.events).toMatchObject([{ type: 'ListingAlarm', data: told }])
  expect(alarmsIn(one)).toEqual([{ ...told, dueOn: '2026-03-05', raisedAtMs: one.chain.nowMs, endedAtMs: null }])
  moveTo(one, '2026-03-06')
  expect(alarmsIn(one).map(({ kind }) => kind)).toEqual(['DELETION_DUE', 'DELETION_LATE'])
})

test('one that is open stands as it is, and is not told again', () => {
  const one = shared()
  const subject = `${ENTRY} ${CLIENT} platform`
  expect(done(one, ending(1, 'ERROR'), [service]).events).toMatchObject([
    { type: 'ListingAlarm', data: { kind: 'UNDELIVERED', subject } },
  ])
  const [first] = alarmsIn(one)
  done(one, { type: 'listing/Object', value: objection }, [enforcer])
  tick(one)
  expect(one.sent).toHaveLength(2)
  expect(done(one, ending(2, 'ERROR'), [service]).events).toEqual([])
  expect(alarmsIn(one)).toEqual([first])
})

test('the end of an entry ends its own alarms at that moment; one about a receiver goes on', () => {
  const one = overdue(shared())
  done(one, ending(1, 'ERROR'), [service])
  moveTo(one, '2026-03-06')
  expect(alarmsIn(one).map(({ kind, endedAtMs }) => [kind, endedAtMs])).toEqual([
    ['DELETION_DUE', null],
    ['DELETION_LATE', null],
    ['UNDELIVERED', null],
  ])
  const { events } = done(one, byHand, [enforcer])
  const ended = events.filter(({ type }) => type === 'ListingAlarmEnded').map(({ data }) => data)
  expect(ended).toEqual([
    { kind: 'DELETION_DUE', subject: ENTRY },
    { kind: 'DELETION_LATE', subject: ENTRY },
  ])
  const endedAtMs = one.chain.nowMs
  expect(alarmsIn(one).map((alarm) => [alarm.kind, alarm.endedAtMs])).toEqual([
    ['DELETION_DUE', endedAtMs],
    ['DELETION_LATE', endedAtMs],
    ['UNDELIVERED', null],
  ])
})

test('a receipt ends the alarm about its receiver once; a second one tells nothing', () => {
  const one = shared()
  done(one, eventMessage('PERFORMED'), [enforcer])
  tick(one, DAY_MS)
  const receipts = [{ entryId: ENTRY, revision: 3, isWithdrawal: true, grant: 1, atMs: one.chain.nowMs }]
  const packet = { kind: 'receipt', subscriber: 'platform', receipts }
  expect(alarmsIn(one)).toMatchObject([{ kind: 'RECEIPT_LATE', endedAtMs: null }])
  answered(one, packet)
  expect(one.chain.events.map(({ type }) => type)).toEqual(['ListingAlarmEnded', 'ReceiptReceived'])
  answered(one, packet)
  expect(one.chain.events).toEqual([])
})

test('one that has ended keeps its end, and is raised anew when its cause comes back', () => {
  const one = court()
  done(one, subscribeMessage(), GRANTORS)
  const kindsOf = (count: number): string[] => {
    const buckets = count === 0 ? [] : [{ bucket: 'e1', count, digest: DIGEST }]
    answered(one, { kind: 'buckets', subscriber: 'platform', month: '2026-03', buckets })
    return one.chain.events.map(({ type }) => type)
  }
  expect(kindsOf(1)).toEqual(['SetCompared', 'ListingAlarm'])
  expect(kindsOf(0)).toEqual(['SetCompared', 'ListingAlarmEnded'])
  const [ended] = alarmsIn(one)
  expect(ended).toMatchObject({ kind: 'SETS_DIFFER', endedAtMs: one.chain.nowMs })
  expect(kindsOf(0)).toEqual(['SetCompared'])
  expect(alarmsIn(one)).toEqual([ended])
  expect(kindsOf(1)).toEqual(['SetCompared', 'ListingAlarm'])
  expect(alarmsIn(one)).toMatchObject([{ kind: 'SETS_DIFFER', raisedAtMs: one.chain.nowMs, endedAtMs: null }])
})

test('what was done in time raises nothing', () => {
  const one = court()
  done(one, decideMessage(), LEADERS)
  one.set.isProgramLet = false
  done(one, serviceMessage(), [enforcer])
  one.set.isProgramLet = true
  tick(one, 3_600_000)
  moveTo(one, '2026-03-04')
  expect(alarmsIn(one)).toEqual([])
})
