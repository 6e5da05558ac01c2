import { bundledLaw } from '@xiezhi/law'
import { describe, expect, test } from 'vitest'
import { GatewayError } from '../gateway-error.ts'
import { birthDateOf } from './birth-date.ts'
import { judgementOf } from './judgement.ts'

const TODAY = '2026-03-02'
const KNOWN = { today: TODAY, law: bundledLaw }
// Invented: a region that does not exist.
const ADULT = '999999199003070012'
const MINOR = '999999200903050011'
const LEGACY = '999999900307001'

const debtor = (idNo: string, change: { readonly kind?: 'NATURAL' | 'ENTERPRISE'; readonly idType?: string } = {}) =>
  ({ kind: 'NATURAL', idType: 'RESIDENT_ID', fields: { idNo }, ...change }) as Parameters<typeof birthDateOf>[0]
const stated = (birthDate: string | null) => ({ birthDate, path: '/published/birthDate' })

/** The refusal. @throws RangeError: there was none */
function refused(idNo: string, birthDate: string | null): GatewayError {
  try {
    birthDateOf(debtor(idNo), stated(birthDate), KNOWN)
  } catch (error) {
    if (error instanceof GatewayError) return error
    throw error
  }
  throw new RangeError('not refused')
}

describe('the day of birth', () => {
  test.each([
    ['the number of now', ADULT, '1990-03-07'],
    ['a number as typed, in small letters', '99999919850512002x', '1985-05-12'],
    ['a number of 15 digits', LEGACY, '1990-03-07'],
  ])('of a resident is that of %s, and what is stated agrees', (_, idNo, birthDate) => {
    expect(birthDateOf(debtor(idNo), stated(birthDate), KNOWN)).toBe(birthDate)
  })

  test('of another document is what is stated; a unit has none', () => {
    expect(birthDateOf(debtor('E00000001', { idType: 'PASSPORT' }), stated('1990-03-08'), KNOWN)).toBe('1990-03-08')
    const unit = debtor('91999999MA00000012', { kind: 'ENTERPRISE', idType: 'USCC' })
    expect(birthDateOf(unit, stated('1990-03-08'), KNOWN)).toBeNull()
  })

  test.each([
    ['that makes a minor of age', MINOR, '1999-03-05'],
    ['a day off', ADULT, '1990-03-08'],
    ['that makes somebody of age a minor', ADULT, '2009-03-05'],
    ['of another century, under 15 digits', LEGACY, '2090-03-07'],
  ])('rejects one %s: field and expectation, neither the day nor the number', (_, idNo, birthDate) => {
    const error = refused(idNo, birthDate)
    expect(error).toMatchObject({
      code: 'BIRTH_DATE_DIFFERS',
      facts: {
        part: 'body',
        path: '/published/birthDate',
        expected: 'the day of birth in the resident identity number',
      },
    })
    for (const secret of [idNo, idNo.slice(6, 14), birthDate, '1990-03-07', '2009-03-05'])
      expect(`${error.message} ${JSON.stringify(error)}`).not.toContain(secret)
  })

  test.each([
    ['no number of a resident', 'H00000001'],
    ['a day that does not exist', '999999199002300012'],
  ])('rejects a resident with %s, whatever is stated', (_, idNo) => {
    const error = refused(idNo, '1990-03-07')
    expect(error).toMatchObject({ code: 'BIRTH_DATE_DIFFERS', facts: { part: 'body', path: '/debtorId' } })
    expect(`${error.message} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(idNo)
  })

  test('rejects a natural person of whom none is stated', () => {
    expect(refused(ADULT, null)).toMatchObject({ code: 'INPUT_INVALID', facts: { path: '/published/birthDate' } })
  })
})

describe('a listing judged by that day', () => {
  const facts: Parameters<typeof judgementOf>[0] = {
    ...KNOWN,
    owed: { totalCents: 100_000_000 },
    enforcement: { state: 'OPEN' },
    controls: [],
  }
  const statement = {
    isRepresentative: false,
    hasSufficientSecurity: false,
    isLaterInOrder: false,
    isCampusLoanStudent: false,
    sealedNetCents: 0,
    deletedAtSameApplicantsRequestOn: null,
  }
  const judged = (idNo: string, birthDate: string): ReturnType<typeof judgementOf> => {
    const found = birthDateOf(debtor(idNo), stated(birthDate), KNOWN)
    return judgementOf(facts, debtor(idNo), { situation: 1, statement, birthDate: found })
  }

  test('G20-73: a minor is not listed, and whoever is of age is', () => {
    const minor = judged(MINOR, '2009-03-05')
    expect(minor).toMatchObject({ isOfAge: false, judgement: { verdict: 'BLOCK', reasons: [{ code: 'MINOR' }] } })
    expect(judged(ADULT, '1990-03-07')).toMatchObject({ isOfAge: true, judgement: { verdict: 'LIST', reasons: [] } })
  })
})
