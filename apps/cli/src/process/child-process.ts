import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stopLeftOver } from '@xiezhi/postgres'
import { CliError } from '../cli-error.ts'
import type { CliFacts } from '../cli-error.ts'
import { writeFileWhole } from '../config/home.ts'
import type { Home } from '../config/home.ts'
import { builtProgram, startsOf } from './program-file.ts'
import type { Program } from './program-file.ts'

/** A validator of a zone on CometBFT is a node of its own. */
export type ProcessName = Program | `validator-${string}`

/** The processes of this data folder, in the order of their start. */
export function processesOf(home: Home): readonly ProcessName[] {
  const files = existsSync(home.validators) ? readdirSync(home.validators) : []
  const names = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length))
  const institutions = existsSync(home.institutionsConfig) ? (['institution'] as const) : []
  return ['node', ...(names.sort() as `validator-${string}`[]), 'relayer', ...institutions, 'gateway']
}

const READY_WAIT_MS = 120_000
const POLL_MS = 20
const STOP_WAIT_MS = 15_000
const TAIL_BYTES = 600

/** A process of the alliance, with its log and the file that holds its id. */
export interface Child {
  readonly name: ProcessName
  readonly pid: number
  readonly log: string
  /** Where this run begins in the log. */
  readonly logFrom: number
  readonly exitCode: () => number | null
}

function programOf(name: ProcessName): Program {
  return isValidator(name) ? 'node' : name
}

function isValidator(name: ProcessName): name is `validator-${string}` {
  return name.startsWith('validator-')
}

/**
 * Starts a process in a group of its own, so that Ctrl-C reaches it only through us, in order.
 * @throws CliError NOT_BUILT
 */
export function startChild(home: Home, name: ProcessName, args: readonly string[]): Child {
  const entry = builtProgram(programOf(name))
  const log = home.log(name)
  mkdirSync(dirname(log), { recursive: true, mode: 0o700 })
  const out = openSync(log, 'a', 0o600)
  const logFrom = statSync(log).size
  const child = spawn(process.execPath, [entry, ...args], { detached: true, stdio: ['ignore', out, out] })
  closeSync(out)
  child.unref()
  const { pid } = child
  if (pid === undefined)
    throw new CliError('CHILD_ENDED', 'SOFTWARE', { process: name, exit: -1, reason: 'not started', log })
  writeFileWhole(home.pid(name), `${pid}\n`)
  return { name, pid, log, logFrom, exitCode: () => child.exitCode }
}

export interface Ended {
  readonly exit: number | null
  readonly out: string
  readonly errors: string
}

/** Runs a program of the alliance to its end, as a child of this command. @throws CliError NOT_BUILT */
export function runToEnd(name: ProcessName, args: readonly string[]): Promise<Ended> {
  const entry = builtProgram(programOf(name))
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, errors] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')))
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')))
    child.once('error', reject)
    child.once('close', (exit) => {
      resolve({ exit, out, errors })
    })
  })
}

/** Waits for `count` lines that `isReady` accepts. @throws CliError CHILD_ENDED with the end of the log, START_TIMEOUT */
export async function waitReady(child: Child, count: number, isReady: (line: string) => boolean): Promise<string[]> {
  const until = Date.now() + READY_WAIT_MS
  while (Date.now() < until) {
    const written = logSince(child)
    const lines = written.split('\n').filter(isReady)
    if (lines.length >= count) return lines
    if (!isAlive(child.pid)) throw endOf(child, logSince(child))
    await sleep(POLL_MS)
  }
  throw new CliError('START_TIMEOUT', 'TEMPORARY', {
    process: child.name,
    seconds: READY_WAIT_MS / 1_000,
    log: child.log,
  })
}

/** Why a process did not become ready, by what it wrote last. */
function endOf(child: Child, written: string): CliError {
  const version = /STATE_VERSION (\{.*\})/.exec(written)?.[1]
  if (version !== undefined) return new CliError('STATE_VERSION', 'CONFIG', JSON.parse(version) as CliFacts)
  return new CliError('CHILD_ENDED', 'SOFTWARE', {
    process: child.name,
    exit: child.exitCode() ?? -1,
    reason: written.trim().slice(-TAIL_BYTES),
    log: child.log,
  })
}

function logSince({ log, logFrom }: Child): string {
  return readFileSync(log).subarray(logFrom).toString('utf8')
}

/** Id of the running process; undefined if there is none, also where another program has the id by now. */
export function runningPid(home: Home, name: ProcessName): number | undefined {
  const file = home.pid(name)
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').trim())
  return Number.isSafeInteger(pid) && pid > 1 && isAlive(pid) && isOurs(pid, name) ? pid : undefined
}

function isOurs(pid: number, name: ProcessName): boolean {
  const commandLine = `/proc/${pid}/cmdline`
  // Without /proc the id file is all there is.
  if (!existsSync('/proc/self/cmdline')) return true
  try {
    const words = readFileSync(commandLine, 'utf8').split('\0')
    return startsOf(programOf(name)).some((file) => words.includes(file))
  } catch {
    return false
  }
}

/** Gateway first, then institutions and relayer: none must lose what it works with. Returns what was stopped. */
export async function stopAll(home: Home): Promise<ProcessName[]> {
  const stopped: ProcessName[] = []
  for (const name of [...processesOf(home)].reverse()) {
    const pid = runningPid(home, name)
    if (pid !== undefined) {
      await stopProcess(pid)
      stopped.push(name)
    }
    rmSync(home.pid(name), { force: true })
    // What was killed has left its database server behind.
    if (name === 'gateway') await stopLeftOver(home.postgres)
    if (name === 'institution') await stopLeftOver(home.institutionsDatabase)
    if (name.startsWith('validator-')) await endEngine(engineHomeOf(home.validatorConfig(name)))
  }
  return stopped
}

/** What a validator that was killed has left behind. */
async function endEngine(engineHome: string): Promise<void> {
  const { endLeftOverEngine } = await import('@xiezhi/host/comet')
  await endLeftOverEngine(engineHome)
}

/** Where the engine of a validator lies, by the configuration of its process. */
function engineHomeOf(config: string): string {
  const { zones } = JSON.parse(readFileSync(config, 'utf8')) as { readonly zones: readonly { folder: string }[] }
  return join(zones[0]?.folder ?? '', 'engine')
}

async function stopProcess(pid: number): Promise<void> {
  if (!send(pid, 'SIGTERM')) return
  const until = Date.now() + STOP_WAIT_MS
  while (isAlive(pid)) {
    if (Date.now() > until) {
      // The store is exact after a kill: nothing acknowledged is lost.
      send(pid, 'SIGKILL')
      return
    }
    await sleep(POLL_MS)
  }
}

/** False when the process has ended meanwhile, as where two stop the same. */
function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  // A child that has ended and that nobody waited for is not running.
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return true
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
