import { decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { VaultContext } from '../context.ts'
import type { Db, VaultDatabase } from '../database.ts'
import { openWith } from '../keys/authority-keys.ts'
import { VaultError } from '../vault-error.ts'
import { disclosureOf } from './disclosure.ts'
import type { Disclosure } from './disclosure.ts'
import { fieldAbout } from './field-about.ts'
import { subjectKey, subjectKeyAbout, whyNoKey } from './subject-key.ts'

export interface FieldsWanted {
  readonly subject: string
  readonly record: string
  /** Only what the purpose needs; there is no way to ask for all. */
  readonly names: readonly string[]
}

/**
 * Fields with their salts, in the order asked for. The caller has decided who may read and has written it down.
 * @throws VaultError SUBJECT_UNKNOWN, SUBJECT_ERASED, FIELD_UNKNOWN, FIELD_TAMPERED
 */
export async function readFields(ctx: VaultContext, wanted: FieldsWanted): Promise<readonly Disclosure[]> {
  const [read] = await readManyFields(ctx, [wanted])
  if (read === undefined || read instanceof VaultError) throw read ?? new VaultError('SUBJECT_UNKNOWN')
  return read
}

interface FoundField extends SealedField {
  readonly at: number
  readonly key_id: string
  readonly key_nonce: Uint8Array
  readonly wrapped: Uint8Array
}

/** The same for several; what cannot be read is that one's alone. @throws VaultError KEY_UNKNOWN */
export async function readManyFields(
  ctx: VaultContext,
  wanted: readonly FieldsWanted[],
): Promise<readonly (readonly Disclosure[] | VaultError)[]> {
  const [subjects, records] = [wanted.map(({ subject }) => subject), wanted.map(({ record }) => record)]
  const names = [...new Set(wanted.flatMap((one) => one.names))]
  // One statement sees one state: an erasure is there as a whole or not at all.
  const { rows } = await sql<FoundField>`
    select w.at::int as at, k.key_id, k.nonce as key_nonce, k.wrapped,
      f.id, f.subject, f.record, f.name, f.digest, f.nonce, f.sealed
    from unnest(${subjects}::text[], ${records}::text[]) with ordinality as w(subject, record, at)
    join vault.subject_key k on k.subject = w.subject
    left join vault.field f on f.subject = w.subject and f.record = w.record and f.name = any(${names}::text[])
    order by f.stored_at_ms desc`.execute(ctx.db)
  const read: (readonly Disclosure[] | VaultError)[] = []
  for (const [at, one] of wanted.entries()) {
    const own = rows.filter((row) => row.at === at + 1)
    read.push(own.length === 0 ? new VaultError(await whyNoKey(ctx.db, one.subject)) : openedFields(ctx, one, own))
  }
  return read
}

function openedFields(
  ctx: VaultContext,
  { subject, names }: FieldsWanted,
  rows: readonly FoundField[],
): readonly Disclosure[] | VaultError {
  const [first] = rows
  if (first === undefined) return new VaultError('SUBJECT_UNKNOWN')
  const { key_id: keyId, key_nonce: nonce, wrapped } = first
  let dataKey: Uint8Array | undefined
  try {
    dataKey = ctx.keys.unwrap({ keyId, nonce, wrapped }, subjectKeyAbout(subject))
    const opened: Disclosure[] = []
    for (const name of names) {
      const row = rows.find((one) => one.name === name)
      if (row === undefined) return new VaultError('FIELD_UNKNOWN', { field: name.slice(0, 64) })
      opened.push(openField(ctx, dataKey, row))
    }
    return opened
  } catch (error) {
    if (error instanceof VaultError && error.code === 'FIELD_TAMPERED') return error
    throw error
  } finally {
    dataKey?.fill(0)
  }
}

/** Newest value of a field of a subject, whichever record it belongs to. */
export async function newestField(
  ctx: VaultContext,
  db: Db,
  subject: string,
  name: string,
): Promise<Disclosure | undefined> {
  const row = await db
    .selectFrom('vault.field')
    .selectAll()
    .where('subject', '=', subject)
    .where('name', '=', name)
    .orderBy('stored_at_ms', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const dataKey = await subjectKey(ctx, db, subject)
  try {
    return openField(ctx, dataKey, row)
  } finally {
    dataKey.fill(0)
  }
}

type SealedField = Pick<
  Selectable<VaultDatabase['vault.field']>,
  'id' | 'subject' | 'record' | 'name' | 'digest' | 'nonce' | 'sealed'
>

/** @throws VaultError FIELD_TAMPERED */
export function openField(ctx: VaultContext, dataKey: Uint8Array, row: SealedField): Disclosure {
  const tampered = (): VaultError => new VaultError('FIELD_TAMPERED', { field: row.name })
  let opened: readonly [string, Json]
  try {
    opened = decodeCanonical(openWith(ctx.algorithms, dataKey, row, fieldAbout(row))) as readonly [string, Json]
  } catch (error) {
    if (error instanceof VaultError) throw tampered()
    throw error
  }
  const disclosure = disclosureOf(ctx.algorithms, opened[0], row.name, opened[1])
  if (disclosure.digest !== row.digest) throw tampered()
  return disclosure
}
