import { zoneUrl } from '../../config/alliance.ts'
import { exitCode } from '../../exit-codes.ts'
import { Output } from '../../output.ts'
import { instant } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'

const DAY_MS = 86_400_000

/** What the clock of this data folder and those of the ledgers show. */
export async function show(options: { readonly json?: boolean }): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const { alliance, home } = workspace
    const offsetMs = home.scenarioOffsetMs()
    out.say('clockOwn', { now: instant(home.nowMs()), days: Math.round((offsetMs / DAY_MS) * 10) / 10 })
    const zones = []
    for (const zone of alliance.zones) {
      const session = await workspace.open(zone)
      const clock = await session.guarded(() => session.client.clock())
      const { timeText } = await session.guarded(() => session.client.status())
      const wallMs = clock?.wallMs ?? null
      const lastStampMs = clock?.lastStampMs ?? null
      out.say('clockZone', {
        zone: zone.name,
        url: zoneUrl(zone),
        wall: wallMs === null ? null : instant(wallMs),
        stamp: lastStampMs === null ? null : instant(lastStampMs),
        header: timeText,
      })
      zones.push({ zone: zone.name, wallMs, lastStampMs, headerTime: timeText })
    }
    out.document({ mode: alliance.mode, offsetMs, nowMs: home.nowMs(), zones })
    return exitCode('OK')
  })
}
