import { bytesEqual, encodeCanonical, hexDecode, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { importState } from '@xiezhi/kernel'
import type { Application, StateChange } from '@xiezhi/kernel'
import type { StateStore } from '../store/state-store.ts'
import { metaKey } from './chain-rows.ts'
import { HostError } from './host-error.ts'
import { readStateFile } from './state-file.ts'

export interface Genesis {
  readonly chainId: string
  readonly genesisTimeMs: number
  /** Height of the first block; default 1. A zone that goes on from another host begins above that host's last. */
  readonly initialHeight?: number
  /** Genesis by module; or `exportDigest` alone, the digest of the file with the state that another host exported. */
  readonly appState: Readonly<Record<string, Json>>
}

export interface ZoneBeginning {
  readonly app: Application
  readonly store: StateStore
  readonly genesis: Genesis
  /** Of the validator, hexadecimal. */
  readonly validator: string
  /** Where the export lies; read once, at the first start. */
  readonly exportFile?: string | undefined
}

export const firstHeight = ({ initialHeight = 1 }: Genesis): number => initialHeight

/** What a store says of the zone in it, besides its state. */
export function zoneMeta({ chainId, genesisTimeMs, initialHeight }: Genesis, validator: string): Uint8Array {
  const begins = initialHeight === undefined ? {} : { initialHeight }
  return encodeCanonical({ chainId, genesisTimeMs, validator, ...begins })
}

/** Writes the state before the first block into an empty store. @throws ContractError GenesisInvalid; HostError HOST_EXPORT_… */
export function beginZone(beginning: ZoneBeginning): void {
  const { app, store, genesis, validator } = beginning
  const { genesisTimeMs, appState } = genesis
  const rows = [{ key: metaKey, value: zoneMeta(genesis, validator) }]
  const height = firstHeight(genesis) - 1
  const { exportDigest } = appState
  const aux =
    exportDigest === undefined
      ? app.initChain({ height, timeMs: genesisTimeMs, appState }).aux
      : importExport(beginning, height, exportDigest)
  store.commit({ timeMs: genesisTimeMs, aux, rows })
}

function importExport(
  { store, genesis, validator, exportFile }: ZoneBeginning,
  height: number,
  digest: Json,
): readonly StateChange[] {
  if (typeof digest !== 'string' || Object.keys(genesis.appState).length > 1)
    throw new HostError('HOST_EXPORT_MALFORMED', { reason: 'the genesis holds more than a digest' })
  if (exportFile === undefined) throw new HostError('HOST_EXPORT_UNREADABLE', { reason: 'no export file is named' })
  const { head, entries, aux } = readStateFile(exportFile, digest)
  mustMatch('chainId', genesis.chainId, head.chainId)
  mustMatch('initialHeight', height + 1, head.height + 1)
  mustMatch('validator', validator, head.validator)
  if (genesis.genesisTimeMs <= head.headerTimeMs)
    throw new HostError('HOST_EXPORT_OTHER', {
      field: 'genesisTimeMs',
      expected: `above ${head.headerTimeMs}`,
      seen: genesis.genesisTimeMs,
    })
  const imported = importState(store, height, { entries, aux })
  if (!bytesEqual(imported.appHash, hexDecode(head.appHash))) {
    store.discard()
    throw new HostError('HOST_EXPORT_ROOT', { expected: head.appHash, seen: hexEncode(imported.appHash) })
  }
  return imported.aux
}

/** What the genesis document says and what the export says. */
function mustMatch(field: string, expected: string | number, seen: string | number): void {
  if (expected !== seen) throw new HostError('HOST_EXPORT_OTHER', { field, expected, seen })
}
