import { readFileSync } from 'node:fs'
import type { VerifyTimes } from './verify.ts'

// A program of its own: what it loads is inside the clock, so nothing is imported above that costs time.
const start = performance.now()
const cpuStart = process.cpuUsage()
const [bundleFile = '', trustFile = ''] = process.argv.slice(2)
const { nodeCrypto } = await import('@xiezhi/crypto/node')
const { verifyBundle } = await import('@xiezhi/verifier')
const bundle = new Uint8Array(readFileSync(bundleFile))
const trust = new Uint8Array(readFileSync(trustFile))
const { result } = verifyBundle(nodeCrypto, bundle, trust)
const coldMs = performance.now() - start
const { user, system } = process.cpuUsage(cpuStart)
const again = performance.now()
verifyBundle(nodeCrypto, bundle, trust)
const times: VerifyTimes = { result, coldMs, cpuMs: (user + system) / 1_000, warmMs: performance.now() - again }
process.stdout.write(`${JSON.stringify(times)}\n`)
