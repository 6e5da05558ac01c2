/** A map that forgets the entry unused for longest once it holds more than `entriesMax`. */
export class Lru<Value> {
  readonly #entriesMax: number
  readonly #entries = new Map<string, Value>()

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax
  }

  get size(): number {
    return this.#entries.size
  }

  /** The value under `key`, made by `make` if it is not there. What `make` throws passes through and nothing is kept. */
  getOrMake(key: string, make: () => Value): Value {
    const known = this.#entries.get(key)
    if (known !== undefined) {
      // Map iterates in order of insertion, so the entry must be inserted anew to count as used last.
      this.#entries.delete(key)
      this.#entries.set(key, known)
      return known
    }
    const made = make()
    this.#entries.set(key, made)
    if (this.#entries.size > this.#entriesMax) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest)
        break
      }
    }
    return made
  }
}
