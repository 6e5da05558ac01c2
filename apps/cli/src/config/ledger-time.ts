import { civilDateOf } from '@xiezhi/contracts/ids'
import { Home } from './home.ts'

/** The time of the ledgers of this data folder: what orders and questions state. UTC milliseconds. */
export function ledgerNowMs(): number {
  return new Home().nowMs()
}

/** The civil date of the ledgers of this data folder. */
export function ledgerToday(): string {
  return civilDateOf(ledgerNowMs())
}
