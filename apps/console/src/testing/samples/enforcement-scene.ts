import { idOf } from './scene.ts'

/** An invented debtor with an account, a flat and a car; none of it is real. */
export const DEBTOR_ID = idOf(0xde)
export const ACCOUNT_ID = idOf(0xa1)
export const FLAT_ID = idOf(0xa2)
export const CAR_ID = idOf(0xa3)
export const FUND_ID = idOf(0xa4)
export const MEASURE_ID = idOf(0xea)
export const CURRENCY = 'CNY'

/** Identifier of an order by its number. */
export function orderId(number: number): string {
  return `${String(number).padStart(2, '0').repeat(32)}-0`
}
