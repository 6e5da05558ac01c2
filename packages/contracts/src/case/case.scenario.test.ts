import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from './errors.ts'
import {
  AGENT,
  agentOf,
  CASE_REF,
  caseChain,
  clerk,
  COURT,
  DIGEST,
  enterMessage,
  filing,
  judge,
  openMessage,
  OTHER_PARTY,
  PARTY,
  partyMessage,
  personnel,
  POWERS,
  receiptFor,
  receiptId,
  SERIAL,
  SUSPENDED_FINDING,
  tasksOf,
  TODAY,
  verificationOf,
  withAgent,
  withCase,
} from './fixtures.ts'
import type { CaseChain } from './fixtures.ts'

const DAY_MS = 86_400_000
const SECOND_AGENT = 'a9'.repeat(16)
const formerStaff = (change: Readonly<Record<string, string | string[]>> = {}) => ({
  type: 'case/RegisterFormerStaff',
  value: {
    serial: SERIAL,
    role: 'JUDGE',
    courtsServed: ['京0106'],
    leftOn: '2024-12-01',
    leaveKind: 'RESIGNED',
    senior: false,
    firmInFormerArea: false,
    commitment: DIGEST,
    ...change,
  },
})
const enterOn = (made: CaseChain, day: string, signedOn: string): void => {
  made.chain.nowMs = Date.parse(`${day}T02:00:00Z`)
  const receipt = receiptFor(made.chain, { question: { asOf: day } })
  made.receipts.set(receipt.dispatchId, receipt)
  made.chain.deliver(
    [enterMessage({ enteredOn: day, receiptId: receipt.dispatchId, powers: { ...POWERS, signedOn } })],
    [filing],
  )
}
const act = (name: string, onDate = TODAY) => ({
  type: 'case/RecordAct',
  value: { caseRef: CASE_REF, agentId: AGENT, act: name, onDate, documentDigest: DIGEST },
})
const access = { type: 'case/OpenFileAccess', value: { caseRef: CASE_REF, agentId: AGENT } }
const verify = (number: number, onDate: string) => ({
  type: 'case/VerifyAgent',
  value: { caseRef: CASE_REF, agentId: AGENT, use: 'HEARING', onDate, receiptId: receiptId(number), fallbackId: null },
})

describe('a new agent (T18-3)', () => {
  test('G18-01: the court joins its own checks with the receipt into a permanent record', () => {
    const made = withAgent()

    expect(agentOf(made)).toMatchObject({ admission: 'PASS', latestVerification: `${AGENT}-1` })
    expect(verificationOf(made, `${AGENT}-1`)).toMatchObject({
      verdict: 'PASS',
      source: 'RECEIPT',
      receiptId: receiptId(1),
      checks: [
        { rule: 'lawyer.courtTies', result: 'PASS' },
        { rule: 'lawyer.representation', result: 'PASS' },
        { rule: 'lawyer.receiptFreshness', result: 'PASS' },
        { rule: 'admission.courtFinding', result: 'PASS' },
      ],
    })
    expect(made.chain.query('case/verified', { caseRef: CASE_REF, agentId: AGENT })).toMatchObject({ verified: true })
    expect(tasksOf(made)).toEqual([])
    expect(made.chain.violations()).toEqual([])
  })

  test('without a receipt waits for the answer, which then verifies', () => {
    const made = withCase()
    made.chain.deliver([enterMessage()], [filing])
    expect(agentOf(made)).toMatchObject({ admission: 'PENDING' })
    expect(made.chain.query('case/verified', { caseRef: CASE_REF, agentId: AGENT })).toMatchObject({ verified: false })

    made.answer(receiptFor(made.chain))

    expect(agentOf(made)).toMatchObject({ admission: 'PASS', verifications: 2 })
    expect(made.chain.violations()).toEqual([])
  })

  test('who is barred is put before the judge and not turned away by program', () => {
    const made = withCase()
    made.chain.deliver([enterMessage()], [filing])
    made.answer(receiptFor(made.chain, { finding: SUSPENDED_FINDING }))

    expect(agentOf(made)).toMatchObject({ admission: 'BLOCK', endedOn: null })
    expect(tasksOf(made)).toMatchObject([
      { kind: 'VERIFICATION_BLOCKED', owner: 'COURT_JUDGE', basis: [{ code: 'LICENCE_SUSPENDED', rule: 'R18-03' }] },
    ])
  })

  test('G18-04: a former judge within two years of leaving is barred', () => {
    const made = withCase()
    made.chain.deliver([formerStaff()], [personnel])
    enterOn(made, '2026-11-30', '2026-11-20')

    expect(agentOf(made)).toMatchObject({ admission: 'BLOCK' })
    expect(tasksOf(made)).toMatchObject([
      { kind: 'FORMER_STAFF', basis: [{ code: 'WITHIN_TWO_YEARS', rule: 'R18-06' }] },
    ])
  })

  test('G18-05: after two years the agent passes, but a mandate taken within them is an alert', () => {
    const made = withCase()
    made.chain.deliver([formerStaff()], [personnel])
    enterOn(made, '2026-12-02', '2026-11-20')

    expect(agentOf(made)).toMatchObject({ admission: 'ALERT' })
    expect(tasksOf(made)).toMatchObject([
      { kind: 'FORMER_STAFF', basis: [{ code: 'ACCEPTED_WITHIN_BAN', rule: 'R18-06' }] },
    ])
  })

  test('G18-06: in a court where the agent was judge the bar is for life, but for a close relative', () => {
    const served = { courtsServed: [COURT], leftOn: '2003-05-01' }
    const made = withCase()
    made.chain.deliver([formerStaff(served)], [personnel])
    enterOn(made, '2026-03-03', '2026-03-01')
    expect(agentOf(made)).toMatchObject({ admission: 'BLOCK' })
    expect(verificationOf(made, `${AGENT}-1`).reasons).toContainEqual({ code: 'FORMER_COURT', rule: 'R18-07' })

    const relative = withCase()
    relative.chain.deliver([formerStaff(served)], [personnel])
    const exception = 'CLOSE_RELATIVE' as const
    const receipt = receiptFor(relative.chain, { question: { exception } })
    relative.receipts.set(receipt.dispatchId, receipt)
    relative.chain.deliver([enterMessage({ exception, receiptId: receipt.dispatchId })], [filing])
    expect(agentOf(relative)).toMatchObject({ admission: 'PASS' })
  })

  test('G18-09: one lawyer for two accused is barred, also across connected cases', () => {
    const made = caseChain()
    const other = 'cb'.repeat(16)
    const criminal = { procedure: 'CRIMINAL', caseNumber: null }
    made.chain.deliver(
      [
        openMessage({ ...criminal, caseNumberTag: DIGEST }),
        partyMessage(PARTY, 'ACCUSED'),
        enterMessage({ role: 'DEFENDER' }),
        openMessage({
          ...criminal,
          caseRef: other,
          caseNumberTag: `sha256:${'0e'.repeat(32)}`,
          connectedRefs: [CASE_REF],
        }),
        partyMessage(OTHER_PARTY, 'ACCUSED', other),
        enterMessage({ role: 'DEFENDER', caseRef: other, agentId: SECOND_AGENT, partyId: OTHER_PARTY }),
      ],
      [filing],
    )

    expect(agentOf(made, other)).toMatchObject({ admission: 'BLOCK' })
    expect(verificationOf(made, `${SECOND_AGENT}-1`).reasons).toContainEqual({ code: 'CO_DEFENDANTS', rule: 'R18-15' })
  })

  test('G18-11: a new number after a move is the same person in the open cases', () => {
    const made = withAgent()
    const moved = '13101201010123456'
    made.receipts.set(receiptId(2), receiptFor(made.chain, { number: 2, question: { licenceNo: moved } }))

    expect(made.chain.deliver([verify(2, TODAY)], [clerk])).toMatchObject({ code: 0, data: [{ verdict: 'PASS' }] })
    expect(made.chain.query('case/ofLawyer', { serial: SERIAL, limit: 5 })).toEqual([
      { caseRef: CASE_REF, agentId: AGENT },
    ])
  })
})

describe('acts', () => {
  test('G18-08: a general power does not settle', () => {
    const made = withAgent()

    const { facts } = expectRejected(made.chain, errors.SpecialPowerMissing, [act('SETTLE')], [clerk])
    expect(facts).toEqual({ act: 'SETTLE', scope: 'GENERAL' })
    expect(made.chain.deliver([act('ATTEND_HEARING')], [clerk]).code).toBe(0)
  })

  test('a special power settles while the verification is fresh', () => {
    const made = withAgent({ powers: { ...POWERS, specialPowers: ['SETTLE'] } })

    expect(made.chain.deliver([act('SETTLE')], [clerk]).code).toBe(0)
    made.chain.nowMs += DAY_MS + 1_000
    expectRejected(made.chain, errors.VerificationStale, [act('SETTLE')], [clerk])
  })
})

describe('status events', () => {
  test('T18-1: a suspension freezes the file from its first day and tells the clerk; earlier acts stand', () => {
    const made = withAgent()
    made.chain.deliver([access, act('SUBMIT_EVIDENCE')], [clerk])
    made.notify({ from: '2026-03-03' })

    expect(agentOf(made)).toMatchObject({ fileAccess: 'OPEN', frozenFrom: '2026-03-03' })
    expect(tasksOf(made)).toMatchObject([{ kind: 'STATUS_EVENT', owner: 'COURT_CLERK', state: 'OPEN' }])
    made.chain.advance(DAY_MS)
    expect(agentOf(made)).toMatchObject({ fileAccess: 'FROZEN' })
    expect(made.chain.query('case/acts', { caseRef: CASE_REF, limit: 5 })).toMatchObject([{ alerts: [] }])

    const during = made.chain.deliver([act('ATTEND_HEARING', '2026-03-03')], [clerk])
    expect(during.data).toMatchObject([{ alerts: [{ code: 'ACTED_WHILE_BARRED', rule: 'R18-04' }] }])
    expect(tasksOf(made).map(({ kind, owner }) => [kind, owner])).toContainEqual(['ACT_WHILE_BARRED', 'COURT_JUDGE'])
    expect(made.chain.violations()).toEqual([])
  })

  test('T18-2: the return asks for a new verification, and only that restores the file', () => {
    const made = withAgent()
    made.chain.deliver([access], [clerk])
    made.notify({})
    expect(agentOf(made)).toMatchObject({ fileAccess: 'FROZEN' })
    made.chain.advance(10 * DAY_MS)
    made.notify({ eventId: `${SERIAL}-3`, kind: 'RETURNED', status: 'ACTIVE', from: '2026-03-12', to: null })
    expect(agentOf(made)).toMatchObject({ fileAccess: 'FROZEN' })

    const question = { asOf: '2026-03-12' }
    const old = receiptFor(made.chain, { number: 2, question, decidedAtMs: made.chain.nowMs - DAY_MS })
    made.receipts.set(receiptId(2), old)
    expectRejected(made.chain, errors.ReceiptSuperseded, [verify(2, '2026-03-12')], [clerk])
    made.chain.nowMs += 1_000
    made.receipts.set(receiptId(3), receiptFor(made.chain, { number: 3, question }))
    made.chain.deliver([verify(3, '2026-03-12')], [clerk])

    expect(agentOf(made)).toMatchObject({ fileAccess: 'OPEN', frozenFrom: null, admission: 'PASS' })
    expect(made.chain.violations()).toEqual([])
  })

  test('a suspension set aside before it begins freezes nothing', () => {
    const made = withAgent()
    made.chain.deliver([access], [clerk])
    made.notify({ from: '2026-03-04' })
    made.notify({ eventId: `${SERIAL}-3`, kind: 'SANCTION_SET_ASIDE', status: 'ACTIVE', from: '2026-03-03' })
    made.chain.advance(3 * DAY_MS)

    expect(agentOf(made)).toMatchObject({ fileAccess: 'OPEN', frozenFrom: null })
  })
})

describe('persons decide', () => {
  test('T18-4: a match with former staff is a task for the judge, who alone stops the agent', () => {
    const made = withAgent()
    made.chain.deliver([formerStaff({ courtsServed: [COURT] })], [personnel])
    expect(agentOf(made)).toMatchObject({ admission: 'PASS', endedOn: null })
    expect(tasksOf(made)).toMatchObject([{ kind: 'FORMER_STAFF', owner: 'COURT_JUDGE' }])

    const stop = { caseRef: CASE_REF, agentId: AGENT, from: TODAY, decisionDigest: DIGEST }
    expect(made.chain.deliver([{ type: 'case/StopAgent', value: stop }], [clerk]).code).not.toBe(0)
    made.chain.deliver([{ type: 'case/StopAgent', value: stop }], [judge])
    expect(agentOf(made)).toMatchObject({ endedOn: TODAY, fileAccess: 'NONE' })
    expect(made.chain.violations()).toEqual([])
  })

  test('T18-5: a stale verification at the start of a hearing asks for a new one, or a ratified paper check', () => {
    const made = withAgent()
    made.chain.nowMs += DAY_MS + 60_000
    const hearing = (id: string) => ({
      type: 'case/StartHearing',
      value: { caseRef: CASE_REF, hearingId: id.repeat(16) },
    })
    expect(made.chain.deliver([hearing('e0')], [clerk]).data).toMatchObject([{ agents: [{ state: 'STALE' }] }])
    expect(tasksOf(made)).toMatchObject([{ kind: 'REQUERY_STALE', owner: 'COURT_CLERK' }])

    made.fallbacks.set(receiptId(9), {
      fallbackId: receiptId(9),
      caseRef: CASE_REF,
      licenceNo: '11101201010123456',
      asOf: '2026-03-03',
      use: 'HEARING',
      verdict: 'PASS',
      state: 'RATIFIED',
      recordedAtMs: made.chain.nowMs,
    })
    const value = {
      caseRef: CASE_REF,
      agentId: AGENT,
      use: 'HEARING',
      onDate: '2026-03-03',
      receiptId: null,
      fallbackId: receiptId(9),
    }
    made.chain.deliver([{ type: 'case/VerifyAgent', value }], [clerk])
    expect(made.chain.deliver([hearing('e1')], [clerk]).data).toMatchObject([{ agents: [{ state: 'FALLBACK' }] }])
  })

  test('a closed case gives no access, has no agents of a serial, and ends the pushing', () => {
    const made = withAgent()
    made.chain.deliver([access], [clerk])
    made.chain.deliver([{ type: 'case/CloseCase', value: { caseRef: CASE_REF, closedOn: TODAY } }], [clerk])

    expect(agentOf(made)).toMatchObject({ fileAccess: 'NONE' })
    expect(made.ended).toEqual([CASE_REF])
    made.notify({})
    expect(tasksOf(made)).toEqual([])
    expect(made.chain.violations()).toEqual([])
  })
})
