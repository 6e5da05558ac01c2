import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  answered,
  CLIENT,
  desk,
  done,
  ENTRY,
  fixtureErrors,
  judge,
  operator,
  service,
  tick,
  views,
  withdrawn,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'

const receipt = (revision: number, entryId = ENTRY, client = CLIENT) => ({
  type: 'listing/Confirm',
  value: { client, items: [{ entryId, revision }] },
})
const heldIn = ({ chain }: Desk) => chain.query('listing/held', { client: CLIENT, subscriber: 'platform', limit: 10 })
function holding(): Desk {
  const one = desk()
  answered(one, views())
  return one
}

describe('a receipt', () => {
  test('R26-04: of an entry that stands goes to the court; the entry stays', () => {
    const one = holding()
    const { data, events } = done(one, receipt(3), [service])
    expect(data).toEqual([{ subscriber: 'platform', entries: 1 }])
    expect(events).toMatchObject([
      { type: 'ReceiptGiven', data: { client: CLIENT, subscriber: 'platform', entries: 1 } },
    ])
    const givenAtMs = one.chain.nowMs
    expect(heldIn(one)).toMatchObject([{ entryId: ENTRY, withdrawnAtMs: null }])
    tick(one)
    const receipts = [{ entryId: ENTRY, revision: 3, isWithdrawal: false, grant: 1, atMs: givenAtMs }]
    expect(one.sent).toEqual([{ kind: 'receipt', subscriber: 'platform', receipts }])
    expect(one.chain.violations()).toEqual([])
  })

  test('of a withdrawal ends what is held, by an operator as well', () => {
    const one = holding()
    answered(one, withdrawn)
    done(one, receipt(3), [operator])
    expect(heldIn(one)).toEqual([])
    tick(one)
    expect(one.sent).toMatchObject([{ receipts: [{ entryId: ENTRY, revision: 3, isWithdrawal: true }] }])
    expectRejected(one.chain, errors.MirrorUnknown, [receipt(3)], [service])
    expect(one.chain.violations()).toEqual([])
  })

  test('of another revision, of what is not held, and of who holds no such role, is refused', () => {
    const one = holding()
    const { facts } = expectRejected(one.chain, errors.RevisionOther, [receipt(2)], [service])
    expect(facts).toEqual({ entryId: ENTRY, revision: 3 })
    expectRejected(one.chain, errors.RevisionOther, [receipt(4)], [service])
    expectRejected(one.chain, errors.MirrorUnknown, [receipt(3, 'e2'.repeat(16))], [service])
    expectRejected(one.chain, errors.MirrorUnknown, [receipt(3, ENTRY, '07-tendermint-9')], [service])
    expectRejected(one.chain, fixtureErrors.RoleMissing, [receipt(3)], [judge])
  })

  test('of several entries is whole or not at all', () => {
    const one = holding()
    const items = [ENTRY, 'e2'.repeat(16)].map((entryId) => ({ entryId, revision: 3 }))
    const message = { type: 'listing/Confirm', value: { client: CLIENT, items } }
    expectRejected(one.chain, errors.MirrorUnknown, [message], [service])
    tick(one)
    expect(one.sent).toEqual([])
  })
})
