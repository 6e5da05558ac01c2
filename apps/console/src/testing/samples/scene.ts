/** Invented persons, numbers and firms; none of them is real. */
export const NOW_MS = Date.parse('2026-11-29T10:00:00+08:00')
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
export const TODAY = '2026-11-29'

export const LICENCES = {
  active: '11101201010123456',
  suspended: '11101201510765432',
  other: '11101201811222333',
} as const
export const FIRM = { uscc: '31110000MD0000016H', firmName: '示例律师事务所（虚构）' } as const
export const CASE_ID = '0123456789abcdef0123456789abcdef'
export const OTHER_CASE_ID = 'fedcba9876543210fedcba9876543210'
export const CASE_NUMBER = '（2026）京0101民初12345号'
export const VERIFICATION_ID = 'verification-0001'
export const DIGEST = `sha256:${'ab'.repeat(32)}`
export const OTHER_DIGEST = `sha256:${'cd'.repeat(32)}`
export const ACT_ID = `${'12'.repeat(32)}-0`

export const BASIS = {
  code: 'SUSPENDED',
  rule: 'R18-04',
  text: { zh: '停止执业期间不得执业', en: 'May not practise while suspended' },
  statute: { zh: '律师法第47条至第49条', en: 'Lawyers Law arts. 47 to 49' },
}

/** Hexadecimal identifier of 32 digits that ends in a number. */
export function idOf(number: number): string {
  return number.toString(16).padStart(32, '0')
}
