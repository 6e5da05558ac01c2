import { describe, expect, test } from 'vitest'
import { placesOf, problemsOf } from '../fixtures.ts'
import { neverOnChain } from './never-on-chain.ts'

/** Completes 17 digits with the check digit of GB 11643, so that no whole number stands in this file. */
function residentId(digits: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return `${digits}${'10X98765432'[sum % 11]}`
}

/** Completes digits with their Luhn digit. */
function card(digits: string): string {
  for (let last = 0; ; last++) {
    const number = `${digits}${last}`
    const sum = Array.from(number)
      .reverse()
      .reduce((total, digit, index) => {
        const value = index % 2 === 0 ? Number(digit) : Number(digit) * 2
        return total + (value > 9 ? value - 9 : value)
      }, 0)
    if (sum % 10 === 0) return number
  }
}

describe('never-on-chain', () => {
  test('finds well-formed identity numbers in any text file, with a small x too', () => {
    const number = residentId('11010119900307001')
    expect(placesOf(neverOnChain, { 'vectors/a.json': `{\n"id": "${number}"}` })).toEqual(['error vectors/a.json:2'])
    const withX = [...Array(20).keys()]
      .map((sequence) => residentId(`31010119851115${String(sequence).padStart(3, '0')}`))
      .find((one) => one.endsWith('X'))
    expect(placesOf(neverOnChain, { 'a.csv': withX?.toLowerCase() ?? '' })).toEqual(['error a.csv:1'])
  })

  test('does not repeat the number in its finding', () => {
    const number = residentId('11010119900307001')
    expect(problemsOf(neverOnChain, { 'a.md': number })).toEqual([
      `a well-formed identity number (11…${number.at(-1)})`,
    ])
  })

  test('accepts wrong check digits, unassigned regions, published samples and digits inside longer words', () => {
    const number = residentId('11010119900307001')
    const wrong = `${number.slice(0, 17)}${number.endsWith('1') ? '2' : '1'}`
    const noSuchDay = residentId('11010119900230001')
    const texts = [
      wrong,
      noSuchDay,
      residentId('99999919900307001'),
      '11010519491231002X',
      `ab${number}cd`,
      `1${number}`,
    ]
    for (const text of texts) expect(placesOf(neverOnChain, { 'a.ts': text })).toEqual([])
  })

  test('finds bank-card numbers, grouped or not', () => {
    const number = card('622202020011223')
    const grouped = number.replace(/(\d{4})(?=\d)/g, '$1 ')
    for (const text of [number, grouped, card('6228480402564890'.slice(0, 18))]) {
      expect(placesOf(neverOnChain, { 'packages/a/src/a.ts': `'${text}'` })).toEqual(['error packages/a/src/a.ts:1'])
    }
    expect(placesOf(neverOnChain, { 'a.ts': '4111111111111111' })).toEqual([])
  })

  test('accepts instants, licence numbers and case numbers', () => {
    const text = '1764054000123 1764054000123456789 11101201010123456 （2026）京0105民初12345号'
    expect(placesOf(neverOnChain, { 'a.ts': text })).toEqual([])
  })
})
