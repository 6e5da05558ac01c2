import type { AnnexExchange } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** A packet of the ledger, and the digest of its annex; null: it has none. */
export interface Expected {
  readonly reference: string
  readonly digest: string | null
}

/** Annexes that one authority sends: bound to the ledger that committed to them, the client of their packets, one purpose. */
export interface Binding {
  readonly sender: string
  readonly chainId: string
  readonly client: string
  readonly purpose: string
}

/** From now on they are waited for; a packet that has been looked at is not looked at again. */
export async function expectAnnexes(
  { db, exchange }: { readonly db: Database; readonly exchange: AnnexExchange },
  { sender, chainId, client, purpose }: Binding,
  packets: readonly Expected[],
): Promise<void> {
  if (packets.length === 0) return
  const expected = packets.flatMap(({ reference, digest }) =>
    digest === null
      ? []
      : [{ sender, about: { chainId, packet: `${client}/${reference}`, reference, purpose }, digest }],
  )
  if (expected.length > 0) await exchange.expect(...expected)
  const rows = packets.map(({ reference, digest }) => {
    return { dispatch_id: reference, outcome: digest === null ? 'NONE' : 'EXPECTED', digest, at_ms: Date.now() }
  })
  await db
    .insertInto('annex_expected')
    .expression(sql`SELECT * FROM jsonb_populate_recordset(NULL::annex_expected, ${JSON.stringify(rows)}::jsonb)`)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
