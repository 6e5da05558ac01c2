import { be64, concatBytes, latin1Encode, readBe64 } from '@xiezhi/codec'
import { decodeLightBlock, encodeLightBlock, timestampToMs } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import type { StateChange } from '@xiezhi/kernel'
import { LIGHT_BLOCKS_EVERY } from '../../embedded/block-horizon.ts'
import type { BlockHorizon } from '../../embedded/block-horizon.ts'
import { RpcError } from '../../embedded/rpc/rpc-error.ts'
import type { StateStore } from '../../store/state-store.ts'

/** Rows of the store: light blocks that stay, and heights whose light block is still to be copied from the engine. */
const KEPT = latin1Encode('k')
const WANTED = latin1Encode('w')
const keptKey = (height: number): Uint8Array => concatBytes(KEPT, be64(height))
const wantedKey = (height: number): Uint8Array => concatBytes(WANTED, be64(height))
const afterPrefix = (prefix: Uint8Array): Uint8Array => Uint8Array.of((prefix[0] ?? 0) + 1)

export interface LightArchiveOptions {
  readonly store: StateStore
  /** As the engine has it. @throws RpcError */
  readonly fetch: (height: number) => Promise<LightBlock>
  /** Undefined: the engine keeps every block. */
  readonly horizon?: BlockHorizon | undefined
  /** Default: LIGHT_BLOCKS_EVERY. */
  readonly every?: number | undefined
}

/**
 * Light blocks that stay when the engine deletes blocks: every so-manieth, and those around each change of the validators,
 * so that a client can follow by skipping. The engine deletes only below what has been copied.
 */
export class LightArchive {
  readonly #options: LightArchiveOptions
  readonly #every: number
  readonly #wanted = new Set<number>()
  /** Copied and waiting for the next block's transaction. */
  readonly #copied = new Map<number, LightBlock>()
  /** Of copied light blocks, by ascending height: where the engine may be told to begin. */
  readonly #steps: { readonly height: number; readonly timeMs: number }[] = []
  #retained = 0
  #isCopying = false

  constructor(options: LightArchiveOptions) {
    const { every = LIGHT_BLOCKS_EVERY, store } = options
    this.#options = options
    this.#every = every
    for (const { key } of store.scanRows({ from: WANTED, to: afterPrefix(WANTED) }))
      this.#wanted.add(Number(readBe64(key, WANTED.length)))
    for (const { value } of store.scanRows({ from: KEPT, to: afterPrefix(KEPT) }))
      this.#steps.push(stepOf(decodeLightBlock(value)))
  }

  /** A light block that stays; undefined: there is none of this height. */
  at(height: number): LightBlock | undefined {
    const row = this.#options.store.getRow(keptKey(height))
    return row === undefined ? undefined : decodeLightBlock(row)
  }

  /** The lowest that stays, from a height on. */
  from(height: number): LightBlock | undefined {
    for (const { value } of this.#options.store.scanRows({ from: keptKey(height), to: afterPrefix(KEPT) }))
      return decodeLightBlock(value)
    return undefined
  }

  /** For the transaction of a block: what was copied, and what the block makes worth keeping. */
  rows(height: number, changesValidators: boolean): StateChange[] {
    const rows: StateChange[] = []
    for (const [copied, block] of this.#copied) {
      rows.push({ key: keptKey(copied), value: encodeLightBlock(block) }, { key: wantedKey(copied), value: null })
      this.#steps.push(stepOf(block))
      this.#wanted.delete(copied)
    }
    this.#copied.clear()
    this.#steps.sort((one, other) => one.height - other.height)
    // The last header of the old set names the new one, which signs the header after it.
    const wanted = changesValidators ? [height + 1, height + 2] : []
    if (height % this.#every === 0) wanted.push(height)
    for (const one of wanted) {
      this.#wanted.add(one)
      rows.push({ key: wantedKey(one), value: Uint8Array.of(1) })
    }
    return rows
  }

  /** Copies what is wanted and has a final commit, once the block of `height` is made. Does not throw. */
  async copy(height: number): Promise<void> {
    if (this.#isCopying) return
    this.#isCopying = true
    try {
      for (const wanted of this.#wanted) {
        if (wanted >= height || this.#copied.has(wanted)) continue
        const block = await this.#fetched(wanted)
        if (block !== undefined) this.#copied.set(wanted, block)
      }
    } catch {
      // The engine does not answer: after the next block it is asked again.
    } finally {
      this.#isCopying = false
    }
  }

  /** The lowest height of which the engine is to keep the block; 0: all. `floor`: others need the blocks from there on. */
  retainHeight(height: number, timeMs: number, floor: number): number {
    const { horizon } = this.#options
    if (horizon === undefined) return 0
    const lowestWanted = Math.min(floor, ...this.#wanted)
    for (const step of this.#steps) {
      if (step.height > height - horizon.heights || timeMs - step.timeMs < horizon.durationMs) break
      if (step.height > lowestWanted) break
      this.#retained = Math.max(this.#retained, step.height)
    }
    return this.#retained
  }

  /** Undefined where the engine never had it: a node that began with a snapshot. */
  async #fetched(height: number): Promise<LightBlock | undefined> {
    try {
      return await this.#options.fetch(height)
    } catch (error) {
      if (!(error instanceof RpcError)) throw error
      this.#wanted.delete(height)
      return undefined
    }
  }
}

function stepOf({ header }: LightBlock): { readonly height: number; readonly timeMs: number } {
  return { height: Number(header.height), timeMs: timestampToMs(header.time) }
}
