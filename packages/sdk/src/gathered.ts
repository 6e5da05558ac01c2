/** Parts of one call, at most. */
const BATCH_MAX = 100

interface Waiting<K, V> {
  readonly key: K
  readonly resolve: (value: V) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Work of many callers in one call, such as a statement of a database: what comes while one runs goes together with the next.
 * Each ends when its own call has, so what it wrote is on disk as if it had been written alone.
 */
export class Gathered<K, V> {
  readonly #run: (keys: readonly K[]) => Promise<readonly V[]>
  readonly #begin: (drain: () => void) => void
  #waiting: Waiting<K, V>[] = []
  #isRunning = false

  /**
   * `run` gives a value for each key, in their order. `begin` says when the first of several begins: by default when what
   * set it going has asked for all that it asks for.
   */
  constructor(
    run: (keys: readonly K[]) => Promise<readonly V[]>,
    begin: (drain: () => void) => void = (drain) => void Promise.resolve().then(drain),
  ) {
    this.#run = run
    this.#begin = begin
  }

  load(key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject })
      if (this.#isRunning) return
      this.#isRunning = true
      this.#begin(() => void this.#drain())
    })
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) await this.#runBatch(this.#waiting.splice(0, BATCH_MAX))
    this.#isRunning = false
  }

  async #runBatch(batch: readonly Waiting<K, V>[]): Promise<void> {
    try {
      const values = await this.#run(batch.map(({ key }) => key))
      batch.forEach(({ resolve }, at) => {
        resolve(values[at] as V)
      })
    } catch (error) {
      // One that is refused does not take the others with it.
      if (batch.length === 1) batch[0]?.reject(error)
      else for (const one of batch) await this.#runBatch([one])
    }
  }
}
