import type { InstitutionContext } from '../context.ts'
import type { Tx } from './store.ts'

export interface AssetRow {
  readonly id: number
  readonly asset_no: string
  readonly sub_account: string
  readonly security_code: string
  readonly holder_name: string
  readonly former_names: readonly string[]
  readonly id_type: string
  readonly id_no: string
  readonly quantity: number
  readonly currency: string | null
  readonly is_closed: boolean
  readonly special_fund: string | null
  readonly details: Readonly<Record<string, unknown>>
}

export interface MeasureRow {
  readonly id: number
  readonly asset: number
  readonly request_no: string
  readonly seq: number
  readonly court_id: string
  readonly court_name: string
  readonly case_no: string
  readonly state: 'EFFECTIVE' | 'WAITING' | 'ENDED'
  readonly is_in_only: boolean
  readonly limit_quantity: number
  readonly from_on: string
  readonly to_on: string
  readonly registered_at: string
  readonly pending: number
}

export interface AssetKey {
  readonly assetNo: string
  readonly subAccount: string
  readonly securityCode: string
}

/** The asset, held for this transaction. */
export async function lockAsset(
  tx: Tx,
  { assetNo, subAccount, securityCode }: AssetKey,
): Promise<AssetRow | undefined> {
  const { rows } = await tx.query<AssetRow>(
    'select * from asset where asset_no = $1 and sub_account = $2 and security_code = $3 for update',
    [assetNo, subAccount, securityCode],
  )
  return rows[0]
}

/** Measures on the asset that have not ended, in the order of registration. */
export async function activeMeasures(tx: Tx, asset: number): Promise<readonly MeasureRow[]> {
  const { rows } = await tx.query<MeasureRow>(
    "select * from measure where asset = $1 and state <> 'ENDED' order by id",
    [asset],
  )
  return rows
}

/** R20-11, R20-17: what is over ends by itself, and who waited longest takes its place. Once a day, before anything else of it. */
export async function endExpired({ store, calendar }: InstitutionContext): Promise<void> {
  const today = calendar.today()
  if (calendar.endedOn === today) return
  await store.transaction(async (tx) => {
    const isOver = "m.state <> 'ENDED' and m.to_on < $1 and m.pending = 0"
    // Assets are held in the order in which requests hold them.
    const { rows } = await tx.query<{ id: number }>(
      `select id from asset a where exists (select 1 from measure m where m.asset = a.id and ${isOver})
       order by asset_no collate "C", sub_account collate "C", security_code collate "C" for update`,
      [today],
    )
    await tx.query(`update measure m set state = 'ENDED' where ${isOver}`, [today])
    for (const { id } of rows) await promote(tx, id)
  })
  calendar.endedOn = today
}

/** The first that waits takes effect once nothing is in effect before it. */
export async function promote(tx: Tx, asset: number): Promise<void> {
  await tx.query(
    `update measure set state = 'EFFECTIVE' where id = (
       select id from measure where asset = $1 and state <> 'ENDED' order by id limit 1
     ) and state = 'WAITING'`,
    [asset],
  )
}
