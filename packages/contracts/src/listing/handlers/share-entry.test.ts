import { describe, expect, test } from 'vitest'
import {
  alarmsIn,
  answered,
  CLIENT,
  court,
  decideMessage,
  DIGEST,
  done,
  endMessage,
  enforcer,
  ENTRY,
  entryIn,
  eventMessage,
  GRANTORS,
  LEADERS,
  published,
  RESTRICTION,
  shared,
  subscribeMessage,
  tick,
  TODAY,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'
import { ENTRIES_PER_PACKET_MAX, holders, shares, SUBSCRIBERS_PER_PACKET_MAX, withdrawals } from '../state.ts'

const HOUR_MS = 3_600_000
const holdersOf = ({ chain }: Desk): readonly (string | undefined)[] =>
  holders(chain.store)
    .list({ under: [ENTRY], limit: 100 })
    .map(({ id }) => id[2])
const objectMessage = {
  type: 'listing/Object',
  value: { entryId: ENTRY, kind: 'CONTENT', requestedOn: TODAY, documentDigest: DIGEST },
}
const idOf = (n: number): string => n.toString(16).padStart(32, '0')

describe('shareEntry', () => {
  test('nobody is told before publication; then who has that list, in a subscription that is open', () => {
    const one = court()
    const subscribers = [
      { subscriber: 'platform' },
      { subscriber: 'railway', lists: ['CONSUMPTION'] },
      { subscriber: 'procurement', validTo: '2026-03-02' },
    ]
    for (const change of subscribers) done(one, subscribeMessage(change), GRANTORS)
    done(one, decideMessage(), LEADERS)
    tick(one)
    expect([one.sent, holdersOf(one)]).toEqual([[], []])
    published({ entryId: 'e2'.repeat(16), indexKey: 'e2'.repeat(32) }, one)
    tick(one)
    expect(
      holders(one.chain.store)
        .list({ limit: 100 })
        .map(({ id }) => id[2]),
    ).toEqual(['platform', 'procurement'])
    tick(one, 24 * HOUR_MS)
    published({ entryId: 'e3'.repeat(16), indexKey: 'e3'.repeat(32) }, one)
    const later = holders(one.chain.store).list({ under: ['e3'.repeat(16)], limit: 100 })
    expect(later.map(({ id }) => id[2])).toEqual(['platform'])
    expect(one.chain.violations()).toEqual([])
  })

  test('a change goes to the same subscribers in a new revision; what was confirmed stays known', () => {
    const one = shared()
    const before = shares(one.chain.store).get(CLIENT, 'platform', ENTRY)
    expect(before).toMatchObject({ sentRevision: 3, confirmedRevision: 0 })
    done(one, objectMessage, [enforcer])
    expect(shares(one.chain.store).get(CLIENT, 'platform', ENTRY)?.sentRevision).toBe(entryIn(one)?.revision)
    tick(one)
    expect(one.sent.at(-1)).toMatchObject({ views: [{ view: { revision: 4, objection: 'CONTENT' } }] })
  })

  test('more subscribers than a packet takes are told in several', () => {
    const one = court()
    for (let n = 0; n <= SUBSCRIBERS_PER_PACKET_MAX; n += 1) {
      done(one, subscribeMessage({ subscriber: `s-${n}` }), GRANTORS)
    }
    published({}, one)
    tick(one)
    const told = one.sent.flatMap((packet) =>
      packet.kind === 'views' ? (packet.views[0]?.subscribers.length ?? 0) : [],
    )
    expect(told).toEqual([SUBSCRIBERS_PER_PACKET_MAX, 1])
    expect(holdersOf(one)).toHaveLength(SUBSCRIBERS_PER_PACKET_MAX + 1)
  })
})

describe('withdrawEverywhere', () => {
  test('who has the entry is told that it is gone, and three clocks run to the day of the deletion', () => {
    const one = shared()
    done(one, eventMessage('PERFORMED'), [enforcer])
    expect(holdersOf(one)).toEqual([])
    expect(shares(one.chain.store).has(CLIENT, 'platform', ENTRY)).toBe(false)
    const open = { dueOn: '2026-03-05', deliveredAtMs: null, confirmedAtMs: null, withdrawnAtMs: one.chain.nowMs }
    expect(withdrawals(one.chain.store).get(ENTRY, CLIENT, 'platform')).toMatchObject(open)
    const kinds = () => alarmsIn(one).map(({ kind }) => kind)
    tick(one, 24 * HOUR_MS - 1)
    expect(one.sent.at(-1)).toMatchObject({
      kind: 'withdraw',
      entries: [{ entryId: ENTRY, subscribers: [{ subscriber: 'platform', grant: 1 }] }],
    })
    expect(kinds()).toEqual([])
    tick(one, 1)
    expect(kinds()).toEqual(['RECEIPT_LATE'])
    tick(one, 48 * HOUR_MS)
    expect(kinds()).toEqual(['RECEIPT_LATE', 'RECEIPT_REPORTED'])
    tick(one, 24 * HOUR_MS)
    expect(kinds()).toEqual(['RECEIPT_LATE', 'RECEIPT_REPORTED', 'RECEIPT_VIOLATION'])
    expect(alarmsIn(one)[2]).toMatchObject({ subject: `${ENTRY} ${CLIENT} platform`, dueOn: '2026-03-05' })
    expect(one.chain.violations()).toEqual([])
  })

  test('an entry that nobody has is withdrawn from nobody', () => {
    const one = published()
    done(one, eventMessage('PERFORMED'), [enforcer])
    tick(one, 200 * HOUR_MS)
    expect([one.sent, alarmsIn(one)]).toEqual([[], []])
  })
})

describe('sync and unshare', () => {
  test('a new subscriber gets what is published, a packet in each step; who leaves gives all of it back', () => {
    const one = court()
    const count = ENTRIES_PER_PACKET_MAX + 1
    for (let n = 1; n <= count; n += 1) published({ entryId: idOf(n), indexKey: idOf(n).repeat(2) }, one)
    done(one, decideMessage({ entryId: idOf(99) }), LEADERS)
    done(one, subscribeMessage(), GRANTORS)
    for (let step = 0; step < 4; step += 1) tick(one)
    const sizes = (): number[] => one.sent.flatMap((packet) => (packet.kind === 'views' ? packet.views.length : []))
    expect(sizes()).toEqual([ENTRIES_PER_PACKET_MAX, 1])
    expect(shares(one.chain.store).list({ under: [CLIENT, 'platform'], limit: 100 })).toHaveLength(count)
    done(one, endMessage(), GRANTORS)
    for (let step = 0; step < 4; step += 1) tick(one)
    const withdrawn = one.sent.flatMap((packet) => (packet.kind === 'withdraw' ? packet.entries.length : []))
    expect(withdrawn).toEqual([ENTRIES_PER_PACKET_MAX, 1])
    expect(shares(one.chain.store).list({ limit: 100 })).toEqual([])
    expect(withdrawals(one.chain.store).get(idOf(1), CLIENT, 'platform')?.dueOn).toBe('2026-03-05')
    expect(entryIn(one, idOf(1))?.state).toBe('PUBLISHED')
    expect(one.chain.violations()).toEqual([])
  })

  const confirmed = (one: Desk, entryId = ENTRY) =>
    answered(one, {
      kind: 'receipt',
      subscriber: 'platform',
      receipts: [{ entryId, revision: 3, isWithdrawal: true, grant: 1, atMs: 7 }],
    })

  test('who subscribes again gets what it had to delete under the number of the new subscription, once there is the receipt of the deletion', () => {
    const one = shared()
    done(one, endMessage(), GRANTORS)
    tick(one)
    tick(one, 25 * HOUR_MS)
    expect(alarmsIn(one)).toMatchObject([{ kind: 'RECEIPT_LATE', endedAtMs: null }])
    done(one, subscribeMessage(), GRANTORS)
    tick(one)
    tick(one)
    expect(holdersOf(one)).toEqual([])
    expect(withdrawals(one.chain.store).get(ENTRY, CLIENT, 'platform')).toMatchObject({ grant: 1, confirmedAtMs: null })
    done(one, objectMessage, [enforcer])
    expect(holdersOf(one)).toEqual([])
    confirmed(one)
    tick(one)
    const again = { view: { entryId: ENTRY }, subscribers: [{ subscriber: 'platform', grant: 2 }] }
    expect(one.sent.at(-1)).toMatchObject({ kind: 'views', views: [again] })
    expect(holdersOf(one)).toHaveLength(1)
    expect(withdrawals(one.chain.store).has(ENTRY, CLIENT, 'platform')).toBe(false)
    expect(alarmsIn(one).every(({ endedAtMs }) => endedAtMs !== null)).toBe(true)
    expect(one.chain.violations()).toEqual([])
  })

  test('who subscribes again at once has what the new subscription brings, and gives back the rest', () => {
    const one = shared()
    published({ ...RESTRICTION, entryId: idOf(1) }, one)
    tick(one)
    done(one, endMessage(), GRANTORS)
    done(one, subscribeMessage({ lists: ['DISHONEST'] }), GRANTORS)
    for (let step = 0; step < 3; step += 1) tick(one)
    expect(holdersOf(one)).toEqual([])
    confirmed(one)
    confirmed(one, idOf(1))
    expect(holdersOf(one)).toHaveLength(1)
    expect(withdrawals(one.chain.store).has(idOf(1), CLIENT, 'platform')).toBe(true)
    expect(one.chain.violations()).toEqual([])
  })
})
