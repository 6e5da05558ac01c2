import { literal } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'

/** Lists begin with the zone: there is nothing to bring. */
export function initGenesis(_: TxContext, genesis: Json): void {
  literal(null).parse(genesis)
}
