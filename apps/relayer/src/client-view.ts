import { base64Encode, hexEncode } from '@xiezhi/codec'
import type { LightBlock, ValidatorSet } from '@xiezhi/comet'
import type { Message } from '@xiezhi/kernel'
import { encodeTendermintHeader, revisionOf } from '@xiezhi/lightclient'
import type { ClientHolder, KnownState } from './chain-end.ts'
import type { HeaderPath, HeaderStep } from './header-path.ts'
import { RelayerError } from './relayer-error.ts'

/** Heights remembered; the newest serve to build on, the others to see that a header is already there. */
const HEIGHTS_KEPT_MAX = 512

/** A message that brings a header. */
export interface HeaderUpdate {
  readonly message: Message
  readonly block: LightBlock
}

/**
 * What the client on `target` knows of its peer: kept from own updates and from the events of the zone, so that nothing
 * has to be asked before a header is brought.
 */
export class ClientView {
  readonly #target: ClientHolder
  readonly #path: HeaderPath
  /** Height of each known state, with the hash of the set that follows it; undefined where another relayer brought it. */
  readonly #known = new Map<number, string | undefined>()
  #latest = 0

  constructor(target: ClientHolder, path: HeaderPath) {
    this.#target = target
    this.#path = path
  }

  /** Highest height that the client is known to have accepted. */
  get latest(): number {
    return this.#latest
  }

  has(height: number): boolean {
    return this.#known.has(height)
  }

  /** Reads the client's latest state. @throws RelayerError CLIENT_UNKNOWN; SdkError */
  async load(): Promise<void> {
    await this.#loadState((await this.#target.clientHeights()).latest)
  }

  /**
   * What brings a header, in order: before it those that lead to it where the validators have changed; none if the client has
   * it. @throws RelayerError HEADER_OLDER; SdkError; LightClientError where no header leads to it
   */
  async updatesFor(block: LightBlock): Promise<readonly HeaderUpdate[]> {
    const height = Number(block.header.height)
    if (this.has(height)) return []
    const from = this.#below(height) ?? (await this.#oldestBelow(height))
    const { validators, header } = block
    // Two thirds of the trusted set itself have signed it.
    const isSameSet = hexEncode(header.validatorsHash) === from.nextValidatorsHash
    const steps = isSameSet ? [{ trusted: from.height, validators, block }] : await this.#path(from, block)
    return steps.map((step) => ({ message: this.#message(step), block: step.block }))
  }

  #message({ trusted, validators, block }: HeaderStep): Message {
    const header = encodeTendermintHeader({
      block: { ...block, validators: withProposer(block.validators) },
      trustedHeight: { revisionNumber: revisionOf(block.header.chainId), revisionHeight: BigInt(trusted) },
      trustedValidators: withProposer(validators),
    })
    return { type: 'client/UpdateClient', value: { clientId: this.#target.clientId, header: base64Encode(header) } }
  }

  /** The client has accepted this header. */
  learn({ header }: LightBlock): void {
    this.#keep(Number(header.height), hexEncode(header.nextValidatorsHash))
  }

  /** The client has accepted some header of this height. */
  hear(height: number): void {
    if (!this.#known.has(height)) this.#keep(height, undefined)
  }

  /** The client refused to build on what was known here: it is read anew before the next header. */
  async reload(): Promise<void> {
    this.#known.clear()
    await this.load()
  }

  #below(height: number): KnownState | undefined {
    let found: KnownState | undefined
    for (const [known, nextValidatorsHash] of this.#known) {
      if (known >= height || nextValidatorsHash === undefined) continue
      if (found === undefined || known > found.height) found = { height: known, nextValidatorsHash }
    }
    return found
  }

  /** A header from before everything known here builds on the oldest state that the client still keeps. */
  async #oldestBelow(height: number): Promise<KnownState> {
    const { oldest } = await this.#target.clientHeights()
    await this.#loadState(oldest)
    const found = this.#below(height)
    if (found === undefined) throw new RelayerError('HEADER_OLDER', { zone: this.#target.name, height, oldest })
    return found
  }

  /** The stored state at the height, or the nearest above. */
  async #loadState(height: number): Promise<void> {
    const state = await this.#target.clientState(height)
    this.#keep(state.height, state.nextValidatorsHash)
  }

  #keep(height: number, nextHash: string | undefined): void {
    this.#known.set(height, nextHash)
    this.#latest = Math.max(this.#latest, height)
    if (this.#known.size <= HEIGHTS_KEPT_MAX) return
    this.#known.delete(Math.min(...this.#known.keys()))
  }
}

/** ibc-go demands a proposer in both sets; verification does not bind it. */
function withProposer({ validators, proposer }: ValidatorSet): ValidatorSet {
  return { validators, proposer: proposer ?? validators[0] ?? null }
}
