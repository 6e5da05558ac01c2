import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  CASE,
  caseOf,
  DIGEST,
  done,
  enforcer,
  fixtureErrors,
  frozen,
  issueMessage,
  judge,
  MEASURE,
  measureFact,
  orderOf,
  proposalsOf,
  resultMessage,
} from '../fixtures.ts'

describe('termination (民诉法 268)', () => {
  const terminate = {
    type: 'enforcement/Terminate',
    value: { caseRef: CASE, ground: 'APPLICANT_WITHDREW', documentDigest: DIGEST },
  }

  test('proposes the release of every measure, and closes once they are released', () => {
    const { chain } = frozen()
    expectRejected(chain, fixtureErrors.RoleMissing, [terminate], [enforcer])
    done(chain, terminate, judge)
    expect(proposalsOf(chain)).toMatchObject([{ kind: 'RELEASE', reason: 'TERMINATED', rule: 'R20-25' }])
    expectRejected(chain, errors.StateForbids, [terminate], [judge])
    const close = { type: 'enforcement/Close', value: { caseRef: CASE } }
    expectRejected(chain, errors.MeasuresStand, [close], [judge])
    const release = orderOf(2, { action: 'RELEASE', limitCents: null, months: null, measureId: MEASURE })
    done(chain, issueMessage([release], 'RELEASE_RULING'), judge)
    done(chain, resultMessage(release, 'FULFILLED', measureFact()))
    done(chain, close, judge)
    expect(caseOf(chain).enforcement).toMatchObject({ state: 'CLOSED', termination: { ground: 'APPLICANT_WITHDREW' } })
    expect(chain.violations()).toEqual([])
  })
})
