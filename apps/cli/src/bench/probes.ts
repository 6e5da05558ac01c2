import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { utf8Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { perSecond } from './stats.ts'

const PROBE_MS = 300
const PAGE_BYTES = 4_096
const MESSAGE_BYTES = 1_024
const BATCH = 64

/** What the machine does at the time of the measurement, on one core. */
export interface Probes {
  /** Strict Ed25519 checks of 1 KiB messages by the backend that the zones use. */
  readonly ed25519ChecksPerSecond: number
  readonly sm2ChecksPerSecond: number
  /** SHA-256 of 64 bytes, the size of a tree node. */
  readonly sha256PerSecond: number
  /** A page written and on disk, one after the other, where the benches keep their stores. */
  readonly fsyncsPerSecond: number
  readonly cores: number
  readonly cpu: string
  readonly node: string
  /** Processes that wanted a core, means of 1, 5 and 15 minutes: above the count of cores, figures are too low. */
  readonly loadAverage: readonly number[]
}

export function probeMachine(): Probes {
  const bytes = new Uint8Array(64).fill(7)
  return {
    ed25519ChecksPerSecond: checksPerSecond('ed25519'),
    sm2ChecksPerSecond: checksPerSecond('sm2'),
    sha256PerSecond: rate(() => void nodeCrypto.sha256(bytes)),
    fsyncsPerSecond: fsyncsPerSecond(),
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    node: process.version,
    loadAverage: loadNow(),
  }
}

export function loadNow(): readonly number[] {
  return loadavg().map((mean) => Math.round(mean * 100) / 100)
}

function checksPerSecond(algorithm: 'ed25519' | 'sm2'): number {
  const signer = nodeCrypto.signer(algorithm, nodeCrypto.sha256(utf8Encode(`probe ${algorithm}`)))
  const message = new Uint8Array(MESSAGE_BYTES).fill(1)
  const check = { algorithm, publicKey: signer.publicKey, message, signature: signer.sign(message) }
  return rate(() => void nodeCrypto.verifyMany([check]))
}

function rate(work: () => void): number {
  for (let warm = 0; warm < BATCH; warm++) work()
  const start = performance.now()
  let count = 0
  let elapsed = 0
  while (elapsed < PROBE_MS) {
    for (let at = 0; at < BATCH; at++) work()
    count += BATCH
    elapsed = performance.now() - start
  }
  return perSecond(count, elapsed)
}

function fsyncsPerSecond(): number {
  const folder = mkdtempSync(join(tmpdir(), 'xz-probe-'))
  const file = openSync(join(folder, 'page'), 'w')
  const page = new Uint8Array(PAGE_BYTES)
  try {
    let at = 0
    const start = performance.now()
    while (performance.now() - start < PROBE_MS) {
      writeSync(file, page, 0, PAGE_BYTES, at * PAGE_BYTES)
      fdatasyncSync(file)
      at++
    }
    return perSecond(at, performance.now() - start)
  } finally {
    closeSync(file)
    rmSync(folder, { recursive: true, force: true })
  }
}
