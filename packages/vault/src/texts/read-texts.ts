import type { Json } from '@xiezhi/codec'
import { sql } from 'kysely'
import type { VaultContext } from '../context.ts'
import { openField } from '../fields/read-fields.ts'
import { subjectKeyAbout } from '../fields/subject-key.ts'
import { VaultError } from '../vault-error.ts'

/** `ERASED`: the subject's key was destroyed, or the term of the text has ended. `TAMPERED`: what lies there is not what was kept. */
export type KeptText =
  | { readonly state: 'HELD'; readonly value: Json; readonly salt: string }
  | { readonly state: 'ERASED' }
  | { readonly state: 'TAMPERED' }

interface Row {
  readonly commitment: string
  readonly subject: string
  readonly key_id: string | null
  readonly key_nonce: Uint8Array
  readonly wrapped: Uint8Array
  readonly id: string | null
  readonly digest: string
  readonly nonce: Uint8Array
  readonly sealed: Uint8Array
}

/**
 * Texts of one name, by the commitments that a ledger holds; a commitment of which the vault never had a text is left out.
 * The caller has decided who may read and has written it down. @throws VaultError KEY_UNKNOWN
 */
export async function readTexts(
  ctx: VaultContext,
  name: string,
  commitments: readonly string[],
): Promise<ReadonlyMap<string, KeptText>> {
  if (commitments.length === 0) return new Map()
  // One statement sees one state: an erasure is there as a whole or not at all.
  const { rows } = await sql<Row>`
    select t.commitment, t.subject, k.key_id, k.nonce as key_nonce, k.wrapped, f.id, f.digest, f.nonce, f.sealed
    from vault.text t
    left join vault.subject_key k on k.subject = t.subject
    left join vault.field f on f.record = t.commitment and f.name = t.name and f.subject = t.subject
    where t.commitment = any(${[...commitments]}::text[]) and t.name = ${name}`.execute(ctx.db)
  return new Map(rows.map((row) => [row.commitment, openText(ctx, name, row)]))
}

function openText(ctx: VaultContext, name: string, row: Row): KeptText {
  const { commitment: record, subject, key_id: keyId, key_nonce, wrapped, id } = row
  if (keyId === null || id === null) return { state: 'ERASED' }
  try {
    const dataKey = ctx.keys.unwrap({ keyId, nonce: key_nonce, wrapped }, subjectKeyAbout(subject))
    try {
      const { value, salt } = openField(ctx, dataKey, { ...row, id, record, name })
      return { state: 'HELD', value, salt }
    } finally {
      dataKey.fill(0)
    }
  } catch (error) {
    if (error instanceof VaultError && error.code === 'FIELD_TAMPERED') return { state: 'TAMPERED' }
    throw error
  }
}
