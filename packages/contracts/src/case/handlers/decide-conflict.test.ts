import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  AGENT,
  agentOf,
  CASE_REF,
  clerk,
  DIGEST,
  enterMessage,
  filing,
  fixtureErrors,
  judge,
  OTHER_PARTY,
  receiptFor,
  tasksOf,
  TODAY,
  withAgent,
} from '../fixtures.ts'
import type { CaseChain } from '../fixtures.ts'

const tie = (kind: string) => ({
  type: 'case/RecordConflict',
  value: { caseRef: CASE_REF, agentId: AGENT, partyId: OTHER_PARTY, kind, groundsDigest: DIGEST },
})
const decide = (confirmed: boolean, change: Readonly<Record<string, Json>> = {}) => ({
  type: 'case/DecideConflict',
  value: { caseRef: CASE_REF, agentId: AGENT, againstId: OTHER_PARTY, confirmed, decisionDigest: DIGEST, ...change },
})

/** Verifies the first agent anew, and gives verdict and reasons. */
function verified(made: CaseChain, number: number): Json {
  const receipt = receiptFor(made.chain, { number, question: { use: 'HEARING' } })
  made.receipts.set(receipt.dispatchId, receipt)
  const value = {
    caseRef: CASE_REF,
    agentId: AGENT,
    use: 'HEARING',
    onDate: TODAY,
    receiptId: receipt.dispatchId,
    fallbackId: null,
  }
  const [result] = made.chain.deliver([{ type: 'case/VerifyAgent', value }], [clerk]).data ?? []
  const { verificationId } = result as { verificationId: string }
  const { verdict, reasons } = made.chain.query('case/verification', { verificationId }) as Record<string, Json>
  return { verdict: verdict ?? null, codes: (reasons as { code: string }[]).map(({ code }) => code) }
}

describe('decideConflict', () => {
  test('an open tie waits for the judge, a confirmed one bars, a dismissed one is over', () => {
    const confirmed = withAgent()
    confirmed.chain.deliver([tie('CLOSE_RELATIVE')], [clerk])
    expect(verified(confirmed, 2)).toEqual({ verdict: 'PERSON_DECIDES', codes: ['CONFLICT_MATCH'] })
    confirmed.chain.deliver([decide(true)], [judge])
    expect(verified(confirmed, 3)).toEqual({ verdict: 'BLOCK', codes: ['CONFLICT_OF_INTEREST'] })
    expect(tasksOf(confirmed)).toContainEqual(expect.objectContaining({ kind: 'RE_VERIFY', owner: 'COURT_CLERK' }))
    expect(agentOf(confirmed)).toMatchObject({ endedOn: null })

    const dismissed = withAgent()
    dismissed.chain.deliver([tie('CLOSE_RELATIVE')], [clerk])
    dismissed.chain.deliver([decide(false)], [judge])
    expect(verified(dismissed, 2)).toEqual({ verdict: 'PASS', codes: [] })
    expect([...confirmed.chain.violations(), ...dismissed.chain.violations()]).toEqual([])
  })

  test('agents of one firm on two sides are found by program, and one decision serves both', () => {
    const made = withAgent()
    const other = 'a9'.repeat(16)
    made.chain.deliver(
      [enterMessage({ agentId: other, partyId: OTHER_PARTY, licenceNo: '11101201010123457' })],
      [filing],
    )

    expect(made.chain.query('case/case', { caseRef: CASE_REF })).toMatchObject({
      conflicts: [{ agentId: other, againstId: AGENT, kind: 'SAME_FIRM', groundsDigest: null, state: 'OPEN' }],
    })
    expect(tasksOf(made)).toMatchObject([{ kind: 'CONFLICT', owner: 'COURT_JUDGE', agentId: other }])
    expect(verified(made, 2)).toEqual({ verdict: 'PERSON_DECIDES', codes: ['CONFLICT_MATCH'] })
    made.chain.deliver([decide(false, { agentId: other, againstId: AGENT })], [judge])
    expect(verified(made, 3)).toEqual({ verdict: 'PASS', codes: [] })
  })

  test('agents of one firm on one side are no clue', () => {
    const made = withAgent()
    made.chain.deliver([enterMessage({ agentId: 'a9'.repeat(16), licenceNo: '11101201010123457' })], [filing])

    expect(made.chain.query('case/case', { caseRef: CASE_REF })).toMatchObject({ conflicts: [] })
  })

  test('rejects a clerk, an unknown tie and a second decision', () => {
    const { chain } = withAgent()

    expectRejected(chain, errors.ConflictUnknown, [decide(true)], [judge])
    chain.deliver([tie('OUTCOME_INTEREST')], [clerk])
    expectRejected(chain, fixtureErrors.RoleMissing, [decide(true)], [clerk])
    chain.deliver([decide(true)], [judge])
    expectRejected(chain, errors.ConflictDecided, [decide(false)], [judge])
  })
})
