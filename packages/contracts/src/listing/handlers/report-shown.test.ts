import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  alarmsIn,
  answered,
  CLIENT,
  DIGEST,
  done,
  enforcer,
  ENTRY,
  eventMessage,
  fixtureErrors,
  president,
  shared,
  tick,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'

const HOUR_MS = 3_600_000
const message = (shownAtMs: number, subscriber = 'platform') => ({
  type: 'listing/ReportShown',
  value: { entryId: ENTRY, client: CLIENT, subscriber, shownAtMs, evidenceDigest: DIGEST },
})

/** Withdrawn at the instant given back. */
function withdrawnFrom(): { one: Desk; atMs: number } {
  const one = shared()
  done(one, eventMessage('PERFORMED'), [enforcer])
  return { one, atMs: one.chain.nowMs }
}
const rows = ({ chain }: Desk): Json => chain.query('listing/withdrawals', { entryId: ENTRY })
const stillShown = (one: Desk) => alarmsIn(one).filter(({ kind }) => kind === 'STILL_SHOWN')

describe('reportShown', () => {
  test('G20-80: shown 24 hours after the withdrawal is a breach that names the subscriber', () => {
    const { one, atMs } = withdrawnFrom()
    tick(one, 25 * HOUR_MS)
    const shownAtMs = atMs + 24 * HOUR_MS
    const { events, data } = done(one, message(shownAtMs), [enforcer])
    expect(data).toEqual([{ entryId: ENTRY, isBreach: true, isContradicted: false }])
    expect(events.map(({ type }) => type)).toEqual(['StillShown', 'ListingAlarm'])
    expect(rows(one)).toMatchObject([{ subscriber: 'platform', shownAtMs, evidenceDigest: DIGEST }])
    const alarm = { owner: 'COURT_PRESIDENT', organisation: 'court-x', dueOn: '2026-03-05' }
    expect(stillShown(one)).toMatchObject([{ ...alarm, subject: `${ENTRY} ${CLIENT} platform` }])
    expect(one.chain.violations()).toEqual([])
  })

  test('before that it is noted', () => {
    const { one, atMs } = withdrawnFrom()
    tick(one, HOUR_MS)
    const { data } = done(one, message(atMs + HOUR_MS), [enforcer])
    expect(data).toEqual([{ entryId: ENTRY, isBreach: false, isContradicted: false }])
    expect(rows(one)).toMatchObject([{ shownAtMs: atMs + HOUR_MS }])
    expect(stillShown(one)).toEqual([])
  })

  test('evidence contradicts a receipt at any time after it', () => {
    const { one, atMs } = withdrawnFrom()
    tick(one, HOUR_MS)
    const receipt = { entryId: ENTRY, revision: 3, isWithdrawal: true, grant: 1, atMs: atMs + 1 }
    answered(one, { kind: 'receipt', subscriber: 'platform', receipts: [receipt] })
    expect(done(one, message(atMs + 1), [enforcer]).data).toMatchObject([{ isBreach: false, isContradicted: false }])
    expect(done(one, message(atMs + 2), [enforcer]).data).toMatchObject([{ isBreach: true, isContradicted: true }])
    expect(stillShown(one)).toHaveLength(1)
  })

  test('rejects other roles, what was not withdrawn, and instants before the withdrawal or to come', () => {
    const { one, atMs } = withdrawnFrom()
    const { chain } = one
    tick(one, HOUR_MS)
    expectRejected(chain, fixtureErrors.RoleMissing, [message(atMs)], [president])
    expectRejected(chain, errors.WithdrawalUnknown, [message(atMs, 'railway')], [enforcer])
    expectRejected(chain, errors.DateOrder, [message(atMs - 1)], [enforcer])
    expectRejected(chain, errors.DateOrder, [message(chain.nowMs + HOUR_MS)], [enforcer])
    expectRejected(shared().chain, errors.WithdrawalUnknown, [message(atMs)], [enforcer])
  })
})
