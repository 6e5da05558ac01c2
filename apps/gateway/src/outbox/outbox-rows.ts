import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Schema } from '../db/schema.ts'
import type { JsonRecord } from '../projection/tables.ts'

// Statements about rows of many acts at once.

export type Stored = Selectable<Schema['outbox']>

/** Of a page's row: neither plan nor signed bytes. */
export const SHOWN = [
  'id',
  'act',
  'state',
  'is_final',
  'person',
  'subject_kind',
  'subject_id',
  'steps',
  'refusal',
  'result',
  'created_at_ms',
  'updated_at_ms',
] as const satisfies readonly (keyof Stored)[]
export type Shown = Pick<Stored, (typeof SHOWN)[number] | 'dispatch_id' | 'organisation' | 'officer'> & {
  readonly facts: JsonRecord | null
}

export interface KeyOfRequest {
  readonly person: string
  readonly idempotencyKey: string
}

export type Earlier = Pick<Stored, (typeof SHOWN)[number] | 'idempotency_key' | 'request_digest'>

/** A whole row, as JSON has it. */
export interface NewRow {
  readonly id: string
}

/** True for each row that is new under its key. */
export async function insertRows(db: Database, rows: readonly NewRow[]): Promise<boolean[]> {
  const { rows: inserted } = await sql<{ id: string }>`
    INSERT INTO outbox SELECT * FROM jsonb_populate_recordset(NULL::outbox, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (person, idempotency_key) DO NOTHING RETURNING id`.execute(db)
  const ids = new Set(inserted.map(({ id }) => id))
  return rows.map(({ id }) => ids.has(id))
}

export async function writeSteps(db: Database, steps: readonly object[]): Promise<undefined[]> {
  await sql`
    UPDATE outbox o SET state = s.state, is_final = s.is_final, result = COALESCE(s.result, o.result),
      refusal = COALESCE(s.refusal, o.refusal), steps = o.steps || s.steps, updated_at_ms = s.at_ms
    FROM jsonb_to_recordset(${JSON.stringify(steps)}::jsonb)
      AS s(id text, state text, is_final boolean, result jsonb, refusal jsonb, steps jsonb, at_ms bigint)
    WHERE o.id = s.id`.execute(db)
  return steps.map(() => undefined)
}

export async function shownRows(db: Database, ids: readonly string[]): Promise<(Shown | undefined)[]> {
  const rows = await db
    .selectFrom('outbox')
    .select([...SHOWN, 'dispatch_id', 'organisation', 'officer', sql<JsonRecord | null>`plan->'facts'`.as('facts')])
    .where('id', '=', sql<string>`any(${[...ids]}::text[])`)
    .execute()
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => found.get(id))
}

export async function rowsUnder(db: Database, keys: readonly KeyOfRequest[]): Promise<(Earlier | undefined)[]> {
  const [persons, idempotencyKeys] = [keys.map(({ person }) => person), keys.map((key) => key.idempotencyKey)]
  const rows = await db
    .selectFrom('outbox')
    .select([...SHOWN, 'idempotency_key', 'request_digest'])
    .where(
      sql<boolean>`(person, idempotency_key) IN (SELECT * FROM unnest(${persons}::text[], ${idempotencyKeys}::text[]))`,
    )
    .execute()
  return keys.map(({ person, idempotencyKey }) =>
    rows.find((row) => row.person === person && row.idempotency_key === idempotencyKey),
  )
}
