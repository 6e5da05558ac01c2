import type { AnnexContent, AnnexExchange } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Binding } from './expected-annexes.ts'

/** A packet of the ledger; undefined: it has no annex. `missing`: the ledger names one that the vault does not have. */
export interface Leaving {
  readonly reference: string
  readonly annex: { readonly content: AnnexContent; readonly subject: string } | 'missing' | undefined
}

export interface Posting {
  readonly db: Database
  readonly exchange: AnnexExchange
  readonly recipient: string
  readonly keepUntilMs: number
}

/** Posts the annexes of packets, and notes each packet as looked at. */
export async function postAnnexes(
  { db, exchange, recipient, keepUntilMs }: Posting,
  { chainId, client, purpose }: Omit<Binding, 'sender'>,
  packets: readonly Leaving[],
): Promise<void> {
  if (packets.length === 0) return
  const there = packets.flatMap(({ reference, annex }) =>
    annex === undefined || annex === 'missing' ? [] : [{ reference, ...annex }],
  )
  const posted = await exchange.postAll(
    there.map(({ reference, content, subject }) => ({
      recipient,
      about: { chainId, packet: `${client}/${reference}`, reference, purpose },
      content,
      subject,
      keepUntilMs,
    })),
  )
  const done = new Set(there.filter((_, at) => posted[at]).map(({ reference }) => reference))
  const rows = packets.map(({ reference, annex }) => {
    const outcome = annex === undefined ? 'NONE' : done.has(reference) ? 'POSTED' : 'MISSING'
    return { dispatch_id: reference, outcome, at_ms: Date.now() }
  })
  await db
    .insertInto('annex_posted')
    .expression(sql`SELECT * FROM jsonb_populate_recordset(NULL::annex_posted, ${JSON.stringify(rows)}::jsonb)`)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
