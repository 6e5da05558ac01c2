import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  CASE,
  DIGEST,
  done,
  enforcer,
  fixtureErrors,
  frozen,
  issueMessage,
  judge,
  judgeAbove,
  mattersOf,
  MEASURE,
  measureFact,
  orderIdOf,
  orderOf,
  otherJudge,
  resultMessage,
  TODAY,
} from '../fixtures.ts'

const [WRONG, NEXT] = ['0e'.repeat(16), '0f'.repeat(16)]
const find = (kind = 'WRONG_PERSON', wrongId = WRONG, orderId = orderIdOf(1)) => ({
  type: 'enforcement/FindWrong',
  value: { wrongId, caseRef: CASE, orderId, kind, findingDigest: DIGEST },
})
const settle = (outcome = 'COMPENSATED') => ({
  type: 'enforcement/SettleWrong',
  value: { caseRef: CASE, orderId: orderIdOf(1), outcome, decisionDigest: DIGEST },
})
const remedy = (n: number, action = 'RELEASE', effect = {}) =>
  orderOf(
    n,
    { action, limitCents: null, months: null, measureId: MEASURE, ...effect },
    { relation: { kind: 'COMPENSATES', orderId: orderIdOf(1) } },
  )
const performed = {
  type: 'enforcement/RecordPerformance',
  value: { caseRef: CASE, on: TODAY, documentDigest: DIGEST },
}
const close = { type: 'enforcement/Close', value: { caseRef: CASE } }

describe('compensation after a wrongful act', () => {
  test('a stranger’s deposit: found, released by an order that compensates, settled, and only then the case closes', () => {
    const { chain } = frozen()
    const release = remedy(2)
    const ruling = issueMessage([release], 'RELEASE_RULING')
    expectRejected(chain, errors.WrongUnknown, [ruling], [judge])
    done(chain, find(), judge)
    expect(expectRejected(chain, errors.WrongStands, [settle()], [judge]).facts).toMatchObject({ remedies: 0 })
    done(chain, ruling, judge)
    expect(mattersOf(chain).wrongs).toMatchObject([{ state: 'FOUND', remedies: [release.orderId] }])
    expect(expectRejected(chain, errors.WrongStands, [settle()], [judge]).facts).toEqual({ orderId: release.orderId })
    done(chain, resultMessage(release, 'FULFILLED', measureFact()))
    done(chain, performed)
    expect(expectRejected(chain, errors.WrongOpen, [close], [judge]).facts).toEqual({ orderId: orderIdOf(1) })
    done(chain, settle(), judge)
    expect(mattersOf(chain).wrongs).toMatchObject([{ state: 'COMPENSATED', decision: { organisation: 'court' } }])
    expectRejected(chain, errors.WrongUnknown, [settle()], [judge])
    done(chain, close, judge)
    expect(chain.violations()).toEqual([])
  })

  test('a reduction makes over-control good, but not the freeze of a stranger', () => {
    for (const kind of ['OVER_CONTROL', 'WRONG_PERSON']) {
      const { chain } = frozen()
      done(chain, find(kind), judge)
      const reduce = remedy(2, 'REDUCE', { limitCents: 1_000 })
      done(chain, issueMessage([reduce], 'RELEASE_RULING'), judge)
      done(chain, resultMessage(reduce, 'FULFILLED', measureFact()))
      if (kind === 'OVER_CONTROL') done(chain, settle('NO_DAMAGE'), judge)
      else expect(expectRejected(chain, errors.WrongStands, [settle()], [judge]).facts).toMatchObject({ kind })
    }
  })

  test('the court above may find it; others, other roles, strange orders and a second finding are refused', () => {
    const { chain } = frozen()
    expectRejected(chain, fixtureErrors.RoleMissing, [find()], [enforcer])
    expectRejected(chain, errors.OtherCourt, [find()], [otherJudge])
    expectRejected(chain, errors.OrderUnknown, [find('OTHER', WRONG, orderIdOf(9))], [judge])
    done(chain, find('LATE_RELEASE'), judgeAbove)
    expectRejected(chain, errors.WrongOpen, [find('OTHER', NEXT)], [judge])
    expectRejected(chain, errors.OtherCourt, [settle()], [otherJudge])
    done(chain, settle('NO_DAMAGE'), judgeAbove)
    expectRejected(chain, errors.WrongOpen, [find()], [judge])
    done(chain, find('OTHER', NEXT), judge)
  })
})
