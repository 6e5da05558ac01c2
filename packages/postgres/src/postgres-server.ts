import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findBinaries } from './find-binaries.ts'
import type { Binaries } from './find-binaries.ts'
import { PostgresError } from './postgres-error.ts'
import { requireReachable, serverUser } from './server-user.ts'
import type { ServerUser } from './server-user.ts'

const READY_WAIT_MS = 60_000
const RETRY_MS = 50
const STDERR_BYTES = 2_000
const PID_LINE = 0
const STATE_LINE = 7
/** Names the socket file; nothing listens on this port where the server has a Unix socket only. */
export const SOCKET_PORT = 5_432
/** A longer path cannot be given to a Unix socket. */
const SOCKET_PATH_BYTES_MAX = 107

const run = promisify(execFile)

/**
 * `socket`: a Unix socket in the folder that trusts its user, for measuring. `tcp`: the loopback address, beside it the
 * folder's socket where its path is short enough, and a password for everybody.
 */
export type Listen =
  { readonly kind: 'socket' } | { readonly kind: 'tcp'; readonly port: number; readonly password: string }

export interface ServerOptions {
  /** Made if missing; the data lies in `data` below it. */
  readonly folder: string
  readonly superuser: string
  readonly listen: Listen
  /** Called when the server ends without having been asked to. */
  readonly onEnd?: () => void
  /** Told of each server process that is started. */
  readonly onChild?: (child: ChildProcess) => void
}

/**
 * A private server with the settings that `initdb` writes: fsync and synchronous commit are on. A server that an earlier
 * process has left running on the folder is asked to stop first.
 */
export class PostgresServer {
  readonly #options: ServerOptions
  readonly #child: ChildProcess
  #stopping = false

  private constructor(options: ServerOptions, child: ChildProcess) {
    this.#options = options
    this.#child = child
    child.once('exit', () => {
      if (!this.#stopping) options.onEnd?.()
    })
  }

  /** @throws PostgresError */
  static async start(options: ServerOptions): Promise<PostgresServer> {
    const { folder, listen } = options
    const data = join(folder, 'data')
    const user = serverUser()
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    requireReachable(folder, user)
    if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
    const binaries = findBinaries(data)
    if (!existsSync(join(data, 'PG_VERSION'))) await initialise(binaries, user, data, options)
    await stopLeftOver(folder)
    const address = listen.kind === 'tcp' ? ['listen_addresses=127.0.0.1'] : ['listen_addresses=']
    const port = listen.kind === 'tcp' ? listen.port : SOCKET_PORT
    const args = ['-D', data, '-p', String(port), '-c', ...address]
    args.push('-c', `unix_socket_directories=${listen.kind === 'socket' || hasSocket(folder, port) ? folder : ''}`)
    const child = spawn(binaries.postgres, args, { ...user, stdio: ['ignore', 'ignore', 'pipe'] })
    options.onChild?.(child)
    const said = tailOf(child)
    const server = new PostgresServer(options, child)
    await server.#ready(said)
    return server
  }

  /** Path of the Unix socket. */
  get socket(): string {
    return join(this.#options.folder, `.s.PGSQL.${SOCKET_PORT}`)
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** SIGINT: the server ends open connections and stops. */
  async stop(): Promise<void> {
    this.#stopping = true
    const child = this.#child
    if (child.exitCode !== null || child.signalCode !== null) return
    await new Promise<void>((resolve) => {
      child.once('exit', () => {
        resolve()
      })
      child.kill('SIGINT')
    })
  }

  async #ready(said: () => string): Promise<void> {
    const { folder } = this.#options
    const until = Date.now() + READY_WAIT_MS
    while (!isReady(join(folder, 'data'), this.#child.pid)) {
      if (this.#child.exitCode !== null || Date.now() > until) {
        await this.stop()
        throw new PostgresError('SERVER_FAILED', { folder, reason: said() })
      }
      await sleep(RETRY_MS)
    }
  }
}

/**
 * Whether a server of this folder and port can be reached by the folder's socket: a query over it costs both sides less
 * than one over the loopback address.
 */
export function hasSocket(folder: string, port: number): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${port}`)) <= SOCKET_PATH_BYTES_MAX
}

async function initialise(
  { initdb }: Binaries,
  user: ServerUser,
  data: string,
  { folder, superuser, listen }: ServerOptions,
): Promise<void> {
  // A first start that was cut off has left a part that initdb does not take.
  rmSync(data, { recursive: true, force: true })
  const passwordFile = join(folder, 'initial-password')
  const auth = listen.kind === 'tcp' ? ['-A', 'scram-sha-256', `--pwfile=${passwordFile}`] : ['-A', 'trust']
  if (listen.kind === 'tcp') {
    writeFileSync(passwordFile, `${listen.password}\n`, { mode: 0o600 })
    if (user.uid !== undefined && user.gid !== undefined) chownSync(passwordFile, user.uid, user.gid)
  }
  try {
    await run(initdb, ['-D', data, '-U', superuser, ...auth, '-E', 'UTF8', '--locale=C'], user)
  } catch (error) {
    rmSync(data, { recursive: true, force: true })
    const reason = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().slice(-500) : 'unknown'
    throw new PostgresError('SERVER_FAILED', { folder, reason }, error)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** Stops the server of a folder whose starter was killed; nothing where none runs. @throws PostgresError SERVER_FAILED */
export async function stopLeftOver(folder: string): Promise<void> {
  const data = join(folder, 'data')
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (!isServerOf(pid, data)) return
  process.kill(pid, 'SIGINT')
  const until = Date.now() + READY_WAIT_MS
  while (isServerOf(pid, data)) {
    if (Date.now() > until) throw new PostgresError('SERVER_FAILED', { folder: data, reason: `process ${pid} stays` })
    await sleep(RETRY_MS)
  }
}

function isServerOf(pid: number, data: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 1) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(data)
  } catch {
    return false
  }
}

/** Last bytes of what the server says, for the error if it does not start. */
function tailOf(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-STDERR_BYTES)
  })
  return () => text.trim()
}

/** The server writes its process id and its state into a file of the data folder (`miscadmin.h`, LOCK_FILE_LINE_PM_STATUS). */
function isReady(data: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return Number(lines[PID_LINE]) === pid && lines[STATE_LINE]?.trim() === 'ready'
  } catch {
    return false
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
