/** Parts of one statement, at most. */
const BATCH_MAX = 100

interface Waiting<K, V> {
  readonly key: K
  readonly resolve: (value: V) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Work of many requests in one statement: what comes while a statement runs goes together with the next one. Each call
 * ends when its own statement has, so what it wrote is on disk as if it had been written alone.
 */
export class Gathered<K, V> {
  readonly #run: (keys: readonly K[]) => Promise<readonly V[]>
  #waiting: Waiting<K, V>[] = []
  #isRunning = false

  /** `run` gives a value for each key, in their order. */
  constructor(run: (keys: readonly K[]) => Promise<readonly V[]>) {
    this.#run = run
  }

  load(key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject })
      if (this.#isRunning) return
      this.#isRunning = true
      // What this turn of the event loop has read is asked for together.
      setImmediate(() => void this.#drain())
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
      // One that the database refuses does not take the others with it.
      if (batch.length === 1) batch[0]?.reject(error)
      else for (const one of batch) await this.#runBatch([one])
    }
  }
}
