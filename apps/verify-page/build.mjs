// Puts the page and its script into one file: dist-web/xiezhi-verify.html. A classic script runs from a file: address,
// where browsers refuse modules.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'

const here = (path) => new URL(path, import.meta.url)

const { outputFiles } = await build({
  entryPoints: [here('src/page.ts').pathname],
  bundle: true,
  format: 'iife',
  // Browsers of the Chromium 90 family and newer.
  target: 'chrome90',
  minify: true,
  charset: 'ascii',
  conditions: ['source'],
  write: false,
})
// A closing tag inside a string of the script would end it.
const script = outputFiles[0].text.replaceAll('</script', '<\\/script')
const html = readFileSync(here('src/page.html'), 'utf8').replace('/*SCRIPT*/', () => script)
mkdirSync(here('dist-web/'), { recursive: true })
writeFileSync(here('dist-web/xiezhi-verify.html'), html)
