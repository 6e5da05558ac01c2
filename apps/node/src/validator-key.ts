import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { CodecError, hexBytes, hexDecode } from '@xiezhi/codec'
import type { Signer } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { NodeError } from './node-error.ts'

const SECRET_BYTES = 32
const secretText = hexBytes(SECRET_BYTES)

/** A validator's Ed25519 key. Whatever prints or serialises it sees the public half only. */
export class ValidatorKey {
  readonly signer: Signer

  constructor(signer: Signer) {
    this.signer = signer
  }

  toJSON(): Readonly<Record<string, string>> {
    return { publicKey: Buffer.from(this.signer.publicKey).toString('hex'), secret: '(not shown)' }
  }
}

/** Reads the key file, or writes a new one that only its owner may read. @throws NodeError KEY_INVALID */
export function loadOrCreateKey(path: string): ValidatorKey {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const file = openSync(path, 'wx', 0o600)
    writeSync(file, `${randomBytes(SECRET_BYTES).toString('hex')}\n`)
    // A key that signed must still be there after a power cut.
    fsyncSync(file)
    closeSync(file)
  }
  return new ValidatorKey(readKey(path).signer)
}

/** A key with its secret half, for handing it to another host. Never printed. @throws NodeError KEY_INVALID */
export function readKey(path: string): { readonly signer: Signer; readonly secret: Uint8Array } {
  try {
    const secret = hexDecode(secretText.parse(readFileSync(path, 'utf8').trim()))
    return { signer: nodeCrypto.signer('ed25519', secret), secret }
  } catch (error) {
    if (error instanceof CodecError)
      throw new NodeError('KEY_INVALID', { file: path, expected: '64 hexadecimal digits' })
    throw error
  }
}
