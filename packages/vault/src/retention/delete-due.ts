import { sql } from 'kysely'
import type { VaultContext } from '../context.ts'
import type { Db } from '../database.ts'
import { applyErasure, lockList } from '../erasure/erase-subject.ts'
import { OWNER_RECORD } from '../texts/owners.ts'

/** Rows deleted in one transaction. */
const BATCH = 500
const ORDER = { reason: 'PURPOSE_MET', legalBasis: 'PIPL_47' } as const

export interface DeletedDue {
  readonly fields: number
  /** Persons of whom nothing was left to keep: their keys are destroyed, each with a certificate. */
  readonly persons: number
}

interface DueRow {
  readonly id: string
  readonly subject: string
}

/**
 * Deletes the fields whose last day has passed. A person whose last text went with them is erased: copies in backups open
 * no more either.
 */
export async function deleteDue(ctx: VaultContext, today: string): Promise<DeletedDue> {
  let [fields, persons] = [0, 0]
  for (;;) {
    const due = await dueFields(ctx.db, today)
    if (due.length === 0) return { fields, persons }
    const done = await ctx.db.transaction().execute((tx) => deleteBatch(ctx, tx, due, today))
    fields += done.fields
    persons += done.persons
    if (due.length < BATCH) return { fields, persons }
  }
}

function dueFields(db: Db, today: string): Promise<readonly DueRow[]> {
  return db
    .selectFrom('vault.field')
    .select(['id', 'subject'])
    .where('delete_on', '<', today as never)
    .orderBy('id')
    .limit(BATCH)
    .execute()
}

async function deleteBatch(ctx: VaultContext, tx: Db, due: readonly DueRow[], today: string): Promise<DeletedDue> {
  await lockList(tx)
  const persons = await lockPersons(tx, [...new Set(due.map(({ subject }) => subject))])
  const { numDeletedRows } = await tx
    .deleteFrom('vault.field')
    .where(
      'id',
      'in',
      due.map(({ id }) => id),
    )
    // A clock may have been stopped meanwhile.
    .where('delete_on', '<', today as never)
    .executeTakeFirst()
  const spent = await spentOf(tx, persons)
  const orders = spent.map((subject) => ({ subject, ...ORDER, erasedAtMs: ctx.now() }))
  for (const certificate of ctx.erasures.appendAll(orders)) await applyErasure(tx, certificate)
  return { fields: Number(numDeletedRows), persons: spent.length }
}

/** Those who own texts. Whoever keeps another text of them waits, and finds the key or finds it gone. */
async function lockPersons(tx: Db, subjects: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ subject: string }>`
    select k.subject from vault.subject_key k
    where k.subject = any(${[...subjects]}::text[])
      and exists (select 1 from vault.text t where t.subject = k.subject)
    order by k.subject for update`.execute(tx)
  return rows.map(({ subject }) => subject)
}

/** Of whom only the number is left by which they were found. */
async function spentOf(tx: Db, subjects: readonly string[]): Promise<readonly string[]> {
  if (subjects.length === 0) return []
  const { rows } = await sql<{ subject: string }>`
    select s.subject from unnest(${[...subjects]}::text[]) as s (subject)
    where not exists (
      select 1 from vault.field f where f.subject = s.subject and not starts_with(f.record, ${OWNER_RECORD}))
      and not exists (select 1 from vault.annex_out a where a.subject = s.subject)
    order by s.subject`.execute(tx)
  return rows.map(({ subject }) => subject)
}
