import { sql } from 'kysely'
import { runningOf } from './gateway.ts'
import type { TestGateway } from './gateway.ts'

export const CREDIT_TABLES = [
  'credit_entry',
  'credit_ended',
  'credit_subscription',
  'credit_share',
  'credit_withdrawal',
  'credit_use',
  'credit_reconciliation',
  'agreement_step',
  'agreement_standing',
] as const

/** Every row of the court's tables of the lists as text, in order. */
export async function creditRows(door: TestGateway): Promise<Record<string, string[]>> {
  const { db } = runningOf(door, 'court')
  const found: Record<string, string[]> = {}
  for (const table of CREDIT_TABLES) {
    const of = sql.id('projection', table)
    const { rows } = await sql<{ row: string }>`SELECT to_jsonb(t)::text AS row FROM ${of} t ORDER BY 1`.execute(db)
    found[table] = rows.map(({ row }) => row)
  }
  return found
}
