import type { Journal, JournalEntry } from '@xiezhi/institution-adapter'
import type { Database } from '../db/database.ts'
import type { SealedText } from './sealed-text.ts'

const PAGE = 1_000

/**
 * The steps of requests to one core system, in the gateway's database: an insert that has returned survives a power cut. A
 * digest of a request could be tried with guessed numbers, so it is sealed.
 */
export class PostgresJournal implements Journal {
  readonly #db: Database
  readonly #institution: string
  readonly #sealed: SealedText

  constructor(db: Database, institution: string, sealed: SealedText) {
    this.#db = db
    this.#institution = institution
    this.#sealed = sealed
  }

  async append({ requestNo, digest, state, reason, atMs }: JournalEntry): Promise<void> {
    await this.#db
      .insertInto('adapter_journal')
      .values({
        institution: this.#institution,
        request_no: requestNo,
        digest: this.#sealed.seal(digest, this.#about(requestNo)),
        state,
        reason: reason ?? null,
        at_ms: atMs,
      })
      .execute()
  }

  /** The last entry of each request: where it is. */
  async *entries(): AsyncGenerator<JournalEntry> {
    for (let after = ''; ;) {
      const rows = await this.#db
        .selectFrom('adapter_journal')
        .distinctOn('request_no')
        .selectAll()
        .where('institution', '=', this.#institution)
        .where('request_no', '>', after)
        .orderBy('request_no')
        .orderBy('id', 'desc')
        .limit(PAGE)
        .execute()
      for (const { request_no: requestNo, digest, state, reason, at_ms: atMs } of rows)
        yield {
          requestNo,
          digest: this.#sealed.open(digest, this.#about(requestNo)),
          state: state as JournalEntry['state'],
          ...(reason === null ? {} : { reason }),
          atMs,
        }
      const last = rows.at(-1)
      if (last === undefined || rows.length < PAGE) return
      after = last.request_no
    }
  }

  #about(requestNo: string): string {
    return `${this.#institution}/${requestNo}`
  }
}
