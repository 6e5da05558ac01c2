import type { ErrorKind } from '@xiezhi/kernel'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import type { Json } from '@xiezhi/codec'
import { errors } from '../errors.ts'
import {
  answered,
  CLIENT,
  court,
  desk,
  done,
  endMessage,
  enforcer,
  ENTRY,
  fixtureErrors,
  governor,
  GRANTORS,
  president,
  shared,
  subscribeMessage,
  tick,
  TODAY,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'
import { SUBSCRIPTIONS_MAX } from '../state.ts'

const subscriptionsIn = ({ chain }: Desk): readonly Json[] =>
  chain.query('listing/subscriptions', {}) as unknown as readonly Json[]

describe('subscribe', () => {
  test('two persons let a department have a list for a purpose', () => {
    const one = court()
    const { events } = done(one, subscribeMessage({ validTo: TODAY }), GRANTORS)
    const data = { client: CLIENT, subscriber: 'platform', scope: 'BASIC', purpose: 'JOINT_MEASURES' }
    expect(events).toEqual([{ type: 'SubscriptionGranted', data }])
    const row = { ...data, measures: ['BIDDING', 'HIGH_CONSUMPTION'], validTo: TODAY, endedAtMs: null }
    expect(subscriptionsIn(one)).toMatchObject([row])
    expect(one.chain.violations()).toEqual([])
  })

  test.each<[string, ErrorKind, Readonly<Record<string, Json>>]>([
    ['G26-09: a measure without legal basis', errors.NoLegalBasis, { measures: ['BIDDING', 'CUT_OFF_WATER'] }],
    ['a subscription that is over', errors.DateOrder, { validTo: '2026-03-01' }],
    ['a client that is none', errors.SenderNotAllowed, { client: '07-tendermint-9' }],
  ])('rejects %s', (_, kind, change) => {
    expectRejected(court().chain, kind, [subscribeMessage(change)], GRANTORS)
  })

  test('rejects a zone that is no court, one person alone, and a second subscription', () => {
    expectRejected(desk().chain, errors.NotACourt, [subscribeMessage()], GRANTORS)
    const one = court()
    expectRejected(one.chain, fixtureErrors.RoleMissing, [subscribeMessage()], [president])
    expectRejected(one.chain, fixtureErrors.RoleMissing, [subscribeMessage()], [governor, enforcer])
    done(one, subscribeMessage(), GRANTORS)
    expectRejected(one.chain, errors.SubscriptionExists, [subscribeMessage({ scope: 'FULL' })], GRANTORS)
  })

  test('rejects more subscriptions than a court may have', () => {
    const { chain } = court()
    const messages = Array.from({ length: SUBSCRIPTIONS_MAX }, (_, n) => subscribeMessage({ subscriber: `s-${n}` }))
    for (let at = 0; at < messages.length; at += 16) {
      expect(chain.deliver(messages.slice(at, at + 16), GRANTORS).code).toBe(0)
    }
    chain.block([])
    expectRejected(chain, errors.EntryLimit, [subscribeMessage()], GRANTORS)
  })
})

describe('endSubscription', () => {
  test('what the department holds is withdrawn; it may subscribe again', () => {
    const one = shared()
    const { events } = done(one, endMessage(), GRANTORS)
    expect(events).toEqual([{ type: 'SubscriptionEnded', data: { client: CLIENT, subscriber: 'platform' } }])
    tick(one)
    tick(one)
    expect(one.sent.at(-1)).toMatchObject({
      kind: 'withdraw',
      entries: [{ entryId: ENTRY, subscribers: [{ subscriber: 'platform', grant: 1 }] }],
    })
    expect(one.chain.violations()).toEqual([])
    done(one, subscribeMessage(), GRANTORS)
    expect(subscriptionsIn(one)).toMatchObject([{ endedAtMs: null, grant: 2 }])
    const receipt = { entryId: ENTRY, revision: 3, isWithdrawal: true, grant: 1, atMs: 7 }
    answered(one, { kind: 'receipt', subscriber: 'platform', receipts: [receipt] })
    tick(one)
    expect(one.sent.at(-1)).toMatchObject({ kind: 'views', views: [{ subscribers: [{ grant: 2 }] }] })
    expect(one.chain.query('listing/withdrawals', { entryId: ENTRY })).toEqual([])
    expect(one.told).toMatchObject([
      { subscription: { grant: 1 } },
      { subscription: { grant: 1 } },
      { subscription: { grant: 2 } },
    ])
    expect(one.chain.violations()).toEqual([])
  })

  test('rejects one person alone, and a subscription that is none or has ended', () => {
    const one = court()
    expectRejected(one.chain, errors.SubscriptionUnknown, [endMessage()], GRANTORS)
    done(one, subscribeMessage(), GRANTORS)
    expectRejected(one.chain, fixtureErrors.RoleMissing, [endMessage()], [president])
    done(one, endMessage(), GRANTORS)
    expectRejected(one.chain, errors.SubscriptionUnknown, [endMessage()], GRANTORS)
  })
})
