import { lawyerState } from '@xiezhi/contracts'
import { civilDateOf } from '@xiezhi/contracts/ids'
import { termEnd } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import type { Vault } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** How long each text is kept after the event with which the ground for keeping it ends (个保法 19, 47). */
const TERMS = {
  name: 'PX-X-53.name',
  grounds: 'PX-X-53.grounds',
  formerStaff: 'PX-X-53.formerStaff',
  unlockReason: 'PX-X-53.unlock',
} as const
const PACKAGE_TERM = 'PX-X-53.auditPackage'

const BATCH = 500

interface Ended {
  readonly commitment: string
  readonly name: keyof typeof TERMS
  readonly ended_on: string | null
  readonly ended_at_ms: number | null
}

/**
 * Gives texts of the register their last day: the name of a lawyer after the licence has ended, grounds of an objection
 * after it was decided, the name of a former judge or procurator after leaving, a reason for unlocking an account after it
 * was unlocked. A name whose licence is alive again, as
 * after a revocation was set aside, has none any more.
 */
export async function runTextClocks(db: Database, vault: Vault, law: LawBook): Promise<number> {
  let started = 0
  for (;;) {
    const ended = await endedTexts(db)
    for (const { commitment, name, ended_on, ended_at_ms } of ended) {
      const from = ended_on ?? civilDateOf(ended_at_ms ?? 0)
      started += await vault.startClock(commitment, termEnd(law, TERMS[name], from))
    }
    if (ended.length < BATCH) break
  }
  await vault.stopClocks(await revivedNames(db))
  return started
}

const endedNames = sql`
  select c.value as commitment, 'name' as name, s.from_day as ended_on, null::bigint as ended_at_ms
  from projection.lawyer_status s
  join projection.lawyer l on l.lawyer_id = s.lawyer_id
  cross join jsonb_array_elements_text(l.record -> 'commitments') c
  where s.status = any(${[...lawyerState.FINAL_STATUSES]}::text[]) and s.to_day is null`

/** Texts that have no last day yet, and whose ground for keeping has ended. */
async function endedTexts(db: Database): Promise<readonly Ended[]> {
  const { rows } = await sql<Ended>`
    select e.commitment, e.name, e.ended_on, e.ended_at_ms
    from (
      ${endedNames}
      union all
      select record ->> 'groundsDigest', 'grounds', null, (record -> 'decision' ->> 'atMs')::bigint
      from projection.objection where state <> 'OPEN'
      union all
      select record ->> 'commitment', 'formerStaff', record ->> 'leftOn', null from projection.former_staff
      union all
      select reason_commitment, 'unlockReason', null, released_at_ms from account_lock where released_at_ms is not null
    ) e
    join vault.field f on f.record = e.commitment and f.name = e.name
    where f.clock = 'register' and f.delete_on is null
    limit ${BATCH}`.execute(db)
  return rows
}

/** Names that have a last day although no licence of theirs has ended. */
async function revivedNames(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ commitment: string }>`
    select f.record as commitment from vault.field f
    where f.name = 'name' and f.clock = 'register' and f.delete_on is not null
      and not exists (select 1 from (${endedNames}) e where e.commitment = f.record)`.execute(db)
  return rows.map(({ commitment }) => commitment)
}

/** Packed logs of accounts that were unlocked so long ago; the digests stay. Gives how many. */
export async function deleteDuePackages(db: Database, law: LawBook, today: string): Promise<number> {
  const kept = await db
    .selectFrom('account_lock')
    .select(['lock_id', 'released_at_ms'])
    .where('released_at_ms', 'is not', null)
    .where('package', 'is not', null)
    .execute()
  const due = kept.filter(
    ({ released_at_ms: releasedAtMs }) => termEnd(law, PACKAGE_TERM, civilDateOf(releasedAtMs ?? 0)) < today,
  )
  if (due.length === 0) return 0
  const ids = due.map(({ lock_id: id }) => id)
  await db.updateTable('account_lock').set({ package: null }).where('lock_id', 'in', ids).execute()
  return due.length
}
