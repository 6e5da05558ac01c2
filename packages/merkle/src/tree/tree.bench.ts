import { bench, describe } from 'vitest'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { StateTree } from './state-tree.ts'

const KEYS = 100_000
const keys = Array.from({ length: KEYS }, (_, i) => nodeCrypto.sha256(Uint8Array.of(i >> 16, i >> 8, i)))
const tree = new StateTree(nodeCrypto)
tree.update(keys.map((keyHash) => ({ keyHash, valueHash: keyHash })))
let turn = 0

const changes = (count: number): { keyHash: Uint8Array; valueHash: Uint8Array }[] =>
  Array.from({ length: count }, (_, i) => ({
    keyHash: keys[(turn * 7919 + i * 97) % KEYS] ?? new Uint8Array(32),
    valueHash: keys[turn++ % KEYS] ?? new Uint8Array(32),
  }))

describe(`StateTree of ${KEYS} keys, one call of node:crypto a node`, () => {
  bench('update of 1', () => void tree.update(changes(1)))
  bench('update of 1,000', () => void tree.update(changes(1000)))
})
