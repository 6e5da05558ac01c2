import { PROVINCES, SUPREME_COURT } from '../court/court-code.ts'
import { LawError } from '../law-error.ts'

/** A case number taken apart; `normalised` is written with full-width brackets. */
export type CaseNumber =
  | {
      readonly form: 'CURRENT'
      readonly normalised: string
      readonly year: number
      readonly courtCode: string
      readonly special: string | null
      readonly typeCode: string
      readonly serial: number
      readonly suffix: string | null
    }
  | { readonly form: 'LEGACY'; readonly normalised: string; readonly year: number; readonly serial: number }

const CURRENT = new RegExp(
  `^\\((\\d{4})\\)(${SUPREME_COURT}|[${PROVINCES}](?:\\d{2}|\\d{4})?)(知|商|环|海)?` +
    '([\\u4e00-\\u9fff]{1,4}?)(\\d{1,8})号(之[一二三四五六七八九十]+)?$',
)
const LEGACY = /^\((\d{4})\)([\u4e00-\u9fff\d]+)字第(\d{1,8})号$/
/** 法〔2015〕137号 applies from 2016-01-01. */
const FIRST_CURRENT_YEAR = 2016
const SERIAL_RANDOM_DIGITS = 8
const CRIMINAL_REVIEW = '刑核'

const FULL_WIDTH_DIGITS = /[\uff10-\uff19]/g
const FULL_WIDTH_OFFSET = 0xfee0

/** Refuses with `FORMAT_CASE_NUMBER` or `FORMAT_CASE_SERIAL`. */
export function splitCaseNumber(text: string, path: string): CaseNumber {
  const plain = plainForm(text)
  const number = splitCurrent(plain, path) ?? splitLegacy(plain, path)
  if (number === null) throw new LawError('FORMAT_CASE_NUMBER', path, { seen: text.length })
  return number
}

/** White space dropped, digits ASCII, brackets `()`. */
function plainForm(text: string): string {
  return text
    .replace(/\s/g, '')
    .replace(FULL_WIDTH_DIGITS, (digit) => String.fromCharCode(digit.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(/[（〔]/g, '(')
    .replace(/[）〕]/g, ')')
}

function splitCurrent(plain: string, path: string): CaseNumber | null {
  const match = CURRENT.exec(plain)
  if (match === null) return null
  const [, year = '', courtCode = '', special = null, typeCode = '', serial = '', suffix = null] = match
  if (typeCode === CRIMINAL_REVIEW) {
    // Review numbers are random, so their zeros belong to them.
    if (serial.length !== SERIAL_RANDOM_DIGITS) throw serialError(path, `${SERIAL_RANDOM_DIGITS} digits`)
  } else refuseLeadingZero(serial, path)
  return {
    form: 'CURRENT',
    normalised: `（${year}）${courtCode}${special ?? ''}${typeCode}${serial}号${suffix ?? ''}`,
    year: Number(year),
    courtCode,
    special,
    typeCode,
    serial: Number(serial),
    suffix,
  }
}

function splitLegacy(plain: string, path: string): CaseNumber | null {
  const match = LEGACY.exec(plain)
  if (match === null) return null
  const [, year = '', words = '', serial = ''] = match
  if (Number(year) >= FIRST_CURRENT_YEAR) return null
  refuseLeadingZero(serial, path)
  return {
    form: 'LEGACY',
    normalised: `（${year}）${words}字第${serial}号`,
    year: Number(year),
    serial: Number(serial),
  }
}

function refuseLeadingZero(serial: string, path: string): void {
  if (serial.startsWith('0')) throw serialError(path, 'no leading zero')
}

function serialError(path: string, expected: string): LawError {
  return new LawError('FORMAT_CASE_SERIAL', path, { expected })
}
