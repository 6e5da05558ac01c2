import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  CASE_REF,
  clerk,
  elsewhere,
  enterMessage,
  filing,
  fixtureErrors,
  receiptFor,
  SUSPENDED_FINDING,
  tasksOf,
  withAgent,
  withCase,
} from '../fixtures.ts'

const HEARING = 'e0'.repeat(16)
const message = { type: 'case/StartHearing', value: { caseRef: CASE_REF, hearingId: HEARING } }
const statesIn = (data: readonly unknown[] | null) =>
  (data as { agents: { state: string }[] }[])[0]?.agents.map(({ state }) => state)

describe('startHearing', () => {
  test('a fresh agent may appear, and the hearing is recorded', () => {
    const { chain } = withAgent()

    expect(statesIn(chain.deliver([message], [clerk]).data)).toEqual(['FRESH'])
    expect(chain.query('case/hearing', { caseRef: CASE_REF, hearingId: HEARING })).toMatchObject({
      onDate: '2026-03-02',
      agents: [{ state: 'FRESH' }],
    })
  })

  test('an agent without an answer is asked for; one who is barred was put before the judge already', () => {
    const made = withCase()
    made.chain.deliver([enterMessage()], [filing])
    expect(statesIn(made.chain.deliver([message], [clerk]).data)).toEqual(['UNVERIFIED'])
    expect(tasksOf(made)).toMatchObject([{ kind: 'REQUERY_STALE', basis: [{ code: 'NOT_VERIFIED', rule: 'R18-24' }] }])

    const barred = withCase()
    barred.chain.deliver([enterMessage()], [filing])
    barred.answer(receiptFor(barred.chain, { finding: SUSPENDED_FINDING }))
    expect(statesIn(barred.chain.deliver([message], [clerk]).data)).toEqual(['BARRED'])
    expect(tasksOf(barred).map(({ kind }) => kind)).toEqual(['VERIFICATION_BLOCKED'])
  })

  test('rejects strangers and an id in use', () => {
    const { chain } = withAgent()

    expectRejected(chain, fixtureErrors.RoleMissing, [message], [filing])
    expectRejected(chain, errors.OutsideJurisdiction, [message], [elsewhere])
    chain.deliver([message], [clerk])
    expectRejected(chain, errors.HearingExists, [message], [clerk])
  })
})
