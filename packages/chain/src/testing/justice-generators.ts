import { lawyerState } from '@xiezhi/contracts'
import { bundledLaw, identifier } from '@xiezhi/law'
import type { Generator, SeededRandom, TestChain } from '@xiezhi/kernel/testing'
import { acting, day, DIGEST, entryOf, oneOf, randomId } from './generator.ts'
import type { Values } from './generator.ts'

const DEPARTMENT = ['department-1', 'department-2']
const BUREAU = ['bureau-1', 'bureau-2']
const ONE_BUREAU = ['bureau-1']
const REGIONS = ['1101', '3101']

/** A law firm's credit code with its check digit. */
function creditCode(random: SeededRandom, region: string): string {
  const body = `31${region}00MD${String(random.below(10_000_000)).padStart(7, '0')}`
  const { expectedCheckDigit } = identifier.uscc({ value: `${body}0`, whitelist: [] }, bundledLaw)
  return `${body}${expectedCheckDigit}`
}

function firmOf({ store }: TestChain, random: SeededRandom): lawyerState.Firm | undefined {
  return entryOf(random, lawyerState.firms(store), ({ periods }) => periods.length === 1)?.value
}

function lawyerWith(
  chain: TestChain,
  random: SeededRandom,
  fits: (status: string | undefined, lawyer: lawyerState.Lawyer) => boolean,
): lawyerState.Lawyer | undefined {
  const today = day(chain)
  const statusOf = ({ statusPeriods }: lawyerState.Lawyer): string | undefined =>
    statusPeriods.find(({ from, to }) => from <= today && (to === null || today <= to))?.status
  return entryOf(random, lawyerState.lawyers(chain.store), (lawyer) => fits(statusOf(lawyer), lawyer))?.value
}

const active = (status: string | undefined, { statusPeriods }: lawyerState.Lawyer): boolean =>
  status === 'ACTIVE' && statusPeriods.at(-1)?.status === 'ACTIVE'

function newRow(chain: TestChain, random: SeededRandom): Values | undefined {
  const firm = firmOf(chain, random)
  if (firm === undefined) return undefined
  const from = day(chain, -random.below(1_000))
  const serial = String(random.below(1_000_000)).padStart(6, '0')
  return {
    lawyerId: randomId(random),
    licenceNo: `1${firm.region}${from.slice(0, 4)}1${random.below(2)}${serial}`,
    firmUscc: firm.uscc,
    from,
    firstPracticeDate: from,
    commitments: [DIGEST],
  }
}

function sanction(kind: string, article: number, months: number | null): lawyerValue {
  return (chain, random) => {
    const lawyer = lawyerWith(chain, random, active)
    if (lawyer === undefined) return undefined
    const from = day(chain)
    const deserved = kind === 'SUSPENSION' || kind === 'REVOCATION' ? kind : 'WARNING'
    return {
      sanctionId: randomId(random),
      licenceNo: lawyer.licenceNo,
      kind,
      offence: kind.startsWith('INDUSTRY_') ? null : { on: day(chain, -10), article, deserved },
      decidedOn: from,
      from,
      months,
      publicUntil: day(chain, 365),
      instrumentDigest: DIGEST,
    }
  }
}
type lawyerValue = (chain: TestChain, random: SeededRandom) => Values | undefined

const sanctions: readonly Generator[] = [
  acting(ONE_BUREAU, 'lawyer/SanctionLawyer', sanction('WARNING', 47, null)),
  acting(ONE_BUREAU, 'lawyer/SanctionLawyer', sanction('FINE', 48, null)),
  acting(BUREAU, 'lawyer/SanctionLawyer', sanction('SUSPENSION', 48, 3)),
  acting(BUREAU, 'lawyer/SanctionLawyer', sanction('SUSPENSION', 47, 1)),
  acting(DEPARTMENT, 'lawyer/SanctionLawyer', sanction('REVOCATION', 49, null)),
  acting(['association'], 'lawyer/SanctionLawyer', sanction('INDUSTRY_WARNING', 47, null)),
  acting(DEPARTMENT, 'lawyer/SetAsideSanction', (chain, random) => {
    const found = entryOf(
      random,
      lawyerState.sanctions(chain.store),
      ({ revoked, decidedOn }) => revoked === null && decidedOn <= day(chain),
    )
    if (found === undefined) return undefined
    const on = random.pick([found.value.decidedOn, day(chain)])
    return { sanctionId: found.value.sanctionId, on, instrumentDigest: DIGEST }
  }),
]

const changes: readonly Generator[] = [
  acting(BUREAU, 'lawyer/StartTransfer', (chain, random) => {
    const lawyer = lawyerWith(
      chain,
      random,
      (status, one) => active(status, one) && (one.firmPeriods.at(-1)?.from ?? '') < day(chain),
    )
    return lawyer === undefined
      ? undefined
      : { licenceNo: lawyer.licenceNo, from: day(chain), instrumentDigest: DIGEST }
  }),
  acting(DEPARTMENT, 'lawyer/CompleteTransfer', (chain, random) => {
    const lawyer = lawyerWith(chain, random, (status) => status === 'TRANSFERRING')
    const firm = firmOf(chain, random)
    if (lawyer === undefined || firm === undefined) return undefined
    const newLicenceNo = `1${firm.region}${lawyer.licenceNo.slice(5)}`
    const { licenceNo } = lawyer
    return { licenceNo, newLicenceNo, newFirmUscc: firm.uscc, from: day(chain), instrumentDigest: DIGEST }
  }),
  acting(DEPARTMENT, 'lawyer/EndLicence', (chain, random) => {
    const lawyer = random.below(4) === 0 ? lawyerWith(chain, random, active) : undefined
    if (lawyer === undefined) return undefined
    const status = random.pick(['CANCELLED', 'WITHDRAWN'])
    return { licenceNo: lawyer.licenceNo, status, from: day(chain), instrumentDigest: DIGEST }
  }),
  acting(DEPARTMENT, 'lawyer/ChangeOffice', (chain, random) => {
    const lawyer = lawyerWith(chain, random, active)
    if (lawyer === undefined) return undefined
    const { licenceNo, npcStandingMember, civilServant } = lawyer
    const from = day(chain)
    return { licenceNo, npcStandingMember: !npcStandingMember, civilServant, from, instrumentDigest: DIGEST }
  }),
  acting(DEPARTMENT, 'lawyer/ChangeFirmStatus', (chain, random) => {
    const firm = random.below(4) === 0 ? firmOf(chain, random) : undefined
    if (firm === undefined) return undefined
    return { uscc: firm.uscc, status: 'RECTIFYING', from: day(chain), instrumentDigest: DIGEST }
  }),
]

const records: readonly Generator[] = [
  acting(['association'], 'lawyer/RecordAssessment', (chain, random) => {
    const lawyer = lawyerWith(chain, random, () => true)
    const year = Number(day(chain).slice(0, 4)) - random.below(3)
    if (lawyer === undefined || lawyerState.assessments(chain.store).has(lawyer.lawyerId, String(year)))
      return undefined
    const grade = random.pick(['COMPETENT', 'INCOMPETENT'])
    return { subject: 'lawyer', licenceNo: lawyer.licenceNo, year, grade, filedOn: day(chain) }
  }),
  acting(ONE_BUREAU, 'lawyer/AnchorCreditReport', (chain, random) => {
    const lawyer = lawyerWith(chain, random, () => true)
    if (lawyer === undefined) return undefined
    const { nowMs } = chain
    const { licenceNo } = lawyer
    return { licenceNo, reportDigest: DIGEST, generatedAtMs: nowMs - 1_000, validUntilMs: nowMs + 86_400_000 }
  }),
  acting(['lawyer'], 'lawyer/RaiseObjection', (chain, random) => {
    const lawyer = lawyerWith(chain, random, (_, { disputedBy }) => disputedBy === null)
    if (lawyer === undefined) return undefined
    return { objectionId: randomId(random), licenceNo: lawyer.licenceNo, groundsDigest: DIGEST }
  }),
  acting(ONE_BUREAU, 'lawyer/DecideObjection', ({ store }, random) => {
    const open = entryOf(random, lawyerState.objections(store), ({ state }) => state === 'OPEN')
    if (open === undefined) return undefined
    return { objectionId: open.value.objectionId, upheld: random.below(2) === 0, decisionDigest: DIGEST }
  }),
  acting(ONE_BUREAU, 'registry/RecordVersion', (chain, random) => ({
    recordType: 'lawyerProfile',
    recordId: String(random.below(12)),
    validFrom: day(chain, -random.below(400)),
    validTo: oneOf(random, [null, day(chain, 400)]) ?? null,
    fields: { practiceCategory: random.pick(['FULL_TIME', 'PART_TIME']) },
    commitments: [],
  })),
]

/** Acts of the modules lawyer and registry that the state of a justice zone allows. */
export const justiceGenerators: readonly Generator[] = [
  acting(DEPARTMENT, 'lawyer/RegisterFirm', (_, random) => {
    const region = random.pick(REGIONS)
    const uscc = creditCode(random, region)
    return { uscc, firmName: '示例律师事务所', region, orgForm: 'PARTNERSHIP', from: '2005-01-01' }
  }),
  acting(DEPARTMENT, 'lawyer/GrantLicence', (chain, random) => {
    const row = newRow(chain, random)
    return row === undefined ? undefined : { ...row, instrumentDigest: DIGEST }
  }),
  acting(DEPARTMENT, 'lawyer/ImportLawyers', (chain, random) => {
    const rows = Array.from({ length: 1 + random.below(4) }, () => newRow(chain, random)).flatMap((row) => row ?? [])
    return rows.length === 0 ? undefined : { rows, instrumentDigest: DIGEST }
  }),
  ...sanctions,
  ...changes,
  ...records,
]
