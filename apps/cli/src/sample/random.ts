import { createHash } from 'node:crypto'

/** A stream of values that depends on the seed and the purpose alone: the same on every machine. */
export class SeededRandom {
  readonly #seed: string
  #counter = 0

  constructor(seed: number, purpose: string) {
    this.#seed = `xiezhi/sample/v1:${seed}:${purpose}`
  }

  bytes(count: number): Uint8Array {
    const digest = createHash('sha256').update(`${this.#seed}:${this.#counter++}`).digest()
    return new Uint8Array(digest.subarray(0, count))
  }

  hex(count: number): string {
    return Buffer.from(this.bytes(count)).toString('hex')
  }

  /** 0 to `limit − 1`. Six bytes: the bias of the remainder does not matter for samples. */
  below(limit: number): number {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = this.bytes(6)
    return (((((a * 256 + b) * 256 + c) * 256 + d) * 256 + e) * 256 + f) % limit
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0]
  }
}
