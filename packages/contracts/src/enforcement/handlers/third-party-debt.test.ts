import { expectRejected } from '@xiezhi/kernel/testing'
import type { TestChain } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  CASE,
  DIGEST,
  done,
  enforcementChain,
  enforcer,
  filing,
  fixtureErrors,
  frozen,
  issueMessage,
  judge,
  mattersOf,
  MEASURE,
  measureFact,
  moveTo,
  openMessage,
  orderOf,
  resultMessage,
} from '../fixtures.ts'

/** What a third party owes the debtor is frozen since 2026-03-30. */
function receivable(): TestChain {
  const chain = enforcementChain()
  const order = orderOf(1, { asset: 'RECEIVABLE', months: 12 })
  done(chain, openMessage())
  done(chain, issueMessage([order]), judge)
  done(chain, resultMessage(order, 'FULFILLED', measureFact()))
  return chain
}

const about = { caseRef: CASE, measureId: MEASURE }
const notify = (servedOn: string) => ({
  type: 'enforcement/NotifyThirdParty',
  value: { ...about, servedOn, noticeDigest: DIGEST },
})
const dispute = (on: string) => ({ type: 'enforcement/DisputeDebt', value: { ...about, on, documentDigest: DIGEST } })
const deduct = (n: number) => {
  const effect = { action: 'DEDUCT', asset: 'RECEIVABLE', limitCents: 10_000_000, months: null, measureId: MEASURE }
  return issueMessage([orderOf(n, effect)], 'DISPOSAL_RULING')
}

describe('the debt of a third party (R20-29)', () => {
  test('G20-18: an objection on 2026-05-06 to a notice of 04-16 is in time: no enforcement against the third party', () => {
    const chain = receivable()
    expectRejected(chain, errors.DebtNotNotified, [deduct(2)], [judge])
    moveTo(chain, '2026-04-16')
    done(chain, notify('2026-04-16'))
    moveTo(chain, '2026-05-06')
    const waiting = expectRejected(chain, errors.DebtBarred, [deduct(3)], [judge]).facts
    expect(waiting).toMatchObject({ verdict: 'WAIT', until: '2026-05-06' })
    done(chain, dispute('2026-05-06'), filing)
    moveTo(chain, '2026-06-01')
    const { facts } = expectRejected(chain, errors.DebtBarred, [deduct(4)], [judge])
    expect(facts).toMatchObject({ verdict: 'ENFORCEMENT_BARRED' })
    expect(mattersOf(chain).debtNotices).toMatchObject([{ servedOn: '2026-04-16', objectedOn: '2026-05-06' }])
  })

  test('silence, or an objection after the term, lets it be enforced', () => {
    for (const objects of [false, true]) {
      const chain = receivable()
      moveTo(chain, '2026-04-16')
      done(chain, notify('2026-04-16'))
      moveTo(chain, '2026-05-07')
      if (objects) done(chain, dispute('2026-05-07'), filing)
      expect(done(chain, deduct(2), judge).code).toBe(0)
    }
  })

  test('rejects other roles and property, a second notice or objection, and days out of order', () => {
    const { chain: deposit } = frozen()
    expect(expectRejected(deposit, errors.NotAReceivable, [notify('2026-03-30')], [enforcer]).facts).toEqual({
      asset: 'DEPOSIT',
    })
    const chain = receivable()
    expectRejected(chain, fixtureErrors.RoleMissing, [notify('2026-03-30')], [filing])
    expectRejected(chain, errors.DebtNotNotified, [dispute('2026-03-30')], [filing])
    expectRejected(chain, errors.DateOrder, [notify('2026-03-16')], [enforcer])
    expectRejected(chain, errors.DateOrder, [notify('2026-03-31')], [enforcer])
    done(chain, notify('2026-03-29'))
    expectRejected(chain, errors.DebtNotified, [notify('2026-03-30')], [enforcer])
    expectRejected(chain, errors.DateOrder, [dispute('2026-03-28')], [filing])
    expectRejected(chain, fixtureErrors.RoleMissing, [dispute('2026-03-30')], [judge])
    done(chain, dispute('2026-03-30'), filing)
    expectRejected(chain, errors.ObjectionExists, [dispute('2026-03-30')], [filing])
  })
})
