import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import type { Crypto } from '@xiezhi/crypto'
import type { commitCrypto, verifyBundle } from '../commands/evidence/verify-alone.ts'
import type { VerifyTimes } from './verify.ts'

interface Alone {
  readonly commitCrypto: typeof commitCrypto
  readonly verifyBundle: typeof verifyBundle
}

// A program of its own, as `xiezhi evidence verify` is: what it loads is inside the clock, which starts where Node's own
// start has ended (`bootstrapComplete`), before this file is read.
const { bootstrapComplete } = performance.nodeTiming
const cpuStart = process.cpuUsage()
const load = createRequire(import.meta.url)
const alone = fileURLToPath(new URL('../alone/', import.meta.url))
const [bundleFile = '', trustFile = ''] = process.argv.slice(2)
const { commitCrypto: cryptoOf, verifyBundle: judge } = load(`${alone}verify.cjs`) as Alone
const crypto = cryptoOf(() => (load(`${alone}crypto.cjs`) as { readonly nodeCrypto: Crypto }).nodeCrypto)
const bundle = new Uint8Array(readFileSync(bundleFile))
const trust = new Uint8Array(readFileSync(trustFile))
const { result } = judge(crypto, bundle, trust)
const coldMs = performance.now() - bootstrapComplete
const { user, system } = process.cpuUsage(cpuStart)
const again = performance.now()
judge(crypto, bundle, trust)
const times: VerifyTimes = { result, coldMs, cpuMs: (user + system) / 1_000, warmMs: performance.now() - again }
process.stdout.write(`${JSON.stringify(times)}\n`)
