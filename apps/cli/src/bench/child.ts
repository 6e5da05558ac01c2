import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { availableBinaries } from '@xiezhi/postgres'
import { isProgramBuilt, programFile } from '../process/program-file.ts'
import type { Program } from '../process/program-file.ts'
import { BenchError } from './bench-error.ts'
import { keepChild } from './living-children.ts'

const READY_WAIT_MS = 300_000
const TAIL_CHARS = 600

export interface ReadyChild {
  readonly pid: number
  /** The lines that said so. */
  readonly lines: readonly string[]
  /** From spawning to the last of these lines. */
  readonly readyMs: number
  stop(): Promise<void>
}

export function isBuilt(): boolean {
  return isProgramBuilt('node') && isProgramBuilt('relayer')
}

/** Why there can be no alliance with a gateway here; undefined where there can. */
export function gatewayObstacle(): string | undefined {
  if (!isBuilt() || !isProgramBuilt('gateway')) return 'apps/node, apps/relayer or apps/gateway is not built'
  if (process.env['XIEZHI_POSTGRES_URL'] === undefined && availableBinaries().length === 0)
    return 'no PostgreSQL server for this platform'
  return undefined
}

/** Runs a command of the node program on stopped zones; the document that it prints. @throws BenchError CHILD_FAILED */
export function nodeCommand(args: readonly string[], configFile: string): Readonly<Record<string, string | number>> {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [programFile('node'), ...args, '--config', configFile],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new BenchError('CHILD_FAILED', { app: 'node', reason: stderr.slice(-TAIL_CHARS).trim() })
  return JSON.parse(stdout) as Readonly<Record<string, string | number>>
}

/** Starts a built program and waits for `count` lines that say READY. @throws BenchError CHILD_FAILED */
export function startReady(
  app: Program,
  configFile: string,
  count = 1,
  waitMaxMs = READY_WAIT_MS,
): Promise<ReadyChild> {
  const start = performance.now()
  const profile = process.env['XIEZHI_BENCH_PROFILE']
  // A folder for the CPU profiles of the programs: where the time goes is looked at with the same work.
  const flags =
    profile === undefined
      ? []
      : ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${app}-${Date.now()}.cpuprofile`]
  const child = spawn(process.execPath, [...flags, programFile(app), '--config', configFile], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  keepChild(child)
  return new Promise((resolve, reject) => {
    let seen = ''
    const fail = (reason: string): void => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new BenchError('CHILD_FAILED', { app, reason: `${reason} ${seen.slice(-TAIL_CHARS)}`.trim() }))
    }
    const timer = setTimeout(() => {
      fail('not ready')
    }, waitMaxMs)
    const take = (chunk: Buffer): void => {
      seen += chunk.toString('utf8')
      const lines = seen
        .split('\n')
        .slice(0, -1)
        .filter((line) => line.includes('READY'))
      if (lines.length < count) return
      clearTimeout(timer)
      child.stdout.off('data', take)
      child.stdout.resume()
      child.off('exit', onExit)
      resolve({ pid: child.pid ?? 0, lines, readyMs: performance.now() - start, stop: () => stopChild(child) })
    }
    const onExit = (code: number | null): void => {
      fail(`exit ${code ?? 'by signal'}`)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', (chunk: Buffer) => (seen += chunk.toString('utf8')))
    child.on('exit', onExit)
  })
}

function stopChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve()
      return
    }
    child.once('exit', () => {
      resolve()
    })
    child.kill('SIGTERM')
  })
}

const TICKS_PER_SECOND = 100

/** Processor time that a process has used, in milliseconds; not a number where /proc does not tell it. */
export function cpuOf(pid: number): number {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return Number.NaN
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  // utime and stime are fields 14 and 15 (proc(5)); the name and the two before it are cut off.
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND
}

export interface Memory {
  readonly nowMb: number
  /** Of it what is not a mapped file, which the system takes back when it needs the room. */
  readonly ownMb: number
  readonly peakMb: number
}

/** Resident memory, in megabytes; only where /proc tells it. */
export function memoryOf(pid: number): Memory | undefined {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return undefined
  const status = readFileSync(file, 'utf8')
  const of = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1_024
  return { nowMb: of('VmRSS'), ownMb: of('RssAnon'), peakMb: of('VmHWM') }
}
