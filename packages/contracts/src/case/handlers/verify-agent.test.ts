import { expectRejected } from '@xiezhi/kernel/testing'
import type { Json } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  AGENT,
  agentOf,
  CASE_REF,
  clerk,
  elsewhere,
  enterMessage,
  filing,
  fixtureErrors,
  LICENCE,
  personnel,
  receiptFor,
  receiptId,
  SUSPENDED_FINDING,
  TODAY,
  verificationOf,
  withAgent,
  withCase,
} from '../fixtures.ts'
import type { CaseChain } from '../fixtures.ts'

const message = (change: Readonly<Record<string, Json>> = {}) => ({
  type: 'case/VerifyAgent',
  value: {
    caseRef: CASE_REF,
    agentId: AGENT,
    use: 'HEARING',
    onDate: TODAY,
    receiptId: receiptId(1),
    fallbackId: null,
    ...change,
  },
})
const byPaper = message({ receiptId: null, fallbackId: receiptId(9) })
function paper(made: CaseChain, change: Partial<Parameters<CaseChain['fallbacks']['set']>[1]> = {}): void {
  made.fallbacks.set(receiptId(9), {
    fallbackId: receiptId(9),
    caseRef: CASE_REF,
    licenceNo: LICENCE,
    asOf: TODAY,
    use: 'HEARING',
    verdict: 'PASS',
    state: 'RATIFIED',
    recordedAtMs: made.chain.nowMs,
    ...change,
  })
}

describe('verifyAgent', () => {
  test('a paper check carries the reason why no receipt was there, and the worse verdict counts', () => {
    const made = withAgent()
    paper(made, { verdict: 'BLOCK' })
    made.chain.deliver([byPaper], [clerk])

    expect(verificationOf(made, `${AGENT}-2`)).toMatchObject({
      source: 'OFFLINE_FALLBACK',
      verdict: 'BLOCK',
      fallbackId: receiptId(9),
      receiptId: null,
    })
    expect(agentOf(made)).toMatchObject({ admission: 'BLOCK' })
  })

  test('earlier verifications stay as they were', () => {
    const made = withAgent()
    const before = verificationOf(made, `${AGENT}-1`)
    made.receipts.set(receiptId(2), receiptFor(made.chain, { number: 2, finding: SUSPENDED_FINDING }))
    made.chain.deliver([message({ receiptId: receiptId(2) })], [clerk])

    expect(verificationOf(made, `${AGENT}-1`)).toEqual(before)
    expect(agentOf(made)).toMatchObject({ admission: 'BLOCK', latestVerification: `${AGENT}-2` })
    expect(made.chain.violations()).toEqual([])
  })

  test('an answer verifies only agents who wait for it', () => {
    const made = withAgent()
    made.answer(receiptFor(made.chain, { number: 2, finding: SUSPENDED_FINDING }))

    expect(agentOf(made)).toMatchObject({ admission: 'PASS', verifications: 1 })
  })

  test('rejects strangers, unknown agents, and a source that is not exactly one', () => {
    const made = withAgent()
    paper(made)

    expectRejected(made.chain, fixtureErrors.RoleMissing, [message()], [personnel])
    expectRejected(made.chain, errors.OutsideJurisdiction, [message()], [elsewhere])
    expectRejected(made.chain, errors.AgentUnknown, [message({ agentId: 'a7'.repeat(16) })], [clerk])
    expectRejected(made.chain, errors.SourceChoice, [message({ receiptId: null })], [clerk])
    expectRejected(made.chain, errors.SourceChoice, [message({ fallbackId: receiptId(9) })], [clerk])
  })

  test('rejects paper checks that are unknown, for something else, or not ratified', () => {
    const made = withAgent()

    expectRejected(made.chain, errors.FallbackUnknown, [byPaper], [clerk])
    paper(made, { use: 'FILING' })
    expectRejected(made.chain, errors.FallbackOther, [byPaper], [clerk])
    paper(made, { state: 'RECORDED' })
    expectRejected(made.chain, errors.FallbackNotRatified, [byPaper], [clerk])
  })

  test('rejects a day after the powers have ended', () => {
    const made = withAgent()
    const end = { caseRef: CASE_REF, agentId: AGENT, from: TODAY, noticeDigest: `sha256:${'00'.repeat(32)}` }
    made.chain.deliver([{ type: 'case/EndPowers', value: end }], [filing])

    expect(expectRejected(made.chain, errors.AgentEnded, [message()], [clerk]).facts).toEqual({ endedOn: TODAY })
  })

  test('an agent who only waits is not admitted by the court alone', () => {
    const made = withCase()
    made.chain.deliver([enterMessage()], [filing])

    expect(verificationOf(made, `${AGENT}-1`)).toMatchObject({ source: 'NONE', verdict: 'PASS', freshUntilMs: null })
    expect(agentOf(made)).toMatchObject({ admission: 'PENDING' })
  })
})
