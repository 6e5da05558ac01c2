import { existsSync, readdirSync, statSync } from 'node:fs'
import module from 'node:module'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
export const PROGRAMS_FOLDER = `${root}dist/programs/`
const EXIT_NOT_BUILT = 70

/**
 * Starts a program of this repository: out of the few files of `dist/programs` where those were made after the last build of
 * all parts, otherwise out of the hundreds of modules that they were made of. Node needs most of a second of processor time to
 * find, read and link those, for every command.
 *
 * @param {string} name as users know it
 * @param {URL} modules the module that runs it: `apps/<app>/dist/main.js`
 */
export async function startProgram(name, modules) {
  if (!existsSync(modules)) {
    process.stderr.write(`${name} is not built yet. Run: npm run build\n`)
    process.exit(EXIT_NOT_BUILT)
  }
  if (!isFresh(`${PROGRAMS_FOLDER}made`)) return import(modules.href)
  // Node 22 keeps compiled code between runs; a folder that cannot be written is no harm.
  module.enableCompileCache?.(`${PROGRAMS_FOLDER}compiled`)
  const app = basename(dirname(dirname(fileURLToPath(modules))))
  return import(`${PROGRAMS_FOLDER}${app}.js`)
}

/** Whether a file was written after the last build of every package and program. */
export function isFresh(file) {
  const madeMs = changedMs(file)
  return madeMs !== undefined && builds().every((path) => (changedMs(path) ?? 0) <= madeMs)
}

function builds() {
  return ['packages', 'apps'].flatMap((area) =>
    readdirSync(`${root}${area}`).map((name) => `${root}${area}/${name}/dist/.tsbuildinfo`),
  )
}

function changedMs(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs
}
