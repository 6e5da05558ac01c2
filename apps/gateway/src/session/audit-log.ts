import { civilDateOf } from '@xiezhi/contracts/ids'
import type { Role, RouteName } from '@xiezhi/gateway-api'
import type { Database } from '../db/database.ts'
import { GatewayError } from '../gateway-error.ts'
import { pseudonym } from './secrets.ts'

export interface AuditedRead {
  readonly person: string
  readonly role: Role | 'NONE'
  readonly route: RouteName
  readonly purpose: string
  /** As the request names it; only its pseudonym is kept. */
  readonly subject: string | null
  readonly refused: boolean
}

/** Reads of personal and case data: a row is on disk before the answer leaves. */
export class AuditLog {
  readonly #db: Database
  readonly #key: string

  constructor(db: Database, key: string) {
    this.#db = db
    this.#key = key
  }

  /** @throws GatewayError AUDIT_UNAVAILABLE: nothing may be shown then */
  async note({ person, role, route, purpose, subject, refused }: AuditedRead): Promise<void> {
    const atMs = Date.now()
    const row = {
      at_ms: atMs,
      day: civilDateOf(atMs),
      person,
      role,
      route,
      purpose,
      subject: subject === null ? null : pseudonym(this.#key, subject),
      refused,
    }
    try {
      await this.#db.insertInto('audit_read').values(row).execute()
    } catch (error) {
      throw new GatewayError('AUDIT_UNAVAILABLE', {}, error)
    }
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
