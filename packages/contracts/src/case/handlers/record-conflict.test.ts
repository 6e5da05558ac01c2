import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  AGENT,
  CASE_REF,
  clerk,
  DIGEST,
  fixtureErrors,
  OTHER_PARTY,
  personnel,
  tasksOf,
  withAgent,
} from '../fixtures.ts'

const message = (change: Readonly<Record<string, Json>> = {}) => ({
  type: 'case/RecordConflict',
  value: {
    caseRef: CASE_REF,
    agentId: AGENT,
    partyId: OTHER_PARTY,
    kind: 'CLOSE_RELATIVE',
    groundsDigest: DIGEST,
    ...change,
  },
})

describe('recordConflict', () => {
  test('puts the tie before the judge and changes nothing else', () => {
    const made = withAgent()
    made.chain.deliver([message()], [clerk])

    expect(tasksOf(made)).toMatchObject([
      { kind: 'CONFLICT', owner: 'COURT_JUDGE', basis: [{ code: 'CONFLICT_MATCH', rule: 'R18-13' }] },
    ])
    expect(made.chain.query('case/case', { caseRef: CASE_REF })).toMatchObject({
      agents: [{ admission: 'PASS' }],
      conflicts: [{ agentId: AGENT, againstId: OTHER_PARTY, kind: 'CLOSE_RELATIVE', state: 'OPEN' }],
    })
    expect(made.chain.violations()).toEqual([])
  })

  test('rejects strangers, unknown agents and parties, and a tie that stands already', () => {
    const { chain } = withAgent()

    expectRejected(chain, fixtureErrors.RoleMissing, [message()], [personnel])
    expectRejected(chain, errors.AgentUnknown, [message({ agentId: 'ff'.repeat(16) })], [clerk])
    expectRejected(chain, errors.PartyUnknown, [message({ partyId: 'ff'.repeat(16) })], [clerk])
    chain.deliver([message()], [clerk])
    expectRejected(chain, errors.ConflictExists, [message({ kind: 'OUTCOME_INTEREST' })], [clerk])
  })
})
