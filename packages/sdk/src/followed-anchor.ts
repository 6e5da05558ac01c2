import { bytesEqual, hexEncode } from '@xiezhi/codec'
import { headerHash, validatorsHash } from '@xiezhi/comet'
import type { LightBlock, ValidatorSet } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import { anchoredValidators } from '@xiezhi/evidence'
import type { ZoneTrust } from '@xiezhi/evidence'
import { trustedStateOf, verifyCommit } from '@xiezhi/lightclient'
import type { TrustedState, TrustOptions } from '@xiezhi/lightclient'
import { bisect } from './bisect.ts'
import type { FetchWanted } from './bisect.ts'
import { SdkError } from './sdk-error.ts'

const DAY_MS = 86_400_000
/** As clients of zones have it where nothing else was agreed. */
const DEFAULT_OPTIONS: TrustOptions = {
  trustLevel: { numerator: 1, denominator: 3 },
  trustingPeriodMs: 14 * DAY_MS,
  clockDriftMs: 20_000,
}

export interface FollowOptions {
  readonly options?: TrustOptions
  readonly nowMs?: () => number
}

/**
 * The validators that somebody trusts in a zone, and those who came after them: from the anchored header on it follows the
 * changes of the set as a light client does. What the anchored validators have signed themselves is believed without
 * asking for more.
 */
export class FollowedAnchor {
  readonly anchor: ZoneTrust
  readonly #crypto: Crypto
  readonly #options: TrustOptions
  readonly #nowMs: () => number
  readonly #anchored: ValidatorSet
  readonly #anchoredHash: Uint8Array
  /** Of the last header that was followed to. */
  #last: { readonly trusted: TrustedState; readonly hash: Uint8Array } | undefined

  constructor(crypto: Crypto, anchor: ZoneTrust, { options = DEFAULT_OPTIONS, nowMs = Date.now }: FollowOptions = {}) {
    this.anchor = anchor
    this.#crypto = crypto
    this.#options = options
    this.#nowMs = nowMs
    this.#anchored = anchoredValidators(crypto, anchor)
    this.#anchoredHash = validatorsHash(crypto, this.#anchored)
  }

  /**
   * That the block is the zone's. @throws LightClientError, among them TRUST_EXPIRED where the set has changed and the header
   * to follow from is too old; SdkError BLOCK_UNAVAILABLE where the zone shows no header of the anchored validators
   */
  async check(block: LightBlock, fetch: FetchWanted): Promise<void> {
    if (bytesEqual(block.header.validatorsHash, this.#anchoredHash)) {
      this.#checkAnchored(block)
      return
    }
    const hash = headerHash(this.#crypto, block.header)
    if (this.#last !== undefined && bytesEqual(this.#last.hash, hash)) return
    const isAhead = this.#last !== undefined && this.#last.trusted.height < block.header.height
    const from = isAhead && this.#last !== undefined ? this.#last.trusted : await this.#begin(block, fetch)
    const context = {
      crypto: this.#crypto,
      chainId: this.anchor.chainId,
      options: this.#options,
      nowMs: this.#nowMs(),
    }
    const { trusted } = await bisect(context, from, block, fetch)
    if (this.#last === undefined || isAhead) this.#last = { trusted, hash }
  }

  /** The anchored header, or the first above it that the zone still has: the anchored validators have signed it. */
  async #begin({ header }: LightBlock, fetch: FetchWanted): Promise<TrustedState> {
    const { chainId, height } = this.anchor
    const block = await fetch({ height: BigInt(height), below: header.height })
    if (block === null)
      throw new SdkError('BLOCK_UNAVAILABLE', { chainId, height, validators: hexEncode(this.#anchoredHash) })
    this.#checkAnchored(block)
    return trustedStateOf(block, null)
  }

  #checkAnchored({ header, commit }: LightBlock): void {
    const blockId = { ...commit.blockId, hash: headerHash(this.#crypto, header) }
    verifyCommit(this.#crypto, this.anchor.chainId, this.#anchored, blockId, header.height, commit)
  }
}
