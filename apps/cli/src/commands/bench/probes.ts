import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeCrypto } from '@xiezhi/crypto/node'

const PROBE_MS = 400
const BATCH = 64
const HASH_BYTES = 64
const SYNC_BYTES = 4_096

/** What this machine does at its best in the same run: without it, a figure from another machine says nothing. */
export interface Probes {
  readonly ed25519ChecksPerSecond: number
  readonly sha256PerSecond: number
  readonly fsyncsPerSecond: number
}

export function probeMachine(folder: string = tmpdir()): Probes {
  const signer = nodeCrypto.signer('ed25519', new Uint8Array(32).fill(7))
  const checks = Array.from({ length: BATCH }, (_, at) => {
    const message = new Uint8Array([at])
    return { algorithm: signer.algorithm, publicKey: signer.publicKey, message, signature: signer.sign(message) }
  })
  const inputs = Array.from({ length: BATCH }, (_, at) => new Uint8Array(HASH_BYTES).fill(at))
  return {
    ed25519ChecksPerSecond: perSecond(BATCH, () => nodeCrypto.verifyMany(checks)),
    sha256PerSecond: perSecond(BATCH, () => nodeCrypto.sha256Many(inputs)),
    fsyncsPerSecond: syncsPerSecond(folder),
  }
}

function perSecond(items: number, run: () => unknown): number {
  run()
  const startedMs = performance.now()
  let count = 0
  while (performance.now() - startedMs < PROBE_MS) {
    run()
    count += items
  }
  return Math.round((count * 1_000) / (performance.now() - startedMs))
}

function syncsPerSecond(folder: string): number {
  const own = mkdtempSync(join(folder, 'xiezhi-probe-'))
  const file = openSync(join(own, 'sync'), 'w')
  const page = new Uint8Array(SYNC_BYTES)
  try {
    return perSecond(1, () => {
      writeSync(file, page, 0, SYNC_BYTES, 0)
      fsyncSync(file)
    })
  } finally {
    closeSync(file)
    rmSync(own, { recursive: true })
  }
}
