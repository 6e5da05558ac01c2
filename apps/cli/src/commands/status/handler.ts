import type { Json } from '@xiezhi/codec'
import { loadAlliance } from '../../config/alliance.ts'
import type { Alliance } from '../../config/alliance.ts'
import { Home } from '../../config/home.ts'
import { exitCode } from '../../exit-codes.ts'
import { Output } from '../../output.ts'
import { runningPid } from '../../process/child-process.ts'
import { clockCure } from '../../zone/clock-cure.ts'
import { countArgument } from '../../zone/subjects.ts'
import { gatewayStatus, linkStatus, processStatus } from './parts.ts'
import type { GatewayStatus, LinkStatus, ProcessStatus } from './parts.ts'
import { zoneStatus } from './zone-status.ts'
import type { ClientStatus, ZoneStatus } from './zone-status.ts'

export interface StatusOptions {
  readonly json?: boolean
  readonly watch?: boolean
  readonly every: string
}

const EVERY_SECONDS_MAX = 3_600
const HOUR_MS = 3_600_000
/** To the upper left corner, and nothing below it. */
const REDRAW = '\u001b[H\u001b[2J'

export interface Status {
  readonly home: string
  readonly zones: readonly ZoneStatus[]
  readonly links: readonly LinkStatus[]
  readonly gateways: readonly GatewayStatus[]
  readonly processes: readonly ProcessStatus[]
}

/** Looks at every zone and process; 69 where something is not running or makes no blocks. With `--watch` until Ctrl-C. */
export async function status(options: StatusOptions): Promise<number> {
  const everyMs = countArgument(options.every, EVERY_SECONDS_MAX) * 1_000
  const [home, alliance] = [new Home(), loadAlliance()]
  if (options.watch !== true) return exitOf(show(options, await look(home, alliance)))
  const stop = stopRequest()
  for (;;) {
    const seen = await Promise.race([look(home, alliance), stop.then(() => undefined)])
    if (seen === undefined) return exitCode('OK')
    // Written in one go, so that nobody sees half a picture.
    const lines: string[] = []
    show(options, seen, (line) => lines.push(line))
    if (options.json !== true)
      new Output({}, (line) => lines.push(line)).say('statusWatch', { seconds: everyMs / 1_000 })
    const isDrawn = options.json !== true && process.stdout.isTTY
    process.stdout.write(`${isDrawn ? REDRAW : ''}${lines.join('\n')}\n`)
    if (await isOverWithin(everyMs, stop)) return exitCode('OK')
  }
}

async function look(home: Home, alliance: Alliance): Promise<Status> {
  const [zones, gateways] = await Promise.all([Promise.all(alliance.zones.map(zoneStatus)), gatewayStatus(alliance)])
  const processes = await processStatus(home)
  const isRelaying = runningPid(home, 'relayer') !== undefined
  return { home: home.root, zones, links: linkStatus(home, isRelaying), gateways, processes }
}

function exitOf({ zones }: Status): number {
  return exitCode(zones.every(({ reachable, clockAlarm }) => reachable && clockAlarm === null) ? 'OK' : 'UNAVAILABLE')
}

function show(options: StatusOptions, seen: Status, write?: (line: string) => void): Status {
  const out = new Output(options, write)
  for (const zone of seen.zones) sayZone(out, zone)
  for (const link of seen.links) sayLink(out, link)
  for (const { authority, url, state } of seen.gateways) out.say('statusGateway', { authority, url, state })
  for (const { process: name, pid, health, isReady } of seen.processes) {
    out.line(`${name}: ${pid === null ? '未运行 / not running' : `运行中 / running (${pid})`}`)
    if (pid !== null && health !== null)
      out.say(isReady ? 'statusHealth' : 'statusHealthNot', { ready: `${health}/readyz`, metrics: `${health}/metrics` })
  }
  out.document(seen as unknown as Json)
  return seen
}

function sayZone(out: Output, zone: ZoneStatus): void {
  const { zone: name, chainId, url, height, time, host, proofHeight, validators, validatorsUp } = zone
  out.say(zone.reachable ? 'statusZone' : 'statusZoneDown', { zone: name, chainId, url, height, time })
  if (zone.reachable) out.say('statusHost', { host, validators, up: validatorsUp, proofHeight })
  if (zone.clockAlarm !== null)
    out.say('statusAlarm', { zone: name, kind: zone.clockAlarm.kind, cure: clockCure(zone) })
  for (const client of zone.clients) {
    const { clientId, chainId: followed, latestHeight, status: state } = client
    out.say('statusClient', { zone: name, client: clientId, chainId: followed, height: latestHeight })
    out.say('statusTrust', { state, hours: hoursLeft(client, time) })
  }
}

/** By the time of the ledger that holds the client. */
function hoursLeft({ expiresAtMs }: ClientStatus, time: string | null): number | null {
  if (expiresAtMs === null || time === null) return null
  return Math.max(0, Math.round((10 * (expiresAtMs - Date.parse(time))) / HOUR_MS) / 10)
}

function sayLink(out: Output, { a, b, isOpen, directions }: LinkStatus): void {
  out.say(isOpen ? 'relayerLink' : 'relayerLinkDown', { a, b })
  for (const { from, to, open, backlog, failures } of directions)
    out.say('relayerDirection', { from, to, open, backlog, failures })
}

function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        resolve()
      })
  })
}

/** Whether `stop` comes within the time. */
function isOverWithin(ms: number, stop: Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(false)
    }, ms)
    void stop.then(() => {
      clearTimeout(timer)
      resolve(true)
    })
  })
}
