import type { Json } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import {
  AGENT,
  CASE_REF,
  DIGEST,
  enterMessage,
  filing,
  LICENCE,
  openMessage,
  PARTY,
  partyMessage,
  personnel,
  POWERS,
  receiptFor,
  SERIAL,
  tasksOf,
  caseChain,
} from '../fixtures.ts'
import type { CaseChain } from '../fixtures.ts'

const OWN_UNIT = '911100007109250324'
const OTHER_UNIT = '91110000710925032A'
const PUBLIC_LICENCE = '11101201060123456'
const RESIDENT_LICENCE = '11101201030123456'

type Values = Readonly<Record<string, Json>>

/** Enters an agent whose bureau answers PASS, and gives the verdict with its reasons. */
function entered(
  made: CaseChain,
  change: Values,
  { organisationCode = null, procedure = 'CIVIL' }: { organisationCode?: string | null; procedure?: string } = {},
): { verdict: string; codes: string[] } {
  const { value } = partyMessage(PARTY, procedure === 'CRIMINAL' ? 'ACCUSED' : 'CLAIMANT')
  const party = organisationCode === null ? value : { ...(value as Values), organisationCode }
  made.chain.deliver([openMessage({ procedure }), { type: 'case/AddParty', value: party }], [filing])
  const licenceNo = typeof change['licenceNo'] === 'string' ? change['licenceNo'] : LICENCE
  const receipt = receiptFor(made.chain, {
    question: { licenceNo, exception: typeof change['exception'] === 'string' ? change['exception'] : 'NONE' },
    finding: { facts: { statusOnDay: change['exception'] === undefined ? 'ACTIVE' : 'REVOKED' } },
  })
  made.receipts.set(receipt.dispatchId, receipt)
  const [data] = made.chain.deliver([enterMessage({ ...change, receiptId: receipt.dispatchId })], [filing]).data ?? []
  const { verificationId, verdict } = data as { verificationId: string; verdict: string }
  const { reasons } = made.chain.query('case/verification', { verificationId }) as { reasons: { code: string }[] }
  expect(made.chain.violations()).toEqual([])
  return { verdict, codes: reasons.map(({ code }) => code) }
}

const defender = { role: 'DEFENDER', powers: { ...POWERS, signedOn: '2026-03-02' } }
const serving = (change: Values) => ({
  type: 'case/RegisterServingStaff',
  value: {
    serial: SERIAL,
    office: 'SERVING_STAFF',
    from: '2026-03-02',
    to: '2026-03-02',
    commitment: DIGEST,
    ...change,
  },
})

describe('bars to a defender from the registers (R18-20)', () => {
  const criminal = { procedure: 'CRIMINAL' }

  test.each([
    ['on the first and last day in office', {}, 'BLOCK', ['SERVING_STAFF']],
    ['the day after the office ended', { from: '2026-01-01', to: '2026-03-01' }, 'PASS', []],
    ['the day before the office begins', { from: '2026-03-03', to: null }, 'PASS', []],
    ['an assessor', { office: 'ASSESSOR', to: null }, 'BLOCK', ['ASSESSOR']],
  ])('%s', (_, change, verdict, codes) => {
    const made = caseChain()
    made.chain.deliver([serving(change)], [personnel])

    expect(entered(made, defender, criminal)).toEqual({ verdict, codes })
  })

  test('an agent in a civil case is not meant', () => {
    const made = caseChain()
    made.chain.deliver([serving({})], [personnel])

    expect(entered(made, {})).toEqual({ verdict: 'PASS', codes: [] })
  })

  test('who was dismissed may not defend, and the judge decides on a close relative', () => {
    const dismissed = {
      type: 'case/RegisterFormerStaff',
      value: {
        serial: SERIAL,
        role: 'PROCURATOR',
        courtsServed: ['沪0101'],
        leftOn: '2010-01-01',
        leaveKind: 'DISMISSED',
        senior: false,
        firmInFormerArea: false,
        commitment: DIGEST,
      },
    }
    const barred = caseChain()
    barred.chain.deliver([dismissed], [personnel])
    expect(entered(barred, defender, criminal)).toEqual({ verdict: 'BLOCK', codes: ['DISMISSED_OR_REVOKED'] })

    const relative = { ...defender, exception: 'CLOSE_RELATIVE' }
    expect(entered(caseChain(), relative, criminal)).toEqual({
      verdict: 'PERSON_DECIDES',
      codes: ['DISMISSED_OR_REVOKED'],
    })
  })
})

describe('own unit and permitted matters (R18-22)', () => {
  test.each([
    ['the own unit', PUBLIC_LICENCE, OWN_UNIT, OWN_UNIT, []],
    ['another unit', PUBLIC_LICENCE, OWN_UNIT, OTHER_UNIT, ['NOT_OWN_UNIT']],
    ['a party without a credit code', PUBLIC_LICENCE, OWN_UNIT, null, ['SCOPE_NOT_CHECKED']],
    ['a letter without a unit', PUBLIC_LICENCE, null, OWN_UNIT, ['SCOPE_NOT_CHECKED']],
    ['a resident of Hong Kong', RESIDENT_LICENCE, null, null, ['SCOPE_NOT_CHECKED']],
    ['a full-time lawyer for any unit', LICENCE, null, OTHER_UNIT, []],
  ])('%s', (_, licenceNo, unitCode, organisationCode, codes) => {
    const made = caseChain()
    const change = unitCode === null ? { licenceNo } : { licenceNo, unitCode }

    expect(entered(made, change, { organisationCode })).toEqual({
      verdict: codes.length === 0 ? 'PASS' : 'WARN',
      codes,
    })
    const kinds = tasksOf(made).map(({ kind, owner, agentId }) => ({ kind, owner, agentId }))
    const asked = codes.includes('SCOPE_NOT_CHECKED')
    expect(kinds).toEqual(asked ? [{ kind: 'CHECK_SCOPE', owner: 'COURT_CLERK', agentId: AGENT }] : [])
  })

  test('the case shows the code of an organisation', () => {
    const made = caseChain()
    entered(made, {}, { organisationCode: OWN_UNIT })

    expect(made.chain.query('case/case', { caseRef: CASE_REF })).toMatchObject({
      parties: [{ organisationCode: OWN_UNIT }],
      agents: [{ unitCode: null }],
    })
  })
})
