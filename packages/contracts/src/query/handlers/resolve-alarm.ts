import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { resolveAlarmSchema } from '../messages.ts'
import type { QueryPorts, QueryRole } from '../ports.ts'
import { alarms } from '../state.ts'
import type { Alarm } from '../state.ts'

/** The role that owns an alarm ends it. */
export function resolveAlarm(ports: QueryPorts): AnyAct {
  return defineAct({
    type: 'query/ResolveAlarm',
    schema: resolveAlarmSchema,
    subject: ({ alarmId }) => alarmId,
    check(ctx, { alarmId }) {
      const alarm = alarms(ctx.store).get(alarmId)
      ensure(alarm !== undefined, errors.AlarmUnknown, { alarmId })
      requireOwner(ctx, ports, alarm)
      ensure(alarm.state === 'OPEN', errors.AlarmResolved, { alarmId })
      return alarm
    },
    execute(ctx, { alarmId, resolution }, alarm) {
      alarms(ctx.store).set(alarmId, {
        ...alarm,
        state: 'RESOLVED',
        resolution,
        resolvedAtMs: ctx.block.decidedAtMs,
      })
      ctx.emit({ type: 'AlarmResolved', data: { alarmId, resolution } })
      return { alarmId }
    },
  })
}

const OWNERS: Readonly<Record<string, QueryRole>> = {
  JUSTICE_BUREAU: 'JUSTICE_BUREAU',
  COURT_ENFORCER: 'COURT_ENFORCER',
  COURT_PRESIDENT: 'COURT_PRESIDENT',
  SUPERVISOR: 'SUPERVISOR',
}

function requireOwner(ctx: CheckContext, ports: QueryPorts, { owner }: Alarm): void {
  ports.requireRole(ctx, OWNERS[owner] ?? ['COURT_CLERK', 'COURT_JUDGE'])
}
