import { termEnd } from '@xiezhi/law'
import type { VaultContext } from '../context.ts'
import { VaultError } from '../vault-error.ts'

/**
 * Why a field is kept, and the parameter that says how long after the clock has started. Null: until its purpose is met
 * (个保法 47); the start is the last day.
 */
const CLOCKS = {
  /** A register's own record: the licence has ended, or the subject's request was granted. */
  register: null,
  /** Annex of a verification: the case has closed. */
  annex: 'PX-X-53.annex',
  /** Processing records and impact assessments. */
  processingRecord: 'PX-X-56',
  /** Records of what was provided to whom. */
  provisionRecord: 'PX-X-57',
} as const
export type Clock = keyof typeof CLOCKS
export const CLOCK_NAMES = Object.keys(CLOCKS) as readonly Clock[]

/** @throws VaultError CLOCK_UNKNOWN */
export function requireClock(clock: string): asserts clock is Clock {
  if (!Object.hasOwn(CLOCKS, clock)) throw new VaultError('CLOCK_UNKNOWN', { clock: clock.slice(0, 64) })
}

/** Last day on which a field is kept whose purpose is met on a day. */
export function lastDay({ law }: VaultContext, clock: Clock, startedOn: string): string {
  const key = CLOCKS[clock]
  return key === null ? startedOn : termEnd(law, key, startedOn)
}

/** The purpose of a record is met on a day: its fields get their last day. A later start moves nothing back. */
export async function startClock(ctx: VaultContext, record: string, startedOn: string): Promise<number> {
  let rows = 0
  for (const clock of CLOCK_NAMES) {
    const deleteOn = lastDay(ctx, clock, startedOn)
    const done = await ctx.db
      .updateTable('vault.field')
      .set({ delete_on: deleteOn })
      .where('record', '=', record)
      .where('clock', '=', clock)
      .where((eb) => eb.or([eb('delete_on', 'is', null), eb('delete_on', '>', deleteOn as never)]))
      .executeTakeFirst()
    rows += Number(done.numUpdatedRows)
  }
  return rows
}

/** The purpose of records goes on after all, as where a decision was set aside: their fields have no last day. */
export async function stopClocks({ db }: VaultContext, records: readonly string[]): Promise<number> {
  if (records.length === 0) return 0
  const done = await db
    .updateTable('vault.field')
    .set({ delete_on: null })
    .where('record', 'in', [...records])
    .where('delete_on', 'is not', null)
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}
