#!/usr/bin/env node
import module, { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isFresh, startProgram } from '../../../scripts/start-program.mjs'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const [area, command, ...args] = process.argv.slice(2)
const done = area === 'evidence' && command === 'verify' ? verifyAlone() : undefined
if (done === undefined) await startProgram('xiezhi', new URL('../dist/main.js', import.meta.url))
else process.exitCode = done

/** One file that holds what judging a bundle needs; undefined: the whole command line does it. */
function verifyAlone() {
  if (!isFresh(`${dist}alone/made`)) return undefined
  // Node 22 keeps compiled code between runs; a folder that cannot be written is no harm.
  module.enableCompileCache?.(`${dist}alone/compiled`)
  const require = createRequire(import.meta.url)
  return require(`${dist}alone/verify.cjs`).verifyAlone(args, {
    crypto: () => require(`${dist}alone/crypto.cjs`).nodeCrypto,
    report: () => require(`${dist}alone/report.cjs`).reportLines,
    timestamp: () => require(`${dist}alone/timestamp.cjs`).judgeTimestamp,
  })
}
