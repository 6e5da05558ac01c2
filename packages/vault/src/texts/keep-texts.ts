import type { Json } from '@xiezhi/codec'
import { sql } from 'kysely'
import type { VaultContext } from '../context.ts'
import type { Db } from '../database.ts'
import { storeRecords } from '../fields/put-fields.ts'
import type { NewRecord } from '../fields/put-fields.ts'
import type { Clock } from '../retention/clocks.ts'
import { VaultError } from '../vault-error.ts'
import { requireOwners } from './owners.ts'
import type { OwnerIndex } from './owners.ts'

/** A text of which a ledger holds a salted commitment. */
export interface NewText {
  /** Identity number of the person whose text it is. */
  readonly owner: string
  readonly commitment: string
  readonly name: string
  readonly value: Json
  readonly salt: string
  readonly clock: Clock
  /** Day on which the purpose is met, where it is known already. */
  readonly startedOn?: string
}

/** Owners that are looked up at once. */
const BATCH = 500
const ATTEMPTS = 3
const UNIQUE_VIOLATION = '23505'

/** Keeps texts, all or none. @throws VaultError FIELD_NAME, CLOCK_UNKNOWN, EPOCH_NONE */
export async function keepTexts(ctx: VaultContext, index: OwnerIndex, texts: readonly NewText[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await ctx.db.transaction().execute((tx) => keepTextsIn(ctx, tx, index, texts))
      return
    } catch (error) {
      // Somebody else has entered the same person at the same moment; the next attempt finds the subject.
      if (attempt === ATTEMPTS || !isTaken(error)) throw error
    }
  }
}

/** The same, in the caller's transaction. */
export async function keepTextsIn(
  ctx: VaultContext,
  tx: Db,
  index: OwnerIndex,
  texts: readonly NewText[],
): Promise<void> {
  for (let at = 0; at < texts.length; at += BATCH) {
    const part = texts.slice(at, at + BATCH)
    const owners = await requireOwners(
      ctx,
      tx,
      index,
      part.map(({ owner }) => owner),
    )
    await keepPart(ctx, tx, owners, part)
  }
}

/** A commitment that is known stays as it is: it opens to one text only. */
async function keepPart(
  ctx: VaultContext,
  tx: Db,
  owners: ReadonlyMap<string, string>,
  texts: readonly NewText[],
): Promise<void> {
  const first = new Map(texts.toReversed().map((text) => [text.commitment, text]))
  const rows = [...first.values()].map(({ commitment, name, owner }) => ({
    commitment,
    name,
    subject: owners.get(owner) ?? '',
    kept_at_ms: ctx.now(),
  }))
  const { rows: inserted } = await sql<{ readonly commitment: string }>`
    insert into vault.text (commitment, name, subject, kept_at_ms)
    select commitment, name, subject, kept_at_ms
    from jsonb_populate_recordset(null::vault.text, ${JSON.stringify(rows)}::jsonb)
    on conflict (commitment) do nothing returning commitment`.execute(tx)
  await storeRecords(
    ctx,
    tx,
    inserted.flatMap(({ commitment }) => {
      const text = first.get(commitment)
      return text === undefined ? [] : [recordOf(text, owners.get(text.owner) ?? '')]
    }),
  )
}

function recordOf({ commitment, name, value, salt, clock, startedOn }: NewText, subject: string): NewRecord {
  const record = { subject, record: commitment, clock, disclosures: [{ salt, name, value }] }
  return startedOn === undefined ? record : { ...record, startedOn }
}

function isTaken(error: unknown): boolean {
  if (error instanceof VaultError) return error.code === 'INDEX_TAKEN' || error.code === 'SUBJECT_ERASED'
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION
}
