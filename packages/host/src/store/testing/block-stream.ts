import { utf8Encode } from '@xiezhi/codec'
import type { BlockRows } from '../state-store.ts'
import type { StateChange } from '@xiezhi/kernel'

/** A repeatable stream of blocks that set, change and delete a few hundred keys. */
export class BlockStream {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  changes(countMax: number, keys: number): StateChange[] {
    const byKey = new Map<string, string | null>()
    for (let count = this.below(countMax + 1); count > 0; count--) {
      const key = `account/${this.below(keys)}`
      byKey.set(key, this.below(4) === 0 ? null : `value ${this.below(1_000_000)} ${'x'.repeat(this.below(40))}`)
    }
    return [...byKey].map(([key, value]) => ({
      key: utf8Encode(key),
      value: value === null ? null : utf8Encode(value),
    }))
  }

  below(bound: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((this.#state / 2 ** 32) * bound)
  }
}

export function rowsOf(height: number, timeMs = height * 1000): BlockRows {
  const height8 = utf8Encode(String(height).padStart(8, '0'))
  return {
    timeMs,
    aux: [{ key: utf8Encode('last'), value: height8 }],
    rows: [{ key: utf8Encode(`block/${height}`), value: height8 }],
  }
}
