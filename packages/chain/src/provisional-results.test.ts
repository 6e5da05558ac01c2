import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { TestChain } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { signerOf, START_MS, testZone } from './testing/test-zone.ts'

const DAY_MS = 86_400_000
const digest = `sha256:${'0d'.repeat(32)}`
const LICENCE = '11101201010123456'
const FIRM = '31110000MD0000016H'
const LAST_DAY = '2026-12-31'
/** The zone begins on 2026-03-02, a working morning. */
const DAYS_UNTIL_LAST = 304

const notice = {
  year: 2027,
  version: '2027-1',
  digest,
  offDays: ['2027-01-01', '2027-01-02', '2027-01-03'],
  makeUpWorkdays: [],
  effectiveFrom: LAST_DAY,
  source: '示例通知（虚构）',
}

function act(chain: TestChain, type: string, value: Json, ...officers: readonly string[]): Json {
  chain.advance(1_000)
  const signers = officers.map((officer) => signerOf(chain, officer))
  const { code, facts, data } = chain.deliver([{ type, value }], signers)
  expect({ type, code, facts }).toEqual({ type, code: 0, facts: {} })
  return data?.[0] ?? null
}

/** A zone on the last day of a loaded year; the next year is not loaded. */
function onLastDay(kind: 'court' | 'justice'): TestChain {
  const chain = testZone(nodeCrypto, kind)
  chain.nowMs = START_MS + DAYS_UNTIL_LAST * DAY_MS
  chain.advance(1_000)
  return chain
}

const told = ({ events }: TestChain): readonly string[] => events.map(({ type }) => type)

describe('the notice of a year, loaded by two persons', () => {
  test('gives the objection to a record its last day; what was said before stays', () => {
    const chain = onLastDay('justice')
    act(
      chain,
      'lawyer/RegisterFirm',
      { uscc: FIRM, firmName: '示例甲律师事务所', region: '1101', orgForm: 'PARTNERSHIP', from: '2005-01-01' },
      'department-1',
      'department-2',
    )
    const grant = {
      lawyerId: 'a1'.repeat(16),
      licenceNo: LICENCE,
      firmUscc: FIRM,
      from: '2010-07-01',
      firstPracticeDate: '2010-07-01',
      commitments: [digest],
      instrumentDigest: digest,
    }
    act(chain, 'lawyer/GrantLicence', grant, 'department-1', 'department-2')
    const objectionId = 'c3'.repeat(16)
    act(chain, 'lawyer/RaiseObjection', { objectionId, licenceNo: LICENCE, groundsDigest: digest }, 'lawyer')
    const read = (): Json => chain.query('lawyer/objection', { objectionId })
    expect(read()).toMatchObject({ term: { answerBy: null, status: 'PROVISIONAL' } })

    act(chain, 'governance/ActivateCalendarYear', notice, 'root-1', 'root-2')
    chain.advance(1_000)
    expect(told(chain)).toContain('ObjectionTermRenewed')
    expect(read()).toMatchObject({
      term: { answerBy: '2027-01-29', status: 'FINAL', calendars: [{ year: 2027, version: '2027-1' }] },
    })
    expect(chain.query('lawyer/replacedTerms', { objectionId, limit: 2 })).toMatchObject([{ status: 'PROVISIONAL' }])
    expect(chain.violations()).toEqual([])
  })

  test('from a later day on, changes nothing before it', () => {
    const chain = onLastDay('court')
    const caseRef = 'ca'.repeat(16)
    const open = { caseRef, courtCode: '京0105', procedure: 'CRIMINAL', caseNumber: null, connectedRefs: [] }
    const filed = { ...open, filedOn: LAST_DAY, caseNumberTag: `sha256:${caseRef.repeat(2)}` }
    act(chain, 'case/OpenCase', filed, 'clerk')
    act(chain, 'case/AddParty', { caseRef, partyId: 'd0'.repeat(16), side: 'ACCUSED', commitment: digest }, 'clerk')
    const powers = {
      specialPowers: [],
      stage: 'FIRST_INSTANCE',
      signedOn: LAST_DAY,
      expiresOn: null,
      documentDigest: digest,
    }
    const agentId = 'a0'.repeat(16)
    const agent = {
      caseRef,
      agentId,
      partyId: 'd0'.repeat(16),
      role: 'DEFENDER',
      licenceNo: LICENCE,
      letterFirmUscc: FIRM,
      exception: 'NONE',
      powers,
      documents: { licence: digest, firmLetter: digest, legalAidLetter: null },
      enteredOn: LAST_DAY,
      receiptId: null,
    }
    act(chain, 'case/EnterAgent', agent, 'clerk')
    const verificationId = `${agentId}-1`
    const renewed = (): Json => chain.query('case/renewedVerification', { verificationId, limit: 2 })
    const calendars = [{ year: 2027, version: null }]
    expect(chain.query('case/verification', { verificationId })).toMatchObject({ calendars })

    const later = { ...notice, effectiveFrom: '2027-01-02' }
    act(chain, 'governance/ActivateCalendarYear', later, 'root-1', 'root-2')
    chain.advance(1_000)
    expect(renewed()).toEqual([])
    chain.advance(2 * DAY_MS)
    expect(told(chain)).toContain('VerificationRenewed')
    expect(renewed()).toMatchObject([{ calendars: [{ year: 2027, version: '2027-1' }] }])
    expect(chain.query('case/verification', { verificationId })).toMatchObject({ calendars })
    expect(chain.violations()).toEqual([])
  })
})
