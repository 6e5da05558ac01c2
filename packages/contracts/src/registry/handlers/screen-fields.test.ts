import { ContractError } from '@xiezhi/kernel'
import type { ErrorKind } from '@xiezhi/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { credential } from '../fixtures.ts'
import { screenFields, screenValue } from './screen-fields.ts'

function kindOf(run: () => void): { kind: ErrorKind; facts: unknown } | undefined {
  try {
    run()
  } catch (error) {
    if (error instanceof ContractError) return { kind: error.kind, facts: error.facts }
    throw error
  }
  return undefined
}

describe('screenFields', () => {
  test.each([
    ['a field that must never stand on a ledger', errors.FieldNever, { identityNo: 'x' }, 'identityNo'],
    ['a field that is committed only', errors.FieldCommittedOnly, { address: 'x' }, 'address'],
    ['a field that is not declared', errors.FieldUnknown, { phone: 'x' }, 'phone'],
    ['a value that does not fit', errors.FieldInvalid, { licenceNo: '1' }, 'licenceNo'],
    ['an identity number', errors.IdentityNumberSeen, { remark: '号码 11010519491231002X。' }, 'remark'],
    ['one in small letters with blanks', errors.IdentityNumberSeen, { remark: '110105 19491231 002x' }, 'remark'],
    ['one in full width', errors.IdentityNumberSeen, { remark: '１１０１０５１９４９１２３１００２Ｘ' }, 'remark'],
    ['a bank card', errors.BankCardSeen, { remark: '4111 1111 1111 1111' }, 'remark'],
    ['a mobile number', errors.MobileNumberSeen, { remark: 'tel 138-0013-8000' }, 'remark'],
    ['a mobile number with country code', errors.MobileNumberSeen, { remark: '+8613800138000' }, 'remark'],
    ['a name', errors.PersonNameSeen, { remark: '张三丰' }, 'remark'],
    ['a name with a double surname', errors.PersonNameSeen, { remark: '欧阳某' }, 'remark'],
    ['an absent field that is required', errors.FieldMissing, {}, 'status'],
  ])('rejects %s with the field and without the value', (_, kind, fields, field) => {
    const full = field === 'status' ? fields : { status: 'PRACTISING', ...fields }
    const refusal = kindOf(() => screenFields(credential, full))
    expect(refusal).toMatchObject({ kind, facts: { field } })
    expect(JSON.stringify(refusal?.facts)).not.toMatch(/\d{4}|三/)
  })

  test('takes declared names and numbers, codes, dates, digests and sentences', () => {
    const fields = {
      status: 'PRACTISING',
      holder: '张三丰',
      licenceNo: '11101202610000001',
      remark: '自2026-01-01起执业，摘要 3b7e1f0a4111111111111111ab',
    }
    expect(kindOf(() => screenFields(credential, fields))).toBeUndefined()
  })

  test('looks into lists and objects', () => {
    const nested = { list: [{ note: ['13800138000'] }] }
    expect(kindOf(() => screenValue(nested, 'remark'))?.kind).toEqual(errors.MobileNumberSeen)
    expect(kindOf(() => screenValue(13_800_138_000, 'remark'))?.kind).toEqual(errors.MobileNumberSeen)
    expect(kindOf(() => screenValue(13_800_138_000, 'amount', 'number'))).toBeUndefined()
  })

  test('finds every number with a right Luhn digit, and none with a wrong one', () => {
    const rest = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 17 })
    fc.assert(
      fc.property(rest, (tail) => {
        const body = [6, ...tail]
        const weighed = [...body].reverse().map((digit, at) => (at % 2 === 0 ? digit * 2 : digit))
        const sum = weighed.reduce((total, value) => total + (value > 9 ? value - 9 : value), 0)
        const check = (10 - (sum % 10)) % 10
        const [right, wrong] = [check, (check + 1) % 10].map((last) => `${body.join('')}${last}`)
        const found = kindOf(() => screenValue(right ?? '', 'x'))?.kind
        // A number of 18 digits may be a well-formed identity number as well.
        expect([errors.BankCardSeen, errors.IdentityNumberSeen]).toContainEqual(found)
        expect(kindOf(() => screenValue(wrong ?? '', 'x'))?.kind).not.toEqual(errors.BankCardSeen)
      }),
      { numRuns: 300 },
    )
  })
})
