import type { Json } from '@xiezhi/codec'
import type { TestChain } from '@xiezhi/kernel/testing'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  alarms,
  CASE,
  DIGEST,
  done,
  enforcementChain,
  enforcer,
  fixtureErrors,
  issueMessage,
  judge,
  judgeAbove,
  mattersOf,
  MEASURE,
  measureFact,
  moveTo,
  openMessage,
  orderOf,
  OTHER_CASE,
  OTHER_MEASURE,
  otherJudge,
  resultMessage,
  stranger,
} from '../fixtures.ts'

const HOUSE = { asset: 'REAL_ESTATE', months: 36, whole: true, limitCents: 30_000_000 }
const TRANSFER = '7f'.repeat(16)

/** A house sealed for one court since 2026-03-30; another court waits with a claim in enforcement. */
function house(first: 'ENFORCEMENT' | 'PRESERVATION' = 'ENFORCEMENT'): TestChain {
  const chain = enforcementChain()
  if (first === 'ENFORCEMENT') done(chain, openMessage())
  else {
    const amount = { amountCents: 50_000_000, currency: 'CNY', security: null, performanceEndsOn: null }
    const preserved = { caseRef: CASE, kind: 'IN_SUIT', rulingDigest: DIGEST, ...amount }
    done(chain, { type: 'enforcement/OpenPreservation', value: preserved }, judge)
  }
  const [seal, waits] = [orderOf(1, HOUSE), orderOf(2, HOUSE, { caseRef: OTHER_CASE })]
  done(chain, issueMessage([seal]), judge)
  done(chain, resultMessage(seal, 'FULFILLED', measureFact({ to: '2029-03-30' })))
  done(chain, openMessage({ caseRef: OTHER_CASE }), stranger)
  done(chain, issueMessage([waits]), otherJudge)
  const waiting = measureFact({ measureId: OTHER_MEASURE, rank: 1, from: null, to: null })
  done(chain, resultMessage(waits, 'FULFILLED', waiting))
  return chain
}

const request = (change: Readonly<Record<string, Json>> = {}) => ({
  type: 'enforcement/RequestTransfer',
  value: {
    transferId: TRANSFER,
    caseRef: OTHER_CASE,
    measureId: OTHER_MEASURE,
    ground: 'PRIORITY_CREDITOR_COURT',
    requestDigest: DIGEST,
    ...change,
  },
})
const refuse = { type: 'enforcement/RefuseTransfer', value: { transferId: TRANSFER, reasonsDigest: DIGEST } }
const decide = (outcome: string) => ({
  type: 'enforcement/DecideTransfer',
  value: { transferId: TRANSFER, outcome, decisionDigest: DIGEST },
})
const letter = (n: number, toMeasureId = OTHER_MEASURE) => {
  const effect = { action: 'TRANSFER_DISPOSAL', asset: 'REAL_ESTATE', limitCents: null, months: null }
  return issueMessage([orderOf(n, { ...effect, measureId: MEASURE, toMeasureId })], 'TRANSFER_LETTER')
}

describe('transfer of the right to dispose', () => {
  test('R20-20: asked for after more than 60 days; the letter names the measure that asked, and ends it', () => {
    const chain = house()
    moveTo(chain, '2026-05-29')
    const { facts } = expectRejected(chain, errors.TransferNotYet, [request()], [otherJudge])
    expect(facts).toEqual({ reason: 'PERIOD_NOT_OVER', rule: 'R20-20', requestableFrom: '2026-05-30' })
    moveTo(chain, '2026-05-30')
    expectRejected(chain, errors.TransferUnknown, [letter(3)], [judge])
    expect(done(chain, request(), otherJudge).data).toEqual([{ transferId: TRANSFER, answerBy: '2026-06-14' }])
    expectRejected(chain, errors.TransferUnknown, [letter(4, MEASURE)], [judge])
    done(chain, letter(5), judge)
    const granted = { state: 'GRANTED', reserve: false, instrumentId: orderOf(5).instrumentId }
    for (const caseRef of [CASE, OTHER_CASE]) expect(mattersOf(chain, caseRef).transfers).toMatchObject([granted])
    expectRejected(chain, errors.TransferUnknown, [letter(6)], [judge])
    moveTo(chain, '2026-06-15')
    expect(alarms).toEqual([])
    expect(chain.violations()).toEqual([])
  })

  test('R20-21: after more than a year behind a preservation that was not disposed of; its share is kept back', () => {
    const sealed = house()
    const byWaiting = request({ ground: 'FIRST_WAITING_COURT' })
    const none = expectRejected(sealed, errors.TransferNotYet, [byWaiting], [otherJudge]).facts
    expect(none).toMatchObject({ reason: 'NOT_A_PRESERVATION_SEAL', rule: 'R20-21' })

    const chain = house('PRESERVATION')
    moveTo(chain, '2027-03-30')
    const early = expectRejected(chain, errors.TransferNotYet, [byWaiting], [otherJudge]).facts
    expect(early).toEqual({ reason: 'PERIOD_NOT_OVER', rule: 'R20-21', requestableFrom: '2027-03-31' })
    moveTo(chain, '2027-03-31')
    done(chain, byWaiting, otherJudge)
    expect(mattersOf(chain).transfers).toMatchObject([{ state: 'REQUESTED', reserve: true }])
    done(chain, letter(3), judge)
    expect(mattersOf(chain).transfers).toMatchObject([{ state: 'GRANTED' }])
  })

  test('rejects other roles, a measure that does not wait, a second request, and one after the notice of sale', () => {
    const chain = house()
    moveTo(chain, '2026-06-01')
    expectRejected(chain, fixtureErrors.RoleMissing, [request()], [stranger])
    expectRejected(chain, errors.OtherCourt, [request()], [judge])
    expectRejected(chain, errors.MeasureUnknown, [request({ measureId: MEASURE })], [otherJudge])
    const own = request({ caseRef: CASE, measureId: MEASURE })
    expect(expectRejected(chain, errors.NotWaiting, [own], [judge]).facts).toMatchObject({ state: 'EFFECTIVE' })
    done(chain, request(), otherJudge)
    expectRejected(chain, errors.TransferExists, [request()], [otherJudge])
    expectRejected(chain, errors.TransferOpen, [request({ transferId: '7e'.repeat(16) })], [otherJudge])

    const sold = house()
    moveTo(sold, '2026-06-01')
    const sale = (on: string) => ({
      type: 'enforcement/AnnounceSale',
      value: { caseRef: CASE, measureId: MEASURE, on, noticeDigest: DIGEST },
    })
    expectRejected(sold, fixtureErrors.RoleMissing, [sale('2026-05-31')], [judge])
    expectRejected(sold, errors.DateOrder, [sale('2026-06-02')], [enforcer])
    done(sold, sale('2026-05-31'))
    expectRejected(sold, errors.SaleAnnounced, [sale('2026-05-31')], [enforcer])
    expect(mattersOf(sold).sales).toMatchObject([{ measureId: MEASURE, on: '2026-05-31' }])
    const { facts } = expectRejected(sold, errors.TransferNotYet, [request()], [otherJudge])
    expect(facts).toMatchObject({ reason: 'SALE_STARTED', rule: 'R20-20' })
  })

  test('a refusal, or silence for 15 days, goes to the court above both; what it orders, its own letter carries out', () => {
    const chain = house()
    moveTo(chain, '2026-05-30')
    done(chain, request(), otherJudge)
    expectRejected(chain, errors.TransferUndisputed, [decide('ORDERED')], [judgeAbove])
    expectRejected(chain, errors.NotFirstCourt, [refuse], [otherJudge])
    moveTo(chain, '2026-06-14')
    expect(alarms).toEqual([])
    moveTo(chain, '2026-06-15')
    expect(alarms).toMatchObject([{ kind: 'TRANSFER_UNANSWERED', owner: 'COURT_PRESIDENT', subject: TRANSFER }])
    done(chain, refuse, judge)
    expectRejected(chain, errors.TransferUnknown, [refuse], [judge])
    expectRejected(chain, errors.NotSuperior, [decide('ORDERED')], [otherJudge])
    expectRejected(chain, errors.TransferUnknown, [letter(3)], [judgeAbove])
    done(chain, decide('ORDERED'), judgeAbove)
    expectRejected(chain, errors.TransferUnknown, [decide('REFUSED')], [judgeAbove])
    expect(chain.deliver([letter(4)], [judgeAbove]).data).toEqual([{ inPlaceOf: 'court' }])
    expect(mattersOf(chain).transfers).toMatchObject([
      { state: 'GRANTED', decisions: [{}, { organisation: 'high-court' }] },
    ])
    expect(chain.violations()).toEqual([])
  })

  test('what the court above refuses has ended, and may be asked for again', () => {
    const chain = house()
    moveTo(chain, '2026-05-30')
    done(chain, request(), otherJudge)
    done(chain, refuse, judge)
    done(chain, decide('REFUSED'), judgeAbove)
    expectRejected(chain, errors.TransferUnknown, [letter(3)], [judge])
    done(chain, request({ transferId: '7e'.repeat(16) }), otherJudge)
    expect(
      mattersOf(chain)
        .transfers.map((one) => (one as { state: string }).state)
        .sort(),
    ).toEqual(['REFUSED', 'REQUESTED'])
  })
})
