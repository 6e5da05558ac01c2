import type { Crypto } from '@xiezhi/crypto'
import type { ZoneTrust } from '@xiezhi/evidence'
import { FollowedAnchor } from './followed-anchor.ts'
import { Gathered } from './gathered.ts'
import { readManyChecked } from './read-checked.ts'
import type { CheckedValue } from './read-checked.ts'
import { SdkError } from './sdk-error.ts'
import type { ZoneClient } from './zone-client.ts'

/**
 * Checked reads for somebody who waits for many records: those asked for at once, or while a call is under way, are proved
 * by one call under one header, whose signature is then checked once.
 */
export class CheckedReads {
  readonly #reads: Gathered<string, CheckedValue | SdkError>

  constructor(client: ZoneClient, crypto: Crypto, anchor: ZoneTrust) {
    const trust = new FollowedAnchor(crypto, anchor)
    this.#reads = new Gathered((keys) => readManyChecked(client, crypto, trust, keys))
  }

  /** As `readChecked`. @throws SdkError PROOF_INVALID for this record, whatever comes of the others */
  async read(key: string): Promise<CheckedValue> {
    const checked = await this.#reads.load(key)
    if (checked instanceof SdkError) throw checked
    return checked
  }
}
