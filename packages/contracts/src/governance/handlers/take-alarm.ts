import { ensure } from '@xiezhi/kernel'
import type { CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import type { TakeAlarm } from '../messages.ts'
import type { GovernancePorts, Holder } from '../ports.ts'
import { alarms } from '../state.ts'
import type { Alarm } from '../state.ts'

export interface AlarmPlan {
  readonly alarm: Alarm
  readonly holder: Holder
}

/** Taking makes the alarm a duty of the officer, so that it is handed over with the office. */
export function takeAlarm(ports: GovernancePorts): Pick<MessageDefinition<TakeAlarm, AlarmPlan>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, { alarmId }: TakeAlarm): AlarmPlan {
      const alarm = alarms(ctx.store).get(alarmId)
      ensure(alarm !== undefined, errors.AlarmUnknown, { alarmId })
      ensure(ports.isRole(alarm.owner), errors.AlarmOwnerUnknown, { owner: alarm.owner })
      const holder = ports.requireRole(ctx, alarm.owner)
      ensure(alarm.state === 'OPEN', errors.AlarmNotOpen, { alarmId, state: alarm.state })
      return { alarm, holder }
    },
    execute(ctx: TxContext, { alarmId }: TakeAlarm, { alarm, holder }: AlarmPlan): undefined {
      const { organisation, officer } = holder
      const takenBy = { organisation, officer, atMs: ctx.block.decidedAtMs }
      alarms(ctx.store).set(alarmId, { ...alarm, state: 'TAKEN', takenBy })
      ports.openDuty(ctx, organisation, officer, { kind: 'ALARM', subject: alarmId })
      ctx.emit({ type: 'AlarmTaken', data: { alarmId, organisation, officer } })
    },
  }
}
