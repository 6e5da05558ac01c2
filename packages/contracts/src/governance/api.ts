import { ensure } from '@xiezhi/kernel'
import type { ReadContext, TxContext } from '@xiezhi/kernel'
import type { Json } from '@xiezhi/codec'
import { civilDateOf } from '../ids.ts'
import { onceFor } from '../once-for.ts'
import { errors } from './errors.ts'
import {
  ALARM_TERM_MAX_MS,
  alarms,
  ANCHORS_MAX,
  calendarYears,
  lawVersions,
  PARAMETER_ROWS_MAX,
  parameters,
  policies,
  POLICY_VERSIONS_MAX,
  trustAnchors,
} from './state.ts'
import type { Alarm, CalendarYear, LawVersion, PolicyVersion, TrustAnchor } from './state.ts'

export { lawBook } from './handlers/law-in-force.ts'
export type { Alarm, CalendarYear, LawVersion, PolicyVersion, TrustAnchor } from './state.ts'

/** The value in force on a civil day; undefined if none was enacted for it. */
export function parameter(ctx: ReadContext, key: string, onDate: string): Json | undefined {
  return parameters(ctx.store)
    .list({ under: [key], limit: PARAMETER_ROWS_MAX })
    .findLast(({ value }) => value.effectiveFrom <= onDate)?.value.value
}

/** The law book in force on a civil day, by default the day of the stamp. */
export function lawVersion(ctx: ReadContext, onDate = civilDateOf(ctx.block.decidedAtMs)): LawVersion | undefined {
  return lawVersions(ctx.store)
    .list({ limit: PARAMETER_ROWS_MAX })
    .findLast(({ value }) => value.effectiveFrom <= onDate)?.value
}

/** The calendar of a year as in force on the day of the stamp. */
export function calendarYear(ctx: ReadContext, year: number): CalendarYear | undefined {
  const today = civilDateOf(ctx.block.decidedAtMs)
  return calendarYears(ctx.store)
    .list({ under: [String(year)], limit: PARAMETER_ROWS_MAX })
    .findLast(({ value }) => value.effectiveFrom <= today)?.value
}

/** The access policy in force at the stamp. Undefined: nothing may be answered. */
export function policy(ctx: ReadContext, id: string): PolicyVersion | undefined {
  return policies(ctx.store)
    .list({ under: [id], limit: POLICY_VERSIONS_MAX })
    .findLast(({ value }) => value.effectiveFromMs <= ctx.block.decidedAtMs)?.value
}

/** The document of the access policy in force, as those read it who answer by it. Undefined: nothing may be answered. */
export function accessPolicy(ctx: ReadContext, name: string): Json | undefined {
  const found = policy(ctx, name)
  return found === undefined ? undefined : documentOf(found)
}

const documentOf = onceFor(({ id, version, rules }: PolicyVersion): Json => ({ id, version, rules }))

/** The trust anchors in force at the stamp. */
export function anchors(ctx: ReadContext): readonly TrustAnchor[] {
  const nowMs = ctx.block.decidedAtMs
  return trustAnchors(ctx.store)
    .list({ limit: ANCHORS_MAX })
    .map(({ value }) => value)
    .filter(
      ({ effectiveFromMs, withdrawnFromMs }) =>
        effectiveFromMs <= nowMs && (withdrawnFromMs === null || nowMs < withdrawnFromMs),
    )
}

export interface NewAlarm {
  readonly alarmId: string
  readonly kind: string
  /** Role that has to deal with it. */
  readonly owner: string
  /** Whom or what it concerns: ids only. */
  readonly subject: string
  readonly dueAtMs: number
}

/** Opens an alarm; one that is raised again under its id while not closed stays as it is. @throws ContractError AlarmTerm */
export function raiseAlarm(ctx: TxContext, { alarmId, kind, owner, subject, dueAtMs }: NewAlarm): void {
  const nowMs = ctx.block.decidedAtMs
  ensure(dueAtMs >= nowMs && dueAtMs <= nowMs + ALARM_TERM_MAX_MS, errors.AlarmTerm, { dueAtMs, nowMs })
  const known = alarms(ctx.store).get(alarmId)
  if (known !== undefined && known.state !== 'CLOSED') return
  const alarm: Alarm = {
    alarmId,
    kind,
    owner,
    subject,
    raisedAtMs: nowMs,
    dueAtMs,
    state: 'OPEN',
    takenBy: null,
    closedBy: null,
    resolution: null,
    overdue: false,
  }
  alarms(ctx.store).set(alarmId, alarm)
  ctx.schedule({ module: 'governance', kind: 'alarm-due', atMs: dueAtMs, item: { alarmId, raisedAtMs: nowMs } })
  ctx.emit({ type: 'AlarmRaised', data: { alarmId, kind, owner, subject, dueAtMs } })
}
