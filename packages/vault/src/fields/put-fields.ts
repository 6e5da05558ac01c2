import { canonicalText, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { sql } from 'kysely'
import type { Insertable } from 'kysely'
import type { VaultContext } from '../context.ts'
import { byteaText } from '../database.ts'
import type { Db, VaultDatabase } from '../database.ts'
import { randomId, sealWith } from '../keys/authority-keys.ts'
import { enterIndexes } from '../lookup/epochs.ts'
import { lastDay, requireClock } from '../retention/clocks.ts'
import type { Clock } from '../retention/clocks.ts'
import { VaultError } from '../vault-error.ts'
import { disclosureOf, newDisclosure } from './disclosure.ts'
import type { Disclosure } from './disclosure.ts'
import { fieldAbout } from './field-about.ts'
import { subjectKeys } from './subject-key.ts'

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

export interface NewFields {
  readonly subject: string
  /** Reference of the record on the ledger that commits to the fields, or of the annex. */
  readonly record: string
  readonly clock: Clock
  /** Day on which the purpose is met, where it is known already. */
  readonly startedOn?: string
  readonly fields: Readonly<Record<string, Json>>
}

/** Fields of one record, with the salts that they have already. */
export interface NewRecord extends Omit<NewFields, 'fields'> {
  readonly disclosures: readonly Pick<Disclosure, 'salt' | 'name' | 'value'>[]
}

/** Stores fields under fresh salts. @throws VaultError SUBJECT_UNKNOWN, SUBJECT_ERASED, FIELD_NAME, CLOCK_UNKNOWN, INDEX_TAKEN */
export async function putFields(ctx: VaultContext, input: NewFields): Promise<readonly Disclosure[]> {
  const disclosures = Object.entries(input.fields).map(([name, value]) => newDisclosure(ctx.algorithms, name, value))
  await ctx.db.transaction().execute((tx) => storeDisclosures(ctx, tx, input, disclosures))
  return disclosures
}

/** Stores fields with the salts that their sender gave them. */
export function storeDisclosures(
  ctx: VaultContext,
  tx: Db,
  record: Omit<NewFields, 'fields'>,
  disclosures: NewRecord['disclosures'],
): Promise<void> {
  return storeRecords(ctx, tx, [{ ...record, disclosures }])
}

/** The same for several records, all or none. */
export async function storeRecords(ctx: VaultContext, tx: Db, records: readonly NewRecord[]): Promise<void> {
  for (const { clock, disclosures } of records) {
    requireClock(clock)
    const wrong = disclosures.find(({ name }) => !NAME.test(name))
    if (wrong !== undefined) throw new VaultError('FIELD_NAME', { field: wrong.name.slice(0, 64) })
  }
  const keys = await subjectKeys(
    ctx,
    tx,
    records.map(({ subject }) => subject),
  )
  try {
    const fields = records.flatMap((record) =>
      sealedRows(ctx, keys.get(record.subject) ?? new Uint8Array(0), record).map((row, at) => ({
        row,
        value: record.disclosures[at]?.value ?? null,
      })),
    )
    if (fields.length === 0) return
    await insertRows(
      tx,
      fields.map(({ row }) => row),
    )
    await enterIndexes(
      ctx,
      tx,
      fields.map(({ row: { subject, name, digest }, value }) => ({ subject, name, value, commitment: digest })),
    )
  } finally {
    for (const key of keys.values()) key.fill(0)
  }
}

type SealedRow = Insertable<VaultDatabase['vault.field']>

function sealedRows(
  ctx: VaultContext,
  dataKey: Uint8Array,
  { subject, record, clock, startedOn, disclosures }: NewRecord,
): SealedRow[] {
  const deleteOn = startedOn === undefined ? null : lastDay(ctx, clock, startedOn)
  return disclosures.map(({ salt, name, value }) => {
    const id = randomId()
    const { digest } = disclosureOf(ctx.algorithms, salt, name, value)
    const plaintext = utf8Encode(canonicalText([salt, value]))
    const { nonce, sealed } = sealWith(ctx.algorithms, dataKey, plaintext, fieldAbout({ id, subject, record, name }))
    const row = { id, subject, record, name, digest, nonce, sealed, clock }
    return { ...row, delete_on: deleteOn, stored_at_ms: ctx.now() }
  })
}

/** One text for any number of rows: it is planned once. */
async function insertRows(tx: Db, rows: readonly SealedRow[]): Promise<void> {
  const columns = sql.raw('id, subject, record, name, digest, nonce, sealed, clock, delete_on, stored_at_ms')
  const texts = rows.map((row) => ({ ...row, nonce: byteaText(row.nonce), sealed: byteaText(row.sealed) }))
  await sql`
    insert into vault.field (${columns})
    select ${columns} from jsonb_populate_recordset(null::vault.field, ${JSON.stringify(texts)}::jsonb)`.execute(tx)
}
