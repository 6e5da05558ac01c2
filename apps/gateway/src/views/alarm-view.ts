import { civilDateOf } from '@xiezhi/contracts/ids'
import type { Alarm, Deadline } from '@xiezhi/gateway-api'
import type { Database } from '../db/database.ts'
import { cursorParts, limitOf, pageOf } from './page.ts'
import type { PageQuery } from './page.ts'
import { reasonView } from './reasons.ts'
import { wordsFor } from './words.ts'

/** Columns of the alarm table with the case they are about. */
interface AlarmRow {
  readonly source: string
  readonly alarm_id: string
  readonly owner: string
  readonly state: string
  readonly case_ref: string | null
  readonly due_at_ms: number
  readonly record: unknown
  readonly case_number?: string | null
}

interface AlarmRecord {
  readonly kind: string
  readonly agentId?: string
  readonly subject?: string
  readonly basis?: readonly { readonly code: string; readonly rule: string }[]
  readonly raisedAtMs: number
  readonly resolution: string | null
}

/** Alarms that this gateway itself keeps, behind an instant and an id. */
export type OwnAlarms = (after: { readonly dueAtMs: number; readonly id: string }, limit: number) => Promise<Alarm[]>

/** A page of the alarms that are not done, the one that is due first before the others. */
export async function openAlarms<T>(
  db: Database,
  query: PageQuery & { readonly caseId?: string },
  view: (alarm: Alarm) => T,
  own: readonly OwnAlarms[] = [],
): Promise<{ items: T[]; next: string | null }> {
  const limit = limitOf(query)
  const [due = '-1', id = ''] = cursorParts(query, 2) ?? []
  let select = db
    .selectFrom('projection.alarm as a')
    .leftJoin('projection.court_case as c', 'c.case_ref', 'a.case_ref')
    .selectAll('a')
    .select('c.case_number')
    .where('a.state', '<>', 'DONE')
    .where((eb) =>
      eb.or([
        eb('a.due_at_ms', '>', Number(due)),
        eb.and([eb('a.due_at_ms', '=', Number(due)), eb('a.alarm_id', '>', id)]),
      ]),
    )
    .orderBy('a.due_at_ms')
    .orderBy('a.alarm_id')
    .limit(limit + 1)
  if (query.caseId !== undefined) select = select.where('a.case_ref', '=', query.caseId)
  const after = { dueAtMs: Number(due), id }
  const kept = query.caseId === undefined ? await Promise.all(own.map((alarms) => alarms(after, limit + 1))) : []
  const all = [...(await select.execute()).map(alarmView), ...kept.flat()].sort(
    (one, other) => one.dueAtMs - other.dueAtMs || (idOf(one) < idOf(other) ? -1 : 1),
  )
  return pageOf(all, limit, view, (alarm) => [alarm.dueAtMs, idOf(alarm)])
}

/** Without the source. */
function idOf({ id }: Alarm): string {
  return id.slice(id.indexOf(':') + 1)
}

export function alarmView(row: AlarmRow): Alarm {
  const record = row.record as AlarmRecord
  const source = row.source as Alarm['source']
  return {
    id: `${source}:${row.alarm_id}`,
    source,
    kind: record.kind,
    text: wordsFor('alarm', record.kind),
    owner: row.owner,
    subject: record.subject ?? row.case_ref ?? '',
    caseId: row.case_ref,
    caseNumber: row.case_number ?? null,
    agentId: record.agentId ?? null,
    raisedAtMs: record.raisedAtMs,
    dueAtMs: row.due_at_ms,
    state: row.state as Alarm['state'],
    basis: (record.basis ?? []).map((reason) => reasonView(reason)),
    resolution: record.resolution,
  }
}

export function deadlineOfAlarm(alarm: Alarm): Deadline {
  const { id, kind, text, caseId, caseNumber, dueAtMs, owner, state, basis } = alarm
  return {
    id,
    kind,
    text,
    caseId,
    caseNumber,
    dueAtMs,
    dueOn: civilDateOf(dueAtMs),
    owner,
    isOverdue: state === 'OVERDUE',
    basis,
  }
}
