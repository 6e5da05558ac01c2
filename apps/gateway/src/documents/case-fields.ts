import { bundledLaw, caseNumber as caseNumbers, LawError } from '@xiezhi/law'
import { briefOf } from '../enforcement/brief.ts'
import type { Brief } from '../enforcement/brief.ts'
import type { CaseFacts } from '../enforcement/case-facts.ts'
import type { Debtor, OfficerFields } from '../enforcement/store.ts'
import type { Listener } from '../routes/listener.ts'
import type { Person } from '../session/person.ts'

type Fields = Readonly<Record<string, unknown>>

/** Where the court did not enter who applies or what is enforced, the paper says where it stands. */
const IN_FILE = '见立案材料'
const ID_KINDS: readonly string[] = ['RESIDENT_ID', 'USCC', 'PASSPORT']
/** Things are sealed or impounded, rights and money frozen (民诉法 253, 255; 查封规定). */
const SEALED: readonly string[] = ['REAL_ESTATE', 'VEHICLE', 'SHIP', 'AIRCRAFT']

/** What documents of a case say whoever makes them: court, parties, document enforced, number. */
export interface CaseFields {
  readonly court: string
  readonly head: Fields
  readonly parties: Fields
  readonly basis: Fields
  readonly subjects: readonly Fields[]
}

interface Asked {
  readonly facts: CaseFacts
  readonly debtors: readonly Debtor[]
  readonly person: Person
  /** As it is printed; the number of the case where it has none of its own. */
  readonly number: string | null
  /** Of a case that is not public, from the vault. */
  readonly caseNumber: string | null
}

export async function caseFieldsOf(listener: Listener, asked: Asked): Promise<CaseFields> {
  const { facts, debtors, person, number, caseNumber } = asked
  const court = await courtName(listener, person.organisation ?? facts.enforcement.organisation)
  const brief = await briefOf(listener, facts.caseId)
  const subjects = debtors.map(subjectOf)
  return {
    court,
    head: {
      court,
      seal: court,
      signedOn: facts.today,
      caseNumber: normalNumber(number) ?? normalNumber(caseNumber) ?? caseNumber ?? number ?? '',
    },
    parties: {
      applicants: applicantsOf(brief),
      debtors: subjects.map((one) => ({ ...one, address: null, representative: null })),
    },
    basis: basisOf(brief, facts, court),
    subjects,
  }
}

/** As the ledger has accredited it; the authority of the gateway where the ledger cannot be asked. */
export async function courtName({ zone, config }: Listener, organisation: string): Promise<string> {
  try {
    const chain = (await zone.query('authority/organisation', { organisation })) as unknown as readonly {
      readonly zh: string
    }[]
    return chain[0]?.zh ?? config.zh
  } catch {
    return config.zh
  }
}

export function normalNumber(text: string | null): string | null {
  if (text === null) return null
  try {
    return caseNumbers.parse({ text }, bundledLaw).normalised
  } catch (error) {
    if (error instanceof LawError) return null
    throw error
  }
}

export function subjectOf({ idType, fields }: Pick<Debtor, 'idType' | 'fields'>): Fields {
  return { name: fields?.name ?? IN_FILE, idKind: idKindOf(idType), idNumber: fields?.idNo ?? IN_FILE }
}

function idKindOf(idType: string): string {
  return ID_KINDS.includes(idType) ? idType : 'OTHER'
}

function applicantsOf({ applicants }: Brief): readonly Fields[] {
  const unknown = { name: `申请执行人（${IN_FILE}）`, idKind: 'OTHER', idNumber: IN_FILE }
  if (applicants.length === 0) return [{ ...unknown, address: null, representative: null }]
  return applicants.map(({ name, idType, idNo, address = null, representative = null }) => ({
    name,
    idKind: idKindOf(idType),
    idNumber: idNo,
    address,
    representative,
  }))
}

function basisOf({ basis }: Brief, { enforcement, preservation }: CaseFacts, court: string): Fields {
  const { effectiveOn } = enforcement
  if (basis !== null) return { ...basis, effectiveOn }
  const type = preservation === null ? 'JUDGMENT' : 'RULING'
  return { issuer: preservation === null ? '作出生效法律文书的机关' : court, number: IN_FILE, type, effectiveOn }
}

export function measureWordOf(asset: string): string {
  if (asset === 'MOVABLE') return 'IMPOUND'
  return SEALED.includes(asset) ? 'SEAL' : 'FREEZE'
}

export function officersOf({ name, workCard, dutyCard }: OfficerFields): readonly Fields[] {
  return [{ name, workCard, dutyCard }]
}

export function contactOf({ name, contact }: OfficerFields, court: string): Fields {
  return { person: name, phone: contact ?? '见工作证件', address: court }
}
