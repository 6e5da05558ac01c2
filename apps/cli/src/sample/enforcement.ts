import { shiftCivilDate } from '@xiezhi/contracts/ids'
import type { Message } from '@xiezhi/kernel'
import { saltedDigest } from '../zone/digest.ts'
import { yearOf } from './civil-days.ts'
import { CITIES, caseNumber } from './identifiers.ts'
import { SeededRandom } from './random.ts'

/** Invented; the property registers of the sample's institutions know them. Kept in the private file only. */
export interface SampleDebtor {
  readonly kind: 'NATURAL' | 'ENTERPRISE'
  readonly partyId: string
  readonly name: string
  readonly idType: 'RESIDENT_ID' | 'USCC'
  readonly idNo: string
  readonly salt: string
}

/** A judgment that has not been performed, filed for enforcement. */
export interface SampleEnforcement {
  readonly caseRef: string
  readonly caseNumber: string
  readonly courtCode: string
  readonly effectiveOn: string
  readonly performanceEndsOn: string
  readonly appliedOn: string
  readonly principalCents: number
  /** General interest of the judgment, from this day; null: none. */
  readonly interest: { readonly annualRate: string; readonly from: string } | null
  readonly debtor: SampleDebtor
}

const DEBTORS = [
  { kind: 'NATURAL', name: '示例甲', idType: 'RESIDENT_ID', idNo: '999999199003070012' },
  { kind: 'NATURAL', name: '示例乙', idType: 'RESIDENT_ID', idNo: '99999919850512002X' },
  { kind: 'ENTERPRISE', name: '示例建材有限公司', idType: 'USCC', idNo: '91999999MA00000012' },
] as const

const CLAIMS = [
  { principalCents: 100_000_000, annualRate: '0.0365', debtor: DEBTORS[0] },
  { principalCents: 8_000_000, annualRate: null, debtor: DEBTORS[1] },
  { principalCents: 2_650_000, annualRate: null, debtor: DEBTORS[0] },
  { principalCents: 36_000_000, annualRate: null, debtor: DEBTORS[2] },
] as const
/** Above the numbers of the other cases. */
const FIRST_NUMBER = 9_001
/** Before the day of the start. */
const INTEREST_DAYS = 400
const EFFECTIVE_DAYS = 30
const PERFORMANCE_DAYS = 20

/** The same for the same seed and day. */
export function sampleEnforcements(seed: number, today: string): readonly SampleEnforcement[] {
  const courtCode = CITIES[0].court
  return CLAIMS.map(({ principalCents, annualRate, debtor }, at) => {
    const random = new SeededRandom(seed, `enforcement ${at}`)
    return {
      caseRef: random.hex(16),
      caseNumber: caseNumber(yearOf(today), courtCode, '执', FIRST_NUMBER + at),
      courtCode,
      effectiveOn: shiftCivilDate(today, -EFFECTIVE_DAYS),
      performanceEndsOn: shiftCivilDate(today, -PERFORMANCE_DAYS),
      appliedOn: today,
      principalCents,
      interest: annualRate === null ? null : { annualRate, from: shiftCivilDate(today, -INTEREST_DAYS) },
      debtor: { partyId: random.hex(16), ...debtor, salt: random.hex(16) },
    }
  })
}

/** As judgments of the sample count. */
const DAY_BASIS = 365

export function basisDigest({ caseRef }: SampleEnforcement): string {
  return saltedDigest(caseRef, 'instrument', 'judgment')
}

export function claimOf({ principalCents, interest }: SampleEnforcement): {
  readonly principalCents: number
  readonly general: { readonly annualRate: string; readonly dayBasis: 365; readonly from: string } | null
  readonly currency: 'CNY'
} {
  const general = interest === null ? null : ({ ...interest, dayBasis: DAY_BASIS } as const)
  return { principalCents, general, currency: 'CNY' }
}

/** The case with its debtor, and nobody's name. */
export function enforcementCaseMessages(one: SampleEnforcement): Message[] {
  const { caseRef, courtCode, debtor, appliedOn } = one
  return [
    {
      type: 'case/OpenCase',
      value: {
        caseRef,
        courtCode,
        procedure: 'CIVIL',
        caseNumber: one.caseNumber,
        caseNumberTag: null,
        filedOn: appliedOn,
        connectedRefs: [],
      },
    },
    {
      type: 'case/AddParty',
      value: {
        caseRef,
        partyId: debtor.partyId,
        side: 'RESPONDENT',
        commitment: saltedDigest(debtor.salt, 'name', debtor.name),
      },
    },
  ]
}

/** What the gateway does where there is one: it has the debtor in its vault, too. */
export function enforcementMessage(one: SampleEnforcement): Message {
  const { caseRef, effectiveOn, performanceEndsOn, appliedOn } = one
  return {
    type: 'enforcement/Open',
    value: { caseRef, basisDigest: basisDigest(one), effectiveOn, performanceEndsOn, appliedOn, claim: claimOf(one) },
  }
}
