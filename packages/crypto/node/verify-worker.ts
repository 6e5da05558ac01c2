import { parentPort } from 'node:worker_threads'
import { unpackChecks } from './check-parcel.ts'
import { nodeCrypto } from './node-crypto.ts'

parentPort?.on('message', (parcel: Uint8Array) => {
  const verdicts = Uint8Array.from(nodeCrypto.verifyMany(unpackChecks(parcel)), Number)
  parentPort?.postMessage(verdicts, [verdicts.buffer])
})
