import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { BenchError } from './bench-error.ts'
import { keepChild } from './living-children.ts'
import { PostgresConnection } from './postgres-connection.ts'

const INSTALLED = '/usr/lib/postgresql'
const READY_WAIT_MS = 60_000
const RETRY_MS = 50
export const PORT = 5_432

const run = promisify(execFile)

export interface PostgresServer {
  connect(): Promise<PostgresConnection>
  stop(): Promise<void>
}

/** Folder of the newest server program; undefined if none is installed. */
export function postgresBinaries(): string | undefined {
  if (!existsSync(INSTALLED)) return undefined
  return readdirSync(INSTALLED)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(INSTALLED, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'postgres')))
}

/**
 * A server of its own in `folder`, on a Unix socket only, with the settings that `initdb` writes: fsync and synchronous
 * commit are on. @throws BenchError CHILD_FAILED
 */
export async function startPostgres(binaries: string, folder: string): Promise<PostgresServer> {
  const user = await serverUser()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  await run(join(binaries, 'initdb'), ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C'], user)
  const args = ['-D', data, '-k', folder, '-p', String(PORT), '-c', 'listen_addresses=']
  const child = spawn(join(binaries, 'postgres'), args, { ...user, stdio: 'ignore' })
  keepChild(child)
  const socket = join(folder, `.s.PGSQL.${PORT}`)
  const until = Date.now() + READY_WAIT_MS
  for (;;) {
    try {
      ;(await PostgresConnection.open(socket)).close()
      break
    } catch {
      if (child.exitCode !== null || Date.now() > until) {
        await stopServer(child)
        throw new BenchError('CHILD_FAILED', { app: 'postgres', reason: 'not ready' })
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
  return { connect: () => PostgresConnection.open(socket), stop: () => stopServer(child) }
}

/** PostgreSQL refuses to run as root: its own user then. */
async function serverUser(): Promise<{ readonly uid?: number; readonly gid?: number }> {
  if (process.getuid?.() !== 0) return {}
  const idOf = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout.trim())
  return { uid: await idOf('-u'), gid: await idOf('-g') }
}

/** SIGINT: the server ends open connections and stops. */
function stopServer(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve()
      return
    }
    child.once('exit', () => {
      resolve()
    })
    child.kill('SIGINT')
  })
}
