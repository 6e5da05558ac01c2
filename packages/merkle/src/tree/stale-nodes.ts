import type { NodeRef } from './arena.ts'

/** 256 key bits; inner nodes stand at depths 0 to 255. */
export const DEPTH_COUNT = 256

const SLOTS_START = 16

/** Inner nodes whose hash is old, by depth. Keeps its lists between updates, so an update allocates none. */
export class StaleNodes {
  readonly #lists = Array.from({ length: DEPTH_COUNT }, () => new Int32Array(SLOTS_START))
  readonly #counts = new Int32Array(DEPTH_COUNT)

  add(depth: number, ref: NodeRef): void {
    const count = this.#counts[depth] ?? 0
    let list = this.#lists[depth]
    if (list === undefined) return
    if (count === list.length) {
      const larger = new Int32Array(count * 2)
      larger.set(list)
      this.#lists[depth] = list = larger
    }
    list[count] = ref
    this.#counts[depth] = count + 1
  }

  at(depth: number): Int32Array {
    return (this.#lists[depth] ?? new Int32Array(0)).subarray(0, this.#counts[depth])
  }

  clear(): void {
    this.#counts.fill(0)
  }
}
