import type { Role } from '@xiezhi/gateway-api'
import type { Gathered } from '@xiezhi/sdk'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Database } from '../db/database.ts'
import { gathered } from '../db/gathered.ts'
import type { Schema } from '../db/schema.ts'
import { csrfOf, hashOfToken, newToken, openedForSession, sealedForSession } from './secrets.ts'
import type { OpenSession, Person } from './person.ts'

/** Ends for good after a working day, and after half an hour without a request. */
const LIFETIME_MS = 10 * 3_600_000
const IDLE_MS = 30 * 60_000
/**
 * What the table said of a session is believed for so long; what ends one in this process counts at once. Only a row that
 * somebody else takes away is seen later.
 */
const FRESH_MS = 2_000
const KNOWN_MAX = 10_000
/** The last use is written down so often at most. */
const SEEN_STEP_MS = 60_000
const LOGIN_LIFETIME_MS = 10 * 60_000

export interface LoginAttempt {
  readonly verifier: string
  readonly state: string
  readonly nonce: string
  readonly returnTo: string
}

interface Known {
  readonly session: OpenSession
  readonly untilMs: number
}

/** Sessions in the authority's database; the browser holds a token, the table its hash, and the person's name under it. */
export class SessionStore {
  readonly #db: Database
  readonly #nowMs: () => number
  readonly #found: Gathered<Buffer, Selectable<Schema['session']> | undefined>
  /** By the hash of the token. */
  readonly #known = new Map<string, Known>()
  /** Counts what has ended sessions: what was read before that is not kept. */
  #ends = 0

  constructor(db: Database, nowMs: () => number = Date.now) {
    this.#db = db
    this.#nowMs = nowMs
    this.#found = gathered((hashes) => rowsOf(db, hashes))
  }

  /** Returns the token. */
  async create(person: Person, roles: readonly Role[]): Promise<string> {
    const token = newToken()
    const nowMs = this.#nowMs()
    await this.#db
      .insertInto('session')
      .values({
        id_hash: hashOfToken(token),
        person: JSON.stringify({ ...person, name: sealedForSession(token, person.name) }),
        roles: [...roles],
        created_at_ms: nowMs,
        seen_at_ms: nowMs,
        expires_at_ms: nowMs + LIFETIME_MS,
      })
      .execute()
    return token
  }

  async find(token: string): Promise<OpenSession | null> {
    const hash = hashOfToken(token)
    const id = hash.toString('hex')
    const known = this.#known.get(id)
    const nowMs = this.#nowMs()
    if (known !== undefined && nowMs < known.untilMs) return known.session
    this.#known.delete(id)
    const ends = this.#ends
    const row = await this.#found.load(hash)
    if (row === undefined || nowMs >= row.expires_at_ms || nowMs >= row.seen_at_ms + IDLE_MS) return null
    if (nowMs - row.seen_at_ms >= SEEN_STEP_MS)
      await this.#db.updateTable('session').set({ seen_at_ms: nowMs }).where('id_hash', '=', hash).execute()
    const person = row.person as unknown as Person
    const session = {
      id,
      person: { ...person, name: openedForSession(token, person.name) },
      roles: row.roles as Role[],
      expiresAtMs: row.expires_at_ms,
      csrfToken: csrfOf(token),
      shownId: null,
    }
    if (this.#known.size >= KNOWN_MAX) this.#known.clear()
    if (ends === this.#ends) this.#known.set(id, { session, untilMs: Math.min(nowMs + FRESH_MS, row.expires_at_ms) })
    return session
  }

  async end(token: string): Promise<void> {
    await this.#ended(() => this.#db.deleteFrom('session').where('id_hash', '=', hashOfToken(token)).execute())
  }

  /** Every session of a person, wherever it is open. Returns their ids. */
  async endAllOf(person: string): Promise<readonly string[]> {
    const rows = await this.#ended(() =>
      this.#db
        .deleteFrom('session')
        .where(sql<string>`person ->> 'id'`, '=', person)
        .returning('id_hash')
        .execute(),
    )
    return rows.map(({ id_hash }) => id_hash.toString('hex'))
  }

  /** Nothing of before is believed from here on, nor what is read while it runs. */
  async #ended<T>(remove: () => Promise<T>): Promise<T> {
    const forget = (): void => {
      this.#ends++
      this.#known.clear()
    }
    forget()
    try {
      return await remove()
    } finally {
      forget()
    }
  }

  async count(): Promise<number> {
    const row = await this.#db
      .selectFrom('session')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('expires_at_ms', '>', this.#nowMs())
      .executeTakeFirst()
    return row?.count ?? 0
  }

  async removeExpired(): Promise<void> {
    const nowMs = this.#nowMs()
    await this.#db
      .deleteFrom('session')
      .where((eb) => eb.or([eb('expires_at_ms', '<=', nowMs), eb('seen_at_ms', '<=', nowMs - IDLE_MS)]))
      .execute()
    await this.#db.deleteFrom('login').where('expires_at_ms', '<=', nowMs).execute()
  }

  /** Returns the token of the attempt. */
  async beginLogin({ verifier, state, nonce, returnTo }: LoginAttempt): Promise<string> {
    const token = newToken()
    const expires_at_ms = this.#nowMs() + LOGIN_LIFETIME_MS
    const row = { id_hash: hashOfToken(token), verifier, state, nonce, return_to: returnTo, expires_at_ms }
    await this.#db.insertInto('login').values(row).execute()
    return token
  }

  /** An attempt is taken once: a replayed way back finds nothing. */
  async takeLogin(token: string): Promise<LoginAttempt | null> {
    const row = await this.#db
      .deleteFrom('login')
      .where('id_hash', '=', hashOfToken(token))
      .returning(['verifier', 'state', 'nonce', 'return_to', 'expires_at_ms'])
      .executeTakeFirst()
    if (row === undefined || row.expires_at_ms <= this.#nowMs()) return null
    return { verifier: row.verifier, state: row.state, nonce: row.nonce, returnTo: row.return_to }
  }
}

async function rowsOf(db: Database, hashes: readonly Buffer[]): Promise<(Selectable<Schema['session']> | undefined)[]> {
  const rows = await db
    .selectFrom('session')
    .selectAll()
    .where('id_hash', '=', sql<Buffer>`any(${[...hashes]}::bytea[])`)
    .execute()
  return hashes.map((hash) => rows.find(({ id_hash }) => id_hash.equals(hash)))
}
