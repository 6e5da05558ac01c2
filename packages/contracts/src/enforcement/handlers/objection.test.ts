import type { Json } from '@xiezhi/codec'
import type { TestChain } from '@xiezhi/kernel/testing'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  alarms,
  answers,
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
  judgeAbove,
  mattersOf,
  MEASURE,
  moveTo,
  objectionMessage,
  openMessage,
  orderOf,
  otherJudge,
  OTHER_MEASURE,
  proposalsOf,
  stranger,
  TODAY,
} from '../fixtures.ts'

const [ID, NEXT] = ['0b'.repeat(16), '0c'.repeat(16)]
const raise = (change: Readonly<Record<string, Json>> = {}) => ({
  type: 'enforcement/RaiseObjection',
  value: {
    objectionId: ID,
    caseRef: CASE,
    kind: 'CONDUCT',
    measureId: null,
    earlierId: null,
    receivedOn: TODAY,
    documentDigest: DIGEST,
    ...change,
  },
})
const thirdParty = raise({ kind: 'THIRD_PARTY', measureId: MEASURE })
const decide = (outcome: string, servedOn: string, objectionId = ID) => ({
  type: 'enforcement/DecideObjection',
  value: { caseRef: CASE, objectionId, outcome, decisionDigest: DIGEST, servedOn },
})
const convert = (n: number) => {
  const effect = { action: 'CONVERT_TO_DISPOSAL', limitCents: null, months: null, measureId: MEASURE }
  return issueMessage([orderOf(n, effect)], 'DISPOSAL_RULING')
}
const objectionOf = (chain: TestChain): unknown => mattersOf(chain).objections[0]

describe('objections', () => {
  test('G20-10: an institution objects on 2026-04-20; the answer is due by 05-06, and an overdue one is an alarm', () => {
    const { chain, order } = frozen()
    moveTo(chain, '2026-04-20')
    done(chain, objectionMessage(ID, order))
    done(chain, objectionMessage(ID, order))
    const due = { rawEnd: '2026-05-05', legalEnd: '2026-05-06' }
    expect(mattersOf(chain).objections).toMatchObject([
      {
        kind: 'INSTITUTION',
        orderId: order.orderId,
        client: order.client,
        receivedOn: '2026-04-20',
        due,
        state: 'OPEN',
      },
    ])
    moveTo(chain, '2026-05-06')
    expect(alarms).toEqual([])
    moveTo(chain, '2026-05-07')
    expect(alarms).toMatchObject([{ kind: 'OBJECTION_UNDECIDED', owner: 'COURT_PRESIDENT', subject: ID }])
    done(chain, decide('DISMISSED', '2026-05-07'), judge)
    expect(objectionOf(chain)).toMatchObject({ state: 'DISMISSED', decision: { inTime: false }, remedy: null })
    expect(answers).toEqual([{ client: order.client, objectionId: ID, outcome: 'DISMISSED', decisionDigest: DIGEST }])
    expect(chain.violations()).toEqual([])
  })

  test('G20-09: while a third party objects nothing is disposed of, and the freeze stays; upheld, release is proposed', () => {
    const { chain } = frozen()
    done(chain, thirdParty, filing)
    const { facts } = expectRejected(chain, errors.MeasureContested, [convert(2)], [judge])
    expect(facts).toEqual({ measureId: MEASURE, objectionId: ID })
    moveTo(chain, '2026-04-10')
    done(chain, decide('UPHELD', '2026-04-10'), judge)
    expect(objectionOf(chain)).toMatchObject({
      decision: { inTime: true },
      remedy: { kind: 'SUIT', rawEnd: '2026-04-25', legalEnd: '2026-04-27' },
    })
    expect(proposalsOf(chain)).toMatchObject([{ kind: 'RELEASE', reason: 'THIRD_PARTY_RIGHT', rule: 'R20-25' }])

    const other = frozen().chain
    done(other, thirdParty, filing)
    done(other, decide('DISMISSED', TODAY), judge)
    done(other, convert(2), judge)
    expect(proposalsOf(other)).toEqual([])
  })

  test('R20-30: a decision on conduct may be taken to the court above within 10 days of service, once', () => {
    const { chain } = frozen()
    done(chain, raise(), filing)
    moveTo(chain, '2026-04-07')
    done(chain, decide('DISMISSED', '2026-04-07'), judge)
    expect(objectionOf(chain)).toMatchObject({ remedy: { kind: 'RECONSIDERATION', legalEnd: '2026-04-17' } })
    const again = raise({ objectionId: NEXT, kind: 'RECONSIDERATION', earlierId: ID, receivedOn: '2026-04-17' })
    moveTo(chain, '2026-04-18')
    const late = { type: again.type, value: { ...again.value, receivedOn: '2026-04-18' } }
    const { facts } = expectRejected(chain, errors.ObjectionLate, [late], [filing])
    expect(facts).toEqual({ until: '2026-04-17', receivedOn: '2026-04-18' })
    done(chain, again, filing)
    expectRejected(chain, errors.OtherCourt, [decide('UPHELD', '2026-04-18', NEXT)], [judge])
    done(chain, decide('UPHELD', '2026-04-18', NEXT), judgeAbove)
    expect(mattersOf(chain).objections).toMatchObject([{ state: 'DISMISSED' }, { state: 'UPHELD', due: null }])
  })

  test('G20-15: a late application is filed, and only its debtor may raise it; upheld, all is released', () => {
    const { chain } = frozen()
    const limitation = raise({ kind: 'LIMITATION' })
    const { facts } = expectRejected(chain, errors.ObjectionForm, [limitation], [filing])
    expect(facts).toEqual({ kind: 'LIMITATION', limitation: 'IN_TIME' })

    const late = enforcementChain()
    const opened = openMessage({ effectiveOn: '2023-12-01', performanceEndsOn: '2024-03-09', appliedOn: '2026-03-10' })
    expect(done(late, opened).data).toMatchObject([{ limitation: 'ACCEPT_WITH_DEFENCE' }])
    done(late, limitation, filing)
    done(late, decide('UPHELD', TODAY), judge)
    expect(objectionOf(late)).toMatchObject({ state: 'UPHELD', remedy: { kind: 'RECONSIDERATION' } })
  })

  test('a term whose calendar is not loaded is looked at again each day, and no decision is called late', () => {
    const { chain } = frozen()
    moveTo(chain, '2026-12-28')
    done(chain, raise({ receivedOn: '2026-12-28' }), filing)
    expect(objectionOf(chain)).toMatchObject({ due: { rawEnd: '2027-01-12', legalEnd: null } })
    moveTo(chain, '2027-01-20')
    expect(alarms).toEqual([])
    done(chain, decide('DISMISSED', '2027-01-20'), judge)
    expect(objectionOf(chain)).toMatchObject({ decision: { inTime: null } })
  })

  test('rejects other roles, courts, forms, ids and days', () => {
    const { chain } = frozen()
    expectRejected(chain, fixtureErrors.RoleMissing, [raise()], [judge])
    expectRejected(chain, errors.OtherCourt, [raise()], [stranger])
    expectRejected(chain, errors.EnforcementUnknown, [raise({ caseRef: '99'.repeat(16) })], [filing])
    expectRejected(chain, errors.ObjectionForm, [raise({ kind: 'THIRD_PARTY' })], [filing])
    expectRejected(chain, errors.ObjectionForm, [raise({ kind: 'RECONSIDERATION' })], [filing])
    expectRejected(chain, errors.ObjectionForm, [raise({ earlierId: NEXT })], [filing])
    const unknown = raise({ kind: 'RECONSIDERATION', earlierId: NEXT })
    expectRejected(chain, errors.ObjectionUnknown, [unknown], [filing])
    expectRejected(chain, errors.MeasureUnknown, [raise({ measureId: OTHER_MEASURE })], [filing])
    expectRejected(chain, errors.DateOrder, [raise({ receivedOn: '2026-03-31' })], [filing])
    done(chain, raise(), filing)
    expectRejected(chain, errors.ObjectionExists, [raise()], [filing])
    const early = raise({ objectionId: NEXT, kind: 'RECONSIDERATION', earlierId: ID })
    expectRejected(chain, errors.ObjectionForm, [early], [filing])
    expectRejected(chain, fixtureErrors.RoleMissing, [decide('UPHELD', TODAY)], [enforcer])
    expectRejected(chain, errors.OtherCourt, [decide('UPHELD', TODAY)], [otherJudge])
    expectRejected(chain, errors.ObjectionUnknown, [decide('UPHELD', TODAY, NEXT)], [judge])
    expectRejected(chain, errors.DateOrder, [decide('UPHELD', '2026-03-31')], [judge])
    done(chain, decide('UPHELD', TODAY), judge)
    expectRejected(chain, errors.ObjectionDecided, [decide('UPHELD', TODAY)], [judge])
  })
})
