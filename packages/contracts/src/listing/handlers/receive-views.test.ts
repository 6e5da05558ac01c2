import type { ErrorKind } from '@xiezhi/kernel'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import type { Json } from '@xiezhi/codec'
import { errors } from '../errors.ts'
import { answered, CLIENT, desk, done, ENTRY, received, service, tick, views, withdrawn } from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'
import { receipts } from '../state.ts'

const heldIn = ({ chain }: Desk): Json =>
  chain.query('listing/held', { client: CLIENT, subscriber: 'platform', limit: 10 })
const confirmMessage = (revision: number) => ({
  type: 'listing/Confirm',
  value: { client: CLIENT, items: [{ entryId: ENTRY, revision }] },
})

describe('receiveViews', () => {
  test('what a court shares is held with the purpose and measures of the subscription', () => {
    const one = desk()
    const { events } = done(one, received(views()), [service])
    expect(events).toEqual([{ type: 'ViewsReceived', data: { client: CLIENT, views: 1, taken: 1 } }])
    const receivedAtMs = one.chain.nowMs
    const row = { purpose: 'JOINT_MEASURES', measures: ['BIDDING'], receivedAtMs, withdrawnAtMs: null }
    expect(heldIn(one)).toMatchObject([{ entryId: ENTRY, view: { revision: 3 }, ...row }])
    expect(one.chain.violations()).toEqual([])
  })

  test('a newer view takes the place of the older one; the same and an older one do not', () => {
    const one = desk()
    answered(one, views())
    expect(answered(one, views({ revision: 4, status: 'SUSPENDED' }))).toEqual({ taken: 1, unknown: [] })
    expect(answered(one, views({ revision: 4 }))).toEqual({ taken: 0, unknown: [] })
    expect(answered(one, views({ revision: 3 }))).toEqual({ taken: 0, unknown: [] })
    expect(heldIn(one)).toMatchObject([{ view: { revision: 4, status: 'SUSPENDED' } }])
  })

  test('who is unknown here is named, and holds nothing', () => {
    const one = desk()
    expect(answered(one, views({}, 'nobody'))).toEqual({ taken: 0, unknown: ['nobody'] })
    expect(heldIn(one)).toEqual([])
  })

  test.each<[string, ErrorKind, Json]>([
    ['R26-03: a view without a term', errors.TermMissing, views({ term: null })],
    ['a fixed term without its end', errors.TermMissing, views({ term: { kind: 'FIXED', to: null } })],
  ])('rejects %s', (_, kind, content) => {
    const { facts } = expectRejected(desk().chain, kind, [received(content)], [service])
    expect(facts).toEqual({ entryId: ENTRY })
  })

  test('rejects what no policy of the zone takes from this client', () => {
    const one = desk()
    const policy = one.set.policy as { rules: { purposes: string[] }[] }
    one.set.policy = { ...policy, rules: policy.rules.map((rule) => ({ ...rule, purposes: ['CREDIT_REPORT'] })) }
    expectRejected(one.chain, errors.SenderNotAllowed, [received(views())], [service])
    one.set.policy = undefined
    expectRejected(one.chain, errors.SenderNotAllowed, [received(views())], [service])
    expectRejected(one.chain, errors.SenderNotAllowed, [received(withdrawn)], [service])
  })
})

describe('receiveWithdrawals', () => {
  test('from here on the entry is withdrawn; a second notice keeps the first instant', () => {
    const one = desk()
    answered(one, views())
    const { events } = done(one, received(withdrawn), [service])
    expect(events).toEqual([{ type: 'WithdrawalReceived', data: { client: CLIENT, entryId: ENTRY, subscribers: 1 } }])
    const withdrawnAtMs = one.chain.nowMs
    tick(one)
    expect(answered(one, withdrawn)).toEqual({ received: 1 })
    expect(heldIn(one)).toMatchObject([{ view: { revision: 3 }, withdrawnAtMs }])
    expect(answered(one, views({ revision: 9 }))).toEqual({ taken: 0, unknown: [] })
  })

  test('G26-11: what a backup brought back is to be confirmed again', () => {
    const one = desk()
    answered(one, views())
    answered(one, withdrawn)
    done(one, confirmMessage(3), [service])
    expect(heldIn(one)).toEqual([])
    expect(receipts(one.chain.store).get(CLIENT, 'platform', ENTRY)).toMatchObject({ isWithdrawal: true, revision: 3 })
    answered(one, withdrawn)
    expect(heldIn(one)).toMatchObject([{ entryId: ENTRY, view: null }])
    expect(receipts(one.chain.store).has(CLIENT, 'platform', ENTRY)).toBe(false)
    done(one, confirmMessage(0), [service])
    expect(heldIn(one)).toEqual([])
    expect(one.chain.violations()).toEqual([])
  })

  test('under a newer subscription what was deleted comes again; notices and views of the earlier one change nothing', () => {
    const one = desk()
    answered(one, views())
    answered(one, withdrawn)
    expect(answered(one, views({ revision: 9 }))).toEqual({ taken: 0, unknown: [] })
    done(one, confirmMessage(3), [service])
    expect(answered(one, views({ revision: 9 }))).toEqual({ taken: 0, unknown: [] })
    expect(answered(one, views({ revision: 3 }, 'platform', 2))).toEqual({ taken: 1, unknown: [] })
    expect(receipts(one.chain.store).has(CLIENT, 'platform', ENTRY)).toBe(false)
    expect(heldIn(one)).toMatchObject([{ grant: 2, view: { revision: 3 }, withdrawnAtMs: null }])
    answered(one, withdrawn)
    expect(answered(one, views({ revision: 10 }, 'platform', 1))).toEqual({ taken: 0, unknown: [] })
    expect(heldIn(one)).toMatchObject([{ grant: 2, view: { revision: 3 }, withdrawnAtMs: null }])
    expect(one.chain.violations()).toEqual([])
  })

  test('a notice for somebody who is unknown here changes nothing', () => {
    const one = desk()
    const entry = { entryId: ENTRY, subscribers: [{ subscriber: 'nobody', grant: 1 }], withdrawnAtMs: 1 }
    const before = one.chain.moduleEntries()
    expect(answered(one, { kind: 'withdraw', entries: [entry] })).toEqual({ received: 1 })
    expect(one.chain.moduleEntries()).toBe(before)
  })
})
