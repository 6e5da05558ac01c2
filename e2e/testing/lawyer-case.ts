import type { Alliance } from './alliance.ts'

export const FIRM = '31110000MD0000016H'
export const LICENCE = '11101201010123456'
export const LAWYER_ID = 'c1'.repeat(16)
export const CASE_REF = '0123456789abcdef0123456789abcdef'
export const CASE_NUMBER = '（2026）京0105民初1号'
export const AGENT = 'a9'.repeat(16)
const PARTY = 'b7'.repeat(16)
export const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
export const digest = (byte: string): string => `sha256:${byte.repeat(32)}`

const DEPARTMENT = ['department-1', 'department-2'] as const

/** A firm, a lawyer in good standing, and a case in which the lawyer acts and has not been verified. */
export async function enterLawyerAndCase(alliance: Alliance): Promise<void> {
  await enterLawyer(alliance)
  await enterCase(alliance)
}

async function enterLawyer({ justice }: Alliance): Promise<void> {
  await justice.act(
    {
      type: 'lawyer/RegisterFirm',
      value: { uscc: FIRM, firmName: '示例律师事务所', region: '1101', orgForm: 'PARTNERSHIP', from: '2015-01-01' },
    },
    ...DEPARTMENT,
  )
  await justice.act(
    {
      type: 'lawyer/GrantLicence',
      value: {
        lawyerId: LAWYER_ID,
        licenceNo: LICENCE,
        firmUscc: FIRM,
        from: '2015-01-01',
        firstPracticeDate: '2012-06-01',
        commitments: [],
        instrumentDigest: digest('01'),
      },
    },
    ...DEPARTMENT,
  )
  await justice.act(
    {
      type: 'lawyer/RecordAssessment',
      value: {
        subject: 'lawyer',
        licenceNo: LICENCE,
        grade: 'COMPETENT',
        year: new Date().getFullYear() - 1,
        filedOn: `${new Date().getFullYear() - 1}-06-01`,
      },
    },
    'association-1',
  )
}

async function enterCase({ court }: Alliance): Promise<void> {
  await court.act(
    {
      type: 'case/OpenCase',
      value: {
        caseRef: CASE_REF,
        courtCode: '京0105',
        procedure: 'CIVIL',
        caseNumber: CASE_NUMBER,
        caseNumberTag: null,
        filedOn: today,
        connectedRefs: [],
      },
    },
    'clerk-1',
  )
  await court.act(
    { type: 'case/AddParty', value: { caseRef: CASE_REF, partyId: PARTY, side: 'CLAIMANT', commitment: digest('02') } },
    'clerk-1',
  )
  await court.act(
    {
      type: 'case/EnterAgent',
      value: {
        caseRef: CASE_REF,
        agentId: AGENT,
        partyId: PARTY,
        role: 'AGENT',
        licenceNo: LICENCE,
        letterFirmUscc: FIRM,
        exception: 'NONE',
        powers: {
          specialPowers: [],
          stage: 'FIRST_INSTANCE',
          signedOn: today,
          expiresOn: null,
          documentDigest: digest('03'),
        },
        documents: { licence: digest('04'), firmLetter: digest('05'), legalAidLetter: null },
        enteredOn: today,
        receiptId: null,
      },
    },
    'clerk-1',
  )
}
