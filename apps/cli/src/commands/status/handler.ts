import type { Json } from '@xiezhi/codec'
import type { ZoneClock } from '@xiezhi/sdk'
import { CliError } from '../../cli-error.ts'
import { loadAlliance, zoneUrl } from '../../config/alliance.ts'
import type { Zone } from '../../config/alliance.ts'
import { Home } from '../../config/home.ts'
import { exitCode } from '../../exit-codes.ts'
import { Output } from '../../output.ts'
import { processesOf, runningPid } from '../../process/child-process.ts'
import { clockCure } from '../../zone/clock-cure.ts'
import { ZoneSession } from '../../zone/zone-session.ts'

interface ZoneStatus {
  readonly zone: string
  readonly kind: Zone['kind']
  readonly chainId: string
  readonly url: string
  readonly reachable: boolean
  readonly height: number | null
  readonly time: string | null
  /** Why no block is made until an officer confirms the clock. */
  readonly clockAlarm: ZoneClock['alarm']
  readonly clients: readonly {
    readonly clientId: string
    readonly chainId: string
    readonly latestHeight: number
    readonly status: string
  }[]
}

/** Looks at every zone and process; 69 where something is not running or makes no blocks. */
export async function status(options: { readonly json?: boolean }): Promise<number> {
  const out = new Output(options)
  const home = new Home()
  const zones = await Promise.all(loadAlliance().zones.map(zoneStatus))
  const processes = processesOf(home).map((name) => ({ process: name, pid: runningPid(home, name) ?? null }))
  for (const zone of zones) {
    const { zone: name, chainId, url, height, time } = zone
    out.say(zone.reachable ? 'statusZone' : 'statusZoneDown', { zone: name, chainId, url, height, time })
    if (zone.clockAlarm !== null)
      out.say('statusAlarm', { zone: name, kind: zone.clockAlarm.kind, cure: clockCure(zone) })
    for (const { clientId, chainId: followed, latestHeight } of zone.clients)
      out.say('statusClient', { zone: name, client: clientId, chainId: followed, height: latestHeight })
  }
  for (const { process: name, pid } of processes)
    out.line(`${name}: ${pid === null ? '未运行 / not running' : `运行中 / running (${pid})`}`)
  out.document({ home: home.root, zones: zones as unknown as Json, processes })
  return exitCode(zones.every(({ reachable, clockAlarm }) => reachable && clockAlarm === null) ? 'OK' : 'UNAVAILABLE')
}

async function zoneStatus(zone: Zone): Promise<ZoneStatus> {
  const base = { zone: zone.name, kind: zone.kind, chainId: zone.chainId, url: zoneUrl(zone) }
  try {
    const session = await ZoneSession.open(zone)
    try {
      const { height, timeText } = await session.guarded(() => session.client.status())
      const clock = await session.guarded(() => session.client.clock())
      const clients = (await session.query('client/clients', { limit: 20 })) as unknown as ZoneStatus['clients']
      return {
        ...base,
        reachable: true,
        height,
        time: timeText,
        clockAlarm: clock?.alarm ?? null,
        clients: clients.map(({ clientId, chainId, latestHeight, status: state }) => ({
          clientId,
          chainId,
          latestHeight,
          status: state,
        })),
      }
    } finally {
      session.close()
    }
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    return { ...base, reachable: false, height: null, time: null, clockAlarm: null, clients: [] }
  }
}
