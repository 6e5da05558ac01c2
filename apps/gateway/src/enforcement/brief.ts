import type { Json } from '@xiezhi/codec'
import type { RouteInput, Routes } from '@xiezhi/gateway-api'
import type { Listener } from '../routes/listener.ts'
import { CASE_FILES } from '../vault/private-texts.ts'

const BRIEF = 'caseBrief'

type Entered = NonNullable<RouteInput<Routes['openEnforcement']>['body']>
export type Applicant = NonNullable<Entered['applicants']>[number]
export type BasisNames = NonNullable<Entered['basis']>

/** Who applies, and the document that is enforced: what rulings name beside the debtors. */
export interface Brief {
  readonly applicants: readonly Applicant[]
  /** Null: not entered. */
  readonly basis: BasisNames | null
}

type Parts = Pick<Listener, 'db' | 'texts' | 'clock'>

/** The newest that was entered holds. */
export async function keepBrief({ db, texts, clock }: Parts, caseId: string, brief: Brief): Promise<void> {
  const value = texts.saltedValue(BRIEF, brief as unknown as Json)
  await texts.keepValues(CASE_FILES, [{ owner: caseId, value }])
  const row = { commitment: value.digest, entered_at_ms: clock.nowMs() }
  await db
    .insertInto('enforcement_brief')
    .values({ case_ref: caseId, ...row })
    .onConflict((conflict) => conflict.column('case_ref').doUpdateSet(row))
    .execute()
}

export async function briefOf({ db, texts }: Pick<Parts, 'db' | 'texts'>, caseId: string): Promise<Brief> {
  const row = await db
    .selectFrom('enforcement_brief')
    .select('commitment')
    .where('case_ref', '=', caseId)
    .executeTakeFirst()
  const kept = row === undefined ? undefined : (await texts.values(BRIEF, [row.commitment])).get(row.commitment)
  return kept?.state === 'HELD' ? (kept.value as unknown as Brief) : { applicants: [], basis: null }
}
