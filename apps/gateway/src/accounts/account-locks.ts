import { randomBytes } from 'node:crypto'
import type { Role } from '@xiezhi/gateway-api'
import type { Insertable, Selectable } from 'kysely'
import type { Database } from '../db/database.ts'
import type { AccountLockTable } from '../db/schema.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Log } from '../log.ts'
import type { OpenSession, Person } from '../session/person.ts'
import { packLog } from './audit-pack.ts'
import type { VolumeLimits } from './volume-limits.ts'
import type { CountedRead, Excess, VolumeWatch } from './volume-watch.ts'

const ID_BYTES = 16

export interface AccountLocksOptions {
  readonly db: Database
  readonly authority: string
  readonly chainId: string
  /** Of the audit table's pseudonyms. */
  readonly key: string
  readonly watch: VolumeWatch
  readonly limits: Pick<VolumeLimits, 'dueAtMs'>
  /** Ends whatever the person has open: sessions, streams, the signing key. */
  readonly endAll: (person: string) => Promise<void>
  readonly log: Log
  /** A lock was added or changed. */
  readonly onChange: (lockId: string) => void
}

type EventKind = 'LOCKED' | 'PACKAGE_RECORDED' | 'SIGN_IN_REFUSED' | 'UNLOCK_PROPOSED' | 'UNLOCKED'

/** Locks the account of whoever looks up more than is allowed; two other persons unlock it. */
export class AccountLocks {
  readonly #options: AccountLocksOptions

  constructor(options: AccountLocksOptions) {
    this.#options = options
  }

  /** A read was noted. @throws GatewayError ACCOUNT_LOCKED: nothing may be shown then */
  async onRead(person: Person, read: CountedRead): Promise<void> {
    const excess = await this.#options.watch.count(person.id, read)
    if (excess === null) return
    await this.#lock(person, excess)
    throw new GatewayError('ACCOUNT_LOCKED')
  }

  /** Somebody who has given the right password. @throws GatewayError ACCOUNT_LOCKED */
  async requireUnlocked(person: string): Promise<void> {
    const open = await this.#openOf(person)
    if (open === undefined) return
    await this.#options.db
      .updateTable('account_lock')
      .set((eb) => ({ refused_sign_ins: eb('refused_sign_ins', '+', 1) }))
      .where('lock_id', '=', open)
      .execute()
    await this.#note(open, 'SIGN_IN_REFUSED', null)
    throw new GatewayError('ACCOUNT_LOCKED')
  }

  /** A process that was stopped between the lock and the sessions. */
  async endOpen(): Promise<void> {
    const rows = await this.#options.db
      .selectFrom('account_lock')
      .select('person')
      .where('released_at_ms', 'is', null)
      .execute()
    for (const { person } of rows) await this.#options.endAll(person)
  }

  async countOpen(): Promise<number> {
    const row = await this.#options.db
      .selectFrom('account_lock')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('released_at_ms', 'is', null)
      .executeTakeFirst()
    return row?.count ?? 0
  }

  /**
   * `keep` puts the reason away, for the person of the account, and gives its commitment.
   * @throws GatewayError SUBJECT_UNKNOWN, OWN_ACCOUNT, NOT_IN_FORCE
   */
  async propose(lockId: string, session: OpenSession, keep: (person: string) => Promise<string>): Promise<void> {
    const { db } = this.#options
    const found = await this.#requireOther(lockId, session)
    if (found.proposed_by !== null) throw new GatewayError('NOT_IN_FORCE', { expected: 'LOCKED' })
    const commitment = await keep(found.person)
    const atMs = Date.now()
    const [role, person] = [roleOf(session), session.person.id]
    const { numUpdatedRows } = await db
      .updateTable('account_lock')
      .set({ proposed_by: person, proposed_role: role, proposed_at_ms: atMs, reason_commitment: commitment })
      .where('lock_id', '=', lockId)
      .where('proposed_by', 'is', null)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) throw new GatewayError('NOT_IN_FORCE', { expected: 'LOCKED' })
    await this.#note(lockId, 'UNLOCK_PROPOSED', { person, role })
    this.#options.onChange(lockId)
  }

  /** @throws GatewayError SUBJECT_UNKNOWN, OWN_ACCOUNT, NOT_IN_FORCE, SAME_PERSON, AUDITOR_MISSING */
  async approve(lockId: string, session: OpenSession): Promise<void> {
    const { db, watch } = this.#options
    const found = await this.#requireOther(lockId, session)
    if (found.proposed_by === null || found.released_at_ms !== null)
      throw new GatewayError('NOT_IN_FORCE', { expected: 'RELEASE_PROPOSED' })
    const [role, person] = [roleOf(session), session.person.id]
    if (found.proposed_by === person) throw new GatewayError('SAME_PERSON')
    if (found.proposed_role !== 'AUDITOR' && role !== 'AUDITOR') throw new GatewayError('AUDITOR_MISSING')
    const { numUpdatedRows } = await db
      .updateTable('account_lock')
      .set({ approved_by: person, approved_role: role, released_at_ms: Date.now() })
      .where('lock_id', '=', lockId)
      .where('proposed_by', '<>', person)
      .where('released_at_ms', 'is', null)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) throw new GatewayError('NOT_IN_FORCE', { expected: 'RELEASE_PROPOSED' })
    watch.forget(found.person)
    await this.#note(lockId, 'UNLOCKED', { person, role })
    this.#options.onChange(lockId)
  }

  /** The ledger holds the digest of the package. */
  async recorded(lockId: string): Promise<void> {
    await this.#options.db
      .updateTable('account_lock')
      .set({ recorded_at_ms: Date.now() })
      .where('lock_id', '=', lockId)
      .execute()
    await this.#note(lockId, 'PACKAGE_RECORDED', null)
    this.#options.onChange(lockId)
  }

  /** The lock is on disk before the sessions end: a sign-in at the same time either ends with them or finds it. */
  async #lock(person: Person, excess: Excess): Promise<void> {
    const { db, authority, chainId, key, limits, endAll, log, onChange } = this.#options
    const lockId = randomBytes(ID_BYTES).toString('hex')
    const packed = await packLog({ db, authority, chainId, key, packageId: lockId, person: person.id, excess })
    const row: Insertable<AccountLockTable> = {
      lock_id: lockId,
      person: person.id,
      organisation: person.organisation,
      officer: person.officer,
      kind: excess.kind,
      purpose: excess.purpose,
      parameter: excess.parameter,
      allowed: excess.allowed,
      counted: excess.counted,
      from_ms: excess.fromMs,
      locked_at_ms: excess.atMs,
      due_at_ms: limits.dueAtMs(excess.atMs),
      package: Buffer.from(packed.bytes),
      package_digest: packed.digest,
      package_rows: packed.rows,
    }
    const added = await db
      .insertInto('account_lock')
      .values(row)
      // Another request of the same person was first.
      .onConflict((conflict) => conflict.column('person').where('released_at_ms', 'is', null).doNothing())
      .returning('lock_id')
      .executeTakeFirst()
    await endAll(person.id)
    if (added === undefined) return
    await this.#note(lockId, 'LOCKED', null)
    log({ event: 'ACCOUNT_LOCKED', authority, lock: lockId, kind: excess.kind, counted: excess.counted })
    onChange(lockId)
  }

  async #openOf(person: string): Promise<string | undefined> {
    const row = await this.#options.db
      .selectFrom('account_lock')
      .select('lock_id')
      .where('person', '=', person)
      .where('released_at_ms', 'is', null)
      .executeTakeFirst()
    return row?.lock_id
  }

  async #requireOther(
    lockId: string,
    { person: { id } }: OpenSession,
  ): Promise<Pick<Selectable<AccountLockTable>, 'person' | 'proposed_by' | 'proposed_role' | 'released_at_ms'>> {
    const found = await this.#options.db
      .selectFrom('account_lock')
      .select(['person', 'proposed_by', 'proposed_role', 'released_at_ms'])
      .where('lock_id', '=', lockId)
      .executeTakeFirst()
    if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'account-lock' })
    if (found.person === id) throw new GatewayError('OWN_ACCOUNT')
    return found
  }

  async #note(lockId: string, kind: EventKind, by: { person: string; role: Role } | null): Promise<void> {
    const row = { lock_id: lockId, at_ms: Date.now(), kind, person: by?.person ?? null, role: by?.role ?? null }
    await this.#options.db.insertInto('account_event').values(row).execute()
  }
}

/** An auditor's judgement counts before an operator's hand, where one person is both. */
function roleOf({ roles }: OpenSession): Role {
  return roles.includes('AUDITOR') ? 'AUDITOR' : 'OPERATOR'
}
