import { civilDateOf } from '@xiezhi/contracts/ids'
import type { CreditRequestView } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { CreditRequest, CreditStore } from './store.ts'
import { creditWords } from './words.ts'

interface Wanted {
  readonly requestId?: string
  readonly organisation?: string | null
  readonly indexKey?: string
  readonly entryId?: string
  readonly state?: string | undefined
  /** `[received at, id]` */
  readonly after?: readonly string[] | undefined
}

/** What persons concerned have sent in, the newest first. Of a court: that about its own entries. */
export async function requestViews(
  db: Database,
  store: CreditStore,
  wanted: Wanted,
  limit: number,
): Promise<CreditRequestView[]> {
  const { requestId = null, organisation = null, indexKey = null, entryId = null, state = null } = wanted
  const [at, id = ''] = wanted.after ?? []
  const { rows } = await sql<CreditRequest>`
    SELECT r.* FROM credit_request r LEFT JOIN projection.credit_entry e ON e.entry_id = r.entry_id
    WHERE (${requestId}::text IS NULL OR r.request_id = ${requestId})
      AND (${organisation}::text IS NULL OR e.organisation = ${organisation})
      AND (${indexKey}::text IS NULL OR (r.index_key = ${indexKey} AND e.entry_id IS NOT NULL))
      AND (${entryId}::text IS NULL OR r.entry_id = ${entryId}) AND (${state}::text IS NULL OR r.state = ${state})
      AND (${at ?? null}::bigint IS NULL OR r.received_at_ms < ${at ?? null}::bigint
        OR (r.received_at_ms = ${at ?? null}::bigint AND r.request_id > ${id}))
    ORDER BY r.received_at_ms DESC, r.request_id LIMIT ${limit}`.execute(db)
  const [texts, answers] = await Promise.all([
    store.requestTexts(rows.map(({ commitment }) => commitment)),
    store.answers(rows.flatMap(({ answer }) => answer ?? [])),
  ])
  return rows.map((row) => {
    const text = texts.get(row.commitment)
    const answer = row.answer === null ? undefined : answers.get(row.answer)
    const kind = row.kind as CreditRequestView['kind']
    const shown = row.state as CreditRequestView['state']
    return {
      requestId: row.request_id,
      entryId: row.entry_id,
      list: row.list as CreditRequestView['list'],
      kind,
      kindText: creditWords('request', kind),
      objectionKind: row.objection_kind as CreditRequestView['objectionKind'],
      receivedOn: civilDateOf(row.received_at_ms),
      receivedAtMs: row.received_at_ms,
      state: shown,
      stateText: creditWords('requestState', shown),
      registeredAtMs: row.registered_at_ms,
      documentDigest: row.commitment,
      reasons: text?.value?.reasons ?? null,
      reasonsState: text?.state ?? 'none',
      answer: answer?.value ?? null,
      answerState: answer?.state ?? 'none',
    }
  })
}
