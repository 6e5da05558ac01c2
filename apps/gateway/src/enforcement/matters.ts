import type { enforcementState } from '@xiezhi/contracts'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

type Sale = { readonly caseRef: string; readonly on: string; readonly noticeDigest: string; readonly atMs: number }
type DebtNotice = {
  readonly caseRef: string
  readonly noticeDigest: string
  readonly servedOn: string
  readonly objectedOn: string | null
  readonly objectionDigest: string | null
}

/** Records of the ledger by kind. */
export interface Matters {
  readonly preservation: enforcementState.Preservation
  readonly objection: enforcementState.Objection
  readonly transfer: enforcementState.Transfer
  readonly sale: Sale
  readonly 'debt-notice': DebtNotice
  readonly wrong: enforcementState.Wrong
  readonly round: enforcementState.Round
  readonly requery: enforcementState.Requery
  readonly searched: number
}

export interface MatterRow<K extends keyof Matters> {
  readonly key1: string
  readonly key2: string
  readonly caseId: string
  readonly otherCase: string | null
  readonly record: Matters[K]
}

interface Row {
  readonly kind: string
  readonly key1: string
  readonly key2: string
  readonly case_ref: string
  readonly other_case: string | null
  readonly record: unknown
}

interface Wanted {
  readonly state?: string | undefined
  /** `[day, first key part, second]` of the last row. */
  readonly after?: readonly string[] | undefined
}

const LAST_DAY = '9999-12-31'

/** Whether a case has an enforcement or a preservation, whatever their states. */
export async function hasEnforcement(db: Database, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ readonly found: boolean }>`
    SELECT EXISTS (SELECT 1 FROM projection.enforcement WHERE case_ref = ${caseId})
      OR EXISTS (SELECT 1 FROM projection.matter WHERE kind = 'preservation' AND case_ref = ${caseId}) AS found`.execute(
    db,
  )
  return rows[0]?.found === true
}

/** All of a case, by kind; the transfers of both its sides. */
export async function mattersOf(
  db: Database,
  caseId: string,
): Promise<<K extends keyof Matters>(kind: K) => readonly MatterRow<K>[]> {
  const { rows } = await sql<Row>`
    SELECT kind, key1, key2, case_ref, other_case, record FROM projection.matter
    WHERE case_ref = ${caseId} OR other_case = ${caseId} ORDER BY kind, key1, key2`.execute(db)
  return <K extends keyof Matters>(kind: K) => rows.filter((row) => row.kind === kind).map((row) => rowOf<K>(row))
}

/** Of all cases, by the day on which something is due; without a day last. */
export async function listMatters<K extends keyof Matters>(
  db: Database,
  kind: K,
  { state, after }: Wanted,
  limit: number,
): Promise<readonly MatterRow<K>[]> {
  const [day, key1 = '', key2 = ''] = after ?? []
  const { rows } = await sql<Row>`
    SELECT kind, key1, key2, case_ref, other_case, record FROM projection.matter
    WHERE kind = ${kind} AND (${state ?? null}::text IS NULL OR state = ${state ?? null})
      AND (${day ?? null}::text IS NULL OR (COALESCE(due_on, ${LAST_DAY}), key1, key2) > (${day ?? ''}, ${key1}, ${key2}))
    ORDER BY COALESCE(due_on, ${LAST_DAY}), key1, key2 LIMIT ${limit}`.execute(db)
  return rows.map((row) => rowOf<K>(row))
}

export async function matterOf<K extends keyof Matters>(
  db: Database,
  kind: K,
  key1: string,
  key2: string = key1,
): Promise<MatterRow<K> | undefined> {
  const row = await db
    .selectFrom('projection.matter')
    .selectAll()
    .where('kind', '=', kind)
    .where('key1', '=', key1)
    .where('key2', '=', key2)
    .executeTakeFirst()
  return row === undefined ? undefined : rowOf<K>(row)
}

function rowOf<K extends keyof Matters>(row: Row): MatterRow<K> {
  const { key1, key2, case_ref: caseId, other_case: otherCase } = row
  return { key1, key2, caseId, otherCase, record: row.record as Matters[K] }
}

/** Day of a row as lists are ordered by it. */
export function dueDayOf(dueOn: string | null | undefined): string {
  return dueOn ?? LAST_DAY
}
