import { CodecError } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { ContractError, ensure } from '@xiezhi/kernel'
import type { ErrorKind } from '@xiezhi/kernel'
import { isCivilDate } from '../../ids.ts'
import { onceFor } from '../../once-for.ts'
import { errors } from '../errors.ts'
import type { RecordField, RecordType } from '../state.ts'

const IDENTITY_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const IDENTITY_CHECK_DIGITS = '10X98765432'
const CARD_DIGITS_MIN = 16
const CARD_DIGITS_MAX = 19
const MOBILE_DIGITS = 11
const MOBILE_WITH_COUNTRY_DIGITS = 13
const NAME_CHARACTERS_MAX = 4

/** The hundred most frequent surnames (2020 census) and the frequent ones of two characters. */
const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文',
)
const DOUBLE_SURNAMES = ['欧阳', '上官', '司马', '诸葛', '东方', '皇甫', '尉迟', '公孙', '令狐', '慕容', '夏侯', '端木']
const HAN_ONLY = /^\p{Script=Han}{2,4}$/u
/** Runs of digits as people write them: grouped by blanks or hyphens, full width too; a last X belongs to identity numbers. */
const DIGIT_RUN = /(?<![0-9A-Za-z])\+?\d(?:[ \-\u00a0]?\d){9,22}(?:[ -]?[Xx])?(?![0-9A-Za-z])/g

/**
 * Refuses fields that may not stand on a ledger (rulebook 2.8) and values that look like what must never stand there.
 * @throws ContractError with the field's name as fact, never the value
 */
export function screenFields(type: RecordType, fields: Readonly<Record<string, Json>>): void {
  const declared = fieldsOf(type)
  for (const [name, value] of Object.entries(fields)) {
    const field = declared.get(name)
    ensure(field !== undefined, errors.FieldUnknown, { field: name, recordType: type.name })
    ensure(field.class !== 'never', errors.FieldNever, { field: name })
    ensure(field.class === 'public', errors.FieldCommittedOnly, { field: name })
    parseField(field, value)
    screenValue(value, field.name, field.holds)
  }
  for (const field of type.fields) {
    ensure(field.required !== true || Object.hasOwn(fields, field.name), errors.FieldMissing, { field: field.name })
  }
}

/** Refuses a text or number that holds an identity, card or mobile number, or reads as a person's name. @throws ContractError */
export function screenValue(value: Json, field: string, holds?: RecordField['holds']): void {
  if (typeof value === 'string') screenText(value, field, holds)
  else if (typeof value === 'number') screenText(String(value), field, holds)
  else if (Array.isArray(value)) for (const item of value as readonly Json[]) screenValue(item, field, holds)
  else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      screenText(key, field, holds)
      screenValue(item, field, holds)
    }
  }
}

const fieldsOf = onceFor(
  ({ fields }: RecordType): ReadonlyMap<string, RecordField> => new Map(fields.map((field) => [field.name, field])),
)

function parseField({ name, schema }: RecordField, value: Json): void {
  try {
    schema.parse(value)
  } catch (error) {
    if (error instanceof CodecError) {
      const { path, expected } = error.facts
      throw new ContractError(errors.FieldInvalid, { field: name, path, expected })
    }
    throw error
  }
}

function screenText(text: string, field: string, holds: RecordField['holds']): void {
  if (holds !== 'number') {
    const kind = numberKind(text)
    if (kind !== undefined) throw new ContractError(kind, { field })
  }
  ensure(holds === 'name' || !readsAsName(text), errors.PersonNameSeen, { field })
}

function numberKind(text: string): ErrorKind | undefined {
  // Most values are codes and dates: nothing below can match them.
  if (text.length < MOBILE_DIGITS) return undefined
  for (const [run] of halfWidth(text).matchAll(DIGIT_RUN)) {
    const digits = run.replace(/[^0-9Xx]/g, '').toUpperCase()
    if (isIdentityNumber(digits)) return errors.IdentityNumberSeen
    if (isCardNumber(digits)) return errors.BankCardSeen
    if (isMobileNumber(digits)) return errors.MobileNumberSeen
  }
  return undefined
}

/** GB 11643: a birth date and the check digit of ISO 7064 MOD 11-2. Any region: unassigned ones were seen in real use. */
function isIdentityNumber(digits: string): boolean {
  if (!/^\d{17}[\dX]$/.test(digits)) return false
  if (!isCivilDate(`${digits.slice(6, 10)}-${digits.slice(10, 12)}-${digits.slice(12, 14)}`)) return false
  const sum = IDENTITY_WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return IDENTITY_CHECK_DIGITS[sum % IDENTITY_CHECK_DIGITS.length] === digits[17]
}

/** ISO/IEC 7812: 16 to 19 digits with a right Luhn digit. */
function isCardNumber(digits: string): boolean {
  if (digits.length < CARD_DIGITS_MIN || digits.length > CARD_DIGITS_MAX || digits.includes('X')) return false
  if (/^0+$/.test(digits)) return false
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const weighed = at % 2 === 0 ? digit : digit * 2
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum % 10 === 0
}

function isMobileNumber(digits: string): boolean {
  if (digits.length === MOBILE_WITH_COUNTRY_DIGITS) return /^861[3-9]/.test(digits)
  return digits.length === MOBILE_DIGITS && /^1[3-9]/.test(digits)
}

function readsAsName(text: string): boolean {
  // Han characters of a name lie in the basic plane or take two units.
  if (text.length < 2 || text.length > 2 * NAME_CHARACTERS_MAX || !HAN_ONLY.test(text)) return false
  return SURNAMES.has(text[0] ?? '') || DOUBLE_SURNAMES.some((surname) => text.startsWith(surname))
}

function halfWidth(text: string): string {
  return text.replace(/[\uff10-\uff19\uff38\uff58]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
}
