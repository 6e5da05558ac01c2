#!/usr/bin/env node
import { existsSync, statSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const [area, command, ...args] = process.argv.slice(2)
const done = area === 'evidence' && command === 'verify' ? verifyAlone() : undefined
if (done === undefined) await runWhole()
else process.exitCode = done

/** One file that holds what judging a bundle needs; undefined: the whole command line does it. */
function verifyAlone() {
  if (!isFresh(`${dist}alone/verify.cjs`)) return undefined
  // Node 22 keeps compiled code between runs; a folder that cannot be written is no harm.
  module.enableCompileCache?.(`${dist}alone/compiled`)
  const require = createRequire(import.meta.url)
  return require(`${dist}alone/verify.cjs`).verifyAlone(args, {
    crypto: () => require(`${dist}alone/crypto.cjs`).nodeCrypto,
    report: () => require(`${dist}alone/report.cjs`).reportLines,
    timestamp: () => require(`${dist}alone/timestamp.cjs`).judgeTimestamp,
  })
}

/** Made after the last build of the packages in it, where those lie beside this one. */
function isFresh(file) {
  const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  if (made === undefined) return false
  const built = ['codec', 'merkle', 'comet', 'crypto', 'law', 'evidence', 'lightclient', 'verifier'].map(
    (name) => `${dist}../../../packages/${name}/dist/.tsbuildinfo`,
  )
  return built.every((path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) <= made)
}

async function runWhole() {
  const entry = new URL('../dist/main.js', import.meta.url)
  if (!existsSync(entry)) {
    process.stderr.write('xiezhi is not built yet. Run: npm run build\n')
    process.exit(70)
  }
  await import(entry.href)
}
