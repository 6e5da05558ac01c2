import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  alarmsIn,
  answered,
  CLIENT,
  court,
  done,
  enforcer,
  ENTRY,
  entryIn,
  eventMessage,
  received,
  service,
  shared,
  tick,
  useOf,
} from '../fixtures.ts'
import { shares, withdrawals } from '../state.ts'

const receipt = (revision: number, isWithdrawal = false, atMs = 1, grant = 1): Json => ({
  kind: 'receipt',
  subscriber: 'platform',
  receipts: [{ entryId: ENTRY, revision, isWithdrawal, grant, atMs }],
})

describe('receiveReceipts', () => {
  test('the revision that a subscriber shows is known; an older one and one that was never sent change nothing', () => {
    const one = shared()
    const revision = entryIn(one)?.revision ?? 0
    const confirmed = () => shares(one.chain.store).get(CLIENT, 'platform', ENTRY)?.confirmedRevision
    const { events } = done(one, received(receipt(revision)), [service])
    const data = { entryId: ENTRY, client: CLIENT, subscriber: 'platform', isWithdrawal: false }
    expect(events).toEqual([{ type: 'ReceiptReceived', data }])
    expect(confirmed()).toBe(revision)
    for (const other of [revision, revision - 1, revision + 1]) {
      expect(answered(one, receipt(other))).toEqual({ taken: 0 })
    }
    expect(confirmed()).toBe(revision)
    expect(one.chain.violations()).toEqual([])
  })

  test('the receipt of a withdrawal ends it and its clocks, with the time of the subscriber', () => {
    const one = shared()
    done(one, eventMessage('PERFORMED'), [enforcer])
    tick(one, 73 * 3_600_000)
    expect(alarmsIn(one).map(({ kind, endedAtMs }) => [kind, endedAtMs])).toEqual([
      ['RECEIPT_LATE', null],
      ['RECEIPT_REPORTED', null],
    ])
    const atMs = one.chain.nowMs
    expect(answered(one, receipt(3, true, atMs))).toEqual({ taken: 1 })
    expect(withdrawals(one.chain.store).get(ENTRY, CLIENT, 'platform')?.confirmedAtMs).toBe(atMs)
    expect(alarmsIn(one).every(({ endedAtMs }) => endedAtMs !== null)).toBe(true)
    expect(answered(one, receipt(3, true, atMs + 9))).toEqual({ taken: 0 })
    expect(withdrawals(one.chain.store).get(ENTRY, CLIENT, 'platform')?.confirmedAtMs).toBe(atMs)
  })

  test('a receipt of another subscription does not end what was withdrawn under this one', () => {
    const one = shared()
    done(one, eventMessage('PERFORMED'), [enforcer])
    for (const grant of [2, 9]) expect(answered(one, receipt(3, true, one.chain.nowMs, grant))).toEqual({ taken: 0 })
    expect(withdrawals(one.chain.store).get(ENTRY, CLIENT, 'platform')).toMatchObject({ grant: 1, confirmedAtMs: null })
  })

  test('a receipt for what was neither shared nor withdrawn changes nothing', () => {
    const one = court()
    const before = one.chain.moduleEntries()
    expect(answered(one, receipt(1))).toEqual({ taken: 0 })
    expect(answered(one, receipt(1, true))).toEqual({ taken: 0 })
    expect(one.chain.moduleEntries()).toBe(before)
  })
})

describe('receiveUse', () => {
  test('the court keeps what was done on the ground of an entry, once', () => {
    const one = shared()
    const { events } = done(one, received(useOf('BIDDING')), [service])
    const data = { client: CLIENT, subscriber: 'platform', entryId: ENTRY, measure: 'BIDDING', count: 1 }
    expect(events).toEqual([{ type: 'UseReceived', data }])
    const query = { client: CLIENT, subscriber: 'platform', limit: 10 }
    expect(one.chain.query('listing/uses', query)).toMatchObject([{ measure: 'BIDDING', action: 'REFUSE' }])
    expectRejected(one.chain, errors.UseExists, [received(useOf('BIDDING'))], [service])
  })

  test('rejects a use without a subscription, and by a measure that is not in it', () => {
    expectRejected(court().chain, errors.SubscriptionUnknown, [received(useOf('BIDDING'))], [service])
    expectRejected(shared().chain, errors.NoLegalBasis, [received(useOf('QUALIFICATION'))], [service])
  })
})
