import type { Json } from '@xiezhi/codec'
import { sql } from 'kysely'
import type { VaultContext } from '../context.ts'
import type { Db } from '../database.ts'
import { newDataKey, randomId } from '../keys/authority-keys.ts'
import { VaultError } from '../vault-error.ts'

/** What a subject's wrapped key is bound to. */
export function subjectKeyAbout(subject: string): Json {
  return { kind: 'subject', subject }
}

/** A new subject with a data key of its own. The id is random and says nothing about the person. */
export async function newSubject(ctx: VaultContext, db: Db = ctx.db): Promise<string> {
  const subject = randomId()
  const dataKey = newDataKey(ctx.suiteId)
  const { keyId, nonce, wrapped } = ctx.keys.wrap(dataKey, subjectKeyAbout(subject))
  dataKey.fill(0)
  await db.insertInto('vault.subject').values({ subject, created_at_ms: ctx.now(), erased_at_ms: null }).execute()
  await db.insertInto('vault.subject_key').values({ subject, key_id: keyId, nonce, wrapped }).execute()
  return subject
}

/**
 * The subject's data key; the caller overwrites it after use. The row is locked against an erasure in between.
 * @throws VaultError SUBJECT_UNKNOWN, SUBJECT_ERASED, FIELD_TAMPERED, KEY_UNKNOWN
 */
export async function subjectKey(ctx: VaultContext, db: Db, subject: string): Promise<Uint8Array> {
  return (await subjectKeys(ctx, db, [subject])).get(subject) ?? new Uint8Array(0)
}

/** The same for several, all or none. */
export async function subjectKeys(
  ctx: VaultContext,
  db: Db,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const wanted = [...new Set(subjects)]
  const rows = await db
    .selectFrom('vault.subject_key')
    .selectAll()
    .where('subject', '=', sql<string>`any(${wanted}::text[])`)
    .orderBy('subject')
    .forShare()
    .execute()
  const found = new Map(rows.map((row) => [row.subject, row]))
  const missing = wanted.find((subject) => !found.has(subject))
  if (missing !== undefined) throw new VaultError(await whyNoKey(db, missing))
  return new Map(
    rows.map(({ subject, key_id: keyId, nonce, wrapped }) => [
      subject,
      ctx.keys.unwrap({ keyId, nonce, wrapped }, subjectKeyAbout(subject)),
    ]),
  )
}

async function whyNoKey(db: Db, subject: string): Promise<'SUBJECT_UNKNOWN' | 'SUBJECT_ERASED'> {
  const row = await db.selectFrom('vault.subject').select('subject').where('subject', '=', subject).executeTakeFirst()
  return row === undefined ? 'SUBJECT_UNKNOWN' : 'SUBJECT_ERASED'
}
