import { encodeCanonical } from '@xiezhi/codec'
import { formatKey } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { transactionId, transactionSignBytes } from '@xiezhi/kernel'
import type { TransactionBody } from '@xiezhi/kernel'
import { holderText } from './keystore/holder.ts'
import type { Holder } from './keystore/holder.ts'
import type { KeyUse } from './keystore/format.ts'
import { forbiddenAct } from './service-acts.ts'
import { SignerError } from './signer-error.ts'
import type { SigningKey } from './signing-key.ts'
import { describeAct } from './words/describe-act.ts'
import type { DescribedAct, DescribeOptions } from './words/describe-act.ts'

/** An act at hand, not a working day. */
export const UNLOCK_MS_MAX = 15 * 60_000
/** Acts shown and not yet signed. */
const SHOWN_MAX = 64

export interface UnlockOptions {
  /** At most `UNLOCK_MS_MAX`; the key of a program may stay open as long as the program runs: `Infinity`. */
  readonly lifetimeMs: number
  /** UTC milliseconds. */
  readonly now: () => number
}

interface UnlockedKey extends Holder {
  readonly use: KeyUse
  readonly signingKey: SigningKey
}

/**
 * A key for the act at hand. It signs only what it has shown in words, each showing once, until its time is over or it is
 * locked; then its signing key is destroyed.
 */
export class Unlocked {
  readonly organisation: string
  readonly officer: string
  readonly use: KeyUse
  /** Key text of the public key. */
  readonly key: string
  readonly expiresAtMs: number
  readonly #signingKey: SigningKey
  readonly #now: () => number
  #timer: NodeJS.Timeout | undefined
  readonly #shown = new Set<string>()
  #ended: 'LOCKED' | 'UNLOCK_EXPIRED' | undefined

  /** @throws SignerError LIFETIME_LIMIT */
  constructor({ organisation, officer, use, signingKey }: UnlockedKey, { lifetimeMs, now }: UnlockOptions) {
    const endless = use !== 'officer' && lifetimeMs === Number.POSITIVE_INFINITY
    if (!endless && !(lifetimeMs > 0 && lifetimeMs <= UNLOCK_MS_MAX)) {
      throw new SignerError('LIFETIME_LIMIT', { lifetimeMsMax: UNLOCK_MS_MAX })
    }
    this.organisation = organisation
    this.officer = officer
    this.use = use
    this.key = formatKey(signingKey.key)
    this.expiresAtMs = now() + lifetimeMs
    this.#signingKey = signingKey
    this.#now = now
    if (endless) return
    // The secret goes even if nobody asks again.
    this.#timer = setTimeout(() => {
      this.#end('UNLOCK_EXPIRED')
    }, lifetimeMs)
    this.#timer.unref()
  }

  get open(): boolean {
    if (this.#ended === undefined && this.#now() >= this.expiresAtMs) this.#end('UNLOCK_EXPIRED')
    return this.#ended === undefined
  }

  /** What would be signed, in words; only then may it be signed. @throws SignerError as `describeAct`, LOCKED, UNLOCK_EXPIRED */
  show(body: TransactionBody, options: DescribeOptions): DescribedAct {
    this.#requireOpen()
    this.#requireOwn(body)
    const shown = describeAct(nodeCrypto, signBytesOf(body), options)
    if (this.#shown.size >= SHOWN_MAX) this.#shown.clear()
    this.#shown.add(shown.id)
    return shown
  }

  /**
   * Signature of an act that was shown. `shownId` is what the officer confirmed: the id of the described act.
   * @throws SignerError ACT_NOT_SHOWN, ACT_NOT_IN_TIME, SIGNER_NOT_NAMED, SERVICE_KEY_ACT, LOCKED, UNLOCK_EXPIRED
   */
  sign(body: TransactionBody, shownId: string): Uint8Array {
    this.#requireOpen()
    this.#requireOwn(body)
    const bytes = signBytesOf(body)
    const id = transactionId(nodeCrypto, encodeCanonical(body))
    this.#requireInTime(body)
    if (id !== shownId || !this.#shown.delete(id)) throw new SignerError('ACT_NOT_SHOWN')
    return this.#signingKey.sign(bytes)
  }

  /**
   * Signature of a program's own act, which nobody looks at. An officer's key never signs this way.
   * @throws SignerError ACT_NOT_SHOWN, ACT_NOT_IN_TIME, SIGNER_NOT_NAMED, SERVICE_KEY_ACT, LOCKED, UNLOCK_EXPIRED
   */
  signAsService(body: TransactionBody): Uint8Array {
    this.#requireOpen()
    if (this.use === 'officer') throw new SignerError('ACT_NOT_SHOWN')
    this.#requireOwn(body)
    this.#requireInTime(body)
    return this.#signingKey.sign(signBytesOf(body))
  }

  /** Destroys the signing key. */
  lock(): void {
    this.#end('LOCKED')
  }

  #requireInTime({ expiresAtMs }: TransactionBody): void {
    if (this.#now() > expiresAtMs) throw new SignerError('ACT_NOT_IN_TIME', { expiresAtMs })
  }

  #requireOpen(): void {
    if (!this.open) throw new SignerError(this.#ended ?? 'LOCKED')
  }

  #requireOwn({ signers, messages }: TransactionBody): void {
    const own = signers.some(
      ({ organisation, officer, key }) =>
        organisation === this.organisation && officer === this.officer && key === this.key,
    )
    if (!own) throw new SignerError('SIGNER_NOT_NAMED', { holder: holderText(this) })
    const forbidden = forbiddenAct(
      this.use,
      messages.map(({ type }) => type),
    )
    if (forbidden !== undefined) throw new SignerError('SERVICE_KEY_ACT', { type: forbidden })
  }

  #end(reason: 'LOCKED' | 'UNLOCK_EXPIRED'): void {
    if (this.#ended !== undefined) return
    this.#ended = reason
    clearTimeout(this.#timer)
    this.#shown.clear()
    this.#signingKey.destroy()
  }
}

function signBytesOf(body: TransactionBody): Uint8Array {
  return transactionSignBytes(body.chainId, encodeCanonical(body))
}
