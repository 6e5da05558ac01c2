import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import type { ErrorKind } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import {
  AGENT,
  agentOf,
  CASE_REF,
  elsewhere,
  enterMessage,
  filing,
  fixtureErrors,
  judge,
  LICENCE,
  OTHER_PARTY,
  POWERS,
  receiptFor,
  receiptId,
  tasksOf,
  verificationOf,
  withAgent,
  withCase,
} from '../fixtures.ts'

const idOf = (at: number): string => String(at).padStart(32, '0')

describe('enterAgent', () => {
  test('papers that are missing are a warning (R18-18)', () => {
    const made = withCase()
    made.chain.deliver(
      [enterMessage({ documents: { licence: null, firmLetter: null, legalAidLetter: null } })],
      [filing],
    )

    expect(verificationOf(made, `${AGENT}-1`).reasons.map(({ code }) => code)).toEqual([
      'FIRM_LETTER_MISSING',
      'LICENCE_COPY_MISSING',
    ])
    expect(agentOf(made)).toMatchObject({ admission: 'PENDING' })
  })

  test('a third agent of one party, and one agent of both sides, are barred (R18-13, R18-15)', () => {
    const made = withCase()
    const licences = ['11101201010123456', '11101201010123457', '11101201010123458']
    licences.forEach((licenceNo, at) => {
      made.chain.deliver([enterMessage({ agentId: idOf(at), licenceNo })], [filing])
    })
    made.chain.deliver([enterMessage({ agentId: idOf(9), partyId: OTHER_PARTY })], [filing])

    expect(verificationOf(made, `${idOf(2)}-1`)).toMatchObject({
      verdict: 'BLOCK',
      reasons: [{ code: 'TOO_MANY_AGENTS', rule: 'R18-15' }],
    })
    expect(verificationOf(made, `${idOf(9)}-1`).reasons).toContainEqual({ code: 'BOTH_SIDES', rule: 'R18-13' })
  })

  test('a disputed record is flagged to the judge', () => {
    const made = withCase()
    made.receipts.set(receiptId(1), receiptFor(made.chain, { finding: { disputed: true } }))
    made.chain.deliver([enterMessage({ receiptId: receiptId(1) })], [filing])

    expect(agentOf(made)).toMatchObject({ admission: 'PASS' })
    expect(tasksOf(made)).toMatchObject([{ kind: 'RECORD_DISPUTED', owner: 'COURT_JUDGE' }])
  })

  test('rejects strangers and an id in use', () => {
    const { chain } = withAgent()

    expectRejected(chain, fixtureErrors.RoleMissing, [enterMessage()], [judge])
    expectRejected(chain, errors.OutsideJurisdiction, [enterMessage()], [elsewhere])
    expectRejected(chain, errors.AgentExists, [enterMessage()], [filing])
  })

  const powersOn = (signedOn: string, expiresOn: string | null) => ({ powers: { ...POWERS, signedOn, expiresOn } })
  const rejections: [name: string, kind: ErrorKind, change: Parameters<typeof enterMessage>[0]][] = [
    ['an unknown party', errors.PartyUnknown, { partyId: 'd9'.repeat(16) }],
    ['an entry in the future', errors.DateOrder, { enteredOn: '2026-03-03' }],
    ['powers signed after the entry', errors.DateOrder, powersOn('2026-03-03', null)],
    ['powers that have expired', errors.PowersExpired, powersOn('2026-02-01', '2026-03-01')],
    ['an unknown case', errors.CaseUnknown, { caseRef: 'cb'.repeat(16) }],
    ['an unknown receipt', errors.ReceiptUnknown, { receiptId: receiptId(7) }],
  ]
  test.each(rejections)('rejects %s', (_, kind, change) => {
    expect(expectRejected(withCase().chain, kind, [enterMessage(change)], [filing]).code).toBe(kind.code)
  })

  const otherReceipts: [name: string, kind: ErrorKind, change: Parameters<typeof receiptFor>[1]][] = [
    ['another case', errors.ReceiptOther, { question: { caseRef: 'cb'.repeat(16) } }],
    ['another lawyer of the same name', errors.ReceiptOther, { question: { licenceNo: LICENCE.replace(/6$/, '7') } }],
    ['another firm', errors.ReceiptOther, { question: { letterFirmUscc: '31310000MD0000024R' } }],
    ['another exception', errors.ReceiptOther, { question: { exception: 'GUARDIAN' } }],
    ['another day', errors.ReceiptOtherDay, { question: { asOf: '2026-03-01' } }],
    ['a refusal', errors.ReceiptRefused, { finding: null }],
  ]
  test.each(otherReceipts)('rejects a receipt of %s', (_, kind, change) => {
    const made = withCase()
    made.receipts.set(receiptId(1), receiptFor(made.chain, change))

    expect(expectRejected(made.chain, kind, [enterMessage({ receiptId: receiptId(1) })], [filing]).events).toEqual([])
    expect(made.chain.query('case/case', { caseRef: CASE_REF })).toMatchObject({ agents: [] })
  })
})
