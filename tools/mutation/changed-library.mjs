import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Instrumenter } from '@stryker-mutator/instrumenter'
import { build } from 'esbuild'

export const SOURCES = resolve('packages/law/src')
const SHIM = fileURLToPath(new URL('plain-vitest.mjs', import.meta.url))
const EXTERNAL = ['fast-check', 'chai', '@vitest/expect']

const quiet = () => undefined
const silent = { isDebugEnabled: () => false, debug: quiet, info: quiet, warn: quiet }

/**
 * Every mutant of some folders and files in one copy of the library, each behind a switch, bundled with the tests of an area.
 * The tree is read, never written.
 */
export async function changedLibrary({ mutate, tests }, outfile) {
  const files = mutate.flatMap(sourcesOf).map((name) => ({ name, content: readFileSync(name, 'utf8'), mutate: true }))
  const { files: changed, mutants } = await new Instrumenter(silent).instrument(files, {
    plugins: null,
    excludedMutations: [],
    ignorers: [],
  })
  const contents = new Map(changed.map(({ name, content }) => [name, content]))
  const own = (file) => JSON.stringify(join(SOURCES, file))
  await build({
    stdin: {
      contents: [
        `export { bundledLaw } from ${own('data/bundled-law.ts')}`,
        `export { checkCases } from ${own('cases/check-cases.ts')}`,
        `export { referencePage } from ${own('reference/reference-page.ts')}`,
        `export { runTests } from 'vitest'`,
        ...tests.map((file) => `import ${own(file)}`),
      ].join('\n'),
      resolveDir: resolve('.'),
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['source'],
    alias: { vitest: SHIM },
    plugins: [takeFrom(contents)],
    logLevel: 'error',
  })
  return mutants
}

function takeFrom(contents) {
  return {
    name: 'take-from',
    setup({ onLoad, onResolve }) {
      for (const name of EXTERNAL)
        onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: import.meta.resolve(name), external: true }))
      onLoad({ filter: /packages[/\\]law[/\\]src[/\\].*\.ts$/ }, ({ path }) => ({
        // A test that reads files finds them from its own place.
        contents: (contents.get(path) ?? readFileSync(path, 'utf8')).replaceAll(
          'import.meta.url',
          JSON.stringify(pathToFileURL(path)),
        ),
        loader: 'ts',
      }))
    },
  }
}

function sourcesOf(place) {
  const path = join(SOURCES, place)
  if (path.endsWith('.ts')) return [path]
  return readdirSync(path)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(path, name))
}
