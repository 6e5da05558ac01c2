import { bundledLaw, identifier } from '@xiezhi/law'

/** Cities of the sample: digits of GB/T 2260 after the province, and a court code there. */
export const PROVINCE = '44'
export const CITIES = [
  { city: '01', court: '粤0106' },
  { city: '03', court: '粤0305' },
] as const
export type City = (typeof CITIES)[number]

/** A credit code of a law firm: both check digits as the law functions compute them. */
export function firmCode(city: string, number: number): string {
  const body = `MD${String(number).padStart(6, '0')}`
  const draft = `31${PROVINCE}${city}00${body}00`
  const { expectedInnerCheckDigit } = identifier.uscc({ value: draft, whitelist: [] }, bundledLaw)
  const inner = `${draft.slice(0, 16)}${expectedInnerCheckDigit}0`
  const { expectedCheckDigit } = identifier.uscc({ value: inner, whitelist: [] }, bundledLaw)
  return `${inner.slice(0, 17)}${expectedCheckDigit}`
}

export interface LicenceParts {
  readonly city: string
  readonly firstYear: number
  /** 1 to 9; 1: full time. */
  readonly category: number
  readonly gender: 0 | 1
  readonly serial: number
}

/** 17 digits (rulebook 18.3). */
export function licenceNumber({ city, firstYear, category, gender, serial }: LicenceParts): string {
  return `1${PROVINCE}${city}${firstYear}${category}${gender}${String(serial).padStart(6, '0')}`
}

export function caseNumber(year: number, court: string, type: string, serial: number): string {
  return `（${year}）${court}${type}${serial}号`
}
