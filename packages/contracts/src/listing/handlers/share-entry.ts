import type { TxContext } from '@xiezhi/kernel'
import type { ListingPorts } from '../ports.ts'
import type { Entry } from '../state.ts'

/** The subscribers are told of a new, changed, lifted or contested entry. */
export function shareEntry(_ctx: TxContext, _entry: Entry): void {
  return
}

/** Everybody who has the entry is told that it is gone. */
export function withdrawEverywhere(_ctx: TxContext, _ports: Pick<ListingPorts, 'lawBook'>, _entry: Entry): void {
  return
}
