/** The height of the rows that pages are made of: whoever is told that an act is done finds it on every page. */
export class RowsReached {
  #height = 0
  readonly #waiting = new Map<() => void, number>()

  reached(height: number): void {
    this.#height = height
    for (const [end, wanted] of this.#waiting) if (wanted <= height) end()
  }

  /** Resolves at that height, and after `waitMs` also below it: rows that are made anew hold no act back. */
  until(height: number, waitMs: number): Promise<void> {
    if (height <= this.#height) return Promise.resolve()
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(end)
        resolve()
      }
      const timer = setTimeout(end, waitMs)
      this.#waiting.set(end, height)
    })
  }

  /** Nobody waits any longer: the process is about to end. */
  close(): void {
    for (const end of this.#waiting.keys()) end()
  }
}
