import { collect, type Report, type RepositoryFile, type Rule } from '../finding.ts'
import { linesOf } from '../prose.ts'

const RESIDENT_ID = /(?<![0-9A-Za-z.])\d{17}[0-9Xx](?![0-9A-Za-z])/g
const CARD = /(?<![0-9A-Za-z.])(?:\d{4}[ -]){3}\d{1,7}(?![0-9A-Za-z])|(?<![0-9A-Za-z.])\d{15,19}(?![0-9A-Za-z.])/g
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const ID_CHECK_DIGITS = '10X98765432'
/** Province codes of GB/T 2260 and the residence permits of Hong Kong, Macao and Taiwan. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
)
/** Numbers printed as samples in GB 11643 itself, and payment networks' published test cards. */
const PUBLISHED_SAMPLES = new Set([
  '11010519491231002X',
  '440524188001010014',
  '4111111111111111',
  '4242424242424242',
  '5555555555554444',
  '378282246310005',
])
const REMEDY = 'use a published sample, or an identity number of the unassigned region 999999'

/** No file may hold a number that could be a living person's: identity numbers and bank cards in their well-formed shape. */
export const neverOnChain: Rule = {
  name: 'never-on-chain',
  check: (repository) =>
    collect('never-on-chain', (report) => {
      for (const file of repository.files.values()) {
        if (file.text !== null && file.path !== 'package-lock.json') scan(file, file.text, report)
      }
    }),
}

function scan(file: RepositoryFile, content: string, report: Report): void {
  for (const { text, line } of linesOf(content)) {
    const at = { path: file.path, line }
    for (const [number] of text.matchAll(RESIDENT_ID)) {
      if (isResidentId(number.toUpperCase()) && !PUBLISHED_SAMPLES.has(number.toUpperCase())) {
        report(at, `a well-formed identity number (${masked(number)})`, REMEDY)
      }
    }
    for (const [found] of text.matchAll(CARD)) {
      const number = found.replace(/[ -]/g, '')
      if (isCard(number) && !PUBLISHED_SAMPLES.has(number) && !isResidentId(number)) {
        report(at, `a number in the shape of a bank card (${masked(number)})`, REMEDY)
      }
    }
  }
}

/** GB 11643: assigned province, a birth date, check digit by ISO 7064 MOD 11-2. */
function isResidentId(number: string): boolean {
  if (number.length !== 18 || !PROVINCES.has(number.slice(0, 2))) return false
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)]
  if (!isBirthDate(`${year}-${month}-${day}`)) return false
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0)
  return ID_CHECK_DIGITS[sum % 11] === number[17]
}

/** A real day of the years 1800 to 2099. */
function isBirthDate(text: string): boolean {
  const instant = Date.parse(`${text}T00:00:00Z`)
  return /^(18|19|20)/.test(text) && !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text)
}

/** UnionPay, Visa, Mastercard, JCB and American Express prefixes with their lengths, and a right Luhn digit. */
function isCard(number: string): boolean {
  const shaped = /^(62\d{14,17}|4\d{15}|5[1-5]\d{14}|35\d{14}|3[47]\d{13})$/.test(number)
  if (!shaped || /^(\d)\1+$/.test(number)) return false
  const sum = Array.from(number)
    .reverse()
    .reduce((total, digit, index) => {
      const value = index % 2 === 0 ? Number(digit) : Number(digit) * 2
      return total + (value > 9 ? value - 9 : value)
    }, 0)
  return sum % 10 === 0
}

/** A finding must not repeat what it found. */
function masked(number: string): string {
  return `${number.slice(0, 2)}…${number.slice(-1)}`
}
