import { createHmac } from 'node:crypto'
import type { OrdersConfig } from '../config.ts'
import type { Answered } from './found-property.ts'

/** Kinds that an institution keeps in accounts or contracts of its own: their numbers are unique there and nowhere else. */
const AT_INSTITUTION: ReadonlySet<string> = new Set(['DEPOSIT', 'FIN_PRODUCT', 'INSURANCE_CASH_VALUE'])

/** What is told of one thing or account, as far as it says which one it is. */
export interface Identified extends Pick<Answered, 'asset'> {
  readonly fields: Pick<Answered['fields'], 'number' | 'subAccount' | 'currency'>
}

export function isMoney({ asset }: Pick<Identified, 'asset'>): boolean {
  return AT_INSTITUTION.has(asset)
}

/**
 * Code of an institution in the control interface (银行代号). Channels to one institution, nationwide and local, are
 * organisations of the ledger with one code. One that is configured no more stands for itself.
 */
export function unitCodeOf(institutions: OrdersConfig['institutions'], organisation: string): string {
  return institutions?.find((one) => one.organisation === organisation)?.code ?? organisation
}

/**
 * Tells the same property in a case again: money by unit code, account, sub-account and currency; things by their own
 * code alone (车辆识别代号, 不动产单元号), securities by the number `account/code`, whoever tells of them.
 */
export function keyOf(unitCode: string, { asset, fields }: Identified): string {
  const number = fields.number.toUpperCase()
  if (!isMoney({ asset })) return `${asset}\n${number}`
  return JSON.stringify([asset, unitCode, number, fields.subAccount?.toUpperCase() ?? '', fields.currency])
}

/** The key of money without institution, sub-account and currency, under which rows of earlier versions are kept. */
export function earlierKeyOf({ asset, fields }: Identified): string {
  return `${asset}\n${fields.number.toUpperCase()}`
}

/** Keyed index of a key in one case: rows are found by it, and it tells nothing of the number. */
export function tagOf(secret: string, caseId: string, key: string): string {
  return createHmac('sha256', secret).update(`${caseId}\n${key}`).digest('hex')
}
