import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CodecError, hexBytes, hexDecode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { OfficerKey } from '@xiezhi/sdk'
import { GatewayError } from '../gateway-error.ts'
import type { OpenSession } from '../session/person.ts'

export interface SignerState {
  readonly isUnlocked: boolean
  readonly unlockedUntilMs: number | null
  readonly algorithm: string | null
}

/** The key of an officer, in the officer's session and for the act at hand. */
export interface OfficerKeys {
  state(session: OpenSession): Promise<SignerState>
  /** @throws GatewayError SIGNER_MISSING, SIGNER_PASSPHRASE */
  unlock(session: OpenSession, passphrase: string): Promise<SignerState>
  lock(session: OpenSession): Promise<SignerState>
  /** @throws GatewayError SIGNER_MISSING, SIGNER_LOCKED */
  keyOf(session: OpenSession): Promise<OfficerKey>
}

const SECRET_BYTES = 32
const ALGORITHM = 'ed25519'

/** Keys that lie open in files of a demonstration's folder: nothing has to be unlocked. */
export class FileOfficerKeys implements OfficerKeys {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  state({ person: { organisation, officer } }: OpenSession): Promise<SignerState> {
    const isThere = organisation !== null && officer !== null && existsSync(this.#file(organisation, officer))
    return Promise.resolve({
      isUnlocked: isThere,
      unlockedUntilMs: null,
      algorithm: isThere ? ALGORITHM : null,
    })
  }

  async unlock(session: OpenSession): Promise<SignerState> {
    await this.keyOf(session)
    return this.state(session)
  }

  lock(session: OpenSession): Promise<SignerState> {
    return this.state(session)
  }

  async keyOf({ person: { organisation, officer } }: OpenSession): Promise<OfficerKey> {
    if (organisation === null || officer === null) throw new GatewayError('SIGNER_MISSING')
    try {
      const text = readFileSync(this.#file(organisation, officer), 'utf8').trim()
      const secret = hexDecode(hexBytes(SECRET_BYTES).parse(text))
      return await Promise.resolve({ organisation, officer, signer: nodeCrypto.signer(ALGORITHM, secret) })
    } catch (error) {
      // The message of a reading error names the file; that of a decoding error could show its content.
      throw new GatewayError('SIGNER_MISSING', {}, error instanceof CodecError ? error.code : error)
    }
  }

  #file(organisation: string, officer: string): string {
    return join(this.#folder, `${organisation}.${officer}.key`)
  }
}
