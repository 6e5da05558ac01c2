import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { base64Decode, base64Encode, concatBytes, hexEncode, utf8Encode } from '@xiezhi/codec'
import { upperHex, validatorAddress } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import { writeDurably } from '../../embedded/durable-file.ts'
import { HostError } from '../../embedded/host-error.ts'
import { engineFiles } from './engine-files.ts'

const SECRET_BYTES = 32

/** The public halves of a node's keys. */
export interface EngineKeys {
  /** Ed25519 key that votes, 32 bytes. */
  readonly validator: Uint8Array
  /** By which peers know the node. */
  readonly nodeId: string
}

/**
 * Reads the keys of a node, or writes new ones that only their owner may read. The state of what was signed is written with a
 * new key and never again: a validator without that memory could sign twice.
 * @throws HostError HOST_ENGINE_KEYS where a key is there and its signing state is not, or a file cannot be read
 */
export function loadOrCreateEngineKeys(crypto: Crypto, home: string): EngineKeys {
  const files = engineFiles(home)
  for (const path of [files.validatorKey, files.validatorState])
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  if (!existsSync(files.validatorKey)) {
    if (!existsSync(files.validatorState)) writeJson(files.validatorState, { height: '0', round: 0, step: 0 })
    writeValidatorKey(crypto, home, new Uint8Array(randomBytes(SECRET_BYTES)))
  }
  if (!existsSync(files.validatorState)) throw new HostError('HOST_ENGINE_KEYS', { missing: files.validatorState })
  if (!existsSync(files.nodeKey)) {
    const { pair } = pairOf(crypto, new Uint8Array(randomBytes(SECRET_BYTES)))
    writeJson(files.nodeKey, { priv_key: { type: 'tendermint/PrivKeyEd25519', value: base64Encode(pair) } })
  }
  const nodeKey = publicHalf(files.nodeKey)
  return { validator: publicHalf(files.validatorKey), nodeId: hexEncode(validatorAddress(crypto, nodeKey)) }
}

/** Step of CometBFT's state machine after which nothing of a height is signed any more. */
const STEP_PRECOMMIT = 3

/**
 * Writes the key of another host, which has signed up to a height: at that height and below the engine signs nothing with it.
 * @throws HostError HOST_ENGINE_KEYS where there is a key
 */
export function writeMovedKey(crypto: Crypto, home: string, secret: Uint8Array, signedHeight: number): void {
  const files = engineFiles(home)
  if (existsSync(files.validatorKey))
    throw new HostError('HOST_ENGINE_KEYS', { file: files.validatorKey, expected: 'no key yet' })
  for (const path of [files.validatorKey, files.validatorState])
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  // Before the key: there is never a key without it.
  writeJson(files.validatorState, { height: String(signedHeight), round: 0, step: STEP_PRECOMMIT })
  writeValidatorKey(crypto, home, secret)
}

function writeValidatorKey(crypto: Crypto, home: string, secret: Uint8Array): void {
  const { pair, publicKey } = pairOf(crypto, secret)
  writeJson(engineFiles(home).validatorKey, {
    address: upperHex(validatorAddress(crypto, publicKey)),
    pub_key: { type: 'tendermint/PubKeyEd25519', value: base64Encode(publicKey) },
    priv_key: { type: 'tendermint/PrivKeyEd25519', value: base64Encode(pair) },
  })
}

/** Go's form of a private key: the secret and the public key behind it. */
function pairOf(crypto: Crypto, secret: Uint8Array): { readonly pair: Uint8Array; readonly publicKey: Uint8Array } {
  const { publicKey } = crypto.signer('ed25519', secret)
  return { pair: concatBytes(secret, publicKey), publicKey }
}

/** The secret of a key file that the engine wrote or we. @throws HostError HOST_ENGINE_KEYS */
export function readEngineSecret(file: string): Uint8Array {
  return pairIn(file).slice(0, SECRET_BYTES)
}

function publicHalf(file: string): Uint8Array {
  return pairIn(file).slice(SECRET_BYTES)
}

function pairIn(file: string): Uint8Array {
  try {
    const { priv_key } = JSON.parse(readFileSync(file, 'utf8')) as { readonly priv_key: { readonly value: string } }
    const pair = base64Decode(priv_key.value)
    if (pair.length === 2 * SECRET_BYTES) return pair
  } catch (error) {
    // Not the parser's words: they repeat a part of the file.
    throw new HostError(
      'HOST_ENGINE_KEYS',
      { file, expected: 'a key file' },
      error instanceof SyntaxError ? undefined : error,
    )
  }
  throw new HostError('HOST_ENGINE_KEYS', { file, expected: 'an Ed25519 key' })
}

function writeJson(path: string, document: object): void {
  writeDurably(path, utf8Encode(`${JSON.stringify(document, null, 2)}\n`))
}
