import type { Json } from '@xiezhi/codec'
import type { ErrorKind } from '@xiezhi/kernel'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  answered,
  CLIENT,
  desk,
  DIGEST,
  done,
  ENTRY,
  fixtureErrors,
  operator,
  president,
  tick,
  TODAY,
  views,
  withdrawn,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'
import type { Use, View } from '../state.ts'

const use = (change: Partial<Use> = {}): Use => ({
  useId: '0f'.repeat(16),
  entryId: ENTRY,
  measure: 'BIDDING',
  action: 'REFUSE',
  count: 1,
  purpose: 'JOINT_MEASURES',
  on: TODAY,
  reasonDigest: null,
  ...change,
})
const message = (change: Partial<Use> = {}) => ({
  type: 'listing/RecordUse',
  value: { client: CLIENT, use: use(change) },
})

function holding(view: Partial<View> = {}): Desk {
  const one = desk()
  answered(one, views(view))
  return one
}

describe('recordUse', () => {
  test('a use in term, purpose and measure is recorded, and the court is told', () => {
    const one = holding()
    const { events } = done(one, message(), [operator])
    const data = { client: CLIENT, subscriber: 'platform', entryId: ENTRY, measure: 'BIDDING' }
    expect(events).toEqual([{ type: 'UseRecorded', data }])
    expect(one.chain.query('listing/uses', { client: CLIENT, subscriber: 'platform', limit: 10 })).toEqual([use()])
    tick(one)
    expect(one.sent).toEqual([{ kind: 'use', subscriber: 'platform', use: use() }])
    expectRejected(one.chain, errors.UseExists, [message()], [operator])
  })

  test.each<[string, ErrorKind, Partial<Use>]>([
    ['R26-10: a measure outside the subscription', errors.NoLegalBasis, { measure: 'QUALIFICATION' }],
    ['R26-09: another purpose', errors.PurposeOutOfTask, { purpose: 'EMPLOYMENT_CHECK' }],
    ['another day', errors.DateOrder, { on: '2026-03-01' }],
    ['an entry that it does not hold', errors.MirrorUnknown, { entryId: 'e9'.repeat(16) }],
  ])('rejects %s', (_, kind, change) => {
    expectRejected(holding().chain, kind, [message(change)], [operator])
  })

  test.each<[string, ErrorKind, Partial<View>, Json]>([
    ['an entry that is lifted for a while', errors.EntrySuspended, { status: 'SUSPENDED' }, null],
    [
      'R26-03: an entry whose term is over',
      errors.EntryExpired,
      { term: { kind: 'FIXED', to: '2026-03-01' }, from: '2024-03-01' },
      ['RECORD_EXPIRED R26-03'],
    ],
    ['an entry that has not begun', errors.EntryExpired, { from: '2026-03-03' }, ['NOT_YET_EFFECTIVE R26-03']],
    ['26.4: contested identity', errors.EntryObjected, { objection: 'IDENTITY' }, ['OBJECTED S26.4']],
    ['26.4: a deletion that was asked for', errors.EntryObjected, { objection: 'DELETION' }, ['OBJECTED S26.4']],
  ])('rejects %s', (_, kind, view, reasons) => {
    const { facts } = expectRejected(holding(view).chain, kind, [message()], [operator])
    expect(facts['reasons'] ?? null).toEqual(reasons)
  })

  test('the last day of a term is a day of it', () => {
    expect(done(holding({ term: { kind: 'FIXED', to: TODAY } }), message(), [operator]).code).toBe(0)
  })

  test('26.4: contested content is used with reasons only', () => {
    const one = holding({ objection: 'CONTENT' })
    expectRejected(one.chain, errors.ReasonsMissing, [message()], [operator])
    done(one, message({ reasonDigest: DIGEST }), [operator])
  })

  test('rejects other roles, and what has been withdrawn, held or not', () => {
    const one = holding()
    expectRejected(one.chain, fixtureErrors.RoleMissing, [message()], [president])
    answered(one, withdrawn)
    expectRejected(one.chain, errors.EntryWithdrawn, [message()], [operator])
    const other = desk()
    answered(other, withdrawn)
    expectRejected(other.chain, errors.EntryWithdrawn, [message()], [operator])
  })
})
