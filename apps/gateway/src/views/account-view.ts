import { auditPackageKey } from '@xiezhi/evidence'
import type { AccountLock, Alarm, Role } from '@xiezhi/gateway-api'
import type { Selectable } from 'kysely'
import type { Database } from '../db/database.ts'
import type { AccountLockTable } from '../db/schema.ts'
import { GatewayError } from '../gateway-error.ts'
import type { PrivateTexts, ShownText } from '../vault/private-texts.ts'
import { cursorParts, limitOf, pageOf } from './page.ts'
import type { PageQuery } from './page.ts'
import { wordsFor } from './words.ts'

/** Without the package, which is large. */
const COLUMNS = [
  'lock_id',
  'person',
  'organisation',
  'officer',
  'kind',
  'purpose',
  'parameter',
  'allowed',
  'counted',
  'from_ms',
  'locked_at_ms',
  'due_at_ms',
  'package_digest',
  'package_rows',
  'recorded_at_ms',
  'refused_sign_ins',
  'proposed_by',
  'proposed_role',
  'proposed_at_ms',
  'reason_commitment',
  'approved_by',
  'approved_role',
  'released_at_ms',
] as const

type LockRow = Omit<Selectable<AccountLockTable>, 'package'> & { readonly bytes: number | null }

/** Locked accounts as auditors and operators see them. */
export class AccountViews {
  readonly #db: Database
  readonly #texts: PrivateTexts

  constructor(db: Database, texts: PrivateTexts) {
    this.#db = db
    this.#texts = texts
  }

  /** Newest first. */
  async list(
    query: PageQuery & { readonly state?: AccountLock['state'] },
  ): Promise<{ items: AccountLock[]; next: string | null }> {
    const limit = limitOf(query)
    const after = cursorParts(query, 2)
    let select = this.#rows()
      .orderBy('locked_at_ms', 'desc')
      .orderBy('lock_id')
      .limit(limit + 1)
    if (query.state === 'LOCKED') select = select.where('proposed_by', 'is', null)
    if (query.state === 'RELEASE_PROPOSED')
      select = select.where('proposed_by', 'is not', null).where('released_at_ms', 'is', null)
    if (query.state === 'RELEASED') select = select.where('released_at_ms', 'is not', null)
    if (after !== undefined) {
      const [at = '0', id = ''] = after
      select = select.where((eb) =>
        eb.or([
          eb('locked_at_ms', '<', Number(at)),
          eb.and([eb('locked_at_ms', '=', Number(at)), eb('lock_id', '>', id)]),
        ]),
      )
    }
    const rows = await select.execute()
    const view = await this.#viewOf(rows)
    return pageOf(rows, limit, view, (row) => [row.locked_at_ms, row.lock_id])
  }

  /** @throws GatewayError SUBJECT_UNKNOWN */
  async view(lockId: string): Promise<AccountLock> {
    const row = await this.#rows().where('lock_id', '=', lockId).executeTakeFirst()
    if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'account-lock' })
    return (await this.#viewOf([row]))(row)
  }

  /** @throws GatewayError SUBJECT_UNKNOWN, PACKAGE_ERASED */
  async package(lockId: string): Promise<Buffer> {
    const row = await this.#db
      .selectFrom('account_lock')
      .select('package')
      .where('lock_id', '=', lockId)
      .executeTakeFirst()
    if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'account-lock' })
    if (row.package === null) throw new GatewayError('PACKAGE_ERASED')
    return row.package
  }

  /** Locks that nobody has ended, as alarms, those due first before the others. */
  async alarms(after: { readonly dueAtMs: number; readonly id: string }, limit: number): Promise<Alarm[]> {
    const rows = await this.#rows()
      .where('released_at_ms', 'is', null)
      .where((eb) =>
        eb.or([
          eb('due_at_ms', '>', after.dueAtMs),
          eb.and([eb('due_at_ms', '=', after.dueAtMs), eb('lock_id', '>', after.id)]),
        ]),
      )
      .orderBy('due_at_ms')
      .orderBy('lock_id')
      .limit(limit)
      .execute()
    return rows.map(alarmOfLock)
  }

  /** With the reasons of all rows. */
  async #viewOf(rows: readonly LockRow[]): Promise<(row: LockRow) => AccountLock> {
    const reasonOf = await this.#texts.shown(
      'unlockReason',
      rows.flatMap(({ reason_commitment: commitment }) => commitment ?? []),
    )
    return (row) => lockView(row, reasonOf(row.reason_commitment === null ? [] : [row.reason_commitment]))
  }

  #rows() {
    return this.#db
      .selectFrom('account_lock')
      .select(COLUMNS)
      .select(({ fn }) => fn<number | null>('octet_length', ['package']).as('bytes'))
  }
}

function lockView(row: LockRow, { text: reason, state: reasonState }: ShownText): AccountLock {
  const isRecorded = row.recorded_at_ms !== null
  return {
    id: row.lock_id,
    person: { id: row.person, organisation: row.organisation, officer: row.officer },
    kind: row.kind as AccountLock['kind'],
    purpose: row.purpose,
    parameter: row.parameter,
    limit: row.allowed,
    count: row.counted,
    fromMs: row.from_ms,
    lockedAtMs: row.locked_at_ms,
    dueAtMs: row.due_at_ms,
    isOverdue: row.released_at_ms === null && row.due_at_ms < Date.now(),
    state: stateOf(row),
    package: {
      digest: row.package_digest,
      rows: row.package_rows,
      bytes: row.bytes,
      recordKey: isRecorded ? auditPackageKey(row.lock_id) : null,
      recordedAtMs: row.recorded_at_ms,
    },
    refusedSignIns: row.refused_sign_ins,
    proposed: row.proposed_by === null ? null : { ...stepOf(row, 'proposed'), reason, reasonState },
    approved: row.released_at_ms === null ? null : stepOf(row, 'approved'),
  }
}

function stateOf({ released_at_ms, proposed_by }: LockRow): AccountLock['state'] {
  if (released_at_ms !== null) return 'RELEASED'
  return proposed_by === null ? 'LOCKED' : 'RELEASE_PROPOSED'
}

function stepOf(row: LockRow, step: 'proposed' | 'approved'): NonNullable<AccountLock['approved']> {
  const atMs = step === 'proposed' ? row.proposed_at_ms : row.released_at_ms
  return { person: row[`${step}_by`] ?? '', role: row[`${step}_role`] as Role, atMs: atMs ?? 0 }
}

function alarmOfLock(row: LockRow): Alarm {
  const kind = row.kind === 'VOLUME' ? 'ACCOUNT_LOCKED_VOLUME' : 'ACCOUNT_LOCKED_WITHOUT_CASE'
  const isOpen = row.proposed_by === null
  return {
    id: `account:${row.lock_id}`,
    source: 'account',
    kind,
    text: wordsFor('alarm', kind),
    owner: 'AUDITOR',
    subject: row.lock_id,
    caseId: null,
    caseNumber: null,
    agentId: null,
    raisedAtMs: row.locked_at_ms,
    dueAtMs: row.due_at_ms,
    state: row.due_at_ms < Date.now() ? 'OVERDUE' : isOpen ? 'OPEN' : 'TAKEN',
    basis: [],
    resolution: null,
  }
}
