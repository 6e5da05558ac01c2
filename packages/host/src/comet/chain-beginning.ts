import { base64Decode, compareBytes, encodeCanonical, hexEncode, utf8Decode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { parseRfc3339, timestampToMs, validatorAddress } from '@xiezhi/comet'
import { zoneMeta } from '../embedded/begin-zone.ts'
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

interface EngineGenesis {
  readonly genesis_time: string
  readonly chain_id: string
  readonly initial_height: string
  readonly validators: readonly { readonly pub_key: { readonly value: string }; readonly power: string }[]
}

/** The validators with which the zone began, in the order in which InitChain names them. */
export function genesisValidators(crypto: Crypto, document: Json): ValidatorPower[] {
  const { validators } = document as unknown as EngineGenesis
  const listed = validators.map(({ pub_key, power }) => {
    const publicKey = base64Decode(pub_key.value)
    return { publicKey, power: BigInt(power), address: validatorAddress(crypto, publicKey) }
  })
  listed.sort((one, other) => Number(other.power - one.power) || compareBytes(one.address, other.address))
  return listed.map(({ publicKey, power }) => ({ publicKey, power }))
}

/** What InitChain would have written of the zone, for a store that begins with a snapshot instead. */
export function metaOfGenesis(crypto: Crypto, document: Json): Uint8Array {
  const { chain_id, genesis_time, initial_height } = document as unknown as EngineGenesis
  const initialHeight = Number(initial_height)
  const genesis: Genesis = {
    chainId: chain_id,
    genesisTimeMs: timestampToMs(parseRfc3339(genesis_time)),
    ...(initialHeight > 1 ? { initialHeight } : {}),
    appState: {},
  }
  return zoneMeta(genesis, validatorsLabel(crypto, genesisValidators(crypto, document)))
}
