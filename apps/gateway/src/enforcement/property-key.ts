import { createHmac } from 'node:crypto'
import { isCountedInMoney } from '@xiezhi/law'
import type { OrdersConfig } from '../config.ts'
import type { Answered } from './found-property.ts'

/** What is told of one thing or account, as far as it says which one it is. */
export interface Identified extends Pick<Answered, 'asset'> {
  readonly fields: Pick<Answered['fields'], 'number' | 'subAccount' | 'currency'>
}

/**
 * Code of an institution in the control interface (银行代号). Channels to one institution, nationwide and local, are
 * organisations of the ledger with one code. One that is configured no more stands for itself.
 */
export function unitCodeOf(institutions: OrdersConfig['institutions'], organisation: string): string {
  return institutions?.find((one) => one.organisation === organisation)?.code ?? organisation
}

/**
 * Tells the same property in a case again: money, which each institution numbers for itself, by unit code, account,
 * sub-account and currency; things by their own code alone (车辆识别代号, 不动产单元号), securities by the number
 * `account/code`, whoever tells of them.
 */
export function keyOf(unitCode: string, { asset, fields }: Identified): string {
  const number = fields.number.toUpperCase()
  if (!isCountedInMoney(asset)) return `${asset}\n${number}`
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
