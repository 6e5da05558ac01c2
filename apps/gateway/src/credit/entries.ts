import type { listingState } from '@xiezhi/contracts'
import type { Database } from '../db/database.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { Person } from '../session/person.ts'

export type Entry = listingState.Entry

/** An entry that stands. @throws GatewayError SUBJECT_UNKNOWN: none does, or not any more */
async function standingEntry(db: Database, entryId: string): Promise<Entry> {
  const row = await db
    .selectFrom('projection.credit_entry')
    .select('record')
    .where('entry_id', '=', entryId)
    .executeTakeFirst()
  if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'entry' })
  return row.record as unknown as Entry
}

/** The same, for a case of the person's own court. @throws GatewayError SUBJECT_UNKNOWN, CASE_NOT_OWN */
export async function ownEntry(
  { db, parts }: Pick<Listener, 'db' | 'parts'>,
  person: Person,
  entryId: string,
): Promise<Entry> {
  const entry = await standingEntry(db, entryId)
  await parts.require(person, entry.caseRef)
  return entry
}

/** What an entry has as commitments to persons, the debtor first. */
export function subjectsOf({ subject, coSubjects }: Entry): string[] {
  return [subject, ...coSubjects.map((one) => one.subject)]
}

/** Whether an objection stands that no decision has answered. */
export function isContested({
  objection,
}: {
  readonly objection: Pick<NonNullable<Entry['objection']>, 'outcome' | 'reconsiderAskedOn'> | null
}): boolean {
  return objection !== null && (objection.outcome !== 'REFUSED' || objection.reconsiderAskedOn !== null)
}
