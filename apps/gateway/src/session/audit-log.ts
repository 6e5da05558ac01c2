import { civilDateOf } from '@xiezhi/contracts/ids'
import type { Role, RouteName } from '@xiezhi/gateway-api'
import type { Gathered } from '@xiezhi/sdk'
import { sql } from 'kysely'
import type { Insertable } from 'kysely'
import type { Database } from '../db/database.ts'
import { gathered } from '../db/gathered.ts'
import type { Schema } from '../db/schema.ts'
import { GatewayError } from '../gateway-error.ts'
import type { CountedRead } from '../accounts/volume-watch.ts'
import type { Person } from './person.ts'
import { pseudonym } from './secrets.ts'

export interface AuditedRead {
  readonly person: Person
  readonly role: Role | 'NONE'
  readonly route: RouteName
  readonly purpose: string
  /** As the request names it; only its pseudonym is kept. */
  readonly subject: string | null
  /** What a list is asked with, as the request says it; only its pseudonym is kept. Null: one subject is named. */
  readonly page: string | null
  readonly refused: boolean
  /** Code of the refusal. */
  readonly refusal: string | null
}

/** Told of each row once it is on disk. */
export interface ReadGuard {
  /** @throws GatewayError ACCOUNT_LOCKED: nothing may be shown then */
  onRead(person: Person, read: CountedRead): Promise<void>
}

/** Reads of personal and case data: a row is on disk before the answer leaves. */
export class AuditLog {
  readonly #db: Database
  readonly #key: string
  readonly #guard: ReadGuard
  readonly #written: Gathered<Insertable<Schema['audit_read']>, number>

  constructor(db: Database, key: string, guard: ReadGuard) {
    this.#db = db
    this.#key = key
    this.#guard = guard
    this.#written = gathered((rows) => writeRows(db, rows))
  }

  /** @throws GatewayError AUDIT_UNAVAILABLE, ACCOUNT_LOCKED: nothing may be shown then */
  async note({ person, role, route, purpose, subject, page, refused, refusal }: AuditedRead): Promise<void> {
    const atMs = Date.now()
    const row = {
      at_ms: atMs,
      day: civilDateOf(atMs),
      person: person.id,
      role,
      route,
      purpose,
      subject: this.#pseudonym(subject),
      page: this.#pseudonym(page),
      refused,
      refusal,
    }
    const id = await this.#write(row)
    await this.#guard.onRead(person, { id, atMs, purpose, key: row.subject ?? row.page, refusal })
  }

  async #write(row: Insertable<Schema['audit_read']>): Promise<number> {
    try {
      return await this.#written.load(row)
    } catch (error) {
      throw new GatewayError('AUDIT_UNAVAILABLE', {}, error)
    }
  }

  #pseudonym(text: string | null): string | null {
    return text === null ? null : pseudonym(this.#key, text)
  }

  /** Counts by day, route, purpose and role. */
  async volumes(from: string, to: string): Promise<readonly Volume[]> {
    const rows = await this.#db
      .selectFrom('audit_read')
      .select(({ fn, eb }) => [
        eb.cast<string>('day', 'text').as('day'),
        'route',
        'purpose',
        'role',
        fn.countAll<number>().filterWhere('refused', '=', false).as('reads'),
        fn.countAll<number>().filterWhere('refused', '=', true).as('refused'),
      ])
      .where((eb) =>
        eb.and([
          eb('day', '>=', eb.cast<Date>(eb.val(from), 'date')),
          eb('day', '<=', eb.cast<Date>(eb.val(to), 'date')),
        ]),
      )
      .groupBy(['day', 'route', 'purpose', 'role'])
      .orderBy('day', 'desc')
      .orderBy('route')
      .execute()
    return rows
  }
}

export interface Volume {
  readonly day: string
  readonly route: string
  readonly purpose: string
  readonly role: string
  readonly reads: number
  readonly refused: number
}

/** Ids in the order of the rows: they are given as the rows go in. */
async function writeRows(db: Database, rows: readonly Insertable<Schema['audit_read']>[]): Promise<number[]> {
  const columns = sql.raw('at_ms, day, person, role, route, purpose, subject, page, refused, refusal')
  const { rows: written } = await sql<{ readonly id: number }>`
    INSERT INTO audit_read (${columns})
    SELECT ${columns} FROM jsonb_populate_recordset(NULL::audit_read, ${JSON.stringify(rows)}::jsonb)
    RETURNING id`.execute(db)
  return written.map(({ id }) => id).sort((a, b) => a - b)
}
