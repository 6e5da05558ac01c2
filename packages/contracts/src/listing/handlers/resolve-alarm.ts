import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { resolveAlarmSchema } from '../messages.ts'
import type { ListingPorts, ListingRole } from '../ports.ts'
import { alarms } from '../state.ts'
import { endAlarm } from './alarms.ts'

const OWNERS: Readonly<Record<string, ListingRole>> = {
  COURT_PRESIDENT: 'COURT_PRESIDENT',
  COURT_ENFORCER: 'COURT_ENFORCER',
  CREDIT_PLATFORM: 'CREDIT_PLATFORM',
}

/** The role that owns an alarm ends it, with a document that says what was done. */
export function resolveAlarm(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/ResolveAlarm',
    schema: resolveAlarmSchema,
    subject: ({ kind, subject }) => `${kind} ${subject}`,
    check(ctx, { kind, subject }) {
      const [first = '', ...rest] = subject.split(' ')
      const alarm = alarms(ctx.store).get(first, kind, ...rest)
      ensure(alarm?.endedAtMs === null, errors.AlarmUnknown, { kind, subject })
      const { organisation } = ports.requireRole(ctx, OWNERS[alarm.owner] ?? 'COURT_PRESIDENT')
      ensure(organisation === alarm.organisation, errors.OtherCourt, { organisation: alarm.organisation })
      return [first, ...rest] as const
    },
    execute(ctx, { kind, subject }, parts) {
      endAlarm(ctx, kind, parts)
      return { kind, subject }
    },
  })
}
