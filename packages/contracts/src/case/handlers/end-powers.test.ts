import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  AGENT,
  agentOf,
  CASE_REF,
  DIGEST,
  elsewhere,
  filing,
  fixtureErrors,
  judge,
  SERIAL,
  TODAY,
  withAgent,
} from '../fixtures.ts'

const message = (from = TODAY) => ({
  type: 'case/EndPowers',
  value: { caseRef: CASE_REF, agentId: AGENT, from, noticeDigest: DIGEST },
})

describe('endPowers', () => {
  test('ends the agent for good and takes the case from the list of the lawyer', () => {
    const made = withAgent()
    made.chain.deliver([message()], [filing])

    expect(agentOf(made)).toMatchObject({ endedOn: TODAY })
    expect(made.chain.query('case/ofLawyer', { serial: SERIAL, limit: 5 })).toEqual([])
    expect(made.chain.violations()).toEqual([])
  })

  test('rejects strangers, a second end, and a day before the entry', () => {
    const { chain } = withAgent()

    expectRejected(chain, fixtureErrors.RoleMissing, [message()], [judge])
    expectRejected(chain, errors.OutsideJurisdiction, [message()], [elsewhere])
    expectRejected(chain, errors.DateOrder, [message('2026-03-01')], [filing])
    chain.deliver([message()], [filing])
    expectRejected(chain, errors.AgentEnded, [message()], [filing])
  })
})
