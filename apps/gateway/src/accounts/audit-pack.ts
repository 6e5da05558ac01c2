import { nodeCrypto } from '@xiezhi/crypto/node'
import { AUDIT_ROWS_MAX, encodeAuditPackage } from '@xiezhi/evidence'
import type { AuditRow } from '@xiezhi/evidence'
import type { Database } from '../db/database.ts'
import { pseudonym } from '../session/secrets.ts'
import type { Excess } from './volume-watch.ts'

export interface PackInput {
  readonly db: Database
  readonly authority: string
  readonly chainId: string
  /** Of the audit table's pseudonyms. */
  readonly key: string
  readonly packageId: string
  readonly person: string
  readonly excess: Excess
}

/** Packs the person's log of the window: pseudonyms only, each row bound to the one before. */
export async function packLog({
  db,
  authority,
  chainId,
  key,
  packageId,
  person,
  excess,
}: PackInput): Promise<{ readonly bytes: Uint8Array; readonly digest: string; readonly rows: number }> {
  const { kind, purpose, parameter, allowed, counted, fromMs, atMs } = excess
  const found = await db
    .selectFrom('audit_read')
    .select(['at_ms', 'role', 'route', 'purpose', 'subject', 'page', 'refused', 'refusal'])
    .where('person', '=', person)
    .where('at_ms', '>', fromMs)
    .where('at_ms', '<=', atMs)
    .orderBy('at_ms')
    .orderBy('id')
    .limit(AUDIT_ROWS_MAX)
    .execute()
  const rows = found.map((row, at): AuditRow => ({
    n: at + 1,
    atMs: row.at_ms,
    role: row.role,
    route: row.route,
    purpose: row.purpose,
    subject: row.subject,
    page: row.page,
    refused: row.refused,
    refusal: row.refusal,
  }))
  const header = {
    packageId,
    authority,
    chainId,
    person: pseudonym(key, `person ${person}`),
    kind,
    purpose,
    parameter,
    limit: allowed,
    count: counted,
    fromMs: Math.max(0, fromMs),
    lockedAtMs: atMs,
  }
  return { ...encodeAuditPackage(nodeCrypto, header, rows), rows: rows.length }
}
