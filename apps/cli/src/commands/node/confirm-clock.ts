import { signClockConfirmation } from '@xiezhi/host/embedded'
import type { ClockAlarm } from '@xiezhi/host/embedded'
import { CliError } from '../../cli-error.ts'
import { zoneNamed } from '../../config/alliance.ts'
import { Output } from '../../output.ts'
import { loadOfficer } from '../../zone/officers.ts'
import { instant } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'

export interface ConfirmOptions {
  readonly zone: string
  readonly as: string
  readonly json?: boolean
}

/**
 * Ends the alarm for which a ledger makes no block. The officer signs the facts of that alarm and the time of this machine;
 * the host compares it with its own.
 */
export async function confirmClock(options: ConfirmOptions): Promise<number> {
  const out = new Output(options)
  const [organisation = '', officer = '', ...more] = options.as.split('/')
  if (organisation === '' || officer === '' || more.length > 0)
    throw new CliError('USAGE', 'USAGE', { reason: `--as: <organisation>/<officer> expected, seen ${options.as}` })
  return Workspace.use(async (workspace) => {
    const zone = zoneNamed(workspace.alliance, options.zone)
    const key = loadOfficer(workspace.home, { zone: zone.name, organisation, officer })
    const session = await workspace.open(zone)
    const clock = await session.guarded(() => session.client.clock())
    const alarm = clock?.alarm as ClockAlarm | null | undefined
    if (clock === null || alarm === null || alarm === undefined)
      throw new CliError('ALARM_ABSENT', 'DATA', { zone: zone.name })
    const { kind, wallMs, expectedMs } = alarm
    out.say('clockAlarm', { zone: zone.name, kind, wall: instant(wallMs), expected: instant(expectedMs) })
    const confirmedAtMs = workspace.home.nowMs()
    out.say('clockCompared', { host: instant(clock.wallMs), own: instant(confirmedAtMs) })
    const signed = signClockConfirmation(key, { chainId: zone.chainId, alarm, confirmedAtMs })
    await session.guarded(() => session.client.confirmClock(signed))
    out.say('clockConfirmed', { zone: zone.name, organisation, officer })
    out.document({ zone: zone.name, organisation, officer, alarm: { ...alarm }, confirmedAtMs })
    return 0
  })
}
