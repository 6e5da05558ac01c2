import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CodecError, enumeration, hexBytes, hexDecode, hexEncode, object, string } from '@xiezhi/codec'
import { CryptoError, formatKey, parseKey, suite } from '@xiezhi/crypto'
import type { SignatureAlgorithm, Signer, SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { authorityKeys, KeyFolder } from '@xiezhi/vault'
import type { Decryption, KeyWrap, Peer } from '@xiezhi/vault'
import { GatewayError } from '../gateway-error.ts'

const SECRET_BYTES = 32
const ENCRYPTION_KEY_BYTES = 33
/** Of an authority whose configuration names none; a peer's card names its own. */
export const SUITE = 'intl'
const SIGNING: Readonly<Record<SuiteId, SignatureAlgorithm>> = { intl: 'ed25519', sm: 'sm2' }
const CARD = 'annex-card.json'

const cardSchema = object({
  authority: string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ }),
  suite: enumeration(['intl', 'sm']),
  signingKey: string({ bytesMin: 68, bytesMax: 80, pattern: /^(ed25519|p256|sm2):[0-9a-f]+$/ }),
  encryptionKey: hexBytes(ENCRYPTION_KEY_BYTES),
})

export interface AnnexKeys {
  readonly signer: Signer
  readonly decryption: Decryption
  readonly wrap: KeyWrap
}

/**
 * Keys of one authority's vault and annexes: files that only their owner reads, apart from the database.
 * @throws GatewayError CONFIG_INVALID where they were made for another suite, or are no keys
 */
export function annexKeys(folder: string, suiteId: SuiteId = SUITE): AnnexKeys {
  requireSuite(join(folder, CARD), suiteId)
  const vaultKeys = new KeyFolder(join(folder, 'vault-keys'))
  if (vaultKeys.keys().length === 0) vaultKeys.add()
  const { agreement } = suite(nodeCrypto, suiteId)
  return {
    signer: nodeCrypto.signer(SIGNING[suiteId], secret(join(folder, 'annex-signing.key'), SIGNING[suiteId])),
    decryption: { suiteId, secretKeys: [secret(join(folder, 'annex-encryption.key'), agreement)] },
    wrap: authorityKeys(suiteId, vaultKeys.keys()),
  }
}

/** What the vault holds was sealed under the suite of its first start. */
function requireSuite(card: string, suiteId: SuiteId): void {
  const known = existsSync(card) ? parseCard(card).suite : suiteId
  if (known !== suiteId) throw new GatewayError('CONFIG_INVALID', { file: card, expected: known, seen: suiteId })
}

/** The public half, for the operator to hand to the other authority. */
export function writeCard(folder: string, authority: string, { signer, decryption }: AnnexKeys): void {
  const { suiteId, secretKeys } = decryption
  const [secretKey = new Uint8Array()] = secretKeys
  const card = {
    authority,
    suite: suiteId,
    signingKey: formatKey({ algorithm: signer.algorithm, bytes: signer.publicKey }),
    encryptionKey: hexEncode(suite(nodeCrypto, suiteId).encryptionKey(secretKey)),
  }
  writeFileSync(join(folder, CARD), `${JSON.stringify(card, null, 2)}\n`)
}

/** The other authority, as the card that the operator has taken over says. Undefined: it is not there yet. */
export function readCard(file: string, authority: string): Peer | undefined {
  if (!existsSync(file)) return undefined
  const card = parseCard(file)
  if (card.authority !== authority) throw new GatewayError('CONFIG_INVALID', { file, expected: authority })
  return {
    id: authority,
    suiteId: card.suite,
    signingKeys: [parseKey(card.signingKey)],
    encryptionKey: hexDecode(card.encryptionKey),
  }
}

/** @throws GatewayError CONFIG_INVALID */
function parseCard(file: string): ReturnType<typeof cardSchema.parse> {
  const invalid = new GatewayError('CONFIG_INVALID', { file, expected: 'a card of an authority' })
  try {
    const card = cardSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    const { algorithm } = parseKey(card.signingKey)
    if (!suite(nodeCrypto, card.suite).signatureAlgorithms.includes(algorithm)) throw invalid
    return card
  } catch (error) {
    if (error instanceof CodecError || error instanceof CryptoError || error instanceof SyntaxError) throw invalid
    throw error
  }
}

function secret(file: string, algorithm: SignatureAlgorithm): Uint8Array {
  if (!existsSync(file)) writeFileSync(file, `${hexEncode(newSecret(algorithm))}\n`, { mode: 0o600 })
  chmodSync(file, 0o600)
  try {
    const bytes = hexDecode(hexBytes(SECRET_BYTES).parse(readFileSync(file, 'utf8').trim()))
    nodeCrypto.signer(algorithm, bytes)
    return bytes
  } catch (error) {
    // The error of the decoding could show what it read.
    if (error instanceof CodecError || error instanceof CryptoError)
      throw new GatewayError('CONFIG_INVALID', { file, expected: '32 bytes' })
    throw error
  }
}

/** Of four thousand million numbers one or so is no key of these curves. */
function newSecret(algorithm: SignatureAlgorithm): Uint8Array {
  for (;;) {
    const bytes = new Uint8Array(randomBytes(SECRET_BYTES))
    try {
      nodeCrypto.signer(algorithm, bytes)
      return bytes
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error
    }
  }
}
