import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const FILE = 'changed.json'

/**
 * The system of a subscriber that checks against a token set of its own: it learns that entries have changed, and not which. A set
 * that was built before is not to be used any more.
 */
export class TokenSystem {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  }

  /** On disk when it returns. */
  tell(changedAtMs: number): void {
    const next = join(this.#folder, `${FILE}.new`)
    const file = openSync(next, 'w', 0o600)
    try {
      writeSync(file, `${JSON.stringify({ changedAtMs })}\n`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(next, join(this.#folder, FILE))
    const folder = openSync(this.#folder, 'r')
    try {
      fsyncSync(folder)
    } finally {
      closeSync(folder)
    }
  }
}
