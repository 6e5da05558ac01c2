import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { CodecError, hexBytes, hexDecode } from '@xiezhi/codec'
import type { SignatureAlgorithm } from '@xiezhi/crypto'
import { SignerError } from '../signer-error.ts'
import { Unlocked } from '../unlocked.ts'
import type { UnlockOptions } from '../unlocked.ts'
import { decodeKeystore } from './format.ts'
import type { KeystoreHeader, KeyUse } from './format.ts'
import { holderText, requireHolder } from './holder.ts'
import type { Holder } from './holder.ts'
import { openKey } from './open-key.ts'
import { randomSecretKey, sealKey } from './seal-key.ts'

const SECRET_BYTES = 32

export interface KeyOfHolder extends Holder {
  readonly use: KeyUse
  readonly passphrase: string
  readonly nowMs: number
}

/** One keystore file for each holder, `<organisation>~<officer>.keystore.json`, readable by its owner only. */
export class KeystoreFolder {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  has(holder: Holder): boolean {
    return existsSync(this.#path(holder))
  }

  /** Public part of the file. @throws SignerError KEYSTORE_ABSENT, KEYSTORE_FORMAT, KEYSTORE_DAMAGED */
  header(holder: Holder): KeystoreHeader {
    return decodeKeystore(this.#read(holder)).header
  }

  /** A new random key. @throws SignerError KEYSTORE_EXISTS, PASSPHRASE_SHORT */
  async create(input: KeyOfHolder & { readonly algorithm: SignatureAlgorithm }): Promise<KeystoreHeader> {
    return this.#store(input, input.algorithm, randomSecretKey(input.algorithm))
  }

  /**
   * A key that lay as hexadecimal text (`XIEZHI_HOME/officers`). The text file stays the caller's to destroy.
   * @throws SignerError HEX_KEY_INVALID, KEYSTORE_EXISTS, PASSPHRASE_SHORT
   */
  async importHex(
    input: KeyOfHolder & { readonly algorithm: SignatureAlgorithm; readonly hexText: string; readonly cost?: 'low' },
  ): Promise<KeystoreHeader> {
    return this.#store(input, input.algorithm, secretOfHex(input.hexText))
  }

  /** Unlocks the holder's key for a short time. @throws SignerError as `openKey`, KEYSTORE_ABSENT, LIFETIME_LIMIT */
  async unlock(holder: Holder, passphrase: string, options: UnlockOptions): Promise<Unlocked> {
    const { header, signingKey } = await openKey(this.#read(holder), passphrase)
    if (header.organisation !== holder.organisation || header.officer !== holder.officer) {
      // A file under another holder's name: authenticated, but not this holder's.
      signingKey.destroy()
      throw new SignerError('KEYSTORE_TAMPERED')
    }
    try {
      return new Unlocked({ ...requireHolder(holder), use: header.use, signingKey }, options)
    } catch (error) {
      signingKey.destroy()
      throw error
    }
  }

  async #store(input: KeyOfHolder, algorithm: SignatureAlgorithm, secretKey: Uint8Array): Promise<KeystoreHeader> {
    try {
      if (this.has(input)) throw new SignerError('KEYSTORE_EXISTS', { holder: holderText(input) })
      const bytes = await sealKey({ ...input, algorithm, secretKey })
      this.#write(input, bytes)
      return decodeKeystore(bytes).header
    } finally {
      secretKey.fill(0)
    }
  }

  /** Whole or not at all, and never over another file. */
  #write(holder: Holder, bytes: Uint8Array): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const path = this.#path(holder)
    const draft = `${path}.${process.pid}.new`
    const file = openSync(draft, 'wx', 0o600)
    try {
      writeSync(file, bytes)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    try {
      linkSync(draft, path)
    } catch (error) {
      if (isErrno(error, 'EEXIST')) throw new SignerError('KEYSTORE_EXISTS', { holder: holderText(holder) })
      throw error
    } finally {
      rmSync(draft, { force: true })
    }
  }

  #read(holder: Holder): Uint8Array {
    try {
      return new Uint8Array(readFileSync(this.#path(holder)))
    } catch (error) {
      if (isErrno(error, 'ENOENT')) throw new SignerError('KEYSTORE_ABSENT', { holder: holderText(holder) })
      throw error
    }
  }

  #path(holder: Holder): string {
    const { organisation, officer } = requireHolder(holder)
    // No id contains a tilde, so two holders never share a name.
    return join(this.#folder, `${organisation}~${officer}.keystore.json`)
  }
}

function secretOfHex(text: string): Uint8Array {
  try {
    return hexDecode(hexBytes(SECRET_BYTES).parse(text.trim()))
  } catch (error) {
    if (error instanceof CodecError) throw new SignerError('HEX_KEY_INVALID', { reason: error.code })
    throw error
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
