import { expectRejected } from '@xiezhi/kernel/testing'
import type { Json } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import type { ErrorKind } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import {
  AGENT,
  CASE_REF,
  clerk,
  DIGEST,
  elsewhere,
  enterMessage,
  filing,
  fixtureErrors,
  POWERS,
  TODAY,
  withAgent,
  withCase,
} from '../fixtures.ts'

const message = (change: Readonly<Record<string, Json>> = {}) => ({
  type: 'case/RecordAct',
  value: {
    caseRef: CASE_REF,
    agentId: AGENT,
    act: 'SUBMIT_EVIDENCE',
    onDate: TODAY,
    documentDigest: DIGEST,
    ...change,
  },
})

describe('recordAct', () => {
  test('records a general act of an agent, also of one who waits', () => {
    const { chain } = withCase()
    chain.deliver([enterMessage()], [filing])

    expect(chain.deliver([message()], [clerk]).events.map(({ type }) => type)).toEqual(['ActRecorded'])
    expect(chain.query('case/acts', { caseRef: CASE_REF, limit: 5 })).toMatchObject([{ act: 'SUBMIT_EVIDENCE' }])
  })

  test.each([
    'ADMIT_CLAIM',
    'WAIVE_CLAIM',
    'CHANGE_CLAIM',
    'SETTLE',
    'COUNTERCLAIM',
    'APPEAL',
    'SETTLE_IN_ENFORCEMENT',
  ])('%s needs its own special power (民诉法 62)', (act) => {
    const special = (power: string) => withAgent({ powers: { ...POWERS, specialPowers: [power] } }).chain
    const other = act === 'SETTLE' ? 'APPEAL' : 'SETTLE'

    expect(special(act).deliver([message({ act })], [clerk]).code).toBe(0)
    expectRejected(special(other), errors.SpecialPowerMissing, [message({ act })], [clerk])
  })

  test('a special act of an agent who waits is refused', () => {
    const { chain } = withCase()
    chain.deliver([enterMessage({ powers: { ...POWERS, specialPowers: ['SETTLE'] } })], [filing])

    expect(expectRejected(chain, errors.NotAdmitted, [message({ act: 'SETTLE' })], [clerk]).events).toEqual([])
  })

  const rejections: [name: string, kind: ErrorKind, change: Readonly<Record<string, Json>>][] = [
    ['a day to come', errors.ActInFuture, { onDate: '2026-03-03' }],
    ['a day before the powers were signed', errors.PowersExpired, { onDate: '2026-02-28' }],
    ['an unknown agent', errors.AgentUnknown, { agentId: 'a7'.repeat(16) }],
  ]
  test.each(rejections)('rejects %s', (_, kind, change) => {
    expect(expectRejected(withAgent().chain, kind, [message(change)], [clerk]).code).toBe(kind.code)
  })

  test('rejects strangers and acts after the powers have ended', () => {
    const { chain } = withAgent()

    expectRejected(chain, fixtureErrors.RoleMissing, [message()], [filing])
    expectRejected(chain, errors.OutsideJurisdiction, [message()], [elsewhere])
    const value = { caseRef: CASE_REF, agentId: AGENT, from: TODAY, noticeDigest: DIGEST }
    chain.deliver([{ type: 'case/EndPowers', value }], [filing])
    expectRejected(chain, errors.AgentEnded, [message()], [clerk])
  })
})
