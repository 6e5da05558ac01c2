import type { Person } from '@xiezhi/credit-check'
import type { Json } from '@xiezhi/codec'
import type { Vault } from '@xiezhi/vault'
import { CREDIT_PERSONS } from '../person-index.ts'

/** A key of the index that was rotated is used for so long at most. */
const FRESH_MS = 1_000

/** Index keys of persons in normal form, thousands a second: the vault is asked for its key once a second. */
export class IndexKeys {
  readonly #vault: Pick<Vault, 'indexer'>
  #readAtMs = 0
  #indexer: Promise<(value: Json) => string> | undefined

  constructor(vault: Pick<Vault, 'indexer'>) {
    this.#vault = vault
  }

  async keyOf(normal: Person): Promise<string> {
    if (this.#indexer === undefined || Date.now() - this.#readAtMs >= FRESH_MS) {
      this.#readAtMs = Date.now()
      this.#indexer = this.#vault.indexer(CREDIT_PERSONS)
      this.#indexer.catch(() => {
        this.#indexer = undefined
      })
    }
    return (await this.#indexer)({ ...normal })
  }
}
