import { createHash } from 'node:crypto'
import { civilDateOf } from '@xiezhi/contracts/ids'
import type { Json } from '@xiezhi/codec'
import { newDisclosure } from '@xiezhi/vault'
import type { NewText, Vault, VaultDatabase } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { keyedDigest } from '../outbox/request-digest.ts'
import { ASKED, OPENING, PERSONS, serialOf } from '../vault/private-texts.ts'
import type { Database } from './database.ts'
import { MIGRATION_LOCK } from './migrate.ts'
import type { Schema } from './schema.ts'

type Tx = Transaction<Schema>

/** Behind the migrations in SQL: it needs the keys of the vault. */
const NAME = '0005-texts-into-vault'
const BATCH = 500

interface TextRow {
  readonly kind: string
  readonly subject: string
  readonly salt: string
  readonly value: string
}

interface OpeningRow {
  readonly commitment: string
  readonly opening: Readonly<Record<string, Json>> & { readonly licenceNo: string }
  readonly made_at_ms: number
}

/**
 * Moves texts and openings that lay in plain columns into the vault, drops the columns, and keys the digests of requests: a
 * name could be guessed from them. Sessions end, for each held its person's name. Once, in one transaction.
 */
export async function moveTextsIntoVault(db: Database, vault: Vault, outboxKey: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(tx)
    const { rows } = await sql`SELECT 1 FROM migration WHERE name = ${NAME}`.execute(tx)
    if (rows.length > 0) return
    await moveTexts(tx, vault)
    await moveOpenings(tx, vault)
    await keyRequests(tx, outboxKey)
    await sql`DELETE FROM session`.execute(tx)
    await sql`DROP TABLE private_text, query_opening`.execute(tx)
    await sql`INSERT INTO migration (name, digest) VALUES (${NAME}, 'code')`.execute(tx)
  })
}

async function moveTexts(tx: Tx, vault: Vault): Promise<void> {
  const owners = await ownersFromActs(tx)
  for (let after: readonly [string, string] = ['', '']; ;) {
    const { rows } = await sql<TextRow>`SELECT kind, subject, salt, value FROM private_text
      WHERE (kind, subject) > (${after[0]}, ${after[1]}) ORDER BY kind, subject LIMIT ${BATCH}`.execute(tx)
    const texts = rows.map(({ kind, subject, salt, value }): NewText => {
      const owner = kind === 'formerStaff' ? subject : (owners.get(subject) ?? subject)
      return { owner, commitment: earlierDigest(salt, kind, value), name: kind, salt, value, clock: 'register' }
    })
    await vault.keepTexts(PERSONS, texts, forVault(tx))
    const last = rows.at(-1)
    if (last === undefined || rows.length < BATCH) return
    after = [last.kind, last.subject]
  }
}

/** Serials of persons whose texts stand under ids of the ledger: each act names the licence beside the id. */
async function ownersFromActs(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; licence: string }>`
    SELECT message -> 'value' ->> 'objectionId' AS id, message -> 'value' ->> 'licenceNo' AS licence
    FROM outbox, jsonb_array_elements(plan -> 'messages') AS message WHERE act = 'raiseObjection'
    UNION ALL
    SELECT entry ->> 'lawyerId', entry ->> 'licenceNo'
    FROM outbox, jsonb_array_elements(plan -> 'messages') AS message,
      jsonb_array_elements(message -> 'value' -> 'value' -> 'rows') AS entry
    WHERE act = 'importLawyers'`.execute(tx)
  return new Map(rows.map(({ id, licence }) => [id, serialOf(licence)]))
}

async function moveOpenings(tx: Tx, vault: Vault): Promise<void> {
  for (let after = ''; ;) {
    const { rows } = await sql<OpeningRow>`SELECT commitment, opening, made_at_ms FROM query_opening
      WHERE commitment > ${after} ORDER BY commitment LIMIT ${BATCH}`.execute(tx)
    const texts = rows.map(({ commitment, opening, made_at_ms }): NewText => {
      const { salt } = newDisclosure(vault.context.algorithms, OPENING, null)
      const startedOn = civilDateOf(made_at_ms)
      const owner = serialOf(opening.licenceNo)
      return { owner, commitment, name: OPENING, salt, value: opening, clock: 'processingRecord', startedOn }
    })
    await vault.keepTexts(ASKED, texts, forVault(tx))
    const last = rows.at(-1)
    if (last === undefined || rows.length < BATCH) return
    after = last.commitment
  }
}

async function keyRequests(tx: Tx, outboxKey: string): Promise<void> {
  for (let after = ''; ;) {
    const rows = await tx
      .selectFrom('outbox')
      .select(['id', 'request_digest'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    const ids = rows.map(({ id }) => id)
    const digests = rows.map(({ request_digest }) => keyedDigest(outboxKey, request_digest))
    await sql`UPDATE outbox SET request_digest = n.digest
      FROM unnest(${ids}::text[], ${digests}::bytea[]) AS n (id, digest) WHERE outbox.id = n.id`.execute(tx)
    const last = rows.at(-1)
    if (last === undefined || rows.length < BATCH) return
    after = last.id
  }
}

/** What the ledger holds of a text that was kept in a plain column. */
function earlierDigest(salt: string, name: string, value: string): string {
  return `sha256:${createHash('sha256')
    .update(JSON.stringify([salt, name, value]))
    .digest('hex')}`
}

/** Both schemas lie in one database. */
function forVault(tx: Tx): Transaction<VaultDatabase> {
  return tx as unknown as Transaction<VaultDatabase>
}
