import type { Json } from '@xiezhi/codec'
import type { TestChain } from '@xiezhi/kernel/testing'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  CASE,
  caseOf,
  CLOSED_CASE,
  DIGEST,
  done,
  enforcementChain,
  enforcer,
  filing,
  fixtureErrors,
  issueMessage,
  judge,
  mattersOf,
  MEASURE,
  measureFact,
  moveTo,
  openMessage,
  orderOf,
  proposalsOf,
  resultMessage,
  stranger,
} from '../fixtures.ts'

const AMOUNT = 80_000_000
const opening = (change: Readonly<Record<string, Json>> = {}) => ({
  type: 'enforcement/OpenPreservation',
  value: {
    caseRef: CASE,
    kind: 'PRE_SUIT',
    rulingDigest: DIGEST,
    amountCents: AMOUNT,
    currency: 'CNY',
    security: { cents: AMOUNT, digest: DIGEST },
    performanceEndsOn: null,
    ...change,
  },
})
const filed = (on: string) => ({
  type: 'enforcement/RecordFiling',
  value: { caseRef: CASE, on, documentDigest: DIGEST },
})

/** A deposit frozen before a suit on 2026-03-20. */
function preserved(change: Readonly<Record<string, Json>> = {}): TestChain {
  const chain = enforcementChain(Date.parse('2026-03-20T01:00:00Z'))
  done(chain, opening(change), judge)
  const order = orderOf(1)
  done(chain, issueMessage([order]), judge)
  done(chain, resultMessage(order, 'FULFILLED', measureFact({ from: '2026-03-20', to: '2027-03-20' })))
  return chain
}

describe('preservation', () => {
  test('G20-31: nothing filed by 2026-04-20 after a freeze of 2026-03-20: release is proposed on 04-21', () => {
    const chain = preserved()
    const limit = { fromOn: '2026-03-20', rawEnd: '2026-04-19', legalEnd: '2026-04-20' }
    expect(mattersOf(chain).preservation).toMatchObject({ state: 'OPEN', filing: limit })
    moveTo(chain, '2026-04-20')
    expect(proposalsOf(chain)).toEqual([])
    moveTo(chain, '2026-04-21')
    expect(proposalsOf(chain)).toMatchObject([{ kind: 'RELEASE', reason: 'NOT_FILED', rule: 'R20-52', state: 'OPEN' }])
    expect(chain.violations()).toEqual([])
  })

  test('filed in time it goes on; filed late its release is proposed too', () => {
    const chain = preserved()
    moveTo(chain, '2026-04-20')
    done(chain, filed('2026-04-20'), filing)
    expectRejected(chain, errors.AlreadyFiled, [filed('2026-04-20')], [filing])
    moveTo(chain, '2026-04-22')
    expect(proposalsOf(chain)).toEqual([])

    const after = preserved({ kind: 'AFTER_JUDGMENT', performanceEndsOn: '2026-03-09', security: null })
    expect(mattersOf(after).preservation).toMatchObject({ filing: { rawEnd: '2026-03-14', legalEnd: '2026-03-16' } })
    moveTo(after, '2026-03-21')
    expect(proposalsOf(after)).toMatchObject([{ reason: 'NOT_FILED', rule: 'R20-53' }])
  })

  test('R20-54: in the enforcement its measures go on, their terms counted through; disposal is open from then on', () => {
    const chain = preserved({ kind: 'IN_SUIT', security: null })
    const convert = orderOf(2, {
      action: 'CONVERT_TO_DISPOSAL',
      limitCents: null,
      months: null,
      measureId: MEASURE,
    })
    const disposal = issueMessage([convert], 'DISPOSAL_RULING')
    expect(expectRejected(chain, errors.StateForbids, [disposal], [judge]).facts).toEqual({ state: 'PRESERVATION' })
    moveTo(chain, '2026-03-30')
    expectRejected(chain, errors.OtherCourt, [openMessage()], [stranger])
    done(chain, openMessage())
    expect(mattersOf(chain).preservation).toMatchObject({ state: 'CONVERTED' })
    expect(caseOf(chain).controls).toMatchObject([{ state: 'EFFECTIVE', to: '2027-03-20' }])
    done(chain, disposal, judge)
    expect(chain.violations()).toEqual([])
  })

  test('no more is controlled than the amount; it closes when nothing is withheld any more', () => {
    const chain = preserved()
    const more = issueMessage([orderOf(2, { limitCents: AMOUNT - 30_000_000 + 1 })])
    expect(expectRejected(chain, errors.OverControl, [more], [judge]).facts).toMatchObject({ targetCents: AMOUNT })
    const close = { type: 'enforcement/Close', value: { caseRef: CASE } }
    expectRejected(chain, errors.MeasuresStand, [close], [judge])
    const about = { action: 'RELEASE', limitCents: null, months: null, measureId: MEASURE }
    const release = orderOf(3, about)
    done(chain, issueMessage([release], 'RELEASE_RULING'), judge)
    done(chain, resultMessage(release, 'FULFILLED', measureFact()))
    done(chain, close, judge)
    expect(mattersOf(chain).preservation).toMatchObject({ state: 'LIFTED' })
    expectRejected(chain, errors.StateForbids, [close], [judge])
    expectRejected(chain, errors.StateForbids, [issueMessage([orderOf(4)])], [judge])
    expect(chain.violations()).toEqual([])
  })

  test('G20-30: in a suit at most 30 % is asked as security, before it the whole amount', () => {
    const security = (cents: number) => ({ security: { cents, digest: DIGEST } })
    const chain = enforcementChain()
    const over = opening({ kind: 'IN_SUIT', ...security(24_000_001) })
    expect(expectRejected(chain, errors.SecurityRefused, [over], [judge]).facts).toMatchObject({
      securityCents: 24_000_000,
    })
    for (const change of [security(AMOUNT - 1), { security: null }]) {
      expectRejected(chain, errors.SecurityRefused, [opening(change)], [judge])
    }
    done(chain, opening({ kind: 'IN_SUIT', ...security(24_000_000) }), judge)
  })

  test('rejects other roles, a case twice, closed cases, dates that its kind does not have, days out of order', () => {
    const chain = enforcementChain()
    expectRejected(chain, fixtureErrors.RoleMissing, [opening()], [enforcer])
    expectRejected(chain, errors.CaseNotOpen, [opening({ caseRef: CLOSED_CASE })], [judge])
    expectRejected(chain, errors.DateOrder, [opening({ performanceEndsOn: '2026-03-09' })], [judge])
    expectRejected(chain, errors.DateOrder, [opening({ kind: 'AFTER_JUDGMENT' })], [judge])
    expectRejected(chain, errors.EnforcementUnknown, [filed('2026-03-30')], [filing])
    done(chain, opening(), judge)
    expectRejected(chain, errors.PreservationExists, [opening()], [judge])
    expectRejected(chain, errors.DateOrder, [filed('2026-03-31')], [filing])
    expectRejected(chain, errors.DateOrder, [filed('2026-03-29')], [filing])
    done(chain, openMessage())
    expectRejected(chain, errors.StateForbids, [filed('2026-03-30')], [filing])
    const other = enforcementChain()
    done(other, openMessage())
    expectRejected(other, errors.EnforcementExists, [opening()], [judge])
  })
})
