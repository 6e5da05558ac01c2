import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  CASE,
  caseOf,
  DIGEST,
  done,
  enforcer,
  filing,
  fixtureErrors,
  frozen,
  issueMessage,
  judge,
  MEASURE,
  measureFact,
  orderOf,
  otherJudge,
  resultMessage,
  TODAY,
} from '../fixtures.ts'

const message = { type: 'enforcement/Close', value: { caseRef: CASE } }
const performed = {
  type: 'enforcement/RecordPerformance',
  value: { caseRef: CASE, on: TODAY, documentDigest: DIGEST },
}

describe('close', () => {
  test('closes a performed case once nothing is withheld', () => {
    const { chain } = frozen()
    expectRejected(chain, errors.StateForbids, [message], [enforcer])
    done(chain, performed)
    expectRejected(chain, errors.MeasuresStand, [message], [enforcer])
    const about = { asset: 'DEPOSIT', limitCents: null, months: null, measureId: MEASURE }
    const release = orderOf(2, { ...about, action: 'RELEASE' })
    done(chain, issueMessage([release], 'RELEASE_RULING'))
    done(chain, resultMessage(release, 'FULFILLED', measureFact()))
    expectRejected(chain, fixtureErrors.RoleMissing, [message], [filing])
    expectRejected(chain, errors.OtherCourt, [message], [otherJudge])
    done(chain, message, judge)
    expect(caseOf(chain).enforcement.state).toBe('CLOSED')
    expect(chain.violations()).toEqual([])
  })
})
