import type { Json } from '@xiezhi/codec'
import { SdkError } from '@xiezhi/sdk'
import type { Refusal } from './outbox-store.ts'

/** Why the ledger refuses for good; undefined where the way to it failed, or the reason will pass. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof SdkError) || (error.code !== 'TX_REFUSED' && error.code !== 'TX_NOT_INCLUDED'))
    return undefined
  const { codespace, code, name, facts } = error.facts
  // A node that is stopping, is full, or waits for its clock: that passes.
  if (codespace === 'host') return undefined
  return {
    codespace: text(codespace),
    code: typeof code === 'number' ? code : 0,
    name: text(name),
    facts: typeof facts === 'object' && facts !== null && !Array.isArray(facts) ? (facts as Record<string, Json>) : {},
  }
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
