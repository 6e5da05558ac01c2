import { BatchWriter, measure } from '@xiezhi/control-interface'
import type { Measure } from '@xiezhi/control-interface'
import type { Json } from '@xiezhi/codec'
import type { InstitutionContext } from './context.ts'
import { endExpired } from './db/rows.ts'
import { countingOf } from './profile.ts'
import type { Counting } from './profile.ts'

interface ListedRow {
  readonly request_no: string
  readonly seq: number
  readonly court_id: string
  readonly case_no: string
  readonly asset_no: string
  readonly sub_account: string
  readonly security_code: string
  readonly currency: string | null
  readonly state: 'EFFECTIVE' | 'WAITING'
  readonly rank: number
  readonly is_in_only: boolean
  readonly limit_quantity: number
  readonly from_on: string
  readonly to_on: string
  readonly registered_at: string
}

const COUNT = "select count(*) as n from measure where court_id = $1 and state <> 'ENDED'"
const SELECT = `
  select m.request_no, m.seq, m.court_id, m.case_no, m.state, m.is_in_only, m.limit_quantity, m.from_on, m.to_on, m.registered_at,
         a.asset_no, a.sub_account, a.security_code, a.currency,
         case when m.state = 'WAITING'
           then (select count(*) from measure w where w.asset = m.asset and w.state = 'WAITING' and w.id <= m.id) else 0 end as rank
  from measure m join asset a on a.id = m.asset
  where m.court_id = $1 and m.state <> 'ENDED'
  order by m.request_no collate "C", m.seq`

/** The measures of a court that have not ended: their number, then each, as of one moment. */
export async function* listMeasures(context: InstitutionContext, courtId: string): AsyncGenerator<number | Json> {
  const { store, profile, behaviours } = context
  if (behaviours.take('RESTORES_BEFORE_LIST')) {
    await store.restore()
    context.calendar.endedOn = undefined
  }
  await endExpired(context)
  const counting = countingOf(profile)
  for await (const row of store.rows<ListedRow>(COUNT, SELECT, [courtId]))
    yield typeof row === 'number' ? row : measure.encode(measureOf(counting, row))
}

function measureOf(counting: Counting, row: ListedRow): Measure {
  return {
    requestNo: row.request_no,
    seq: row.seq,
    courtId: row.court_id,
    caseNo: row.case_no,
    assetNo: row.asset_no,
    ...(row.sub_account === '' ? {} : { subAccount: row.sub_account }),
    ...(row.security_code === '' ? {} : { securityCode: row.security_code }),
    state: row.state,
    rank: row.rank,
    ...(counting === 'MONEY'
      ? {
          freezeMode: row.is_in_only ? 'IN_ONLY' : 'LIMIT',
          currency: row.currency ?? 'CNY',
          limitCents: row.limit_quantity,
        }
      : {}),
    ...(counting === 'UNITS' ? { units: row.limit_quantity } : {}),
    from: row.from_on,
    to: row.to_on,
    registeredAt: row.registered_at,
  }
}

/** The list as the lines of a batch. */
export async function* measureLines(context: InstitutionContext, courtId: string): AsyncGenerator<string> {
  const list = listMeasures(context, courtId)
  const first = await list.next()
  const writer = new BatchWriter(context.batchKey, typeof first.value === 'number' ? first.value : 0)
  // A list is asked for and not part of a sequence.
  yield writer.header({ kind: 'MEASURES', sender: context.profile.institutionCode, recipient: 'court', sequence: 1 })
  for await (const record of list) if (typeof record !== 'number') yield writer.record(record)
  yield writer.trailer()
}
