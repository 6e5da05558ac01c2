import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  AGENT,
  agentOf,
  CASE_REF,
  clerk,
  DIGEST,
  elsewhere,
  enterMessage,
  filing,
  fixtureErrors,
  TODAY,
  withAgent,
  withCase,
} from '../fixtures.ts'

const message = { type: 'case/OpenFileAccess', value: { caseRef: CASE_REF, agentId: AGENT } }

describe('openFileAccess', () => {
  test('opens the file while the verification is fresh, to the millisecond', () => {
    const made = withAgent()
    made.chain.nowMs += 86_400_000 - 5
    expect(made.chain.deliver([message], [clerk]).code).toBe(0)
    expect(agentOf(made)).toMatchObject({ fileAccess: 'OPEN' })
    expectRejected(made.chain, errors.AccessOpen, [message], [clerk])

    const late = withAgent()
    late.chain.nowMs += 86_400_001
    expectRejected(late.chain, errors.VerificationStale, [message], [clerk])
  })

  test('rejects strangers and agents who have not been admitted', () => {
    const made = withCase()
    made.chain.deliver([enterMessage()], [filing])

    expectRejected(made.chain, fixtureErrors.RoleMissing, [message], [filing])
    expectRejected(made.chain, errors.OutsideJurisdiction, [message], [elsewhere])
    expect(expectRejected(made.chain, errors.NotAdmitted, [message], [clerk]).facts).toMatchObject({
      admission: 'PENDING',
    })
  })

  test('rejects after a status event, and after the end of the powers', () => {
    const made = withAgent()
    made.notify({})
    expectRejected(made.chain, errors.AccessFrozen, [message], [clerk])

    const other = withAgent()
    other.chain.nowMs += 1_000
    other.notify({ kind: 'OFFICE_CHANGED', status: 'ACTIVE' })
    expectRejected(other.chain, errors.VerificationStale, [message], [clerk])

    const ended = withAgent()
    const value = { caseRef: CASE_REF, agentId: AGENT, from: TODAY, noticeDigest: DIGEST }
    ended.chain.deliver([{ type: 'case/EndPowers', value }], [filing])
    expectRejected(ended.chain, errors.AgentEnded, [message], [clerk])
  })
})
