export interface RecurringWorkOptions {
  readonly everyMs: number
  readonly work: () => Promise<void>
  /** Told why a run failed; the next one tries again. */
  readonly failed: (error: unknown) => void
}

/** Work that is looked at again and again, and when it is woken: one run at a time, and one more behind it. */
export class RecurringWork {
  readonly #options: RecurringWorkOptions
  #timer: NodeJS.Timeout | undefined
  #run: Promise<void> | undefined
  #isAgain = false
  #isStopped = false

  constructor(options: RecurringWorkOptions) {
    this.#options = options
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.wake()
    }, this.#options.everyMs)
    this.wake()
  }

  wake(): void {
    this.#isAgain = true
    this.#run ??= this.#runs()
  }

  /** Ends when the run at hand has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearInterval(this.#timer)
    await this.#run
  }

  async #runs(): Promise<void> {
    const { work, failed } = this.#options
    while (this.#isAgain && !this.#isStopped) {
      this.#isAgain = false
      await work().catch(failed)
    }
    this.#run = undefined
  }
}
