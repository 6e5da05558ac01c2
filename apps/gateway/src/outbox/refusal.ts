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

const OF_KNOWN: readonly unknown[] = ['Spent', 'TxDuplicate', 'Expired']

/** The ledger has had it before, or might have: of a transaction that has expired it does not say that it is spent. */
export function mayBeIncluded(error: unknown): boolean {
  if (!(error instanceof SdkError) || (error.code !== 'TX_NOT_INCLUDED' && error.code !== 'TX_REFUSED')) return false
  const { codespace, name } = error.facts
  return codespace === 'kernel' ? OF_KNOWN.includes(name) : name === 'HOST_TX_KNOWN'
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
