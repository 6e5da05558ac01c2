import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  CLIENT,
  court,
  desk,
  DIGEST,
  done,
  endMessage,
  fixtureErrors,
  GRANTORS,
  lookupService,
  president,
  service,
  subscribeMessage,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'

const HOUR_MS = 3_600_000
const SET = '5e'.repeat(16)

function message({ chain }: Desk, change: Record<string, Json> = {}) {
  const [builtAtMs, validToMs] = [chain.nowMs, chain.nowMs + 24 * HOUR_MS]
  const value = { client: CLIENT, subscriber: 'platform', setId: SET, keyDigest: DIGEST, count: 0, setDigest: DIGEST }
  return { type: 'listing/RecordTokenSet', value: { ...value, builtAtMs, validToMs, ...change } }
}

function subscribed(): Desk {
  const one = court()
  done(one, subscribeMessage(), GRANTORS)
  return one
}

describe('recordTokenSet', () => {
  test('keeps which set a subscriber may use, and until when', () => {
    const one = subscribed()
    const { events } = done(one, message(one), [service])
    const data = { client: CLIENT, subscriber: 'platform', setId: SET, count: 0 }
    expect(events).toEqual([{ type: 'TokenSetRecorded', data }])
    const asked = { client: CLIENT, subscriber: 'platform', limit: 10 }
    expect(one.chain.query('listing/tokenSets', asked)).toMatchObject([{ setId: SET, setDigest: DIGEST }])
    expect(one.chain.query('listing/tokenSets', { ...asked, after: SET })).toEqual([])
  })

  test('rejects others than the gateway, subscribers without subscription, sets recorded before', () => {
    const one = subscribed()
    for (const key of [president, lookupService]) {
      expectRejected(one.chain, fixtureErrors.RoleMissing, [message(one)], [key])
    }
    expectRejected(one.chain, errors.SubscriptionUnknown, [message(one, { subscriber: 'railway' })], [service])
    done(one, message(one), [service])
    expectRejected(one.chain, errors.TokenSetRecorded, [message(one)], [service])
    done(one, endMessage(), GRANTORS)
    expectRejected(one.chain, errors.SubscriptionUnknown, [message(one, { setId: 'ab'.repeat(16) })], [service])
    const other = desk()
    expectRejected(other.chain, errors.NotACourt, [message(other)], [service])
  })

  test('rejects a set that would be used for longer than the parameter, or is out of its time', () => {
    const one = subscribed()
    const { nowMs } = one.chain
    for (const change of [
      { validToMs: nowMs + 24 * HOUR_MS + 1 },
      { builtAtMs: nowMs + 60_000 },
      { builtAtMs: nowMs - HOUR_MS, validToMs: nowMs - 1 },
    ]) {
      expectRejected(one.chain, errors.TokenSetTerm, [message(one, change)], [service])
    }
  })
})
