import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { Person } from '../session/person.ts'
import type { Measure } from './store.ts'

interface Wanted {
  readonly measureId?: string
  readonly caseId?: string
  readonly organisation?: string
  /** Of whoever has this place in the index, what was served. */
  readonly indexKey?: string
  readonly kind?: string | undefined
  readonly state?: string | undefined
  /** A request for reconsideration waits for its decision. */
  readonly isPending?: boolean
  /** `[changed at, id]` */
  readonly after?: readonly string[] | undefined
}
export interface MeasureRow {
  readonly record: Measure
  readonly case_number: string | null
}

/** Measures as the ledger has them, changed last first. */
export async function measureRows(db: Database, wanted: Wanted, limit: number): Promise<readonly MeasureRow[]> {
  const { measureId = null, caseId = null, organisation = null, indexKey = null, kind = null, state = null } = wanted
  const { isPending = false } = wanted
  const [at = null, id = ''] = wanted.after ?? []
  const { rows } = await sql<MeasureRow>`
    SELECT m.record, c.case_number FROM projection.personal_measure m
    LEFT JOIN projection.court_case c ON c.case_ref = m.case_ref
    WHERE (${measureId}::text IS NULL OR m.measure_id = ${measureId}) AND (${caseId}::text IS NULL OR m.case_ref = ${caseId})
      AND (${organisation}::text IS NULL OR m.organisation = ${organisation})
      AND (${indexKey}::text IS NULL OR (m.record->'servedOn' <> 'null'::jsonb AND m.subject IN (
        SELECT p.subject FROM personal_person p WHERE p.case_ref = m.case_ref AND p.index_key = ${indexKey})))
      AND (${kind}::text IS NULL OR m.kind = ${kind}) AND (${state}::text IS NULL OR m.state = ${state})
      AND (NOT ${isPending} OR m.record->'reconsideration'->>'outcome' = 'PENDING')
      AND (${at}::bigint IS NULL OR m.changed_at_ms < ${at}::bigint
        OR (m.changed_at_ms = ${at}::bigint AND m.measure_id > ${id}))
    ORDER BY m.changed_at_ms DESC, m.measure_id LIMIT ${limit}`.execute(db)
  return rows
}

/** One of a case that is the person's own. @throws GatewayError SUBJECT_UNKNOWN, CASE_NOT_OWN */
export async function ownMeasure(
  { db, parts }: Pick<Listener, 'db' | 'parts'>,
  person: Person,
  measureId: string,
): Promise<Measure> {
  const [row] = await measureRows(db, { measureId }, 1)
  if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'measure' })
  await parts.require(person, row.record.caseRef)
  return row.record
}
