import { randomBytes } from 'node:crypto'
import { civilDateOf } from '@xiezhi/contracts/ids'
import type { Message } from '@xiezhi/kernel'
import { signOrder } from '@xiezhi/sdk'
import type pg from 'pg'
import { generateSample } from '../sample/generate.ts'
import type { Sample } from '../sample/generate.ts'
import { assessmentMessages, firmMessages, importMessages } from '../sample/seed-messages.ts'
import { loadOfficer } from '../zone/officers.ts'
import type { BenchAlliance } from './alliance.ts'
import { BenchError } from './bench-error.ts'
import type { BenchDoor } from './gateway-door.ts'
import type { Figure } from './report.ts'
import { figure, perSecond, repeated, wantedAt } from './stats.ts'

const FIRMS = 40
/** Another seed than that of the alliance's own sample: other lawyer ids. */
const SEED = 13
const OWN_SERIALS = 40
const IMPORTS_UNDER_WAY = 8
const WRITES_UNDER_WAY = 256
const WRITES_WANTED = 1_000
const BACKLOG_WANTED = 2_000
/** Each catches up with a gateway that was started for it. */
const CATCH_UPS_MAX = 3
const LOOK_MS = 5
const WAIT_MS = 120_000
const BLOCKS_PER_CALL = 64
/** What the import of lawyers changes of that which is projected. */
const PREFIXES = ['lawyer/lawyer/', 'lawyer/status-event/']

export interface ProjectionWork {
  readonly runs: number
  /** Records of a run, each a transaction with one signature. */
  readonly writes: number
  /** Lawyers that are imported while the gateway is stopped. */
  readonly backlog: number
}

/** The bureau's projection: beside writes, then behind a backlog. The gateway is stopped and started for the latter. */
export async function projectionFigures(
  alliance: BenchAlliance,
  door: BenchDoor,
  { runs, writes, backlog }: ProjectionWork,
): Promise<Figure[]> {
  const catchUps = Math.min(runs, CATCH_UPS_MAX)
  // Not every lawyer has an assessment of last year.
  const assessed = Math.ceil(writes * (runs + 1) * 1.5)
  const sample = generateSample(
    { enabled: true, seed: SEED, firms: FIRMS, lawyers: OWN_SERIALS + assessed + backlog * catchUps, cases: 0 },
    civilDateOf(Date.now()),
  )
  await registerFirms(alliance, sample)
  const part = (from: number, count: number): Sample => ({
    ...sample,
    lawyers: sample.lawyers.slice(from, from + count),
  })
  await importAll(alliance, part(OWN_SERIALS, assessed))
  const beside = await besideWrites(alliance, door, runs, writes, part(OWN_SERIALS, assessed))
  const rates = await repeated(catchUps, async (run) => {
    await door.stop()
    const target = await importAll(alliance, part(OWN_SERIALS + assessed + run * backlog, backlog))
    return catchUp(alliance, door, target)
  })
  const keepsUp = wantedAt(writes, WRITES_WANTED, { atLeast: 1_500, goal: 1_500, better: 'more' })
  const catches = wantedAt(backlog, BACKLOG_WANTED, { atLeast: 5_000, goal: 5_000, better: 'more' })
  return [
    figure(
      'doorProjected',
      '/s',
      beside.map(({ rate }) => rate),
      keepsUp,
    ),
    figure(
      'doorProjectionLag',
      'ms',
      beside.map(({ lagMs }) => lagMs),
    ),
    figure('doorCatchUp', '/s', rates, catches),
  ]
}

async function besideWrites(
  { home, justice }: BenchAlliance,
  door: BenchDoor,
  runs: number,
  writes: number,
  sample: Sample,
): Promise<{ rate: number; lagMs: number }[]> {
  const assessor = loadOfficer(home, {
    zone: justice.zone.name,
    organisation: 'law-association',
    officer: 'assessment',
  })
  const messages = assessmentMessages(sample)
  if (messages.length < writes * (runs + 1))
    throw new BenchError('WORK_REFUSED', { expected: writes * (runs + 1), seen: messages.length })
  const signed = (message: Message): Uint8Array =>
    signOrder({
      chainId: justice.zone.chainId,
      messages: [message],
      officers: [assessor],
      nowMs: Date.now(),
      nonce: randomBytes(16).toString('hex'),
    })
  const database = await door.database('justice')
  const once = async (run: number): Promise<{ rate: number; lagMs: number }> => {
    const txs = messages.slice(run * writes, (run + 1) * writes).map(signed)
    const start = performance.now()
    const target = await heightOfAll(
      WRITES_UNDER_WAY,
      txs,
      async (tx) => (await justice.client.submit(tx, { events: false })).height,
    )
    const answered = performance.now()
    await projectedTo(database, target)
    const end = performance.now()
    return { rate: perSecond(writes, end - start), lagMs: end - answered }
  }
  try {
    await once(runs)
    return await repeated(runs, once)
  } finally {
    await database.end()
  }
}

/** Changes a second, from the last moment at which none of them was projected to the first at which all were. */
async function catchUp({ justice }: BenchAlliance, door: BenchDoor, target: number): Promise<number> {
  const started = door.start()
  const database = await reachable(door)
  try {
    const from = await heightOf(database)
    let [before, height] = [performance.now(), from]
    while (height === from) {
      before = performance.now()
      await pause()
      height = await heightOf(database)
    }
    await projectedTo(database, target)
    const ms = performance.now() - before
    await started
    let changes = 0
    for (let at = from; at < target;) {
      const { blocks } = await justice.client.stateChanges(at + 1, BLOCKS_PER_CALL, PREFIXES)
      for (const block of blocks) if (block.height <= target) changes += block.changes.length
      at = blocks.at(-1)?.height ?? target
    }
    return perSecond(changes, ms)
  } finally {
    await database.end().catch(() => undefined)
  }
}

/** The database starts with the gateway. @throws BenchError ANSWER_LATE */
async function reachable(door: BenchDoor): Promise<pg.Client> {
  const untilMs = performance.now() + WAIT_MS
  for (;;) {
    const database = await door.database('justice').catch(() => undefined)
    if (database !== undefined) return database
    if (performance.now() > untilMs) throw new BenchError('ANSWER_LATE', { expected: 'the database' })
    await pause()
  }
}

async function heightOf(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ height: string | null }>('SELECT height FROM projection.cursor')
  return Number(rows[0]?.height ?? 0)
}

/** @throws BenchError ANSWER_LATE */
async function projectedTo(database: pg.Client, target: number): Promise<void> {
  const untilMs = performance.now() + WAIT_MS
  for (let height = await heightOf(database); height < target; height = await heightOf(database)) {
    if (performance.now() > untilMs) throw new BenchError('ANSWER_LATE', { expected: target, seen: height })
    await pause()
  }
}

async function registerFirms(alliance: BenchAlliance, sample: Sample): Promise<void> {
  // The first firms stand already.
  const known = new Set(alliance.sample.firms.map(({ uscc }) => uscc))
  const firms = sample.firms.filter(({ uscc }) => !known.has(uscc))
  await alliance.justice.submit(firmMessages({ ...sample, firms }), departmentOf(alliance))
}

/** Returns the height of the last of them. */
function importAll(alliance: BenchAlliance, sample: Sample): Promise<number> {
  const department = departmentOf(alliance)
  return heightOfAll(IMPORTS_UNDER_WAY, importMessages(sample), async (message) => {
    const { data, height } = await alliance.justice.submit([message], department)
    const { refused } = data[0] as { refused: readonly { name: string }[] }
    if (refused.length > 0) throw new BenchError('WORK_REFUSED', { rows: refused.length, name: refused[0]?.name ?? '' })
    return height
  })
}

function departmentOf({ home, justice }: BenchAlliance): ReturnType<typeof loadOfficer>[] {
  return ['licensing-1', 'licensing-2'].map((officer) =>
    loadOfficer(home, { zone: justice.zone.name, organisation: 'justice-department', officer }),
  )
}

/** Sends all, so many under way at once; the greatest height. */
async function heightOfAll<T>(underWay: number, all: readonly T[], send: (one: T) => Promise<number>): Promise<number> {
  let [next, last] = [0, 0]
  const worker = async (): Promise<void> => {
    for (let one = all[next++]; one !== undefined; one = all[next++]) last = Math.max(last, await send(one))
  }
  await Promise.all(Array.from({ length: underWay }, worker))
  return last
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_MS))
}
