import type { AssetData, Profile } from '../profile.ts'
import { NUMBERED, SCHEMA, TABLES } from './schema.ts'
import type { StoreSetup, Tx } from './store.ts'

/** What an institution that controls property begins with. */
export function controlSetup(profile: Profile): StoreSetup {
  return { schema: SCHEMA, tables: TABLES, numbered: NUMBERED, fill: (tx) => fill(tx, profile) }
}

async function fill(tx: Tx, { assets, earlier }: Profile): Promise<void> {
  for (const asset of assets) await insertAsset(tx, asset)
  for (const one of earlier) {
    await tx.query(
      `insert into measure (asset, request_no, seq, court_id, court_name, case_no, state, is_in_only, limit_quantity, from_on, to_on, registered_at)
       select id, $4, 1, $5, $6, $7, $8, $9, coalesce($10, quantity), $11, $12, $13 from asset
       where asset_no = $1 and sub_account = $2 and security_code = $3`,
      [
        one.assetNo,
        one.subAccount ?? '',
        one.securityCode ?? '',
        one.requestNo,
        one.courtId,
        one.courtName,
        one.caseNo,
        one.state,
        one.isInOnly ?? false,
        one.limit ?? null,
        one.from,
        one.to,
        one.registeredAt,
      ],
    )
  }
}

async function insertAsset(tx: Tx, asset: AssetData): Promise<void> {
  const { holder } = asset
  await tx.query(
    `insert into asset (asset_no, sub_account, security_code, holder_name, former_names, id_type, id_no, quantity, currency, is_closed, special_fund, details)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      asset.assetNo,
      asset.subAccount ?? '',
      asset.securityCode ?? '',
      holder.name,
      holder.formerNames ?? [],
      holder.idType,
      holder.idNo,
      asset.quantity,
      asset.currency ?? null,
      asset.isClosed ?? false,
      asset.specialFund ?? null,
      JSON.stringify(asset.details),
    ],
  )
}
