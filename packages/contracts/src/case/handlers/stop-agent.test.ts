import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { AGENT, CASE_REF, clerk, DIGEST, elsewhere, fixtureErrors, judge, TODAY, withAgent } from '../fixtures.ts'

const message = (agentId = AGENT) => ({
  type: 'case/StopAgent',
  value: { caseRef: CASE_REF, agentId, from: TODAY, decisionDigest: DIGEST },
})

describe('stopAgent', () => {
  test('is the judge’s alone', () => {
    const { chain } = withAgent()

    expectRejected(chain, fixtureErrors.RoleMissing, [message()], [clerk])
    expectRejected(chain, errors.OutsideJurisdiction, [message()], [elsewhere])
    expectRejected(chain, errors.AgentUnknown, [message('a7'.repeat(16))], [judge])
    expect(chain.deliver([message()], [judge]).events).toMatchObject([
      { type: 'AgentEnded', data: { by: 'JUDGE', documentDigest: DIGEST } },
    ])
    expectRejected(chain, errors.AgentEnded, [message()], [judge])
  })
})
