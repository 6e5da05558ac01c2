import { array, object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { firms, firmSchema } from './state.ts'

const GENESIS_FIRMS_MAX = 100_000
const genesisSchema = object({ firms: array(firmSchema, { max: GENESIS_FIRMS_MAX }) })

/** Firms of a zone that starts with a register; null starts empty. */
export function initGenesis(ctx: TxContext, genesis: Json): void {
  if (genesis === null) return
  for (const firm of genesisSchema.parse(genesis).firms) firms(ctx.store).set(firm.uscc, firm)
}
