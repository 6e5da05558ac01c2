import { newDisclosure } from '@xiezhi/vault'
import type { Vault, VaultDatabase } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { ACCOUNTS, reasonText } from '../vault/private-texts.ts'
import type { Database } from './database.ts'
import { MIGRATION_LOCK } from './migrate.ts'

/** Behind the migrations in SQL: it needs the keys of the vault. */
const NAME = '0006-reasons-into-vault'

interface ReasonRow {
  readonly lock_id: string
  readonly person: string
  readonly reason: string
}

/**
 * Moves the reasons for unlocking accounts, which lay in a plain column, into the vault, and drops the column; lets packed
 * logs be deleted. Once, in one transaction.
 */
export async function moveReasonsIntoVault(db: Database, vault: Vault): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(tx)
    const { rows: applied } = await sql`SELECT 1 FROM migration WHERE name = ${NAME}`.execute(tx)
    if (applied.length > 0) return
    await sql`ALTER TABLE account_lock ADD COLUMN reason_commitment text, ALTER COLUMN package DROP NOT NULL`.execute(
      tx,
    )
    const { rows } = await sql<ReasonRow>`
      SELECT lock_id, person, reason FROM account_lock WHERE reason IS NOT NULL`.execute(tx)
    for (const { lock_id: lockId, person, reason } of rows) {
      const { digest, salt, value } = newDisclosure(vault.context.algorithms, 'unlockReason', reason)
      const text = reasonText(person, { digest, salt, value, name: 'unlockReason' })
      await vault.keepTexts(ACCOUNTS, [text], tx as unknown as Transaction<VaultDatabase>)
      await sql`UPDATE account_lock SET reason_commitment = ${digest} WHERE lock_id = ${lockId}`.execute(tx)
    }
    // The check that a proposal has a reason goes with the column, and comes back for its commitment.
    await sql`ALTER TABLE account_lock DROP COLUMN reason,
      ADD CHECK ((proposed_by IS NULL) = (reason_commitment IS NULL))`.execute(tx)
    await sql`INSERT INTO migration (name, digest) VALUES (${NAME}, 'code')`.execute(tx)
  })
}
