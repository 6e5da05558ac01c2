import type { Json } from '@xiezhi/codec'
import type { VaultContext } from '../context.ts'
import type { Db } from '../database.ts'
import { subjectKeyAbout } from '../fields/subject-key.ts'
import { epochKeyAbout } from '../lookup/epochs.ts'
import { VaultError } from '../vault-error.ts'
import type { Wrapped } from './authority-keys.ts'

const BATCH = 500

/** Wraps every data key under the current authority key. Fields are not touched. Gives how many were wrapped anew. */
export async function rotateKeys(ctx: VaultContext): Promise<number> {
  let rotated = 0
  for (;;) {
    const done = await ctx.db.transaction().execute((tx) => rotateSubjects(ctx, tx))
    rotated += done
    if (done < BATCH) break
  }
  return rotated + (await ctx.db.transaction().execute((tx) => rotateEpochs(ctx, tx)))
}

/** Refuses while anything is wrapped under the key: then its file may be destroyed. @throws VaultError KEY_IN_USE */
export async function requireUnused({ db }: VaultContext, keyId: string): Promise<void> {
  const counts = await Promise.all([countOf(db, 'vault.subject_key', keyId), countOf(db, 'vault.epoch', keyId)])
  const rows = counts.reduce((sum, one) => sum + one, 0)
  if (rows > 0) throw new VaultError('KEY_IN_USE', { keyId, rows })
}

async function rotateSubjects(ctx: VaultContext, tx: Db): Promise<number> {
  const rows = await tx
    .selectFrom('vault.subject_key')
    .selectAll()
    .where('key_id', '<>', ctx.keys.currentId)
    .limit(BATCH)
    .forUpdate()
    .execute()
  for (const { subject, ...row } of rows) {
    await tx
      .updateTable('vault.subject_key')
      .set(rewrapped(ctx, row, subjectKeyAbout(subject)))
      .where('subject', '=', subject)
      .execute()
  }
  return rows.length
}

async function rotateEpochs(ctx: VaultContext, tx: Db): Promise<number> {
  const rows = await tx
    .selectFrom('vault.epoch')
    .selectAll()
    .where('key_id', '<>', ctx.keys.currentId)
    .where('state', '<>', 'RETIRED')
    .forUpdate()
    .execute()
  for (const { purpose, epoch, ...row } of rows) {
    await tx
      .updateTable('vault.epoch')
      .set(rewrapped(ctx, row, epochKeyAbout(purpose, epoch)))
      .where('purpose', '=', purpose)
      .where('epoch', '=', epoch)
      .execute()
  }
  return rows.length
}

interface WrappedRow {
  readonly key_id: string
  readonly nonce: Uint8Array
  readonly wrapped: Uint8Array
}

function rewrapped(ctx: VaultContext, row: WrappedRow, about: Json): WrappedRow {
  const dataKey = ctx.keys.unwrap({ keyId: row.key_id, nonce: row.nonce, wrapped: row.wrapped }, about)
  const { keyId, nonce, wrapped }: Wrapped = ctx.keys.wrap(dataKey, about)
  dataKey.fill(0)
  return { key_id: keyId, nonce, wrapped }
}

async function countOf(db: Db, table: 'vault.subject_key' | 'vault.epoch', keyId: string): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<string>().as('rows'))
    .where('key_id', '=', keyId)
    .executeTakeFirst()
  return Number(row?.rows ?? 0)
}
