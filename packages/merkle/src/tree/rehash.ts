import { INNER_WORDS } from './arena.ts'
import type { NodeArena } from './arena.ts'
import { HASH_BATCH_PAIRS_MAX, INNER_TAG, PAIR_BYTES } from './hasher.ts'
import type { TreeHasher } from './hasher.ts'
import { DEPTH_COUNT } from './stale-nodes.ts'
import type { StaleNodes } from './stale-nodes.ts'
import { at, copyHash, HASH_WORDS } from './words.ts'

const PAIR_WORDS = 2 * HASH_WORDS

/** Hashes stale inner nodes level by level, deepest first, in batches. Holds its buffers between calls. */
export class Rehash {
  readonly #hasher: TreeHasher
  readonly #pairWords = new Int32Array(HASH_BATCH_PAIRS_MAX * PAIR_WORDS)
  readonly #pairs = new Uint8Array(this.#pairWords.buffer)
  readonly #digestWords = new Int32Array(HASH_BATCH_PAIRS_MAX * HASH_WORDS)
  readonly #digests = new Uint8Array(this.#digestWords.buffer)

  constructor(hasher: TreeHasher) {
    this.#hasher = hasher
  }

  run(arena: NodeArena, stale: StaleNodes): void {
    for (let depth = DEPTH_COUNT - 1; depth >= 0; depth--) {
      const nodes = stale.at(depth)
      for (let start = 0; start < nodes.length; start += HASH_BATCH_PAIRS_MAX) {
        this.#hashNodes(arena, nodes, start, Math.min(nodes.length, start + HASH_BATCH_PAIRS_MAX))
      }
    }
    stale.clear()
  }

  #hashNodes(arena: NodeArena, nodes: Int32Array, start: number, end: number): void {
    for (let i = start; i < end; i++) {
      const ref = at(nodes, i)
      const word = (i - start) * PAIR_WORDS
      arena.copyNodeHash(arena.left(ref), this.#pairWords, word)
      arena.copyNodeHash(arena.right(ref), this.#pairWords, word + HASH_WORDS)
    }
    this.#hasher.hashPairs(INNER_TAG, this.#pairs.subarray(0, (end - start) * PAIR_BYTES), end - start, this.#digests)
    for (let i = start; i < end; i++) {
      copyHash(this.#digestWords, (i - start) * HASH_WORDS, arena.innerWords, at(nodes, i) * INNER_WORDS + 2)
    }
  }
}
