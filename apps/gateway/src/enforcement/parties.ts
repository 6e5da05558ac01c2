import type { PartyMatterSummary } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'

export type Part = PartyMatterSummary['parts'][number]

export interface NamedPerson {
  readonly part: Part
  readonly idType: string
  readonly idNo: string
  readonly name: string
  readonly debtorId: string | null
}

export interface OwnPart {
  readonly caseId: string
  readonly part: Part
  readonly debtorId: string | null
}

type Parts = Pick<Listener, 'db' | 'clock' | 'personIndex'>

/** Who is named in which case, by the court's keyed index: a person concerned finds the own cases, and nobody finds persons. */
export class Parties {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async name(caseId: string, persons: readonly NamedPerson[]): Promise<void> {
    const { db, clock, personIndex } = this.#parts
    for (const { part, idType: certificateType, idNo: certificateNumber, name, debtorId } of persons) {
      const indexKey = await personIndex.keyOf({ certificateType, certificateNumber, name })
      const row = { index_key: indexKey, case_ref: caseId, part, debtor_id: debtorId, named_at_ms: clock.nowMs() }
      await db
        .insertInto('enforcement_party')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['index_key', 'case_ref', 'part']).doUpdateSet({ debtor_id: debtorId }),
        )
        .execute()
    }
  }

  /** Cases of a person, newest first. @throws GatewayError ROLE_MISSING */
  async own(session: OpenSession, caseId?: string): Promise<readonly OwnPart[]> {
    let query = this.#parts.db
      .selectFrom('enforcement_party')
      .selectAll()
      .where('index_key', '=', indexKeyOf(session))
      .orderBy('named_at_ms', 'desc')
      .orderBy('case_ref')
    if (caseId !== undefined) query = query.where('case_ref', '=', caseId)
    const rows = await query.execute()
    return rows.map((row) => ({ caseId: row.case_ref, part: row.part as Part, debtorId: row.debtor_id }))
  }
}

/** @throws GatewayError ROLE_MISSING: a session that is of no person concerned */
export function indexKeyOf({ person }: OpenSession): string {
  if (person.party === undefined) throw new GatewayError('ROLE_MISSING', { role: 'PARTY' })
  return person.party.indexKey
}
