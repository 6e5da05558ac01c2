import { ensure } from '@xiezhi/kernel'
import type { CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import type { CloseAlarm } from '../messages.ts'
import type { GovernancePorts } from '../ports.ts'
import { alarms } from '../state.ts'
import type { Alarm } from '../state.ts'
import type { AlarmPlan } from './take-alarm.ts'

/** An alarm nobody took is closed by any officer of the owning role, one that is taken by whoever answers for it now. */
export function closeAlarm(
  ports: GovernancePorts,
): Pick<MessageDefinition<CloseAlarm, AlarmPlan>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, { alarmId }: CloseAlarm): AlarmPlan {
      const alarm = alarms(ctx.store).get(alarmId)
      ensure(alarm !== undefined, errors.AlarmUnknown, { alarmId })
      ensure(alarm.state !== 'CLOSED', errors.AlarmClosed, { alarmId })
      ensure(ports.isRole(alarm.owner), errors.AlarmOwnerUnknown, { owner: alarm.owner })
      const holder = ports.requireRole(ctx, alarm.owner)
      requireTaker(ports, ctx, alarm, holder)
      return { alarm, holder }
    },
    execute(ctx: TxContext, { alarmId, resolution }: CloseAlarm, { alarm, holder }: AlarmPlan): undefined {
      const { organisation, officer } = holder
      const closedBy = { organisation, officer, atMs: ctx.block.decidedAtMs }
      alarms(ctx.store).set(alarmId, { ...alarm, state: 'CLOSED', closedBy, resolution })
      const { takenBy } = alarm
      if (takenBy !== null) {
        ports.closeDuty(ctx, takenBy.organisation, takenBy.officer, { kind: 'ALARM', subject: alarmId })
      }
      ctx.emit({ type: 'AlarmClosed', data: { alarmId, organisation, officer, resolution } })
    },
  }
}

function requireTaker(
  ports: GovernancePorts,
  ctx: CheckContext,
  { alarmId, takenBy }: Alarm,
  { organisation, officer }: { readonly organisation: string; readonly officer: string },
): void {
  if (takenBy === null) return
  const answers = ports.responsibleFor(ctx, takenBy.organisation, takenBy.officer)
  // Where nobody answers any more, the owning role does.
  if (answers === undefined) return
  ensure(takenBy.organisation === organisation && answers === officer, errors.AlarmTaken, { alarmId })
}
