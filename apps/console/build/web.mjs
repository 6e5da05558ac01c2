// Builds the console into dist-web: index.html, scripts split by page, and the Chinese webfont. Everything is served from
// the gateway's own address, nothing is fetched from elsewhere, so that it works in a closed network.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { ownPackages } from '../../../scripts/own-packages.mjs'
import { writeOutputs, writeWhole } from '../../../scripts/write-whole.mjs'
import { antdModules } from './antd-modules.mjs'
import { buildFonts } from './fonts.mjs'
import { forgetBuild, recordBuild } from './last-build.mjs'

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const out = here('dist-web/')
const assets = here('dist-web/assets/')

const common = {
  bundle: true,
  minify: true,
  // Browsers of the Chromium 90 family and newer; what syntax lowering cannot give, src/app/polyfills.ts does.
  target: 'chrome90',
  outdir: assets,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  metafile: true,
  write: false,
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
}

/** Name of the file that was made of an entry. */
function outputOf({ metafile }, entry) {
  const found = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(entry))
  if (found === undefined) throw new Error(`no output for ${entry}`)
  return basename(found[0])
}

const startMs = Date.now()
forgetBuild()
mkdirSync(assets, { recursive: true })
const polyfills = await build({ ...common, entryPoints: [here('src/app/polyfills.ts')], format: 'iife' })
const main = await build({
  ...common,
  entryPoints: [here('src/main.tsx')],
  format: 'esm',
  splitting: true,
  charset: 'utf8',
  jsx: 'automatic',
  conditions: ['source'],
  plugins: [ownPackages, antdModules],
})
writeOutputs(polyfills)
writeOutputs(main)
const fonts = await buildFonts(assets)

const fontSheet = `fonts-${createHash('sha256').update(fonts.css).digest('hex').slice(0, 8)}.css`
writeWhole(assets + fontSheet, fonts.css)

const made = new Set([
  fontSheet,
  ...[polyfills, main].flatMap(({ metafile }) => Object.keys(metafile.outputs).map((path) => basename(path))),
  ...fonts.files,
])
// What another build is about to name is not this one's to remove.
for (const name of readdirSync(assets))
  if (!made.has(name) && !name.endsWith('.part')) rmSync(`${assets}${name}`, { force: true })

const html = readFileSync(here('src/page.html'), 'utf8')
  .replace('FONTS', () => `/assets/${fontSheet}`)
  .replace('POLYFILLS', () => `/assets/${outputOf(polyfills, 'polyfills.ts')}`)
  .replace('MAIN', () => `/assets/${outputOf(main, 'main.tsx')}`)
writeWhole(`${out}index.html`, html)
if (process.argv.includes('--meta')) writeWhole(`${out}meta.json`, JSON.stringify(main.metafile))

const inputs = [polyfills, main].flatMap(({ metafile }) => Object.keys(metafile.inputs))
recordBuild(startMs, inputs, [`${out}index.html`, ...[...made].map((name) => assets + name)])
