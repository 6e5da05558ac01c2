import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  alarmsIn,
  answered,
  CLIENT,
  court,
  desk,
  DIGEST,
  done,
  ending,
  endMessage,
  ENTRY,
  GRANTORS,
  received,
  service,
  shared,
  subscribeMessage,
  tick,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'
import { setDigest, setOf as idSetOf } from './id-set.ts'
import { withdrawals } from '../state.ts'

const MONTH = '2026-03'
const STALE = `e1${'0f'.repeat(15)}`
const digestOf = (one: Desk, ids: readonly string[]): string => {
  const { crypto } = one.chain.context()
  return setDigest(crypto, idSetOf(crypto, ids))
}
const setOf = (one: Desk, ids: readonly string[]): Json => {
  const buckets = ids.length === 0 ? [] : [{ bucket: 'e1', count: ids.length, digest: digestOf(one, ids) }]
  return { kind: 'buckets', subscriber: 'platform', month: MONTH, buckets }
}
const idsOf = (ids: readonly string[], bucket = 'e1'): Json => ({
  kind: 'ids',
  subscriber: 'platform',
  month: MONTH,
  bucket,
  ids: [...ids],
})
const known = ({ chain }: Desk): Json =>
  chain.query('listing/reconciliation', { client: CLIENT, subscriber: 'platform', month: MONTH })

describe('receiveSet', () => {
  test('equal sets are equal', () => {
    const one = shared()
    const { events } = done(one, received(setOf(one, [ENTRY])), [service])
    const data = { client: CLIENT, subscriber: 'platform', month: MONTH, state: 'EQUAL', differing: 0 }
    expect(events).toEqual([{ type: 'SetCompared', data }])
    expect(known(one)).toMatchObject({ state: 'EQUAL', courtCount: 1, receiverCount: 1, differing: [] })
    expect(alarmsIn(one)).toEqual([])
  })

  test('T26-4: a set that differs has an alarm until it is stated equal', () => {
    const one = shared()
    expect(answered(one, setOf(one, []))).toEqual({ courtCount: 1, differing: ['e1'] })
    expect(known(one)).toMatchObject({ state: 'DIFFERENT', courtCount: 1, receiverCount: 0, differing: ['e1'] })
    const alarm = { kind: 'SETS_DIFFER', owner: 'COURT_ENFORCER', organisation: 'platform' }
    expect(alarmsIn(one)).toMatchObject([{ ...alarm, subject: `${CLIENT} platform ${MONTH}`, endedAtMs: null }])
    expect(answered(one, setOf(one, [ENTRY]))).toEqual({ courtCount: 1, differing: [] })
    expect(alarmsIn(one)).toMatchObject([{ ...alarm, endedAtMs: one.chain.nowMs }])
  })

  test('a bucket of the same count and other ids differs', () => {
    const one = shared()
    expect(answered(one, setOf(one, [STALE]))).toEqual({ courtCount: 1, differing: ['e1'] })
  })

  test('rejects a set without a subscription, and after its end', () => {
    const one = court()
    expectRejected(one.chain, errors.SubscriptionUnknown, [received(setOf(one, []))], [service])
    done(one, subscribeMessage(), GRANTORS)
    done(one, endMessage(), GRANTORS)
    expectRejected(one.chain, errors.SubscriptionUnknown, [received(setOf(one, []))], [service])
    expectRejected(one.chain, errors.SubscriptionUnknown, [received(idsOf([]))], [service])
  })
})

describe('receiveParts', () => {
  const part = (one: Desk, bucket: string, ids: readonly string[]) => ({
    bucket,
    count: ids.length,
    digest: digestOf(one, ids),
  })
  const partsOf = (one: Desk, bucket: string, stated: Readonly<Record<string, readonly string[]>>): Json => ({
    kind: 'parts',
    subscriber: 'platform',
    month: MONTH,
    bucket,
    parts: Object.entries(stated).map(([name, ids]) => part(one, name, ids)),
  })
  const deeper = ENTRY.slice(0, 3)

  test('a bucket that differs is divided until the part that differs is found; the parts that agree are settled', () => {
    const one = shared()
    answered(one, setOf(one, [STALE, ENTRY]))
    const stale = STALE.slice(0, 3)
    expect(answered(one, partsOf(one, 'e1', { [stale]: [STALE], [deeper]: [ENTRY] }))).toEqual({ differing: [stale] })
    expect(known(one)).toMatchObject({ state: 'DIFFERENT', differing: [stale] })
    expectRejected(one.chain, errors.ReconciliationUnknown, [received(idsOf([], 'e1'))], [service])
    expect(answered(one, idsOf([STALE], stale))).toEqual({ resend: [], withdraw: [STALE] })
    expect(known(one)).toMatchObject({ differing: [], withdraw: [STALE] })
    expect(alarmsIn(one)).toMatchObject([{ kind: 'SETS_DIFFER', endedAtMs: one.chain.nowMs }])
  })

  test('what is missing in a part goes again, and nothing of the other parts', () => {
    const one = shared()
    answered(one, setOf(one, []))
    expect(answered(one, partsOf(one, 'e1', {}))).toEqual({ differing: [deeper] })
    expect(answered(one, idsOf([], deeper))).toEqual({ resend: [ENTRY], withdraw: [] })
  })

  test('rejects a bucket that does not differ, or is settled', () => {
    const one = shared()
    expectRejected(one.chain, errors.ReconciliationUnknown, [received(partsOf(one, 'e1', {}))], [service])
    answered(one, setOf(one, [ENTRY]))
    expectRejected(one.chain, errors.ReconciliationUnknown, [received(partsOf(one, 'e1', {}))], [service])
  })
})

describe('receiveBucket', () => {
  test('G26-11: what is missing goes again, what is too much is withdrawn, with all its clocks', () => {
    const one = shared()
    answered(one, setOf(one, [STALE]))
    expect(answered(one, idsOf([STALE]))).toEqual({ resend: [ENTRY], withdraw: [STALE] })
    expect(known(one)).toMatchObject({ state: 'DIFFERENT', differing: [], resend: [ENTRY], withdraw: [STALE] })
    expect(withdrawals(one.chain.store).get(STALE, CLIENT, 'platform')).toMatchObject({ dueOn: '2026-03-05' })
    tick(one)
    expect(one.sent.slice(-2)).toMatchObject([
      { kind: 'views', views: [{ view: { entryId: ENTRY } }] },
      { kind: 'withdraw', entries: [{ entryId: STALE, subscribers: [{ subscriber: 'platform', grant: 1 }] }] },
    ])
    tick(one, 5 * 86_400_000)
    const open = alarmsIn(one).filter(({ endedAtMs }) => endedAtMs === null)
    expect(open.map(({ kind }) => kind)).toEqual(['RECEIPT_LATE', 'RECEIPT_REPORTED', 'RECEIPT_VIOLATION'])
    expect(one.chain.violations()).toEqual([])
  })

  test('rejects a month that was not stated, and a bucket that does not differ or is settled', () => {
    const one = shared()
    expectRejected(one.chain, errors.ReconciliationUnknown, [received(idsOf([]))], [service])
    answered(one, setOf(one, []))
    expectRejected(one.chain, errors.ReconciliationUnknown, [received(idsOf([], 'e2'))], [service])
    answered(one, idsOf([]))
    tick(one)
    expectRejected(one.chain, errors.ReconciliationUnknown, [received(idsOf([]))], [service])
  })
})

describe('learnSet and learnBucket', () => {
  function stated(): Desk {
    const one = desk()
    const value = { client: CLIENT, month: MONTH, buckets: [{ bucket: 'e1', count: 1, digest: DIGEST }] }
    done(one, { type: 'listing/StateSet', value }, [service])
    return one
  }

  test('the subscriber learns where its set differs, and how', () => {
    const one = stated()
    done(one, ending(1, { answer: { courtCount: 5, differing: ['e1', 'e2'] } }), [service])
    expect(known(one)).toMatchObject({ state: 'DIFFERENT', courtCount: 5, differing: ['e1', 'e2'] })
    const value = { client: CLIENT, month: MONTH, bucket: 'e1', ids: [STALE] }
    done(one, { type: 'listing/StateBucket', value }, [service])
    done(one, ending(2, { answer: { resend: [ENTRY], withdraw: [STALE] } }), [service])
    expect(known(one)).toMatchObject({ differing: ['e2'], resend: [ENTRY], withdraw: [STALE] })
  })

  test('an answer on parts puts them in the place of their bucket', () => {
    const one = stated()
    done(one, ending(1, { answer: { courtCount: 5, differing: ['e1', 'e2'] } }), [service])
    const value = { client: CLIENT, month: MONTH, bucket: 'e1', parts: [{ bucket: 'e10', count: 600, digest: DIGEST }] }
    done(one, { type: 'listing/StateParts', value }, [service])
    done(one, ending(2, { answer: { differing: ['e10'] } }), [service])
    expect(known(one)).toMatchObject({ differing: ['e2', 'e10'] })
  })

  test('an answer without differences says that the sets are equal', () => {
    const one = stated()
    done(one, ending(1, { answer: { courtCount: 1, differing: [] } }), [service])
    expect(known(one)).toMatchObject({ state: 'EQUAL', courtCount: 1 })
  })

  test('an answer that cannot be read leaves the set as it was stated', () => {
    const one = stated()
    const before = known(one)
    done(one, ending(1, { answer: { courtCount: -1, differing: ['zz'] } }), [service])
    expect(known(one)).toEqual(before)
  })
})
