import { shanghaiTimestamp } from '@xiezhi/contracts/ids'
import type { Measure } from '@xiezhi/control-interface'
import { reconcile } from '@xiezhi/institution-adapter'
import { bundledLaw, measure as measureLaw } from '@xiezhi/law'
import { BenchError } from './bench-error.ts'
import type { BenchBank } from './enforcement-institution.ts'

const CASE_NO = '（2026）粤0703执1号'
const COURT = 'BENCH-RECONCILED'
const TERM = { from: '2026-01-05', to: '2099-01-05' } as const
const FILL_TIMEOUT_MS = 900_000

const numberOf = (at: number): string => `N-${String(at).padStart(8, '0')}`

/** Puts so many measures of a court into the institution's database, each on an account of its own. */
export async function fillMeasures({ database }: BenchBank, count: number): Promise<void> {
  const connection = await database.connect()
  try {
    await connection.query(`set statement_timeout = ${FILL_TIMEOUT_MS}`)
    await connection.query(
      `insert into asset (asset_no, sub_account, security_code, holder_name, former_names, id_type, id_no, quantity, currency, is_closed, details)
       select 'N-' || lpad(n::text, 8, '0'), '', '', '示例丙', '{}', 'RESIDENT_ID', '999999197801010031', 100, 'CNY', false, '{}' from generate_series(1, $1::int) n`,
      [count],
    )
    await connection.query(
      `insert into measure (asset, request_no, seq, court_id, court_name, case_no, state, is_in_only, limit_quantity, from_on, to_on, registered_at)
       select id, asset_no, 1, $1, '示例市示例区人民法院', $2, 'EFFECTIVE', false, 100, $3, $4, $5 from asset where asset_no like 'N-%'`,
      [COURT, CASE_NO, TERM.from, TERM.to, shanghaiTimestamp(0)],
    )
    await connection.query('analyze asset')
    await connection.query('analyze measure')
  } finally {
    // Its time limit goes with it.
    connection.release(true)
  }
}

/** What the court's side believes: all but the first, and of the second another limit. */
function* courtSide(count: number): Generator<Measure> {
  for (let at = 2; at <= count; at++)
    yield {
      requestNo: numberOf(at),
      seq: 1,
      courtId: COURT,
      caseNo: CASE_NO,
      assetNo: numberOf(at),
      state: 'EFFECTIVE',
      rank: 0,
      freezeMode: 'LIMIT',
      currency: 'CNY',
      limitCents: at === 2 ? 101 : 100,
      ...TERM,
    }
}

/** Compares them through the institution's door, as each night. @throws BenchError where it finds something else */
export async function reconcileMeasures(bank: BenchBank, count: number): Promise<void> {
  const door = bank.door()
  const { missing, orphan, different } = await reconcile(courtSide(count), door.measures(COURT), () => undefined)
  door.close()
  if (missing !== 0 || orphan !== 1 || different !== 1)
    throw new BenchError('WORK_REFUSED', { expected: '0 1 1', seen: `${missing} ${orphan} ${different}` })
}

/** Input of the plan over so many assets of all kinds, of which about half are needed. */
export function planInput(count: number): Parameters<typeof measureLaw.allocate>[0] {
  const kinds = ['DEPOSIT', 'PAYMENT_ACCOUNT', 'VEHICLE', 'REAL_ESTATE'] as const
  return {
    targetCents: count * 25_000,
    assets: Array.from({ length: count }, (_, at) => {
      const kind = kinds[at % kinds.length] ?? 'DEPOSIT'
      const divisible = kind === 'DEPOSIT' || kind === 'PAYMENT_ACCOUNT'
      return { assetId: `a-${at}`, kind, availableCents: 50_000 + at, encumberedCents: at % 7, divisible }
    }),
  }
}

/** @throws BenchError where the plan does not cover the claim */
export function plan(input: Parameters<typeof measureLaw.allocate>[0]): void {
  const { verdict } = measureLaw.allocate(input, bundledLaw)
  if (verdict !== 'COVERED') throw new BenchError('WORK_REFUSED', { expected: 'COVERED', seen: verdict })
}
