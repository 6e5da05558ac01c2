import { integer, object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { sameLayout } from '@xiezhi/kernel'
import type { Module, TxContext } from '@xiezhi/kernel'
import { defineAct, noteActs } from '../acts.ts'
import type { AnyAct } from '../acts.ts'
import { shortId } from '../ids.ts'
import { errors } from './errors.ts'
import { events } from './events.ts'
import { initGovernance } from './genesis.ts'
import { activateCalendarYear } from './handlers/activate-calendar-year.ts'
import { activateLaw } from './handlers/activate-law.ts'
import { beginValidators, currentValidators } from './handlers/change-validators.ts'
import { closeAlarm } from './handlers/close-alarm.ts'
import { establishAnchor } from './handlers/establish-anchor.ts'
import { plannedUpgrade, planUpgrade } from './handlers/plan-upgrade.ts'
import { removeValidator } from './handlers/remove-validator.ts'
import { setAccessPolicy } from './handlers/set-access-policy.ts'
import { setParameter } from './handlers/set-parameter.ts'
import { setValidator } from './handlers/set-validator.ts'
import { takeAlarm } from './handlers/take-alarm.ts'
import { withdrawAnchor } from './handlers/withdraw-anchor.ts'
import { invariants } from './invariants.ts'
import * as wire from './messages.ts'
import { toEnactedLaw } from './migrations/0002-enacted-law.ts'
import type { GovernancePorts } from './ports.ts'
import { queries } from './queries.ts'
import * as state from './state.ts'

/** Parameters, policies, trust anchors, the law book in force, and alarms: what is set by recorded acts of two persons. */
export function governanceModule(ports: GovernancePorts): Module {
  return {
    name: 'governance',
    version: 3,
    errors,
    events,
    messages: noteActs(acts(ports), ports.noteAct),
    queries: queries(ports),
    due: { 'alarm-due': alarmDue },
    invariants,
    validators: { current: currentValidators, begin: beginValidators },
    upgrades: { since: 3, planned: plannedUpgrade },
    migrations: [toEnactedLaw, sameLayout('governance', 3, state)],
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
    ...nodeActs(ports),
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

/** Who signs the blocks, and with which program. */
function nodeActs(ports: GovernancePorts): readonly AnyAct[] {
  return [
    defineAct({
      type: 'governance/SetValidator',
      schema: wire.setValidatorSchema,
      subject: ({ publicKey }) => publicKey,
      ...setValidator(ports),
    }),
    defineAct({
      type: 'governance/RemoveValidator',
      schema: wire.removeValidatorSchema,
      subject: ({ publicKey }) => publicKey,
      ...removeValidator(ports),
    }),
    defineAct({
      type: 'governance/PlanUpgrade',
      schema: wire.planUpgradeSchema,
      subject: ({ height }) => String(height),
      ...planUpgrade(ports),
    }),
  ]
}

const dueItem = object({ alarmId: shortId, raisedAtMs: integer({ min: 0 }) })

/** An alarm that is not closed when it is due says so, once. */
function alarmDue(ctx: TxContext, item: Json): void {
  const { alarmId, raisedAtMs } = dueItem.parse(item)
  const alarm = state.alarms(ctx.store).get(alarmId)
  // Closed and raised again under the same id: the second one has its own due effect.
  if (alarm === undefined || alarm.state === 'CLOSED' || alarm.raisedAtMs !== raisedAtMs) return
  state.alarms(ctx.store).set(alarmId, { ...alarm, overdue: true })
  ctx.emit({ type: 'AlarmOverdue', data: { alarmId, owner: alarm.owner, state: alarm.state } })
}
