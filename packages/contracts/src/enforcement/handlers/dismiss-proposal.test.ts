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
  judge,
  otherJudge,
  proposalsOf,
  TODAY,
} from '../fixtures.ts'

const message = (proposalId: string) => ({
  type: 'enforcement/DismissProposal',
  value: { caseRef: CASE, proposalId, reasonsDigest: DIGEST },
})

function proposed() {
  const { chain } = frozen()
  done(chain, {
    type: 'enforcement/RecordPerformance',
    value: { caseRef: CASE, on: TODAY, documentDigest: DIGEST },
  })
  return { chain, proposalId: proposalsOf(chain)[0]?.proposalId ?? '' }
}

describe('dismissProposal', () => {
  test('a judge decides against it, with reasons', () => {
    const { chain, proposalId } = proposed()
    done(chain, message(proposalId), judge)
    expect(proposalsOf(chain)).toMatchObject([{ state: 'DISMISSED', dismissal: { digest: DIGEST, officer: 'judge' } }])
    expect(chain.violations()).toEqual([])
  })

  test('rejects other roles and courts, unknown proposals, and those that are decided', () => {
    const { chain, proposalId } = proposed()
    expectRejected(chain, fixtureErrors.RoleMissing, [message(proposalId)], [enforcer])
    expectRejected(chain, errors.OtherCourt, [message(proposalId)], [otherJudge])
    expectRejected(chain, errors.ProposalUnknown, [message('0f'.repeat(16))], [judge])
    done(chain, message(proposalId), judge)
    expectRejected(chain, errors.ProposalEnded, [message(proposalId)], [judge])
  })
})
