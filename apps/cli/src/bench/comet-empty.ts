import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePorts } from '@xiezhi/host/ports'
import type { BenchAlliance } from './alliance.ts'
import { BenchError } from './bench-error.ts'
import { keepChild } from './living-children.ts'
import { clocked, perSecond, repeated } from './stats.ts'

const ZONE = 'justice'
const BATCH = 100
const START_WAIT_MS = 60_000
const COMMIT_WAIT_MS = 300_000
const LOOK_MS = 20
const STOP_WAIT_MS = 10_000
/** Headers that the engine gives in one answer. */
const HEADERS_PER_CALL = 20
/** An engine that has signed nothing yet. */
const FRESH_VALIDATOR = { height: '0', round: 0, step: 0 }

export interface EmptyWork {
  readonly program: string
  readonly runs: number
  readonly size: number
  /** Of a transaction. */
  readonly bytes: number
  readonly underWay: number
}

/**
 * Transactions a second through the engines of a zone's validators with the engine's own `noop` application: the same
 * configuration, keys and genesis, and nothing checked or executed. The zone itself must have been stopped.
 */
export async function emptyApplicationRates(alliance: BenchAlliance, work: EmptyWork): Promise<number[]> {
  const [port = 0] = await freePorts(1)
  const url = `http://127.0.0.1:${port}`
  const engines = startEngines(alliance, work.program, port)
  try {
    await until(START_WAIT_MS, async () => (await heightOf(url).catch(() => 0)) >= 1)
    await writeRandom(url, { ...work, size: Math.min(work.size, work.underWay) })
    return await repeated(work.runs, () => writeRandom(url, work))
  } finally {
    await Promise.all(engines.map(stopEngine))
  }
}

/** The first answers RPC over TCP, as the load comes from there. */
function startEngines({ home, alliance }: BenchAlliance, program: string, port: number): ChildProcess[] {
  const validators = alliance.zones.find(({ name }) => name === ZONE)?.validators ?? []
  return validators.map(({ name }, at) => {
    const engine = join(home.root, 'empty', name)
    mkdirSync(join(engine, 'data'), { recursive: true })
    cpSync(join(home.validatorZone(ZONE, name), 'engine', 'config'), join(engine, 'config'), { recursive: true })
    writeFileSync(join(engine, 'data', 'priv_validator_state.json'), JSON.stringify(FRESH_VALIDATOR))
    const file = join(engine, 'config', 'config.toml')
    const rpc = at === 0 ? `tcp://127.0.0.1:${port}` : `unix://${join(engine, 'rpc.sock')}`
    const text = readFileSync(file, 'utf8')
      .replace(/^proxy_app = .*$/m, 'proxy_app = "noop"')
      .replace(/^laddr = "unix:.*$/m, `laddr = "${rpc}"`)
    writeFileSync(file, text)
    const child = spawn(program, ['start', '--home', engine], { stdio: 'ignore' })
    keepChild(child)
    return child
  })
}

async function stopEngine(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_WAIT_MS)
  await ended
  clearTimeout(late)
}

/** Random transactions, as many under way as ours; the rate until the last is in a block. */
async function writeRandom(url: string, { size, bytes, underWay }: EmptyWork): Promise<number> {
  const txs = Array.from({ length: size }, () => randomBytes(bytes).toString('base64'))
  let seen = await heightOf(url)
  let committed = 0
  const look = async (): Promise<void> => {
    for (const height = await heightOf(url); seen < height;) {
      const to = Math.min(height, seen + HEADERS_PER_CALL)
      const { block_metas } = (await call(url, 'blockchain', { minHeight: `${seen + 1}`, maxHeight: `${to}` })) as {
        block_metas: readonly { num_txs: string }[]
      }
      committed += block_metas.reduce((sum, { num_txs }) => sum + Number(num_txs), 0)
      seen = to
    }
  }
  const ms = await clocked(async () => {
    for (let sent = 0; sent < size;) {
      await look()
      if (sent - committed > underWay - BATCH) {
        await sleep(LOOK_MS)
        continue
      }
      await send(url, txs.slice(sent, sent + BATCH))
      sent += BATCH
    }
    await until(COMMIT_WAIT_MS, async () => {
      await look()
      return committed >= size
    })
  })
  return perSecond(size, ms)
}

async function send(url: string, txs: readonly string[]): Promise<void> {
  const calls = txs.map((tx, id) => ({ jsonrpc: '2.0', id, method: 'broadcast_tx_sync', params: { tx } }))
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(calls) })
  const results = (await answer.json()) as readonly { readonly error?: unknown }[]
  if (results.some(({ error }) => error !== undefined))
    throw new BenchError('WORK_REFUSED', { reason: 'broadcast_tx_sync' })
}

async function heightOf(url: string): Promise<number> {
  const { sync_info } = (await call(url, 'status', {})) as { sync_info: { latest_block_height: string } }
  return Number(sync_info.latest_block_height)
}

async function call(url: string, method: string, params: object): Promise<unknown> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }) })
  const { result, error } = (await answer.json()) as { result?: unknown; error?: { data?: string } }
  if (error !== undefined) throw new BenchError('WORK_REFUSED', { reason: error.data ?? method })
  return result
}

/** @throws BenchError ANSWER_LATE */
async function until(ms: number, isSo: () => Promise<boolean>): Promise<void> {
  const endMs = Date.now() + ms
  while (!(await isSo())) {
    if (Date.now() > endMs) throw new BenchError('ANSWER_LATE', { id: 'noop', ms })
    await sleep(LOOK_MS)
  }
}
