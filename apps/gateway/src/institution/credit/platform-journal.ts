import type { CreditJournal, CreditJournalEntry } from '@xiezhi/institution-adapter'
import type { Database } from '../../db/database.ts'
import type { SealedText } from '../sealed-text.ts'

/**
 * Steps towards one platform, in the gateway's database. A digest of a record could be tried with guessed persons, so it is sealed; and
 * when the record is gone no row of its content stays.
 */
export class PlatformJournal implements CreditJournal {
  readonly #db: Database
  readonly #subscriber: string
  readonly #sealed: SealedText

  constructor(db: Database, subscriber: string, sealed: SealedText) {
    this.#db = db
    this.#subscriber = subscriber
    this.#sealed = sealed
  }

  async last(recordId: string): Promise<CreditJournalEntry | undefined> {
    const row = await this.#db
      .selectFrom('credit_platform_step')
      .selectAll()
      .where('subscriber', '=', this.#subscriber)
      .where('record_id', '=', recordId)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const { revision, digest, step, reason, at_ms: atMs } = row
    return {
      recordId,
      revision,
      digest: digest === null ? null : this.#sealed.open(digest, this.#about(recordId)),
      step: step as CreditJournalEntry['step'],
      ...(reason === null ? {} : { reason }),
      atMs,
    }
  }

  async append({ recordId, revision, digest, step, reason, atMs }: CreditJournalEntry): Promise<void> {
    await this.#db
      .insertInto('credit_platform_step')
      .values({
        subscriber: this.#subscriber,
        record_id: recordId,
        revision,
        digest: digest === null ? null : this.#sealed.seal(digest, this.#about(recordId)),
        step,
        reason: reason ?? null,
        at_ms: atMs,
      })
      .execute()
  }

  /** Nothing of what the record said stays, only that it was deleted. */
  async forget(recordId: string): Promise<void> {
    await this.#db
      .deleteFrom('credit_platform_step')
      .where('subscriber', '=', this.#subscriber)
      .where('record_id', '=', recordId)
      .where('digest', 'is not', null)
      .execute()
  }

  #about(recordId: string): string {
    return `${this.#subscriber}/${recordId}`
  }
}
