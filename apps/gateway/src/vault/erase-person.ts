import type { ErasureCertificate, Vault, VaultDatabase } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Schema } from '../db/schema.ts'
import { GatewayError } from '../gateway-error.ts'
import { PERSONS } from './private-texts.ts'

export interface PersonErasure {
  /** The six digits of a licence number that stay with a lawyer. */
  readonly serial: string
  readonly reason: string
  readonly legalBasis: string
}

type Tables = VaultDatabase & Pick<Schema, 'credit_report_content' | 'projection.lawyer' | 'projection.request'>

/**
 * Destroys the keys of everything that this authority's vault has of a person: names, grounds, credit reports kept or
 * received. What was recorded about asking stays for its own term (个保法 56). @throws GatewayError SUBJECT_UNKNOWN
 */
export async function erasePerson(
  db: Database,
  vault: Vault,
  { serial, reason, legalBasis }: PersonErasure,
): Promise<readonly ErasureCertificate[]> {
  const subjects = await subjectsOf(db as unknown as Kysely<Tables>, vault, serial)
  if (subjects.length === 0) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'person' })
  const certificates: ErasureCertificate[] = []
  for (const subject of subjects) certificates.push((await vault.erase({ subject, reason, legalBasis })).certificate)
  return certificates
}

async function subjectsOf(db: Kysely<Tables>, vault: Vault, serial: string): Promise<readonly string[]> {
  const [owner, reports, annexes] = await Promise.all([
    vault.ownerOf(PERSONS, serial),
    db
      .selectFrom('credit_report_content as c')
      .innerJoin('projection.lawyer as l', 'l.lawyer_id', 'c.lawyer_id')
      .select('c.subject')
      .where('l.serial', '=', serial)
      .execute(),
    db
      .selectFrom('vault.annex_in as a')
      .innerJoin('projection.request as q', 'q.dispatch_id', 'a.reference')
      .select('a.subject')
      .where(sql<string>`right(q.licence_no, 6)`, '=', serial)
      .where('a.subject', 'is not', null)
      .execute(),
  ])
  const found = [owner ?? null, ...reports.map(({ subject }) => subject), ...annexes.map(({ subject }) => subject)]
  return [...new Set(found.filter((subject) => subject !== null))]
}
