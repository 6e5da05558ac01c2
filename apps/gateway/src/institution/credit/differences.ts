import type { Database } from '../../db/database.ts'
import type { HeldKey } from './held-entries.ts'

export type DifferenceKind = 'MISSING' | 'SURPLUS' | 'OLD'

/** What the own system and the ledger say differently about one subscriber's entries. */
export class Differences {
  readonly #db: Database
  readonly #subscriber: string

  constructor(db: Database, subscriber: string) {
    this.#db = db
    this.#subscriber = subscriber
  }

  /** One that is open already is not found a second time. */
  async found({ client, entryId }: HeldKey, kind: DifferenceKind, atMs: number): Promise<void> {
    const known = await this.#db
      .selectFrom('credit_difference')
      .select('kind')
      .where('subscriber', '=', this.#subscriber)
      .where('client', '=', client)
      .where('entry_id', '=', entryId)
      .where('kind', '=', kind)
      .where('repaired_at_ms', 'is', null)
      .executeTakeFirst()
    if (known !== undefined) return
    await this.#db
      .insertInto('credit_difference')
      .values({
        subscriber: this.#subscriber,
        client,
        entry_id: entryId,
        kind,
        found_at_ms: atMs,
        repaired_at_ms: null,
      })
      .execute()
  }

  async repaired({ client, entryId }: HeldKey, atMs: number): Promise<void> {
    await this.#db
      .updateTable('credit_difference')
      .set({ repaired_at_ms: atMs })
      .where('subscriber', '=', this.#subscriber)
      .where('client', '=', client)
      .where('entry_id', '=', entryId)
      .where('repaired_at_ms', 'is', null)
      .execute()
  }

  async hasRun(day: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('credit_compared')
      .select('day')
      .where('subscriber', '=', this.#subscriber)
      .where('day', '=', day)
      .executeTakeFirst()
    return row !== undefined
  }

  async ran(day: string, atMs: number): Promise<void> {
    await this.#db
      .insertInto('credit_compared')
      .values({ subscriber: this.#subscriber, day, at_ms: atMs })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}
