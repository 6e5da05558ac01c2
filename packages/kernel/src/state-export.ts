import { be64, concatBytes } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { StateBackend, StateChange, StateEntry } from './backend.ts'

/** The whole state of a zone: what another host needs to go on under the same root. */
export interface StateExport {
  readonly entries: readonly StateEntry[]
  /** Outside the tree: spent ids and the last stamp. */
  readonly aux: readonly StateEntry[]
}

/** Everything in key order. */
export function exportState(backend: StateBackend): StateExport {
  return { entries: [...backend.scan({})], aux: [...backend.scanAux({})] }
}

/** SHA-256 over every key and value with their lengths, state before aux. A genesis document names an export by it. */
export function exportDigest(crypto: Crypto, { entries, aux }: StateExport): Uint8Array {
  const digestOf = (list: readonly StateEntry[]): Uint8Array =>
    crypto.sha256(
      concatBytes(
        ...list.map(({ key, value }) => crypto.sha256(concatBytes(be64(key.length), key, be64(value.length), value))),
      ),
    )
  return crypto.sha256(concatBytes(digestOf(entries), digestOf(aux)))
}

/**
 * Stages an export in an empty backend as the state after `height`; the root is that of the exporting zone. The caller
 * commits with the aux rows returned.
 */
export function importState(
  backend: StateBackend,
  height: number,
  { entries, aux }: StateExport,
): { readonly appHash: Uint8Array; readonly aux: readonly StateChange[] } {
  return { appHash: backend.stage(height, entries), aux }
}
