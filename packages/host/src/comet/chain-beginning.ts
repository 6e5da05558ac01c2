import { encodeCanonical, hexEncode, utf8Decode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { Genesis } from '../embedded/begin-zone.ts'
import { HostError } from '../embedded/host-error.ts'
import type { ValidatorPower } from './abci/requests.ts'

/** The genesis of every module, from the engine's genesis document. @throws HostError HOST_GENESIS_MISMATCH */
export function appStateOf(bytes: Uint8Array): Genesis['appState'] {
  const parsed: unknown = bytes.length === 0 ? {} : JSON.parse(utf8Decode(bytes))
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new HostError('HOST_GENESIS_MISMATCH', { expected: 'an application state by module', seen: typeof parsed })
  return parsed as Readonly<Record<string, Json>>
}

/** Height of the first block, by what the store says of the zone in it. */
export function firstHeightOf(meta: Uint8Array): number {
  const { initialHeight = 1 } = JSON.parse(utf8Decode(meta)) as { readonly initialHeight?: number }
  return initialHeight
}

/** The one validator's key, as an export names it; of several a digest of keys and powers. */
export function validatorsLabel(crypto: Crypto, validators: readonly ValidatorPower[]): string {
  const [first] = validators
  if (validators.length === 1 && first !== undefined) return hexEncode(first.publicKey)
  const listed = validators.map(({ publicKey, power }) => [hexEncode(publicKey), String(power)])
  return hexEncode(crypto.sha256(encodeCanonical(listed)))
}
