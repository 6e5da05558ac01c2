import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { HostError } from '../../embedded/host-error.ts'
import { engineFiles } from './engine-files.ts'

/**
 * An engine that lost its application ends itself, or hangs for ever and keeps the lock of its database. After so long it is
 * killed; its recovery from there is exact.
 */
export const HANG_GRACE_MS = 2_000
/** For an engine that was asked to stop. */
const STOP_GRACE_MS = 10_000
const RESTART_PAUSE_FIRST_MS = 200
const RESTART_PAUSE_MAX_MS = 10_000
/** An engine that ran so long has recovered: the next pause is the first again. */
const STEADY_MS = 30_000
const POLL_MS = 20

export interface EngineProcessEvents {
  /** Called before each start. */
  beforeStart(): void
  /** The engine ended and is started again. */
  onRestart(facts: { readonly exit: string; readonly wasHung: boolean; readonly restarts: number }): void
}

/** Keeps one CometBFT process running in its home folder. */
export class EngineProcess {
  readonly #program: string
  readonly #home: string
  readonly #events: EngineProcessEvents
  #child: ChildProcess | undefined
  #ended: Promise<void> = Promise.resolve()
  #isStopping = false
  #wasHung = false
  #restarts = 0
  #pauseMs = RESTART_PAUSE_FIRST_MS
  #hangTimer: NodeJS.Timeout | undefined

  constructor(program: string, home: string, events: EngineProcessEvents) {
    this.#program = program
    this.#home = home
    this.#events = events
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** So often the engine ended by itself and was started again. */
  get restarts(): number {
    return this.#restarts
  }

  /** What an earlier process of ours left running in this home is ended first. */
  async start(): Promise<void> {
    await endLeftOverEngine(this.#home)
    this.#spawn()
  }

  /** A connection of the engine to the application has ended: the engine must end too. */
  lostApplication(): void {
    const child = this.#child
    if (child === undefined || this.#isStopping || this.#hangTimer !== undefined) return
    this.#hangTimer = setTimeout(() => {
      if (this.#child !== child) return
      this.#wasHung = true
      child.kill('SIGKILL')
    }, HANG_GRACE_MS)
  }

  /** Resolves when the process has ended. */
  async stop(): Promise<void> {
    this.#isStopping = true
    clearTimeout(this.#hangTimer)
    const child = this.#child
    if (child === undefined) return
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS)
    await this.#ended
    clearTimeout(late)
  }

  #spawn(): void {
    this.#events.beforeStart()
    const files = engineFiles(this.#home)
    const log = openSync(files.log, 'a', 0o600)
    // A file, not a pipe: nobody has to drain it.
    const child = spawn(this.#program, ['start', '--home', this.#home], { stdio: ['ignore', log, log] })
    closeSync(log)
    const startedMs = performance.now()
    this.#child = child
    if (child.pid !== undefined) writeFileSync(files.pid, `${child.pid}\n`, { mode: 0o600 })
    this.#ended = new Promise((resolve) => {
      const end = (exit: string): void => {
        clearTimeout(this.#hangTimer)
        this.#hangTimer = undefined
        this.#child = undefined
        rmSync(files.pid, { force: true })
        resolve()
        if (!this.#isStopping) void this.#restart(exit, performance.now() - startedMs)
      }
      child.once('error', (error) => {
        end(error.message)
      })
      child.once('exit', (code, signal) => {
        end(signal ?? String(code))
      })
    })
  }

  async #restart(exit: string, ranMs: number): Promise<void> {
    if (ranMs > STEADY_MS) this.#pauseMs = RESTART_PAUSE_FIRST_MS
    this.#restarts++
    this.#events.onRestart({ exit, wasHung: this.#wasHung, restarts: this.#restarts })
    this.#wasHung = false
    await sleep(this.#pauseMs)
    this.#pauseMs = Math.min(2 * this.#pauseMs, RESTART_PAUSE_MAX_MS)
    // `stop` may have come in between.
    if (!this.#isStopped()) this.#spawn()
  }

  #isStopped(): boolean {
    return this.#isStopping
  }
}

/** Ends an engine that outlived the process that started it. @throws HostError HOST_ENGINE_ENDED if it does not end */
export async function endLeftOverEngine(home: string): Promise<void> {
  const { pid: file } = engineFiles(home)
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').trim())
  if (Number.isSafeInteger(pid) && pid > 1 && runsIn(pid, home)) {
    process.kill(pid, 'SIGTERM')
    await until(() => !runsIn(pid, home), HANG_GRACE_MS)
    if (runsIn(pid, home)) process.kill(pid, 'SIGKILL')
    await until(() => !runsIn(pid, home), HANG_GRACE_MS)
    if (runsIn(pid, home)) throw new HostError('HOST_ENGINE_ENDED', { pid, expected: 'an end after SIGKILL' })
  }
  rmSync(file, { force: true })
}

/** Whether the engine of this home runs, whoever started it. */
export function isEngineRunning(home: string): boolean {
  const { pid: file } = engineFiles(home)
  return existsSync(file) && runsIn(Number(readFileSync(file, 'utf8').trim()), home)
}

/** Whether the process of this id is an engine of this home: the id may belong to another program by now. */
function runsIn(pid: number, home: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    // A child that ended and that nobody waited for has no words.
    return words.includes('--home') && words.includes(home)
  } catch {
    return false
  }
}

async function until(isTrue: () => boolean, ms: number): Promise<void> {
  const end = performance.now() + ms
  while (!isTrue() && performance.now() < end) await sleep(POLL_MS)
}
