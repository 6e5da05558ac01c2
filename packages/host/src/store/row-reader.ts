import { openDatabases, read } from './databases.ts'
import type { Databases } from './databases.ts'

/** The rows of a store that no process writes any more, without its state. */
export class RowReader {
  readonly #databases: Databases

  constructor(folder: string) {
    this.#databases = openDatabases(folder)
  }

  getRow(key: Uint8Array): Uint8Array | undefined {
    return read(this.#databases.rows, key)
  }

  close(): Promise<void> {
    return this.#databases.environment.close()
  }
}
