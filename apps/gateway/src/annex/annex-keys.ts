import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CodecError, hexBytes, hexDecode, hexEncode, literal, object, string } from '@xiezhi/codec'
import { formatKey, parseKey, suite } from '@xiezhi/crypto'
import type { Signer } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { authorityKeys, KeyFolder } from '@xiezhi/vault'
import type { KeyWrap, Peer } from '@xiezhi/vault'
import { GatewayError } from '../gateway-error.ts'

const SECRET_BYTES = 32
const ENCRYPTION_KEY_BYTES = 33
/** Annexes and vaults of this gateway; a peer's card names its own. */
export const SUITE = 'intl'

const cardSchema = object({
  authority: string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ }),
  suite: literal(SUITE),
  signingKey: string({ bytesMin: 68, bytesMax: 80, pattern: /^(ed25519|p256|sm2):[0-9a-f]+$/ }),
  encryptionKey: hexBytes(ENCRYPTION_KEY_BYTES),
})

export interface AnnexKeys {
  readonly signer: Signer
  readonly decryption: { readonly suiteId: typeof SUITE; readonly secretKeys: readonly Uint8Array[] }
  readonly wrap: KeyWrap
}

/** Keys of one authority's vault and annexes: files that only their owner reads, apart from the database. */
export function annexKeys(folder: string): AnnexKeys {
  const vaultKeys = new KeyFolder(join(folder, 'vault-keys'))
  if (vaultKeys.keys().length === 0) vaultKeys.add()
  return {
    signer: nodeCrypto.signer('ed25519', secret(join(folder, 'annex-signing.key'))),
    decryption: { suiteId: SUITE, secretKeys: [secret(join(folder, 'annex-encryption.key'))] },
    wrap: authorityKeys(SUITE, vaultKeys.keys()),
  }
}

/** The public half, for the operator to hand to the other authority. */
export function writeCard(folder: string, authority: string, { signer, decryption }: AnnexKeys): void {
  const [secretKey = new Uint8Array()] = decryption.secretKeys
  const card = {
    authority,
    suite: SUITE,
    signingKey: formatKey({ algorithm: signer.algorithm, bytes: signer.publicKey }),
    encryptionKey: hexEncode(suite(nodeCrypto, SUITE).encryptionKey(secretKey)),
  }
  writeFileSync(join(folder, 'annex-card.json'), `${JSON.stringify(card, null, 2)}\n`)
}

/** The other authority, as the card that the operator has taken over says. Undefined: it is not there yet. */
export function readCard(file: string, authority: string): Peer | undefined {
  if (!existsSync(file)) return undefined
  try {
    const card = cardSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    if (card.authority !== authority) throw new GatewayError('CONFIG_INVALID', { file, expected: authority })
    const encryptionKey = hexDecode(card.encryptionKey)
    return { id: authority, suiteId: card.suite, signingKeys: [parseKey(card.signingKey)], encryptionKey }
  } catch (error) {
    if (error instanceof CodecError || error instanceof SyntaxError)
      throw new GatewayError('CONFIG_INVALID', { file, expected: 'a card of an authority' })
    throw error
  }
}

function secret(file: string): Uint8Array {
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(SECRET_BYTES).toString('hex')}\n`, { mode: 0o600 })
  chmodSync(file, 0o600)
  try {
    return hexDecode(hexBytes(SECRET_BYTES).parse(readFileSync(file, 'utf8').trim()))
  } catch (error) {
    // The error of the decoding could show what it read.
    if (error instanceof CodecError) throw new GatewayError('CONFIG_INVALID', { file, expected: '32 bytes' })
    throw error
  }
}
