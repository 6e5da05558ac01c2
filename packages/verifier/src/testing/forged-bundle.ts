import { decodeCanonical, encodeCanonical, hexEncode, latin1Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import { encodeBundle, encodeTrustFile, parseBundle } from '@xiezhi/evidence'
import type { Bundle, ZoneEvidence } from '@xiezhi/evidence'
import { lightBlock, validatorKeys } from '@xiezhi/lightclient/testing'
import type { ValidatorKeys } from '@xiezhi/lightclient/testing'
import { proveMembership, StateTree } from '@xiezhi/merkle'
import { verifyBundle } from '../verify-bundle.ts'
import type { VerificationResult } from '../verdict.ts'

type Side = 'asker' | 'answerer'
const SIDES = ['asker', 'answerer'] as const

/** Keys of the ledgers that sign what a test makes them say. */
export const KEYS: Readonly<Record<Side, ValidatorKeys>> = {
  asker: validatorKeys(crypto, [10], 1),
  answerer: validatorKeys(crypto, [10], 11),
}

/** Anchors that name these keys. */
export function trustOf(zones: Readonly<Record<Side, { chainId: string }>>, keys = KEYS): Uint8Array {
  return encodeTrustFile({
    source: 'test',
    zones: SIDES.map((side) => ({
      chainId: zones[side].chainId,
      height: 1,
      validators: keys[side].set.validators.map(({ publicKey, votingPower }) => ({
        publicKey: hexEncode(publicKey),
        power: Number(votingPower),
        organisation: side,
      })),
    })),
  })
}

export interface ZoneParts {
  readonly chainId: string
  readonly clientId: string
  readonly keys: ValidatorKeys
  /** The state after this height; its root is in the header of the next. */
  readonly height: number
  /** Every record of the state by key; all of them are shown. */
  readonly records: ReadonlyMap<string, Uint8Array>
}

/** A zone whose state holds just these records: real tree, real proofs, a header that the keys sign. */
export function zoneEvidence({ chainId, clientId, keys, height, records }: ZoneParts): ZoneEvidence {
  const tree = new StateTree(crypto)
  const rows = [...records].map(([key, value]) => ({ key, keyBytes: latin1Encode(key), value }))
  tree.update(
    rows.map(({ keyBytes, value }) => ({ keyHash: crypto.sha256(keyBytes), valueHash: crypto.sha256(value) })),
  )
  const block = lightBlock(crypto, {
    chainId,
    height: height + 1,
    timeMs: 1_790_000_000_000,
    validators: keys,
    appHash: tree.root(),
  })
  const shown = rows.map((row) => ({ ...row, height, proof: proveMembership(tree, crypto, row.keyBytes, row.value) }))
  shown.sort((a, b) => (a.key < b.key ? -1 : 1))
  return { chainId, clientId, lightBlocks: [block], records: shown }
}

/** Changes records of a bundle before its ledgers sign them; a record set to null is left out. */
export type Changes = Readonly<Partial<Record<Side, (key: string, value: Uint8Array) => Uint8Array | null>>>

/** What two ledgers would prove that say the same as a recorded bundle but for the changes. */
export function forgedFrom(recorded: Uint8Array, changes: Changes = {}): Bundle {
  const bundle = parseBundle(recorded)
  const zone = (side: Side): ZoneEvidence => {
    const { chainId, clientId, records } = bundle[side]
    const change = changes[side] ?? ((_key, value) => value)
    const kept = records.flatMap(({ key, value }): [string, Uint8Array][] => {
      const made = value === null ? null : change(key, value)
      return made === null ? [] : [[key, made]]
    })
    return zoneEvidence({ chainId, clientId, keys: KEYS[side], height: heightOf(bundle[side]), records: new Map(kept) })
  }
  return { ...bundle, asker: zone('asker'), answerer: zone('answerer') }
}

function heightOf({ records }: ZoneEvidence): number {
  return Math.max(...records.map(({ height }) => height))
}

/** Changes the document under keys that start so. */
export function inRecord(
  prefix: string,
  change: (record: Record<string, Json>) => Json,
): (key: string, value: Uint8Array) => Uint8Array {
  return (key, value) => {
    if (!key.startsWith(prefix)) return value
    return encodeCanonical(change({ ...(decodeCanonical(value) as Record<string, Json>) }))
  }
}

export function judge(bundle: Bundle, trust: Uint8Array = trustOf(bundle)): VerificationResult {
  return verifyBundle(crypto, encodeBundle(bundle), trust)
}

/** Ids of the checks that failed, in their order, each once. */
export function failedChecks({ checks }: VerificationResult): string[] {
  return [...new Set(checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id))]
}
