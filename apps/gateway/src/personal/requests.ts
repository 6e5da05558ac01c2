import { civilDateOf } from '@xiezhi/contracts/ids'
import type { PersonalRequestView } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Measure, PersonalRequest, PersonalStore } from './store.ts'
import { personalWords } from './words.ts'

interface Wanted {
  readonly requestId?: string
  readonly organisation?: string
  readonly measureId?: string
  readonly indexKey?: string
  /** `[received at, id]` */
  readonly after?: readonly string[] | undefined
}
interface Row extends PersonalRequest {
  readonly record: Measure
}

/** What persons concerned have sent in against measures, the newest first. */
async function requestRows(db: Database, wanted: Wanted, limit: number): Promise<readonly Row[]> {
  const { requestId = null, organisation = null, measureId = null, indexKey = null } = wanted
  const [at = null, id = ''] = wanted.after ?? []
  const { rows } = await sql<Row>`
    SELECT r.*, m.record FROM personal_request r JOIN projection.personal_measure m ON m.measure_id = r.measure_id
    WHERE (${requestId}::text IS NULL OR r.request_id = ${requestId})
      AND (${organisation}::text IS NULL OR m.organisation = ${organisation})
      AND (${measureId}::text IS NULL OR r.measure_id = ${measureId})
      AND (${indexKey}::text IS NULL OR r.index_key = ${indexKey})
      AND (${at}::bigint IS NULL OR r.received_at_ms < ${at}::bigint
        OR (r.received_at_ms = ${at}::bigint AND r.request_id > ${id}))
    ORDER BY r.received_at_ms DESC, r.request_id LIMIT ${limit}`.execute(db)
  return rows
}

/** What the ledger says of a request: registered when it names its digest, ended when the court above has decided. */
function stateOf({ answer, commitment, record }: Row): PersonalRequestView['state'] {
  if (record.reconsideration?.documentDigest === commitment)
    return record.reconsideration.outcome === 'PENDING' ? 'REGISTERED' : 'ENDED'
  return answer === null ? 'RECEIVED' : 'RETURNED'
}

export async function requestViews(
  db: Database,
  store: PersonalStore,
  wanted: Wanted,
  limit: number,
): Promise<PersonalRequestView[]> {
  const rows = await requestRows(db, wanted, limit)
  const [texts, answers] = await Promise.all([
    store.requestTexts(rows.map(({ commitment }) => commitment)),
    store.answers(rows.flatMap(({ answer }) => answer ?? [])),
  ])
  return rows.map((row) => {
    const text = texts.get(row.commitment)
    const answer = row.answer === null ? undefined : answers.get(row.answer)
    const state = stateOf(row)
    return {
      requestId: row.request_id,
      measureId: row.measure_id,
      kind: row.record.kind,
      kindText: personalWords('kind', row.record.kind),
      receivedOn: civilDateOf(row.received_at_ms),
      receivedAtMs: row.received_at_ms,
      state,
      stateText: personalWords('requestState', state),
      documentDigest: row.commitment,
      reasons: text?.value ?? null,
      reasonsState: text?.state ?? 'none',
      answer: answer?.value ?? null,
      answerState: answer?.state ?? 'none',
    }
  })
}

/** @throws GatewayError SUBJECT_UNKNOWN, NOT_IN_FORCE: registered or returned already */
export async function openRequest(db: Database, requestId: string): Promise<Row> {
  const [row] = await requestRows(db, { requestId }, 1)
  if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'request' })
  const state = stateOf(row)
  if (state !== 'RECEIVED') throw new GatewayError('NOT_IN_FORCE', { state })
  return row
}
