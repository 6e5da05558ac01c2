import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { build } from 'esbuild'
import type { AbciPoint } from '../abci-application.ts'
import type { StateSync } from '../engine/engine-config.ts'
import { freePorts } from '../../free-ports.ts'
import { engineFiles } from '../engine/engine-files.ts'
import { engineGenesis } from '../engine/engine-genesis.ts'
import { loadOrCreateEngineKeys } from '../engine/engine-keys.ts'
import type { ValidatorFile } from './validator-process.ts'

/** In the node_modules of this package, so that the bundle finds what is installed for it. */
const BUNDLE = fileURLToPath(
  new URL(`../../../node_modules/.cache/xiezhi/validator-process-${process.pid}.mjs`, import.meta.url),
)
const READY_WAIT_MS = 60_000
const POLL_MS = 50

export interface ZoneOptions {
  /** The `cometbft` program. */
  readonly program: string
  readonly count: number
  readonly heartbeatMs?: number
  /** By which the clock of a validator is wrong. */
  readonly clockOffsetsMs?: readonly number[]
  /** How long ago the zone began, by its genesis. */
  readonly ageMs?: number
  readonly snapshotEveryHeights?: number
  readonly pruning?: Pick<ValidatorFile, 'blocksKept' | 'horizonHeights' | 'lightBlocksEvery'>
}

/** A zone with notes, each validator an application process of its own with its CometBFT, on loopback. */
export class ValidatorZone {
  readonly validators: readonly ValidatorRun[]
  readonly #folder: string
  readonly #genesis: Json
  readonly #options: ZoneOptions
  /** `<node id>@<address>:<port>` of the validators. */
  readonly #addresses: readonly string[]
  readonly #joined: ValidatorRun[] = []

  private constructor(folder: string, options: ZoneOptions, ports: readonly number[]) {
    this.#folder = folder
    this.#options = options
    const homes = ports.map((_, at) => join(folder, String(at)))
    const keys = homes.map((home) => loadOrCreateEngineKeys(nodeCrypto, home))
    this.#genesis = engineGenesis(
      nodeCrypto,
      { chainId: 'xz-note-1', genesisTimeMs: Date.now() - (options.ageMs ?? 10_000), appState: {} },
      keys.map(({ validator }, at) => ({ name: `court-${at + 1}`, publicKey: validator })),
    )
    this.#addresses = ports.map((port, at) => `${keys[at]?.nodeId ?? ''}@127.0.0.1:${port}`)
    this.validators = homes.map((home, at) =>
      this.#run(home, { peerPort: ports[at] ?? 0, clockOffsetMs: options.clockOffsetsMs?.[at] ?? 0 }),
    )
  }

  static async start(options: ZoneOptions): Promise<ValidatorZone> {
    await bundle()
    const folder = mkdtempSync(join(tmpdir(), 'xz-z-'))
    const zone = new ValidatorZone(folder, options, await freePorts(options.count))
    try {
      await Promise.all(zone.validators.map((validator) => validator.start()))
    } catch (error) {
      await zone.stop()
      throw error
    }
    return zone
  }

  /** Another node, which does not vote. Not started yet. */
  async join(stateSync?: StateSync): Promise<ValidatorRun> {
    const [peerPort = 0] = await freePorts(1)
    const home = join(this.#folder, String(this.validators.length + this.#joined.length))
    loadOrCreateEngineKeys(nodeCrypto, home)
    const run = this.#run(home, { peerPort, clockOffsetMs: 0, ...(stateSync === undefined ? {} : { stateSync }) })
    this.#joined.push(run)
    return run
  }

  async stop(): Promise<void> {
    await Promise.all([...this.validators, ...this.#joined].map((validator) => validator.stop()))
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #run(engineHome: string, own: Pick<ValidatorFile, 'peerPort' | 'clockOffsetMs' | 'stateSync'>): ValidatorRun {
    const { program, heartbeatMs = 1_000, snapshotEveryHeights, pruning } = this.#options
    const name = basename(engineHome)
    const told: ValidatorFile = {
      folder: join(this.#folder, `store-${name}`),
      engineHome,
      program,
      moniker: `node-${name}`,
      peers: this.#addresses.filter((address) => !address.endsWith(`:${own.peerPort}`)),
      genesis: this.#genesis,
      heartbeatMs,
      ...own,
      ...pruning,
      ...(snapshotEveryHeights === undefined ? {} : { snapshotEveryHeights }),
    }
    const file = join(this.#folder, `${name}.json`)
    writeFileSync(file, JSON.stringify(told))
    return new ValidatorRun(file, engineHome)
  }
}

/** One validator over its starts and ends. */
export class ValidatorRun {
  readonly engineHome: string
  readonly #file: string
  #child: ChildProcess | undefined
  #ended: Promise<string> = Promise.resolve('')
  #port = 0
  #lines: Readonly<Record<string, unknown>>[] = []
  #errors = ''

  constructor(file: string, engineHome: string) {
    this.#file = file
    this.engineHome = engineHome
  }

  /** Of our RPC. */
  get port(): number {
    return this.#port
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}`
  }

  /** What the process told of itself since its start. */
  get events(): readonly Readonly<Record<string, unknown>>[] {
    return this.#lines
  }

  get enginePid(): number | undefined {
    try {
      return Number(readFileSync(engineFiles(this.engineHome).pid, 'utf8').trim())
    } catch {
      return undefined
    }
  }

  /** How the application process ended. */
  get ended(): Promise<string> {
    return this.#ended
  }

  /** Resolves when the engine answers. */
  async start(kill?: { readonly point: AbciPoint; readonly nthBlock: number }): Promise<void> {
    const args = [BUNDLE, this.#file, ...(kill === undefined ? [] : [kill.point, String(kill.nthBlock)])]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    this.#lines = []
    this.#errors = ''
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      const lines = text.split('\n')
      text = lines.pop() ?? ''
      for (const line of lines) this.#lines.push(JSON.parse(line) as Readonly<Record<string, unknown>>)
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (this.#errors += chunk))
    let isOver = false
    this.#ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        isOver = true
        resolve(signal ?? String(code))
      })
    })
    const ready = await until(READY_WAIT_MS, () => isOver || this.#lines.some(({ event }) => event === 'READY'))
    const line = this.#lines.find(({ event }) => event === 'READY')
    if (!ready || (line === undefined && kill === undefined))
      throw new Error(`the validator did not start: ${this.#errors.slice(-2_000)}`)
    this.#port = Number(line?.['port'] ?? 0)
  }

  /** SIGKILL of the application, of the engine, or of both at once. */
  async kill(what: 'application' | 'engine' | 'both'): Promise<void> {
    const { enginePid } = this
    if (what !== 'application' && enginePid !== undefined) process.kill(enginePid, 'SIGKILL')
    if (what === 'engine') return
    this.#child?.kill('SIGKILL')
    await this.#ended
  }

  /** Stops as an operator does; an engine that a killed application left behind is ended too. */
  async stop(): Promise<string> {
    this.#child?.kill('SIGTERM')
    const ended = await this.#ended
    const { enginePid } = this
    if (enginePid !== undefined && runsIn(enginePid, this.engineHome)) process.kill(enginePid, 'SIGKILL')
    return ended
  }
}

export function runsIn(pid: number, home: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(home)
  } catch {
    return false
  }
}

/** Whether it became true in that time. */
export async function until(ms: number, isTrue: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = performance.now() + ms
  for (;;) {
    if (await isTrue()) return true
    if (performance.now() > end) return false
    await sleep(POLL_MS)
  }
}

let isBundled = false

async function bundle(): Promise<void> {
  if (isBundled) return
  process.once('exit', () => {
    rmSync(BUNDLE, { force: true })
  })
  await build({
    entryPoints: [fileURLToPath(new URL('./validator-process.ts', import.meta.url))],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['source'],
    external: ['lmdb', 'ws', 'sm-crypto-v2', '@noble/*'],
    logLevel: 'error',
  })
  isBundled = true
}
