// Puts the verifier into single files. For the browser: dist-web/xiezhi-verify.html, the page with its script inside; a
// classic script runs from a file: address, where browsers refuse modules. For `xiezhi evidence verify`: the files of
// apps/cli/dist/alone, because Node loads one file sooner than hundreds.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { ownPackages } from '../../scripts/own-packages.mjs'
import { writeOutputs, writeWhole } from '../../scripts/write-whole.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

const common = {
  bundle: true,
  minify: true,
  charset: 'ascii',
  conditions: ['source'],
  plugins: [ownPackages],
  logLevel: 'warning',
  write: false,
}

const { outputFiles } = await build({
  ...common,
  entryPoints: [here('src/page.ts')],
  format: 'iife',
  // Browsers of the Chromium 90 family and newer.
  target: 'chrome90',
})
// A closing tag inside a string of the script would end it.
const script = outputFiles[0].text.replaceAll('</script', '<\\/script')
const html = readFileSync(here('src/page.html'), 'utf8').replace('/*SCRIPT*/', () => script)
writeWhole(here('dist-web/xiezhi-verify.html'), html)

const alone = await build({
  ...common,
  entryPoints: {
    verify: here('../cli/src/commands/evidence/verify-alone.ts'),
    crypto: here('../../packages/crypto/node/index.ts'),
    report: here('../../packages/verifier/src/report.ts'),
    timestamp: here('../../packages/verifier/src/timestamp/index.ts'),
  },
  outdir: here('../cli/dist/alone'),
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  platform: 'node',
  target: 'node20',
})
writeOutputs(alone)
writeFileSync(here('../cli/dist/alone/made'), '')
