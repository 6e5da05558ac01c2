import type { Crypto } from '@xiezhi/crypto'
import type { ZoneTrust } from '@xiezhi/evidence'
import { readManyChecked } from './read-checked.ts'
import type { CheckedValue } from './read-checked.ts'
import { SdkError } from './sdk-error.ts'
import type { ZoneClient } from './zone-client.ts'

/** Records proved by one call. */
const TOGETHER_MAX = 128

interface Waiting {
  readonly key: string
  readonly resolve: (value: CheckedValue) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Checked reads for somebody who waits for many records: those asked for at once, or while a call is under way, are proved
 * by one call under one header, whose signature is then checked once.
 */
export class CheckedReads {
  readonly #client: ZoneClient
  readonly #crypto: Crypto
  readonly #anchor: ZoneTrust
  readonly #waiting: Waiting[] = []
  #isReading = false

  constructor(client: ZoneClient, crypto: Crypto, anchor: ZoneTrust) {
    this.#client = client
    this.#crypto = crypto
    this.#anchor = anchor
  }

  /** As `readChecked`. @throws SdkError PROOF_INVALID for this record, whatever comes of the others */
  read(key: string): Promise<CheckedValue> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject })
      if (!this.#isReading) void this.#readAll()
    })
  }

  async #readAll(): Promise<void> {
    this.#isReading = true
    // What one event has set going asks before this goes on.
    await Promise.resolve()
    while (this.#waiting.length > 0) await this.#readSome(this.#waiting.splice(0, TOGETHER_MAX))
    this.#isReading = false
  }

  async #readSome(waiting: readonly Waiting[]): Promise<void> {
    try {
      const keys = waiting.map(({ key }) => key)
      const found = await readManyChecked(this.#client, this.#crypto, this.#anchor, keys)
      waiting.forEach(({ key, resolve, reject }, at) => {
        const checked = found[at]
        if (checked === undefined) reject(new SdkError('PROOF_INVALID', { reason: `nothing under ${key}` }))
        else if (checked instanceof SdkError) reject(checked)
        else resolve(checked)
      })
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    }
  }
}
