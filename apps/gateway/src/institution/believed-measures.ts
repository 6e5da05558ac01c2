import { shanghaiTimestamp } from '@xiezhi/contracts/ids'
import type { measureState } from '@xiezhi/contracts'
import { assetNoOf } from '@xiezhi/control-interface'
import type { ControlItem, ControlRequest, Measure } from '@xiezhi/control-interface'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { PostgresRequestStore } from './postgres-request-store.ts'

const PAGE = 200
const LIVE = ['EFFECTIVE', 'SUSPENDED', 'CONVERTED_TO_DISPOSAL', 'WAITING']

interface Row {
  readonly order_id: string
  readonly before: number
  readonly record: Pick<measureState.Measure, 'state' | 'limitCents' | 'currency' | 'from' | 'to' | 'registeredAtMs'>
}

/**
 * What the ledger says is under control at an institution by orders of a court, as the control interface tells it: in the order
 * of request number. What the ledger does not hold comes from the request in the vault.
 */
export async function* believedMeasures(
  db: Database,
  store: Pick<PostgresRequestStore, 'requests'>,
  { institution, courtId }: { readonly institution: string; readonly courtId: string },
): AsyncGenerator<Measure> {
  for (let after = ''; ;) {
    const { rows } = await sql<Row>`
      SELECT m.order_id, m.record, (
        SELECT count(*)::int FROM projection.measure b
        WHERE b.asset_key = m.asset_key AND b.state = any(${LIVE}::text[])
          AND (b.registered_at_ms, (b.record->>'n')::int) < (m.registered_at_ms, (m.record->>'n')::int)
      ) AS before
      FROM projection.measure m
      WHERE m.institution = ${institution} AND m.state = any(${LIVE}::text[]) AND m.order_id > ${after}
      ORDER BY m.order_id LIMIT ${PAGE}`.execute(db)
    const requests = await store.requests(rows.map(({ order_id }) => order_id))
    for (const row of rows) {
      const request = requests.get(row.order_id)
      const believed = request?.courtId === courtId ? measureOf(row, request) : undefined
      if (believed !== undefined) yield believed
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    after = last.order_id
  }
}

function measureOf({ before, record }: Row, request: ControlRequest): Measure | undefined {
  const [item] = request.items ?? []
  const assetNo = item === undefined ? undefined : assetNoOf(request.institutionKind, item)
  if (item === undefined || assetNo === undefined) return undefined
  const { state, from, to, registeredAtMs } = record
  const isWaiting = state === 'WAITING'
  const { subAccount, securityCode } = item
  return {
    requestNo: request.requestNo,
    seq: item.seq,
    courtId: request.courtId,
    caseNo: request.caseNo,
    assetNo,
    ...(subAccount === undefined ? {} : { subAccount }),
    ...(securityCode === undefined ? {} : { securityCode }),
    state: isWaiting ? 'WAITING' : 'EFFECTIVE',
    rank: isWaiting ? before : 0,
    ...amountOf(item, record),
    // The term of one that waits begins with its effect; until then the core system keeps the one that was asked for.
    from: from ?? item.from ?? '',
    to: to ?? item.to ?? '',
    registeredAt: shanghaiTimestamp(registeredAtMs),
  }
}

function amountOf(
  { amountCents, content, units }: ControlItem,
  { limitCents, currency }: Row['record'],
): Pick<Measure, 'freezeMode' | 'currency' | 'limitCents' | 'units'> {
  if (units !== undefined) return { units }
  if (amountCents === undefined || limitCents === null) return {}
  return { freezeMode: content === 'ACCOUNT' ? 'IN_ONLY' : 'LIMIT', currency, limitCents }
}
