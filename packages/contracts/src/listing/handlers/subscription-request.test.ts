import type { Json } from '@xiezhi/codec'
import type { ErrorKind } from '@xiezhi/kernel'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  answered,
  askMessage,
  CLIENT,
  court,
  decideRequestMessage,
  desk,
  DIGEST,
  done,
  endMessage,
  enforcer,
  ENTRY,
  fixtureErrors,
  governor,
  GRANTORS,
  operator,
  president,
  REQUEST,
  requestPacket,
  service,
  shared,
  subscribeMessage,
  TERMS,
  tick,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'
import { OPEN_REQUESTS_MAX, shares, subscriptionRequests, subscriptions, withdrawals } from '../state.ts'

const requestIn = ({ chain }: Desk) => subscriptionRequests(chain.store).get(CLIENT, 'platform', REQUEST)
const asked = (change: Readonly<Record<string, Json>> = {}, one = court()): Desk => {
  answered(one, requestPacket(change))
  return one
}
const idOf = (n: number): string => n.toString(16).padStart(32, '0')

describe('askSubscription', () => {
  test('what an operator asks stands on the own ledger and goes to the court', () => {
    const one = desk()
    const { events } = done(one, askMessage(), [operator])
    const data = { client: CLIENT, subscriber: 'platform', requestId: REQUEST, kind: 'SUBSCRIBE' }
    expect(events).toEqual([{ type: 'SubscriptionAsked', data }])
    tick(one)
    expect(one.sent).toEqual([{ kind: 'request', subscriber: 'platform', request: requestIn(one) }])
    expect(requestIn(one)).toMatchObject({ state: 'OPEN', terms: TERMS, documentDigest: DIGEST })
    expectRejected(one.chain, errors.RequestExists, [askMessage()], [operator])
  })

  test.each<[string, ErrorKind, Readonly<Record<string, Json>>]>([
    ['a measure without legal basis', errors.NoLegalBasis, { terms: { ...TERMS, measures: ['CUT_OFF_WATER'] } }],
    ['a day that is over', errors.DateOrder, { terms: { ...TERMS, validTo: '2026-03-01' } }],
    ['a subscription without terms', errors.TermsMismatch, { terms: null }],
    ['an end with terms', errors.TermsMismatch, { kind: 'END' }],
    ['a client that is none', errors.SenderNotAllowed, { client: '07-tendermint-9' }],
  ])('rejects %s', (_, kind, change) => {
    expectRejected(desk().chain, kind, [askMessage(change)], [operator])
  })

  test('rejects a program, more than may be open, and a second subscription', () => {
    const one = desk()
    expectRejected(one.chain, fixtureErrors.RoleMissing, [askMessage()], [service])
    for (let n = 0; n < OPEN_REQUESTS_MAX; n += 1) done(one, askMessage({ requestId: idOf(n) }), [operator])
    tick(one)
    expectRejected(one.chain, errors.RequestLimit, [askMessage()], [operator])
    const other = desk()
    done(other, { type: 'desk/Grant', value: {} }, [operator])
    expectRejected(other.chain, errors.SubscriptionExists, [askMessage()], [operator])
  })
})

describe('decideRequest', () => {
  test('two persons grant less than was asked; the subscriber is told, and gets what is published', () => {
    const one = asked()
    const terms = { ...TERMS, lists: ['DISHONEST'], scope: 'TOKEN', measures: ['BIDDING'], validTo: '2026-12-31' }
    const { events } = done(one, decideRequestMessage({ terms }), GRANTORS)
    expect(events.map(({ type }) => type)).toEqual(['SubscriptionRequestDecided', 'SubscriptionGranted'])
    expect(subscriptions(one.chain.store).get(CLIENT, 'platform')).toMatchObject({
      ...terms,
      grant: 1,
      endedAtMs: null,
    })
    tick(one)
    const request = { requestId: REQUEST, state: 'GRANTED', terms }
    expect(one.sent).toMatchObject([{ kind: 'decision', subscriber: 'platform', request }])
    expect(one.told).toMatchObject([
      { kind: 'subscription', subscription: { subscriber: 'platform', grant: 1, ...terms } },
    ])
    expectRejected(one.chain, errors.RequestDecided, [decideRequestMessage()], GRANTORS)
  })

  test('a refusal has reasons, and grants nothing', () => {
    const one = asked()
    const refusal = { isGranted: false, terms: null, reasons: ['SCOPE_TOO_WIDE', 'DOCUMENT_INSUFFICIENT'] }
    done(one, decideRequestMessage(refusal), GRANTORS)
    expect(requestIn(one)).toMatchObject({ state: 'REFUSED', reasons: refusal.reasons, terms: TERMS })
    tick(one)
    expect(one.sent).toMatchObject([{ kind: 'decision', request: { state: 'REFUSED', reasons: refusal.reasons } }])
    expect(subscriptions(one.chain.store).has(CLIENT, 'platform')).toBe(false)
  })

  test.each<[string, ErrorKind, Readonly<Record<string, Json>>]>([
    ['another request', errors.RequestUnknown, { requestId: idOf(1) }],
    ['a grant without terms', errors.TermsMismatch, { terms: null }],
    ['a grant with reasons of a refusal', errors.TermsMismatch, { reasons: ['SCOPE_TOO_WIDE'] }],
    ['a refusal without reasons', errors.TermsMismatch, { isGranted: false, terms: null }],
    ['a wider scope', errors.TermsBeyond, { terms: { ...TERMS, scope: 'FULL' } }],
    ['another purpose', errors.TermsBeyond, { terms: { ...TERMS, purpose: 'OTHER' } }],
    ['another basis', errors.TermsBeyond, { terms: { ...TERMS, legalBasis: 'OTHER' } }],
    ['another measure', errors.TermsBeyond, { terms: { ...TERMS, measures: ['MARKET_ACCESS'] } }],
  ])('rejects %s', (_, kind, change) => {
    const one = asked()
    expectRejected(one.chain, kind, [decideRequestMessage(change)], GRANTORS)
    expect(requestIn(one)).toMatchObject({ state: 'OPEN' })
  })

  test('rejects one person alone, another list or a longer time than asked, and what the state does not allow', () => {
    const one = asked({ terms: { ...TERMS, lists: ['DISHONEST'], validTo: '2026-12-31' } })
    expectRejected(one.chain, fixtureErrors.RoleMissing, [decideRequestMessage()], [president])
    expectRejected(one.chain, fixtureErrors.RoleMissing, [decideRequestMessage()], [governor, enforcer])
    expectRejected(one.chain, errors.TermsBeyond, [decideRequestMessage()], GRANTORS)
    const longer = { ...TERMS, lists: ['DISHONEST'] }
    expectRejected(one.chain, errors.TermsBeyond, [decideRequestMessage({ terms: longer })], GRANTORS)
    const none = asked({ kind: 'CHANGE' })
    expectRejected(none.chain, errors.SubscriptionUnknown, [decideRequestMessage()], GRANTORS)
    const standing = asked({}, shared())
    expectRejected(standing.chain, errors.SubscriptionExists, [decideRequestMessage()], GRANTORS)
    const nothing = asked({ kind: 'END', terms: null })
    expectRejected(nothing.chain, errors.SubscriptionUnknown, [decideRequestMessage({ terms: null })], GRANTORS)
    expectRejected(desk().chain, errors.NotACourt, [decideRequestMessage()], GRANTORS)
  })

  test('other terms: what was shared is deleted with a receipt, and comes under the next number', () => {
    const one = asked({ kind: 'CHANGE', terms: { ...TERMS, scope: 'TOKEN' } }, shared())
    done(one, decideRequestMessage({ terms: { ...TERMS, scope: 'TOKEN' } }), GRANTORS)
    tick(one)
    tick(one)
    expect(one.sent.at(-1)).toMatchObject({ kind: 'withdraw', entries: [{ subscribers: [{ grant: 1 }] }] })
    expect(shares(one.chain.store).has(CLIENT, 'platform', ENTRY)).toBe(false)
    const receipt = { entryId: ENTRY, revision: 3, isWithdrawal: true, grant: 1, atMs: 7 }
    answered(one, { kind: 'receipt', subscriber: 'platform', receipts: [receipt] })
    tick(one)
    expect(one.sent.at(-1)).toMatchObject({
      kind: 'views',
      views: [{ view: { entryId: ENTRY, list: null, situation: null }, subscribers: [{ grant: 2 }] }],
    })
    expect(withdrawals(one.chain.store).has(ENTRY, CLIENT, 'platform')).toBe(false)
    expect(one.chain.violations()).toEqual([])
  })

  test('an end that was asked for withdraws everything', () => {
    const one = asked({ kind: 'END', terms: null }, shared())
    done(one, decideRequestMessage({ terms: null }), GRANTORS)
    tick(one)
    tick(one)
    expect(withdrawals(one.chain.store).get(ENTRY, CLIENT, 'platform')).toMatchObject({ grant: 1, confirmedAtMs: null })
    expect(subscriptions(one.chain.store).get(CLIENT, 'platform')?.endedAtMs).not.toBeNull()
  })
})

describe('suspendSubscription and resumeSubscription', () => {
  const act = (name: string) => ({
    type: `listing/${name}Subscription`,
    value: { client: CLIENT, subscriber: 'platform', decisionDigest: DIGEST },
  })

  test('while it is suspended the department has nothing; resumed, it gets what is published again', () => {
    const one = shared()
    const { events } = done(one, act('Suspend'), GRANTORS)
    expect(events).toEqual([{ type: 'SubscriptionSuspended', data: { client: CLIENT, subscriber: 'platform' } }])
    tick(one)
    tick(one)
    expect(shares(one.chain.store).list({ limit: 10 })).toEqual([])
    const receipt = { entryId: ENTRY, revision: 3, isWithdrawal: true, grant: 1, atMs: 7 }
    answered(one, { kind: 'receipt', subscriber: 'platform', receipts: [receipt] })
    expectRejected(one.chain, errors.SubscriptionUnknown, [act('Suspend')], GRANTORS)
    done(one, act('Resume'), GRANTORS)
    for (let step = 0; step < 3; step += 1) tick(one)
    expect(shares(one.chain.store).get(CLIENT, 'platform', ENTRY)).toMatchObject({ grant: 2, deliveredAtMs: null })
    expect(one.chain.violations()).toEqual([])
    expectRejected(one.chain, errors.SubscriptionNotSuspended, [act('Resume')], GRANTORS)
  })

  test('rejects one person alone, and what stands for nobody; a suspended one may be ended for good', () => {
    const one = court()
    expectRejected(one.chain, errors.SubscriptionUnknown, [act('Suspend')], GRANTORS)
    expectRejected(one.chain, errors.SubscriptionNotSuspended, [act('Resume')], GRANTORS)
    done(one, subscribeMessage(), GRANTORS)
    expectRejected(one.chain, fixtureErrors.RoleMissing, [act('Suspend')], [president])
    done(one, act('Suspend'), GRANTORS)
    tick(one)
    expectRejected(one.chain, fixtureErrors.RoleMissing, [act('Resume')], [governor])
    done(one, endMessage(), GRANTORS)
    expectRejected(one.chain, errors.SubscriptionNotSuspended, [act('Resume')], GRANTORS)
    expectRejected(one.chain, errors.SubscriptionUnknown, [endMessage()], GRANTORS)
  })
})
