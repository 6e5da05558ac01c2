import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { HostError } from '../../embedded/host-error.ts'

/** The engine whose blocks, sockets and settings were checked; other patch versions of the line are taken too. */
export const ENGINE_VERSION = '0.38.19'
const ENGINE_LINE = /^v?0\.38\.\d+$/
const ENGINE_MODULE = `github.com/cometbft/cometbft/cmd/cometbft@v${ENGINE_VERSION}`
const ASK_TIMEOUT_MS = 10_000
const BUILD_TIMEOUT_MS = 600_000

const run = promisify(execFile)

export interface Engine {
  readonly path: string
  readonly version: string
}

/** How to get the engine where there is none, for people. */
export function engineCure(folder: string): string {
  return `GOBIN=${folder} go install ${ENGINE_MODULE}`
}

/**
 * The engine to run: the one that XIEZHI_COMETBFT names, else the one in `folder`, else the first on the path.
 * @throws HostError HOST_ENGINE_ABSENT, HOST_ENGINE_VERSION
 */
export async function findEngine(folder: string, env: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  const named = env['XIEZHI_COMETBFT'] ?? ''
  const places = [folder, ...(env['PATH'] ?? '').split(delimiter).filter((place) => place !== '')]
  const path = named === '' ? places.map((place) => join(place, 'cometbft')).find(existsSync) : named
  if (path === undefined) throw new HostError('HOST_ENGINE_ABSENT', { expected: `CometBFT ${ENGINE_VERSION}`, folder })
  const version = await versionOf(path)
  if (!ENGINE_LINE.test(version))
    throw new HostError('HOST_ENGINE_VERSION', { path, expected: '0.38', seen: version.slice(0, 40) })
  return { path, version }
}

/** Builds the engine with Go into `folder`, which takes a minute. @throws HostError HOST_ENGINE_ABSENT with Go's reason */
export async function buildEngine(folder: string): Promise<Engine> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const building = mkdtempSync(join(folder, 'build-'))
  try {
    await run('go', ['install', ENGINE_MODULE], { env: { ...process.env, GOBIN: building }, timeout: BUILD_TIMEOUT_MS })
    renameSync(join(building, 'cometbft'), join(folder, 'cometbft'))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'Go is not installed' : (message.split('\n').at(-1) ?? '').slice(0, 200)
    throw new HostError('HOST_ENGINE_ABSENT', { expected: `CometBFT ${ENGINE_VERSION}`, reason }, error)
  } finally {
    rmSync(building, { recursive: true, force: true })
  }
  return findEngine(folder, {})
}

async function versionOf(path: string): Promise<string> {
  try {
    const { stdout } = await run(path, ['version'], { timeout: ASK_TIMEOUT_MS })
    return stdout.trim()
  } catch (error) {
    throw new HostError('HOST_ENGINE_ABSENT', { path, reason: 'it does not tell its version' }, error)
  }
}
