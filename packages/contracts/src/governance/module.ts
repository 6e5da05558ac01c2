import { integer, object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Module, TxContext } from '@xiezhi/kernel'
import { defineAct, noteActs } from '../acts.ts'
import type { AnyAct } from '../acts.ts'
import { shortId } from '../ids.ts'
import { errors } from './errors.ts'
import { events } from './events.ts'
import { initGovernance } from './genesis.ts'
import { activateCalendarYear } from './handlers/activate-calendar-year.ts'
import { activateLaw } from './handlers/activate-law.ts'
import { closeAlarm } from './handlers/close-alarm.ts'
import { establishAnchor } from './handlers/establish-anchor.ts'
import { setAccessPolicy } from './handlers/set-access-policy.ts'
import { setParameter } from './handlers/set-parameter.ts'
import { takeAlarm } from './handlers/take-alarm.ts'
import { withdrawAnchor } from './handlers/withdraw-anchor.ts'
import { invariants } from './invariants.ts'
import * as wire from './messages.ts'
import { toEnactedLaw } from './migrations/0002-enacted-law.ts'
import type { GovernancePorts } from './ports.ts'
import { queries } from './queries.ts'
import { alarms } from './state.ts'

/** Parameters, policies, trust anchors, the law book in force, and alarms: what is set by recorded acts of two persons. */
export function governanceModule(ports: GovernancePorts): Module {
  return {
    name: 'governance',
    version: 2,
    errors,
    events,
    messages: noteActs(acts(ports), ports.noteAct),
    queries: queries(ports),
    due: { 'alarm-due': alarmDue },
    invariants,
    migrations: [toEnactedLaw],
    initGenesis: (ctx, genesis) => {
      initGovernance(ctx, genesis, ports.baseLaw)
    },
  }
}

function acts(ports: GovernancePorts): readonly AnyAct[] {
  return [
    defineAct({
      type: 'governance/SetParameter',
      schema: wire.setParameterSchema,
      subject: ({ key }) => key,
      ...setParameter(ports),
    }),
    defineAct({
      type: 'governance/SetAccessPolicy',
      schema: wire.setAccessPolicySchema,
      subject: ({ id, version }) => `${id}/${version}`,
      ...setAccessPolicy(ports),
    }),
    defineAct({
      type: 'governance/EstablishAnchor',
      schema: wire.establishAnchorSchema,
      subject: ({ anchorId }) => anchorId,
      ...establishAnchor(ports),
    }),
    defineAct({
      type: 'governance/WithdrawAnchor',
      schema: wire.withdrawAnchorSchema,
      subject: ({ anchorId }) => anchorId,
      ...withdrawAnchor(ports),
    }),
    defineAct({
      type: 'governance/ActivateLaw',
      schema: wire.activateLawSchema,
      subject: ({ effectiveFrom }) => effectiveFrom,
      ...activateLaw(ports),
    }),
    defineAct({
      type: 'governance/ActivateCalendarYear',
      schema: wire.activateCalendarYearSchema,
      subject: ({ year }) => String(year),
      ...activateCalendarYear(ports),
    }),
    defineAct({
      type: 'governance/TakeAlarm',
      schema: wire.takeAlarmSchema,
      subject: ({ alarmId }) => alarmId,
      ...takeAlarm(ports),
    }),
    defineAct({
      type: 'governance/CloseAlarm',
      schema: wire.closeAlarmSchema,
      subject: ({ alarmId }) => alarmId,
      ...closeAlarm(ports),
    }),
  ]
}

const dueItem = object({ alarmId: shortId, raisedAtMs: integer({ min: 0 }) })

/** An alarm that is not closed when it is due says so, once. */
function alarmDue(ctx: TxContext, item: Json): void {
  const { alarmId, raisedAtMs } = dueItem.parse(item)
  const alarm = alarms(ctx.store).get(alarmId)
  // Closed and raised again under the same id: the second one has its own due effect.
  if (alarm === undefined || alarm.state === 'CLOSED' || alarm.raisedAtMs !== raisedAtMs) return
  alarms(ctx.store).set(alarmId, { ...alarm, overdue: true })
  ctx.emit({ type: 'AlarmOverdue', data: { alarmId, owner: alarm.owner, state: alarm.state } })
}
