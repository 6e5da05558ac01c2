import { randomBytes } from 'node:crypto'
import type { Message } from '@xiezhi/kernel'
import { KeystoreFolder, signedTransaction, SignerError, transactionBody } from '@xiezhi/signer'
import type { Holder, Unlocked } from '@xiezhi/signer'

const NONCE_BYTES = 16

export interface ServiceKeyOptions {
  readonly folder: string
  readonly holder: Holder
  /** What the key may sign; absent: what a gateway does. */
  readonly use?: 'gateway' | 'lookups'
  readonly passphrase: string
  /** The ledger's time. */
  readonly nowMs: () => number
}

/** The program's own key: it records what became of annexes, and signs nothing that needs a person. */
export class ServiceKey {
  readonly holder: Holder
  readonly #unlocked: Unlocked
  readonly #nowMs: () => number

  private constructor(holder: Holder, unlocked: Unlocked, nowMs: () => number) {
    this.holder = holder
    this.#unlocked = unlocked
    this.#nowMs = nowMs
  }

  /** @throws SignerError as the keystore; SERVICE_KEY_ACT for a key of another use */
  static async open({ folder, holder, use = 'gateway', passphrase, nowMs }: ServiceKeyOptions): Promise<ServiceKey> {
    const keystores = new KeystoreFolder(folder)
    if (keystores.header(holder).use !== use) throw new SignerError('SERVICE_KEY_ACT')
    const unlocked = await keystores.unlock(holder, passphrase, {
      lifetimeMs: Number.POSITIVE_INFINITY,
      now: nowMs,
    })
    return new ServiceKey(holder, unlocked, nowMs)
  }

  /** @throws SignerError SERVICE_KEY_ACT for an officer's act */
  sign(chainId: string, messages: readonly Message[]): Uint8Array {
    const { organisation, officer } = this.holder
    const signers = [{ organisation, officer, key: this.#unlocked.key }]
    const nonce = randomBytes(NONCE_BYTES).toString('hex')
    const body = transactionBody({ chainId, messages, signers, nowMs: this.#nowMs(), nonce })
    return signedTransaction(body, [this.#unlocked.signAsService(body)])
  }

  close(): void {
    this.#unlocked.lock()
  }
}
