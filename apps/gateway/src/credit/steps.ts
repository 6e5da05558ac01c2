import type { agreementState } from '@xiezhi/contracts'
import type { Bilingual, CourtEntryView } from '@xiezhi/gateway-api'
import type { Database } from '../db/database.ts'
import { reasonView } from '../views/reasons.ts'

type Step = agreementState.Step

/** Steps of a machine that were taken on a subject, with what explains each. */
export async function stepsOf(
  db: Database,
  subject: string,
  words: (transition: string) => Bilingual,
): Promise<CourtEntryView['steps']> {
  const rows = await db
    .selectFrom('projection.agreement_step')
    .select('record')
    .where('subject', '=', subject)
    .orderBy('n')
    .execute()
  return rows.map(({ record }) => {
    const step = record as unknown as Step
    return {
      transition: step.transition,
      text: words(step.transition),
      from: step.from,
      to: step.to,
      by: step.by,
      actors: step.officers.map((one) => ({ ...one })),
      instrumentDigest: step.instrument?.digest ?? null,
      event: step.event,
      until: step.term?.until ?? null,
      rules: step.rules.map((rule) => reasonView({ code: step.transition, rule })),
      atMs: step.atMs,
    }
  })
}

/** Whether what a machine does by itself stands still. */
export async function isMachineSuspended(db: Database, machine: string): Promise<boolean> {
  const row = await db
    .selectFrom('projection.agreement_standing')
    .select('record')
    .where('machine_id', '=', machine)
    .executeTakeFirst()
  return row !== undefined && row.record['suspension'] !== null
}
