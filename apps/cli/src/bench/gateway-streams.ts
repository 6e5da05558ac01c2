import { randomBytes } from 'node:crypto'
import { saltedDigest } from '../zone/digest.ts'
import { loadOfficer } from '../zone/officers.ts'
import type { BenchAlliance } from './alliance.ts'
import { BenchError } from './bench-error.ts'
import type { Browser } from './gateway-browser.ts'
import type { Figure } from './report.ts'
import { figure, median, repeated } from './stats.ts'

const BLOCKS_EACH_RUN = 5
const WARM_UP_BLOCKS = 2
const EVENT_WAIT_MS = 30_000
const LOOK_MS = 2
const ID_BYTES = 16

interface Told {
  readonly connections: Set<number>
  readonly firstMs: number
  lastMs: number
}

interface Delay {
  readonly firstMs: number
  readonly lastMs: number
}

/** From a block to its event at the first and at the last of many open streams of the court's gateway. */
export async function streamFigures(
  alliance: BenchAlliance,
  browsers: readonly Browser[],
  runs: number,
  connections: number,
): Promise<Figure[]> {
  const told = new Map<number, Told>()
  const blocks = new Map<number, number>()
  await alliance.court.client.subscribeBlocks(({ height }) => blocks.set(height, performance.now()))
  const closes: (() => void)[] = []
  try {
    for (let at = 0; at < connections; at++) {
      const browser = browsers[at % browsers.length]
      if (browser === undefined) throw new BenchError('WORK_REFUSED', { sessions: 0 })
      closes.push(await browser.stream((data) => note(told, at, data)))
    }
    const write = partyWriter(alliance)
    const once = async (): Promise<Delay> => {
      const height = await write()
      const event = await reached(told, height, connections)
      const blockMs = blocks.get(height)
      if (blockMs === undefined) throw new BenchError('WORK_REFUSED', { expected: 'a block', height })
      return { firstMs: Math.max(0, event.firstMs - blockMs), lastMs: Math.max(0, event.lastMs - blockMs) }
    }
    await repeated(WARM_UP_BLOCKS, once)
    const rows = await repeated(runs, () => repeated(BLOCKS_EACH_RUN, once))
    const of = (pick: (delay: Delay) => number): number[] => rows.map((row) => median(row.map(pick)))
    return [
      figure(
        'doorEventFirst',
        'ms',
        of(({ firstMs }) => firstMs),
      ),
      figure(
        'doorEventLast',
        'ms',
        of(({ lastMs }) => lastMs),
      ),
    ]
  } finally {
    for (const close of closes) close()
  }
}

function note(told: Map<number, Told>, connection: number, data: string): void {
  const nowMs = performance.now()
  const { topic, height } = JSON.parse(data) as { readonly topic: string; readonly height: number | null }
  if (topic !== 'case' || height === null) return
  const known = told.get(height)
  if (known === undefined) told.set(height, { connections: new Set([connection]), firstMs: nowMs, lastMs: nowMs })
  else if (!known.connections.has(connection)) {
    known.connections.add(connection)
    known.lastMs = nowMs
  }
}

/** @throws BenchError ANSWER_LATE */
async function reached(told: ReadonlyMap<number, Told>, height: number, connections: number): Promise<Told> {
  const untilMs = performance.now() + EVENT_WAIT_MS
  for (;;) {
    const event = toldOf(told, height)
    if (event?.connections.size === connections) return event
    if (performance.now() > untilMs)
      throw new BenchError('ANSWER_LATE', { expected: connections, seen: event?.connections.size ?? 0 })
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** Blocks that waited are told together, by the height of the last one. */
function toldOf(told: ReadonlyMap<number, Told>, height: number): Told | undefined {
  for (const [at, event] of told) if (at >= height) return event
  return undefined
}

/** Adds a party to a case: one block, one event. Returns its height. */
function partyWriter({ home, sample, court }: BenchAlliance): () => Promise<number> {
  const filing = loadOfficer(home, { zone: court.zone.name, organisation: 'court-district', officer: 'filing' })
  const [one] = sample.cases
  if (one === undefined) throw new BenchError('WORK_REFUSED', { reason: 'sample without cases' })
  const side = one.parties[0]?.side ?? ''
  return async () => {
    const partyId = randomBytes(ID_BYTES).toString('hex')
    const value = { caseRef: one.caseRef, partyId, side, commitment: saltedDigest(partyId, 'name', partyId) }
    const { height } = await court.submit([{ type: 'case/AddParty', value }], [filing])
    return height
  }
}
