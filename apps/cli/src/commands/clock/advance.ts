import { scenarioClockText, SCENARIO_OFFSET_MAX_MS } from '@xiezhi/sdk'
import { CliError } from '../../cli-error.ts'
import { writeFileWhole } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { sleep } from '../../process/child-process.ts'
import { clockCure } from '../../zone/clock-cure.ts'
import { instant } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { ZoneSession } from '../../zone/zone-session.ts'
import { endsOf, trustingPeriodOf, updateClient } from './link-ends.ts'
import type { LinkEnd } from './link-ends.ts'
import { packetInFlight } from './packets-in-flight.ts'

export interface AdvanceOptions {
  readonly days?: string
  readonly to?: string
  readonly json?: boolean
}

const DAY_MS = 86_400_000
/** Part of the shortest trusting period that one step takes: below a half, so that no client is ever late. */
const STEP_OF_TRUSTING_PERIOD = 0.4
const POLL_MS = 20
const FOLLOW_WAIT_MS = 30_000
const PACKETS_WAIT_MS = 60_000

/**
 * Walks all ledgers together to a later time. In each step packets in flight end first, every ledger makes a block of the
 * new time, and every light client is updated.
 */
export async function advance(options: AdvanceOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const { alliance, home } = workspace
    if (alliance.mode === 'production') throw new CliError('SCENARIO_REFUSED', 'CONFIG', { file: home.scenarioClock })
    const withEngine = alliance.zones.find(({ validators }) => validators.length > 0)
    if (withEngine !== undefined) throw new CliError('CLOCK_OF_VALIDATORS', 'CONFIG', { zone: withEngine.name })
    const fromMs = home.nowMs()
    const targetMs = targetOf(options, fromMs)
    const sessions = new Map<string, ZoneSession>()
    for (const zone of alliance.zones) sessions.set(zone.name, await workspace.open(zone))
    for (const session of sessions.values()) await requireNoAlarm(session)
    const ends = endsOf(home, alliance, sessions)
    const stepMs = Math.floor((await shortestPeriod(ends)) * STEP_OF_TRUSTING_PERIOD)
    await updateAll(ends)
    let steps = 0
    for (let atMs = fromMs; atMs < targetMs; steps++) {
      atMs = Math.min(atMs + stepMs, targetMs)
      await untilPacketsEnded(ends)
      writeFileWhole(home.scenarioClock, scenarioClockText(atMs - Date.now()), 0o600)
      for (const session of sessions.values()) await untilHeaderAt(session, atMs)
      await updateAll(ends)
    }
    await untilPacketsEnded(ends)
    out.say('clockAdvanced', { from: instant(fromMs), to: instant(home.nowMs()), steps })
    out.document({ fromMs, nowMs: home.nowMs(), offsetMs: home.scenarioOffsetMs(), steps })
    return 0
  })
}

/** @throws CliError USAGE */
function targetOf({ days, to }: AdvanceOptions, nowMs: number): number {
  const usage = (reason: string): CliError => new CliError('USAGE', 'USAGE', { reason })
  if ((days === undefined) === (to === undefined)) throw usage('one of --days and --to expected')
  const targetMs = days === undefined ? Date.parse(to ?? '') : nowMs + Number(days) * DAY_MS
  if (!Number.isFinite(targetMs)) throw usage(`a number of days or an instant expected, seen ${days ?? to ?? ''}`)
  if (targetMs <= nowMs)
    throw usage(`a time after ${new Date(nowMs).toISOString()} expected: a ledger's time never goes back`)
  if (targetMs - Date.now() > SCENARIO_OFFSET_MAX_MS) throw usage('at most 100 years ahead')
  return Math.floor(targetMs)
}

/** @throws CliError CLOCK_ALARM */
async function requireNoAlarm(session: ZoneSession): Promise<void> {
  const clock = await session.guarded(() => session.client.clock())
  if (clock === null || clock.alarm === null) return
  const { name, kind } = session.zone
  const cure = clockCure({ zone: name, kind })
  throw new CliError('CLOCK_ALARM', 'UNAVAILABLE', { zone: name, kind: clock.alarm.kind, cure })
}

async function shortestPeriod(ends: readonly LinkEnd[]): Promise<number> {
  const periods = await Promise.all(ends.map(trustingPeriodOf))
  return Math.min(...periods)
}

async function updateAll(ends: readonly LinkEnd[]): Promise<void> {
  for (const end of ends) await updateClient(end)
}

/** @throws CliError PACKETS_IN_FLIGHT */
async function untilPacketsEnded(ends: readonly LinkEnd[]): Promise<void> {
  const untilMs = performance.now() + PACKETS_WAIT_MS
  for (const end of ends) {
    for (;;) {
      const sequence = await packetInFlight(end)
      if (sequence === undefined) break
      if (performance.now() > untilMs)
        throw new CliError('PACKETS_IN_FLIGHT', 'TEMPORARY', { zone: end.on.zone.name, sequence })
      await sleep(POLL_MS)
    }
  }
}

/** @throws CliError CLOCK_NOT_FOLLOWED */
async function untilHeaderAt(session: ZoneSession, atMs: number): Promise<void> {
  const untilMs = performance.now() + FOLLOW_WAIT_MS
  for (;;) {
    const { timeText } = await session.guarded(() => session.client.status())
    if (Date.parse(timeText) >= atMs) return
    if (performance.now() > untilMs)
      throw new CliError('CLOCK_NOT_FOLLOWED', 'TEMPORARY', {
        zone: session.zone.name,
        expected: instant(atMs),
        seen: timeText,
      })
    await sleep(POLL_MS)
  }
}
