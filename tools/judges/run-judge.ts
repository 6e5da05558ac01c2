import { createHash } from 'node:crypto'
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** A built outside judge, or the reason why there is none. */
export type Judge = { readonly path: string } | { readonly absent: string }

const JUDGES = fileURLToPath(new URL('.', import.meta.url))
export const CACHE = fileURLToPath(new URL('../../.cache/judges/', import.meta.url))
const BUILD_TIMEOUT_MS = 600_000
const LONG_BUILD_PRIORITY = 5
export const COMETBFT_VERSION = 'v0.38.19'

const run = promisify(execFile)

/** Builds `tools/judges/<name>` with Go, once for each state of its sources. */
export function buildJudge(name: string): Promise<Judge> {
  return buildGoProgram(join(JUDGES, name), name)
}

/** Builds the Go program in a folder, once for each state of its sources. */
export function buildGoProgram(
  source: string,
  name: string,
  { timeout = BUILD_TIMEOUT_MS, isLong = false }: { readonly timeout?: number; readonly isLong?: boolean } = {},
): Promise<Judge> {
  const path = join(CACHE, `${name}-${sourceDigest(source)}`)
  return onceBuilt(path, async (folder) => {
    const built = join(folder, name)
    // A long build takes one package at a time and yields: tests run beside it.
    const building = run('go', ['build', ...(isLong ? ['-p', '1'] : []), '-o', built, '.'], { cwd: source, timeout })
    if (isLong && building.child.pid !== undefined) setPriority(building.child.pid, LONG_BUILD_PRIORITY)
    await building
    return built
  })
}

/** The real `cometbft` binary, installed from its module. */
export function installCometbft(): Promise<Judge> {
  const target = `github.com/cometbft/cometbft/cmd/cometbft@${COMETBFT_VERSION}`
  return onceBuilt(join(CACHE, `cometbft-${COMETBFT_VERSION}`), async (folder) => {
    await run('go', ['install', target], { env: { ...process.env, GOBIN: folder }, timeout: BUILD_TIMEOUT_MS })
    return join(folder, 'cometbft')
  })
}

/** Sends lines to a judge and returns its lines. */
export function askJudge(path: string, lines: readonly string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, { stdio: ['pipe', 'pipe', 'inherit'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    // A judge that ends early closes its input; its exit code says so.
    child.stdin.on('error', () => undefined)
    child.on('close', (code) => {
      if (code === 0)
        resolve(
          Buffer.concat(chunks)
            .toString('utf8')
            .split('\n')
            .filter((line) => line !== ''),
        )
      else reject(new Error(`${path} ended with ${String(code)}`))
    })
    child.stdin.end(lines.map((line) => `${line}\n`).join(''))
  })
}

/** Test files run side by side: each builds in a folder of its own, and a whole file takes its place at once. */
export async function onceBuilt(path: string, build: (folder: string) => Promise<string>): Promise<Judge> {
  if (existsSync(path)) return { path }
  mkdirSync(CACHE, { recursive: true })
  const folder = mkdtempSync(join(CACHE, 'build-'))
  try {
    renameSync(await build(folder), path)
    return { path }
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if ((error as { killed?: boolean }).killed === true) return { absent: 'Go had no time left to build it' }
    return { absent: missing ? 'Go is not installed' : `Go could not build it: ${firstLine(error)}` }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function firstLine(error: unknown): string {
  const { stderr = '', message } = error as { stderr?: string; message: string }
  return (stderr.trim() || message).split('\n').at(-1)?.slice(0, 200) ?? ''
}

function sourceDigest(folder: string): string {
  const hash = createHash('sha256')
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)))
  return hash.digest('hex').slice(0, 16)
}
