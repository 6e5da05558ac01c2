// Puts the programs into few files, `dist/programs`: Node loads one file sooner than hundreds. Nothing happens where nothing
// was built since.
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { isFresh, PROGRAMS_FOLDER } from './start-program.mjs'
import { writeOutputs } from './write-whole.mjs'

const PROGRAMS = ['cli', 'node', 'relayer', 'gateway', 'institution']
/** With binaries, or with files that they look for beside themselves. */
const APART = /^(lmdb|pg|ws|fastify|@fastify\/.*|ajv|fast-json-stringify|oidc-provider|pdfkit|playwright-core|esbuild)$/
/** A program that runs may still load a part of an earlier build. */
const KEPT_MS = 24 * 3_600_000

/** The copy that a package found for itself; from `dist` another version would be nearest. */
const apart = {
  name: 'apart',
  setup(plugin) {
    plugin.onResolve({ filter: APART }, async ({ path, pluginData, ...options }) => {
      if (pluginData === apart) return undefined
      const found = await plugin.resolve(path, { ...options, pluginData: apart })
      return found.path === '' ? undefined : { path: relative(PROGRAMS_FOLDER, found.path), external: true }
    })
  },
}

/** What a module finds by its own place it finds by the same place out of the whole. */
const places = {
  name: 'places',
  setup(plugin) {
    plugin.onLoad({ filter: /[/\\](packages|apps)[/\\].*\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      if (!text.includes('import.meta.url')) return { contents: text }
      const place = `new URL(${JSON.stringify(relative(PROGRAMS_FOLDER, path))}, import.meta.url).href`
      return { contents: text.replaceAll('import.meta.url', place) }
    })
  },
}

const apps = fileURLToPath(new URL('../apps/', import.meta.url))
const made = `${PROGRAMS_FOLDER}made`

if (!isFresh(made)) {
  const built = await build({
    entryPoints: Object.fromEntries(PROGRAMS.map((name) => [name, `${apps}${name}/dist/main.js`])),
    outdir: PROGRAMS_FOLDER,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    // CommonJS inside an ES module asks for built-in modules by `require`.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url)",
    },
    plugins: [apart, places],
    logLevel: 'warning',
    write: false,
  })
  writeOutputs(built)
  removeOld(new Set(built.outputFiles.map(({ path }) => path)))
  writeFileSync(made, '')
}

function removeOld(kept) {
  for (const name of readdirSync(PROGRAMS_FOLDER)) {
    const path = `${PROGRAMS_FOLDER}${name}`
    if (name.endsWith('.js') && !kept.has(path) && Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path)
  }
}
