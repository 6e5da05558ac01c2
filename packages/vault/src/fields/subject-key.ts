import type { Json } from '@xiezhi/codec'
import { sql } from 'kysely'
import type { VaultContext } from '../context.ts'
import { byteaText } from '../database.ts'
import type { Db } from '../database.ts'
import { newDataKey, randomId } from '../keys/authority-keys.ts'
import { VaultError } from '../vault-error.ts'

/** What a subject's wrapped key is bound to. */
export function subjectKeyAbout(subject: string): Json {
  return { kind: 'subject', subject }
}

/** A new subject with a data key of its own. The id is random and says nothing about the person. */
export async function newSubject(ctx: VaultContext, db: Db = ctx.db): Promise<string> {
  return (await newSubjects(ctx, db, 1))[0] ?? ''
}

/** The same for several. */
export async function newSubjects(ctx: VaultContext, db: Db, count: number): Promise<readonly string[]> {
  if (count === 0) return []
  const rows = Array.from({ length: count }, () => {
    const subject = randomId()
    const dataKey = newDataKey(ctx.suiteId)
    const { keyId, nonce, wrapped } = ctx.keys.wrap(dataKey, subjectKeyAbout(subject))
    dataKey.fill(0)
    return { subject, key_id: keyId, nonce: byteaText(nonce), wrapped: byteaText(wrapped) }
  })
  await sql`
    with made as (select * from jsonb_populate_recordset(null::vault.subject_key, ${JSON.stringify(rows)}::jsonb)),
      persons as (insert into vault.subject (subject, created_at_ms) select subject, ${ctx.now()}::bigint from made)
    insert into vault.subject_key (subject, key_id, nonce, wrapped) select subject, key_id, nonce, wrapped from made
    `.execute(db)
  return rows.map(({ subject }) => subject)
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

/** Why a subject has none. */
export async function whyNoKey(db: Db, subject: string): Promise<'SUBJECT_UNKNOWN' | 'SUBJECT_ERASED'> {
  const row = await db.selectFrom('vault.subject').select('subject').where('subject', '=', subject).executeTakeFirst()
  return row === undefined ? 'SUBJECT_UNKNOWN' : 'SUBJECT_ERASED'
}
