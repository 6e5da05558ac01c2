import type { RouteOutput, Routes } from '@xiezhi/gateway-api'
import type { Database } from '../db/database.ts'
import { cursorParts, limitOf, pageOf } from './page.ts'
import type { PageQuery } from './page.ts'
import { wordsFor } from './words.ts'

type Runs = RouteOutput<Routes['listReconciliations']>

/** The daily comparisons, newest first; `institution` null: of all. */
export async function reconciliationRuns(db: Database, institution: string | null, query: PageQuery): Promise<Runs> {
  const limit = limitOf(query)
  const after = cursorParts(query, 2)
  let select = db
    .selectFrom('reconciliation_run')
    .selectAll()
    .orderBy('at_ms', 'desc')
    .orderBy('run_id')
    .limit(limit + 1)
  if (institution !== null) select = select.where('institution', '=', institution)
  if (after !== undefined) {
    const [at = '0', id = ''] = after
    select = select.where((eb) =>
      eb.or([eb('at_ms', '<', Number(at)), eb.and([eb('at_ms', '=', Number(at)), eb('run_id', '>', id)])]),
    )
  }
  const rows = await select.execute()
  return pageOf(
    rows,
    limit,
    ({ run_id: runId, institution: own, at_ms: atMs, compared, missing, orphan, different }) => ({
      runId,
      institution: own,
      atMs,
      compared,
      findings: [
        ['RECONCILIATION_MISSING', missing] as const,
        ['RECONCILIATION_ORPHAN', orphan] as const,
        ['RECONCILIATION_DIFFERENT', different] as const,
      ].flatMap(([code, orders]) => (orders === 0 ? [] : [{ code, text: wordsFor('alarm', code), orders }])),
    }),
    ({ at_ms, run_id }) => [at_ms, run_id],
  )
}
