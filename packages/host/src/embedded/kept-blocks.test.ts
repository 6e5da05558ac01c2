import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hexEncode, latin1Encode } from '@xiezhi/codec'
import { commitSignBytes, headerHash, validatorsHash } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EmbeddedHost } from './embedded-host.ts'
import { noteKey, noteTx } from './testing/note-module.ts'
import { noteHostOptions } from './testing/note-host.ts'

const NOTES = 20
const GENESIS_MS = Date.now() - 60_000

let folder: string
let host: EmbeddedHost
let firstTx: Uint8Array

function open(): EmbeddedHost {
  return new EmbeddedHost({ ...noteHostOptions(folder, GENESIS_MS), horizon: { heights: 4, durationMs: 0 } })
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xz-kept-'))
  host = open()
  host.start()
  firstTx = noteTx('note-0')
  await host.submit(firstTx)
  for (let at = 1; at < NOTES; at++) await host.submit(noteTx(`note-${at}`))
})
afterEach(async () => {
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
})

function lightBlock(height: number): LightBlock {
  const block = host.lightBlock(height)
  if (block === undefined) throw new RangeError(`no light block ${height}`)
  return block
}

/** What a light client checks of one block, and of its place behind the one before. */
function isSigned({ header, commit, validators }: LightBlock): boolean {
  const [validator] = validators.validators
  const [slot] = commit.signatures
  if (validator === undefined || slot === undefined) return false
  const message = commitSignBytes(header.chainId, commit, 0)
  const [holds] = nodeCrypto.verifyZip215Many([{ publicKey: validator.publicKey, message, signature: slot.signature }])
  return holds === true && hexEncode(commit.blockId.hash) === hexEncode(headerHash(nodeCrypto, header))
}

test('pruning takes the oldest states; every block, its light block and its transactions stay, without holes', async () => {
  const oldest = host.store.oldestHeight ?? 0
  expect(oldest).toBeGreaterThan(host.height - 8)
  expect(() => host.prove(latin1Encode(noteKey('note-0')), oldest - 1)).toThrow(/STORE_HEIGHT_UNAVAILABLE/)

  for (const reopened of [false, true]) {
    if (reopened) {
      await host.stop()
      host = open()
    }
    let before: LightBlock | undefined
    for (let height = 1; height <= host.height; height++) {
      const block = lightBlock(height)
      expect(isSigned(block)).toBe(true)
      expect(block.header.validatorsHash).toEqual(validatorsHash(nodeCrypto, block.validators))
      if (before !== undefined) {
        expect(block.header.lastBlockId).toEqual(before.commit.blockId)
        expect(block.header.validatorsHash).toEqual(before.header.nextValidatorsHash)
      }
      expect(host.block(height)?.txs.length).toBeGreaterThan(0)
      before = block
    }
    expect(host.txPlace(nodeCrypto.sha256(firstTx))?.height).toBeLessThan(oldest)
  }
})
