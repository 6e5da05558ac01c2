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
  judge,
  proposalsOf,
  stranger,
  TODAY,
} from '../fixtures.ts'

const message = (on = TODAY) => ({
  type: 'enforcement/RecordPerformance',
  value: { caseRef: CASE, on, documentDigest: DIGEST },
})

describe('recordPerformance', () => {
  test('proposes the release of every measure in the same block (T20-6); nothing is released by it', () => {
    const { chain } = frozen()
    done(chain, message())
    expect(proposalsOf(chain)).toMatchObject([
      { kind: 'RELEASE', reason: 'PERFORMED', rule: 'T20-6', state: 'OPEN', proposedAtMs: chain.nowMs },
    ])
    expect(caseOf(chain)).toMatchObject({ enforcement: { state: 'PERFORMED' }, controls: [{ state: 'EFFECTIVE' }] })
    expect(chain.violations()).toEqual([])
  })

  test('rejects other roles, other courts, a day to come, one before the document, and a second time', () => {
    const { chain } = frozen()
    expectRejected(chain, fixtureErrors.RoleMissing, [message()], [judge])
    expectRejected(chain, errors.OtherCourt, [message()], [stranger])
    expectRejected(chain, errors.DateOrder, [message('2026-03-31')], [enforcer])
    expectRejected(chain, errors.DateOrder, [message('2026-03-16')], [enforcer])
    done(chain, message())
    expectRejected(chain, errors.StateForbids, [message()], [enforcer])
  })
})
