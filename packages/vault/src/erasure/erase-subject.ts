import { sql } from 'kysely'
import type { VaultContext } from '../context.ts'
import type { Db } from '../database.ts'
import { VaultError } from '../vault-error.ts'
import { certificateText, isErasureCode } from './certificate.ts'
import type { ErasureCertificate } from './certificate.ts'

/** Any number that nothing else on this database locks by. */
const LIST_LOCK = 7_230_140_019

export interface ErasureOrder {
  readonly subject: string
  /** Coded: CONSENT_WITHDRAWN, PURPOSE_MET, UNLAWFUL, SUBJECT_REQUEST … */
  readonly reason: string
  readonly legalBasis: string
}

export interface Erased {
  readonly certificate: ErasureCertificate
  /** Index keys that the gateway removes from the ledger. */
  readonly indexKeys: readonly { readonly purpose: string; readonly epoch: number; readonly indexKey: string }[]
}

/**
 * Destroys the key of a subject: its fields, wherever copies of them lie, open no more. The certificate is on disk first;
 * a crash in between is made good when the vault opens again. @throws VaultError SUBJECT_UNKNOWN, ERASURE_ORDER
 */
export async function eraseSubject(ctx: VaultContext, { subject, reason, legalBasis }: ErasureOrder): Promise<Erased> {
  const known = await ctx.db
    .selectFrom('vault.subject')
    .select('subject')
    .where('subject', '=', subject)
    .executeTakeFirst()
  if (known === undefined) throw new VaultError('SUBJECT_UNKNOWN')
  // Before anything is written: a list with a line that is no certificate erases nobody any more.
  for (const [field, value] of Object.entries({ reason, legalBasis }))
    if (!isErasureCode(value)) throw new VaultError('ERASURE_ORDER', { field })
  return ctx.db.transaction().execute(async (tx) => {
    await lockList(tx)
    const certificate = ctx.erasures.append({ subject, reason, legalBasis, erasedAtMs: ctx.now() })
    return { certificate, indexKeys: await applyErasure(tx, certificate) }
  })
}

/** One writer of the list at a time, whichever process it is in; until the transaction ends. */
export async function lockList(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LIST_LOCK})`.execute(tx)
}

/** Makes the database follow the list, in a transaction of the caller's. Doing it twice changes nothing. */
export async function applyErasure(tx: Db, certificate: ErasureCertificate): Promise<Erased['indexKeys']> {
  const { n, subject, erasedAtMs } = certificate.statement
  await tx.deleteFrom('vault.subject_key').where('subject', '=', subject).execute()
  const indexKeys = await tx
    .deleteFrom('vault.index_entry')
    .where('subject', '=', subject)
    .returning(['purpose', 'epoch', 'index_key'])
    .execute()
  await tx.deleteFrom('vault.field').where('subject', '=', subject).execute()
  await tx.deleteFrom('vault.annex_out').where('subject', '=', subject).execute()
  // A backup may be older than the subject: the erasure is kept all the same.
  await tx
    .insertInto('vault.subject')
    .values({ subject, created_at_ms: erasedAtMs, erased_at_ms: erasedAtMs })
    .onConflict((oc) => oc.column('subject').doUpdateSet({ erased_at_ms: erasedAtMs }))
    .execute()
  await tx
    .insertInto('vault.erasure')
    .values({ n, subject, certificate: certificateText(certificate) })
    .onConflict((oc) => oc.column('n').doNothing())
    .execute()
  return indexKeys.map(({ purpose, epoch, index_key: indexKey }) => ({ purpose, epoch, indexKey }))
}

/**
 * Brings a database that was restored, or left by a crash, up to the list. Gives how many erasures it did not know.
 * @throws VaultError ERASURE_LIST_BEHIND: the database knows of more than the list, so the list is not the latest
 */
export async function replayErasures(ctx: VaultContext): Promise<number> {
  const list = ctx.erasures.read()
  const known = await lastErasure(ctx.db)
  if (known > list.length) throw new VaultError('ERASURE_LIST_BEHIND', { missing: known - list.length })
  let replayed = 0
  for (const certificate of list) {
    if (await isApplied(ctx.db, certificate)) continue
    await ctx.db.transaction().execute((tx) => applyErasure(tx, certificate))
    replayed += 1
  }
  return replayed
}

async function lastErasure(db: Db): Promise<number> {
  const row = await db.selectFrom('vault.erasure').select('n').orderBy('n', 'desc').limit(1).executeTakeFirst()
  return row?.n ?? 0
}

async function isApplied(db: Db, { statement: { n, subject } }: ErasureCertificate): Promise<boolean> {
  const noted = await db.selectFrom('vault.erasure').select('n').where('n', '=', n).executeTakeFirst()
  const key = await db
    .selectFrom('vault.subject_key')
    .select('subject')
    .where('subject', '=', subject)
    .executeTakeFirst()
  const field = await db.selectFrom('vault.field').select('id').where('subject', '=', subject).executeTakeFirst()
  return noted !== undefined && key === undefined && field === undefined
}
