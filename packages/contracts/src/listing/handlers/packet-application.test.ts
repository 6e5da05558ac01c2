import { base64Decode, decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { ErrorKind } from '@xiezhi/kernel'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { CLIENT, desk, ENTRY, received, service, useOf, views, withdrawn } from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'

function take({ chain }: Desk, content: Json): Json {
  const { code, codespace, data } = chain.deliver([received(content)], [service])
  if (code !== 0) throw new RangeError(`${codespace}/${code}`)
  return decodeCanonical(base64Decode(data?.[0] as string))
}

const heldIn = ({ chain }: Desk): Json =>
  chain.query('listing/held', { client: CLIENT, subscriber: 'platform', limit: 10 })

function confirm({ chain }: Desk, revision: number): void {
  const value = { client: CLIENT, items: [{ entryId: ENTRY, revision }] }
  expect(chain.deliver([{ type: 'listing/Confirm', value }], [service]).code).toBe(0)
}

describe('packets of a hostile or confused court', () => {
  test.each<[string, ErrorKind, Json]>([
    ['G26-02: a record without a term', errors.TermMissing, views({ term: null })],
    ['a fixed term without an end', errors.TermMissing, views({ term: { kind: 'FIXED', to: null } })],
    ['another kind', errors.PacketMalformed, { kind: 'thanks' }],
    ['a field too many', errors.PacketMalformed, { ...(withdrawn as object), name: 'x' }],
    ['a use without a subscription', errors.SubscriptionUnknown, useOf('BIDDING')],
    [
      'a set without a subscription',
      errors.SubscriptionUnknown,
      { kind: 'buckets', subscriber: 'x', month: '2026-03', buckets: [] },
    ],
  ])('%s is refused and leaves no trace', (_, kind, content) => {
    expectRejected(desk().chain, kind, [received(content)], [service])
  })

  test('another port, and a client that no policy allows, are refused', () => {
    const one = desk()
    expectRejected(one.chain, errors.PortMismatch, [received(views(), 'xz.order.v1')], [service])
    one.set.policy = undefined
    expectRejected(one.chain, errors.SenderNotAllowed, [received(views())], [service])
    expectRejected(one.chain, errors.SenderNotAllowed, [received(withdrawn)], [service])
  })

  test('a subscriber that the zone does not have is named in the answer', () => {
    const one = desk()
    expect(take(one, views({}, 'nobody'))).toEqual({ taken: 0, unknown: ['nobody'] })
    expect(heldIn(one)).toEqual([])
  })

  test('an older view changes nothing, nor does one that comes after the deletion was confirmed', () => {
    const one = desk()
    expect(take(one, views())).toEqual({ taken: 1, unknown: [] })
    expect(take(one, views({ revision: 2, status: 'SUSPENDED' }))).toEqual({ taken: 0, unknown: [] })
    expect(heldIn(one)).toMatchObject([{ view: { revision: 3, status: 'ACTIVE' } }])
    take(one, withdrawn)
    expect(take(one, views({ revision: 4 }))).toEqual({ taken: 0, unknown: [] })
    confirm(one, 3)
    expect(take(one, views({ revision: 5 }))).toEqual({ taken: 0, unknown: [] })
    expect(heldIn(one)).toEqual([])
    expect(one.chain.violations()).toEqual([])
  })

  test('a withdrawal that overtakes its view is still to be confirmed', () => {
    const one = desk()
    take(one, withdrawn)
    expect(heldIn(one)).toMatchObject([{ entryId: ENTRY, view: null }])
    confirm(one, 0)
    expect(heldIn(one)).toEqual([])
  })
})

describe('packets of a subscriber', () => {
  test('a receipt for nothing changes nothing', () => {
    const one = desk()
    const receipt = { entryId: ENTRY, revision: 3, isWithdrawal: true, grant: 1, atMs: 1 }
    expect(take(one, { kind: 'receipt', subscriber: 'platform', receipts: [receipt] })).toEqual({ taken: 0 })
  })

  test('a use is of the measures of the subscription, and is told once', () => {
    const one = desk()
    one.chain.deliver([{ type: 'desk/Grant', value: {} }], [service])
    expectRejected(one.chain, errors.NoLegalBasis, [received(useOf('QUALIFICATION'))], [service])
    take(one, useOf('BIDDING'))
    expectRejected(one.chain, errors.UseExists, [received(useOf('BIDDING'))], [service])
  })
})
