import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  alarmsIn,
  court,
  desk,
  DIGEST,
  done,
  enforcer,
  fixtureErrors,
  GRANTORS,
  lookupService,
  otherLookupService,
  service,
  subscribeMessage,
  TODAY,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'

const BATCH = 'b0'.repeat(16)

interface Counted {
  readonly subscriber: string | null
  readonly purpose: string
  readonly count: number
}
const PLATFORM: Counted = { subscriber: 'platform', purpose: 'JOINT_MEASURES', count: 3 }

function message({ chain }: Desk, byPurpose: readonly Counted[] = [PLATFORM], change: Record<string, Json> = {}) {
  const count = byPurpose.reduce((sum, one) => sum + one.count, 0)
  const value = { batchId: BATCH, root: DIGEST, count, fromMs: chain.nowMs - 200, toMs: chain.nowMs }
  return { type: 'listing/RecordLookups', value: { ...value, byPurpose: byPurpose as unknown as Json, ...change } }
}

/** A court with one subscriber. */
function subscribed(): Desk {
  const one = court()
  done(one, subscribeMessage(), GRANTORS)
  return one
}
const batch = (n: number): string => n.toString(16).padStart(32, '0')

describe('recordLookups', () => {
  test('keeps the root, and the counts of the day by subscriber and purpose', () => {
    const one = subscribed()
    const open: Counted = { subscriber: null, purpose: 'PUBLIC_CHECK', count: 2 }
    const { events } = done(one, message(one, [PLATFORM, open]), [lookupService])
    expect(events).toEqual([{ type: 'LookupsRecorded', data: { batchId: BATCH, count: 5 } }])
    done(one, message(one, [PLATFORM], { batchId: batch(2) }), [lookupService])
    const rows = one.chain.query('listing/lookups', { day: TODAY, limit: 10 })
    expect(rows).toMatchObject([
      { batchId: batch(2), count: 3 },
      { batchId: BATCH, root: DIGEST, count: 5, organisation: 'court-x' },
    ])
    expect(one.chain.query('listing/lookups', { day: TODAY, after: batch(2), limit: 10 })).toHaveLength(1)
    expect(one.chain.query('listing/lookupTotals', { day: TODAY })).toEqual([
      { subscriber: null, purpose: 'PUBLIC_CHECK', count: 2 },
      { subscriber: 'platform', purpose: 'JOINT_MEASURES', count: 6 },
    ])
    expect(alarmsIn(one)).toEqual([])
  })

  test('T26-5: more than the parameter in a day is an alarm that names the subscriber, once', () => {
    const one = subscribed()
    done(one, message(one, [{ ...PLATFORM, count: 10_000 }]), [lookupService])
    expect(alarmsIn(one)).toEqual([])
    done(one, message(one, [{ ...PLATFORM, count: 1 }], { batchId: batch(2) }), [lookupService])
    done(one, message(one, [{ ...PLATFORM, count: 1 }], { batchId: batch(3) }), [lookupService])
    const alarm = { kind: 'LOOKUP_VOLUME', owner: 'COURT_PRESIDENT', organisation: 'court-x', endedAtMs: null }
    expect(alarmsIn(one)).toMatchObject([{ ...alarm, subject: `platform ${TODAY}`, dueOn: '2026-03-03' }])
  })

  test('T26-5: another purpose than that of the subscription, or no subscription, is an alarm', () => {
    const one = subscribed()
    const wrong = { ...PLATFORM, purpose: 'MARKETING' }
    done(one, message(one, [wrong, { ...PLATFORM, subscriber: 'broker' }]), [lookupService])
    expect(alarmsIn(one)).toMatchObject([
      { kind: 'LOOKUP_PURPOSE', subject: `broker ${TODAY}` },
      { kind: 'LOOKUP_PURPOSE', subject: `platform ${TODAY}` },
    ])
  })

  test('rejects every other key, counts that do not add up, a batch recorded before, and times to come', () => {
    const one = subscribed()
    for (const key of [service, enforcer]) {
      expectRejected(one.chain, fixtureErrors.RoleMissing, [message(one)], [key])
    }
    expectRejected(one.chain, errors.LookupsMalformed, [message(one, [PLATFORM], { count: 4 })], [lookupService])
    expectRejected(one.chain, errors.LookupsMalformed, [message(one, [PLATFORM, PLATFORM])], [lookupService])
    for (const change of [
      { toMs: one.chain.nowMs + 400_000 },
      { fromMs: one.chain.nowMs + 1, toMs: one.chain.nowMs },
    ]) {
      expectRejected(one.chain, errors.DateOrder, [message(one, [PLATFORM], change)], [lookupService])
    }
    done(one, message(one), [lookupService])
    expectRejected(one.chain, errors.LookupsRecorded, [message(one)], [lookupService])
    const other = desk()
    expectRejected(other.chain, errors.NotACourt, [message(other)], [otherLookupService])
  })
})
