import { decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Selectable } from 'kysely'
import type { VaultContext } from '../context.ts'
import type { Db, VaultDatabase } from '../database.ts'
import { openWith } from '../keys/authority-keys.ts'
import { VaultError } from '../vault-error.ts'
import { disclosureOf } from './disclosure.ts'
import type { Disclosure } from './disclosure.ts'
import { fieldAbout } from './field-about.ts'
import { subjectKey } from './subject-key.ts'

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
  const { subject, record, names } = wanted
  return ctx.db.transaction().execute(async (tx) => {
    const dataKey = await subjectKey(ctx, tx, subject)
    try {
      const rows = await tx
        .selectFrom('vault.field')
        .selectAll()
        .where('subject', '=', subject)
        .where('record', '=', record)
        .where('name', 'in', names.length === 0 ? [''] : [...names])
        .orderBy('stored_at_ms', 'desc')
        .execute()
      return names.map((name) => {
        const row = rows.find((one) => one.name === name)
        if (row === undefined) throw new VaultError('FIELD_UNKNOWN', { field: name.slice(0, 64) })
        return openField(ctx, dataKey, row)
      })
    } finally {
      dataKey.fill(0)
    }
  })
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
