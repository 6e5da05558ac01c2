import { readFileSync } from 'node:fs'
import { array, boolean, CodecError, enumeration, integer, json, object, optional, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { InstitutionError } from './institution-error.ts'

const KINDS = ['BANK', 'PAYMENT', 'SECURITIES', 'INSURANCE', 'VEHICLE', 'LAND', 'TAX', 'SOCIAL_SECURITY'] as const
/** How each kind counts what it controls. */
const COUNTS = {
  BANK: 'MONEY',
  PAYMENT: 'MONEY',
  INSURANCE: 'MONEY',
  SECURITIES: 'UNITS',
  VEHICLE: 'WHOLE',
  LAND: 'WHOLE',
} as const
export type Counting = 'MONEY' | 'UNITS' | 'WHOLE' | 'NOTHING'

const short = string({ bytesMin: 1, bytesMax: 64 })
const long = string({ bytesMin: 1, bytesMax: 256 })
const day = string({ bytesMin: 10, bytesMax: 10, pattern: /^\d{4}-\d{2}-\d{2}$/ })
const assetKey = { assetNo: short, subAccount: optional(short), securityCode: optional(short) }

const assetSchema = object({
  ...assetKey,
  holder: object({
    name: long,
    formerNames: optional(array(long, { max: 16 })),
    idType: short,
    idNo: short,
  }),
  /** 分, units, or 1 for what is controlled as a whole. */
  quantity: integer({ min: 0 }),
  currency: optional(string({ bytesMin: 3, bytesMax: 3 })),
  isClosed: optional(boolean()),
  specialFund: optional(long),
  /** Fields of the kind's query feedback, by their model ids. */
  details: json({ bytesMax: 16_384 }),
})
export type AssetData = Infer<typeof assetSchema>

/** Measures of other courts that were there before. */
const earlierSchema = object({
  ...assetKey,
  requestNo: short,
  courtId: short,
  courtName: long,
  caseNo: long,
  state: enumeration(['EFFECTIVE', 'WAITING']),
  isInOnly: optional(boolean()),
  limit: optional(integer({ min: 0 })),
  from: day,
  to: day,
  registeredAt: short,
})

/** By both cards. */
export const filedOfficer = object({ courtId: short, workCard: short, dutyCard: short })

const profileSchema = object({
  kind: enumeration(KINDS),
  institutionCode: short,
  /** Kind of property by which the law caps the term; absent: nothing is controlled. */
  termAsset: optional(enumeration(['DEPOSIT', 'VEHICLE', 'REAL_ESTATE', 'SECURITY', 'INSURANCE_CASH_VALUE'])),
  /** Whether an empty account can be frozen, so that later money fills the limit. */
  freezesEmpty: boolean(),
  /** Officers whom the court has filed. */
  officers: array(filedOfficer, { max: 1_000 }),
  assets: array(assetSchema, { max: 100_000 }),
  earlier: array(earlierSchema, { max: 100_000 }),
})
export type Profile = Infer<typeof profileSchema>

export function countingOf({ kind }: Pick<Profile, 'kind'>): Counting {
  return kind === 'TAX' || kind === 'SOCIAL_SECURITY' ? 'NOTHING' : COUNTS[kind]
}

/** Profiles that come with the program. */
export const PROFILES = [
  'bank',
  'payment',
  'securities',
  'insurance',
  'vehicles',
  'land',
  'tax',
  'social-security',
] as const

/** A profile by its name or by the path of a file. @throws InstitutionError PROFILE_INVALID */
export function loadProfile(nameOrPath: string): Profile {
  const isNamed = PROFILES.some((name) => name === nameOrPath)
  const source = isNamed ? new URL(`../profiles/${nameOrPath}.json`, import.meta.url) : nameOrPath
  try {
    return profileSchema.parse(JSON.parse(readFileSync(source, 'utf8')))
  } catch (error) {
    if (error instanceof CodecError) throw new InstitutionError('PROFILE_INVALID', { ...error.facts })
    if (error instanceof SyntaxError) throw new InstitutionError('PROFILE_INVALID', { reason: 'no JSON' })
    throw error
  }
}
