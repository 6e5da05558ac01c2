import type { StateEntry, StateRange } from '@xiezhi/kernel'
import type { Transaction } from 'lmdb'
import type { Databases } from './databases.ts'
import { read } from './databases.ts'
import { decodeHead } from './past-rows.ts'
import { scanRows, scanState } from './scan.ts'
import { StoreError } from './store-error.ts'

/** The state as of one block, unmoved by later ones until it is closed. While it is open, no page that it needs is used again. */
export class StateView {
  readonly height: number
  readonly root: Uint8Array
  readonly #databases: Databases
  readonly #transaction: Transaction
  #isOpen = true

  /** @throws StoreError STORE_HEIGHT before the first block */
  constructor(databases: Databases, headKey: Uint8Array) {
    this.#databases = databases
    this.#transaction = databases.environment.useReadTransaction()
    const head = read(databases.meta, headKey, this.#transaction)
    if (head === undefined) {
      this.close()
      throw new StoreError('STORE_HEIGHT', { expected: 'a committed block', seen: 'none' })
    }
    const { height, root } = decodeHead(head)
    this.height = height
    this.root = root
  }

  /** By ascending key. */
  entries(range: StateRange = {}): Iterable<StateEntry> {
    return scanState(this.#databases.state, range, this.#transaction)
  }

  /** Outside the tree, by ascending key. */
  aux(): Iterable<StateEntry> {
    return scanRows(this.#databases.aux, {}, this.#transaction)
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#transaction.done()
  }
}
