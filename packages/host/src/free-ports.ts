import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { HostError } from './embedded/host-error.ts'

const ADDRESS = '127.0.0.1'
/**
 * Below the ports that Linux and macOS give to outgoing connections: one of those may take a port between the moment at
 * which it was found free and the moment at which a server opens it.
 */
const FIRST_PORT = 10_000
const BLOCK_PORTS = 256
const BLOCKS = 85

/** What is left of the block that this process gives single ports from. */
let left: number[] = []
/** Files of the blocks that this process has. */
const claims = new Set<string>()

/**
 * Ports of loopback that are free and that no other process of this machine is given while this one runs.
 *
 * @throws HostError HOST_NO_FREE_PORTS when all blocks are taken
 */
export async function freePorts(count: number): Promise<number[]> {
  const found: number[] = []
  while (found.length < count) {
    if (left.length === 0) left = portsOf(await freePortBase([]))
    const port = left.shift()
    if (port !== undefined && (await isFree(port))) found.push(port)
  }
  return found
}

/**
 * A port that is free together with those so many above it.
 *
 * @param offsets - each below 256
 * @throws HostError HOST_NO_FREE_PORTS for an offset that is too large, or when all blocks are taken
 */
export async function freePortBase(offsets: readonly number[]): Promise<number> {
  const beyond = offsets.find((offset) => offset >= BLOCK_PORTS)
  if (beyond !== undefined) throw new HostError('HOST_NO_FREE_PORTS', { offset: beyond, offsetsBelow: BLOCK_PORTS })
  const first = Math.floor(Math.random() * BLOCKS)
  for (let at = 0; at < BLOCKS; at++) {
    const base = FIRST_PORT + ((first + at) % BLOCKS) * BLOCK_PORTS
    if (!claim(base)) continue
    const free = await Promise.all([0, ...offsets].map((offset) => isFree(base + offset)))
    if (!free.includes(false)) return base
  }
  throw new HostError('HOST_NO_FREE_PORTS', { from: FIRST_PORT, blocks: BLOCKS })
}

function portsOf(base: number): number[] {
  return Array.from({ length: BLOCK_PORTS }, (_, at) => base + at)
}

/** A file for each block names the process that has it; that of a process that has ended counts for nothing. */
function claim(base: number): boolean {
  const folder = join(tmpdir(), `xiezhi-ports-${userInfo().username}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, String(base))
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      if (claims.size === 0) process.once('exit', release)
      claims.add(file)
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (hasOwner(file)) return false
      rmSync(file, { force: true })
    }
  }
}

function release(): void {
  for (const file of claims) rmSync(file, { force: true })
}

function hasOwner(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    // An empty file is one whose owner is about to write its number.
    if (pid === 0) return true
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => {
      resolve(false)
    })
    server.listen(port, ADDRESS, () => {
      server.close(() => {
        resolve(true)
      })
    })
  })
}
