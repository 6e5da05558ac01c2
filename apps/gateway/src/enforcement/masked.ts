import type { PropertyFields } from './store.ts'

const SHOWN = 4

/** The last four places of a number (rulebook 20A.7); a short one shows fewer than it has. Null: there is none. */
export function masked(number: string | null | undefined): string | null {
  if (number == null) return null
  const shown = Math.min(SHOWN, Math.floor(number.length / 2))
  return `****${number.slice(number.length - shown)}`
}

/**
 * The last four places of a property's number, and of its sub-account (子账号) where it has one. A sub-account of so few
 * places is an ordinal that tells nothing without the account, and is shown whole.
 */
export function maskedNumber({ number, subAccount }: Pick<PropertyFields, 'number' | 'subAccount'>): string {
  const account = masked(number) ?? ''
  if (subAccount === null) return account
  return `${account}/${subAccount.length <= SHOWN ? subAccount : (masked(subAccount) ?? '')}`
}
