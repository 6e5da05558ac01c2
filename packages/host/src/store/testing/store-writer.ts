import { writeSync } from 'node:fs'
import { utf8Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { StateStore } from '../state-store.ts'
import { StoreError } from '../store-error.ts'
import { BlockStream, rowsOf } from './block-stream.ts'

/**
 * A process that commits blocks to `folder` until it is killed, or until the disk refuses. After each commit it prints
 * the height, and at the end the code of the refusal.
 */
const folder = process.argv[2] ?? ''
const blocks = Number(process.argv[3] ?? Infinity)
const store = new StateStore(folder, { crypto: nodeCrypto, horizon: { heights: 20, durationMs: 0 } })
const stream = new BlockStream(process.pid)
const print = (line: string): void => void writeSync(1, `${line}\n`)
try {
  for (let written = 0; written < blocks; written++) {
    const height = (store.height ?? 0) + 1
    store.stage(height, [
      { key: utf8Encode('height'), value: utf8Encode(String(height)) },
      ...stream.changes(300, 2000),
    ])
    store.commit(rowsOf(height))
    print(String(height))
  }
} catch (error) {
  print(error instanceof StoreError ? error.code : String(error))
  try {
    store.stage((store.height ?? 0) + 1, [])
    print('took another block')
  } catch (again) {
    print(again instanceof StoreError ? `again ${again.code}` : String(again))
  }
  // What was committed can still be read, in the process that met the full disk.
  print(`read ${store.get(utf8Encode('height'))?.length ?? 'nothing'} ${store.height ?? 'none'}`)
}
