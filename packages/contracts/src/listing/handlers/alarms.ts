import type { TxContext } from '@xiezhi/kernel'
import { alarms } from '../state.ts'
import type { Alarm } from '../state.ts'

/** Alarms about a receipt that has not come. */
export const RECEIPT_CLOCKS = ['RECEIPT_LATE', 'RECEIPT_REPORTED', 'RECEIPT_VIOLATION'] as const

type Asked = Pick<Alarm, 'kind' | 'owner' | 'organisation' | 'dueOn'>
/** Entry, then who else it is about: an alarm is one of its kind for one subject. */
type Subject = readonly [string, ...string[]]

/** Raises an alarm with owner and clock; one that is open stands as it is. */
export function raiseAlarm(ctx: TxContext, subject: Subject, asked: Asked): void {
  const id = [subject[0], asked.kind, ...subject.slice(1)]
  const known = alarms(ctx.store).get(...id)
  if (known !== undefined && known.endedAtMs === null) return
  const raisedAtMs = ctx.block.decidedAtMs
  alarms(ctx.store).set(id, { ...asked, subject: subject.join(' '), raisedAtMs, endedAtMs: null })
  const { kind, owner, organisation } = asked
  ctx.emit({ type: 'ListingAlarm', data: { kind, owner, organisation, subject: subject.join(' ') } })
}

/** The cause of an alarm is gone. */
export function endAlarm(ctx: TxContext, kind: Alarm['kind'], subject: Subject): void {
  end(ctx, [subject[0], kind, ...subject.slice(1)])
}

/** All that was open about an entry of this court; alarms about its receivers go on. */
export function endAlarms(ctx: TxContext, entryId: string): void {
  for (const { id } of alarms(ctx.store).list({ under: [entryId], limit: ALARMS_PER_ENTRY_MAX })) {
    if (id.length === 2) end(ctx, id)
  }
}

const ALARMS_PER_ENTRY_MAX = 1_024

function end(ctx: TxContext, id: readonly string[]): void {
  const known = alarms(ctx.store).get(...id)
  if (known === undefined || known.endedAtMs !== null) return
  alarms(ctx.store).set(id, { ...known, endedAtMs: ctx.block.decidedAtMs })
  ctx.emit({ type: 'ListingAlarmEnded', data: { kind: known.kind, subject: known.subject } })
}
