import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeWhole } from '../../../scripts/write-whole.mjs'
import { textFiles } from './text-sources.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
/** Not in dist-web, which is served. */
const RECORD = here('../dist/last-build.json')
/** What no bundle names: the build itself, its tools, the packages that are installed. */
const TOOLS = [
  '../build.mjs',
  './web.mjs',
  './antd-modules.mjs',
  './fonts.mjs',
  './last-build.mjs',
  './text-sources.mjs',
  '../src/page.html',
  '../package.json',
  '../../../scripts/own-packages.mjs',
  '../../../scripts/write-whole.mjs',
  '../../../package-lock.json',
].map(here)

/** Size and time of change; undefined where there is no such file. */
function stampOf(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? undefined : { size: found.size, changedMs: found.mtimeMs }
}

/** The stamps of the files of a build, and of each file that may have come since. */
function stampsOf(bundled) {
  const paths = [...new Set([...bundled, ...TOOLS, ...textFiles()])].sort()
  return Object.fromEntries(paths.map((path) => [path, stampOf(path)]))
}

/** Whether the last build was made of the files that are there now, and what it wrote is still there. */
export function isBuilt() {
  if (!existsSync(RECORD)) return false
  try {
    const { bundled, stamps, outputs } = JSON.parse(readFileSync(RECORD, 'utf8'))
    return JSON.stringify(stampsOf(bundled)) === JSON.stringify(stamps) && outputs.every((path) => existsSync(path))
  } catch {
    // Not a record, or of an earlier form: it is built again.
    return false
  }
}

/** A build that does not come to its end leaves no record. */
export function forgetBuild() {
  rmSync(RECORD, { force: true })
}

/** Keeps what a build was made of, unless a file of it changed since it began: that file may have been read before. */
export function recordBuild(startMs, inputs, outputs) {
  const bundled = inputs.map((path) => resolve(path))
  const stamps = stampsOf(bundled)
  if (Object.values(stamps).every((stamp) => stamp !== undefined && stamp.changedMs < startMs))
    writeWhole(RECORD, JSON.stringify({ bundled, stamps, outputs }))
}
