import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  answered,
  askMessage,
  CLIENT,
  court,
  desk,
  DIGEST,
  done,
  operator,
  received,
  REQUEST,
  requestPacket,
  service,
  TERMS,
} from '../fixtures.ts'
import { subscriptionRequests, subscriptions } from '../state.ts'

const decision = (change: Readonly<Record<string, Json>> = {}): Json => {
  const packet = requestPacket({ state: 'REFUSED', reasons: ['SCOPE_TOO_WIDE'], decisionDigest: DIGEST, ...change })
  return { ...(packet as object), kind: 'decision' }
}
const told = (change: Readonly<Record<string, Json>> = {}): Json => ({
  kind: 'subscription',
  subscription: {
    client: '07-tendermint-7',
    subscriber: 'platform',
    ...TERMS,
    grant: 1,
    grantedAtMs: 5,
    endedAtMs: null,
    suspendedAtMs: null,
    ...change,
  },
})

describe('a request at the court', () => {
  test('stands as asked and undecided, whatever it says of a decision', () => {
    const one = court()
    expect(answered(one, requestPacket({ state: 'GRANTED', decidedAtMs: 3 }))).toEqual({ requestId: REQUEST })
    const row = subscriptionRequests(one.chain.store).get(CLIENT, 'platform', REQUEST)
    expect(row).toMatchObject({ state: 'OPEN', decidedAtMs: null, terms: TERMS })
    expectRejected(one.chain, errors.RequestExists, [received(requestPacket())], [service])
    expectRejected(desk().chain, errors.NotACourt, [received(requestPacket())], [service])
  })
})

describe('what the court tells its subscriber', () => {
  test('a decision is noted at the request; one of no request, or of a stranger, is refused', () => {
    const one = desk()
    expectRejected(one.chain, errors.RequestUnknown, [received(decision())], [service])
    done(one, askMessage(), [operator])
    answered(one, decision())
    const row = subscriptionRequests(one.chain.store).get(CLIENT, 'platform', REQUEST)
    expect(row).toMatchObject({ state: 'REFUSED', reasons: ['SCOPE_TOO_WIDE'], decisionDigest: DIGEST })
    one.set.policy = undefined
    expectRejected(one.chain, errors.SenderNotAllowed, [received(decision())], [service])
    expectRejected(one.chain, errors.SenderNotAllowed, [received(told())], [service])
  })

  test('what stands is kept under the own client; one that was overtaken changes nothing', () => {
    const one = desk()
    const row = () => subscriptions(one.chain.store).get(CLIENT, 'platform')
    expect(answered(one, told({ grant: 2 }))).toEqual({ taken: true })
    expect(row()).toMatchObject({ client: CLIENT, grant: 2, endedAtMs: null })
    expect(answered(one, told())).toEqual({ taken: false })
    expect(answered(one, told({ grant: 2, endedAtMs: 9, suspendedAtMs: 9 }))).toEqual({ taken: true })
    expect(answered(one, told({ grant: 2 }))).toEqual({ taken: false })
    expect(row()).toMatchObject({ suspendedAtMs: 9 })
    expect(answered(one, told({ subscriber: 'nobody' }))).toEqual({ taken: false })
  })
})
