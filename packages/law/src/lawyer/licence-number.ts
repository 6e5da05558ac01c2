import { LawError } from '../law-error.ts'

export const CATEGORIES = [
  'FULL_TIME',
  'PART_TIME',
  'HONG_KONG',
  'MACAO',
  'TAIWAN',
  'PUBLIC',
  'COMPANY',
  'LEGAL_AID',
  'MILITARY',
] as const
export type Category = (typeof CATEGORIES)[number]

export const GENDERS = ['MALE', 'FEMALE'] as const
export type Gender = (typeof GENDERS)[number]

const CURRENT = /^(\d)(\d{2})(\d{2})(\d{4})(\d)(\d)(\d{6})$/
const LEGACY = /^\d{12}$/

/** A number of 17 digits, taken apart (rulebook 18.3). Positions 2 to 5 follow the present firm. */
export interface LicenceNumber {
  readonly kindDigit: string
  readonly provinceCode: string
  readonly cityCode: string
  readonly firstLicenceYear: number
  readonly category: Category | null
  readonly gender: Gender | null
  readonly serial: string
}

/** Null for an old number of 12 digits; anything else is refused with `FORMAT_LICENCE_NO`. */
export function splitLicenceNumber(text: string, path: string): LicenceNumber | null {
  if (LEGACY.test(text)) return null
  return splitCurrentNumber(text, path)
}

/** Refuses everything but 17 digits with `FORMAT_LICENCE_NO`. */
export function splitCurrentNumber(text: string, path: string): LicenceNumber {
  const match = CURRENT.exec(text)
  if (match === null) throw new LawError('FORMAT_LICENCE_NO', path, { expected: '17 digits', seen: text.length })
  const [, kindDigit = '', provinceCode = '', cityCode = '', year = '', category = '', gender = '', serial = ''] = match
  return {
    kindDigit,
    provinceCode,
    cityCode,
    firstLicenceYear: Number(year),
    category: CATEGORIES[Number(category) - 1] ?? null,
    gender: GENDERS[Number(gender)] ?? null,
    serial,
  }
}
