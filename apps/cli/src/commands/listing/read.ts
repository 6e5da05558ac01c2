import { setTimeout as sleep } from 'node:timers/promises'
import type { Json } from '@xiezhi/codec'
import { CliError } from '../../cli-error.ts'
import { Output } from '../../output.ts'
import { shown } from '../../zone/shown.ts'
import { countArgument } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import type { JsonObject } from '../../zone/zone-session.ts'
import { courtClient, idArgument } from '../enforcement/parts.ts'

const ROWS_MAX = 100
const WAIT_S_MAX = 600
const LOOK_MS = 200

/** Looks until it holds, or the time is over. @throws CliError LISTS_NOT_YET */
async function until<T>(wait: string | undefined, read: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  const untilMs = wait === undefined ? 0 : Date.now() + countArgument(wait, WAIT_S_MAX) * 1_000
  for (;;) {
    const seen = await read()
    if (holds(seen)) return seen
    if (Date.now() > untilMs)
      throw new CliError('LISTS_NOT_YET', 'TEMPORARY', { seen: JSON.stringify(seen).slice(0, 200) })
    await sleep(LOOK_MS)
  }
}

export interface ShowOptions {
  readonly entry: string
  readonly until?: string
  readonly wait?: string
  readonly json?: boolean
}

/** The entry or what stays of it, who has to delete it, what is open about it, and each step with what explains it. */
export async function show(options: ShowOptions): Promise<number> {
  const out = new Output(options)
  const entryId = idArgument(options.entry)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const rows = async (name: string): Promise<readonly JsonObject[]> =>
      (await court.query(
        name,
        name === 'listing/alarms' ? { entryId, limit: ROWS_MAX } : { entryId },
      )) as readonly JsonObject[]
    const alarms = await until(
      options.wait,
      () => rows('listing/alarms'),
      (all) => options.until === undefined || all.some(({ kind }) => kind === options.until),
    )
    const { entry = null, ended = null } = (await court.queryObject('listing/entry', { entryId })) ?? {}
    const withdrawals = await rows('listing/withdrawals')
    const taken = await stepsOf(court, entryId, (entry ?? ended) as JsonObject | null)
    const state = shown((entry as JsonObject | null)?.['state'] ?? (ended as JsonObject | null)?.['end'] ?? '-')
    out.say('listingEntry', { entryId, state })
    for (const { kind, subject, dueOn, owner, endedAtMs } of alarms)
      out.say('listingAlarm', {
        kind: shown(kind),
        subject: shown(subject),
        dueOn: shown(dueOn),
        owner: shown(owner),
        open: String(endedAtMs === null),
      })
    for (const { subscriber, dueOn, confirmedAtMs } of withdrawals)
      out.say('listingWithdrawal', {
        subscriber: shown(subscriber),
        dueOn: shown(dueOn),
        confirmed: String(confirmedAtMs !== null),
      })
    out.document({ entryId, entry, ended, alarms: [...alarms], withdrawals: [...withdrawals], steps: taken })
    return 0
  })
}

async function stepsOf(
  court: { queryObject(name: string, input: Json): Promise<JsonObject | null> },
  subject: string,
  known: JsonObject | null,
): Promise<Json> {
  if (known === null) return []
  const machineId = known['list'] === 'CONSUMPTION' ? 'consumption-restriction' : 'dishonest-list'
  const explained = await court.queryObject('agreement/explain', { machineId, subject })
  return explained?.['taken'] ?? []
}

export interface CheckOptions {
  readonly index: string
  readonly json?: boolean
}

export async function check(options: CheckOptions): Promise<number> {
  const out = new Output(options)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const leaves = (await court.query('listing/check', { indexKey: options.index })) as readonly JsonObject[]
    out.say(leaves.length === 0 ? 'listingNone' : 'listingActive', { count: leaves.length })
    out.document({ leaves: [...leaves] })
    return 0
  })
}

export interface HeldOptions {
  readonly at: string
  readonly count?: string
  readonly withdrawn?: string
  readonly wait?: string
  readonly json?: boolean
}

export async function held(options: HeldOptions): Promise<number> {
  const out = new Output(options)
  const input = { subscriber: options.at, limit: ROWS_MAX }
  return Workspace.use(async (workspace) => {
    const zone = await workspace.session('institution')
    const client = courtClient(workspace)
    const read = async (): Promise<readonly JsonObject[]> =>
      (await zone.query('listing/held', { client, ...input })) as readonly JsonObject[]
    const wanted = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text))
    const [standing, withdrawn] = [wanted(options.count), wanted(options.withdrawn)]
    const rows = await until(options.wait, read, (all) => {
      const gone = all.filter(({ withdrawnAtMs }) => withdrawnAtMs !== null).length
      return (standing ?? all.length - gone) === all.length - gone && (withdrawn ?? gone) === gone
    })
    for (const { entryId, withdrawnAtMs } of rows)
      out.say('listingHeld', { entryId: shown(entryId), state: withdrawnAtMs === null ? 'HELD' : 'WITHDRAWN' })
    out.document({ subscriber: options.at, held: [...rows] })
    return 0
  })
}
