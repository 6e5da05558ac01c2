import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hexEncode, latin1Encode } from '@xiezhi/codec'
import { commitSignBytes, headerHash, validatorsHash } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EmbeddedHost } from './embedded-host.ts'
import type { EmbeddedHostOptions } from './embedded-host.ts'
import { RpcServer } from './rpc/rpc-server.ts'
import { rpcCall } from '../comet/testing/rpc-call.ts'
import { noteKey, noteTx } from './testing/note-module.ts'
import { noteHostOptions } from './testing/note-host.ts'

const NOTES = 20
const GENESIS_MS = Date.now() - 60_000

let folder: string
let host: EmbeddedHost
let firstTx: Uint8Array

function open(more: Partial<EmbeddedHostOptions> = {}): EmbeddedHost {
  return new EmbeddedHost({ ...noteHostOptions(folder, GENESIS_MS), horizon: { heights: 4, durationMs: 0 }, ...more })
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

test('with a horizon for blocks a prefix goes, without holes; every fifth light block stays, and a client follows by it', async () => {
  await host.stop()
  const last = host.height
  host = open({ blocksKept: { heights: 8, durationMs: 0 }, lightBlocksEvery: 5 })
  host.start()
  for (let at = 0; at < NOTES; at++) await host.submit(noteTx(`more-${at}`))
  await host.stop()
  host = open({ blocksKept: { heights: 8, durationMs: 0 }, lightBlocksEvery: 5 })
  host.start()
  await host.submit(noteTx('after-restart'))
  const { oldestBlock } = host
  expect([oldestBlock > last - 4, host.height - oldestBlock >= 7]).toEqual([true, true])
  for (let height = 1; height <= host.height; height++) {
    expect([height, host.block(height) !== undefined]).toEqual([height, height >= oldestBlock])
    // The commit of the block before the oldest stands in the oldest.
    const isKept = height >= oldestBlock - 1 || height % 5 === 0
    expect([height, host.lightBlock(height) !== undefined]).toEqual([height, isKept])
    if (isKept) expect(isSigned(lightBlock(height))).toBe(true)
  }
  expect(host.txPlace(nodeCrypto.sha256(firstTx))).toBeUndefined()
  expect(host.prove(latin1Encode(noteKey('note-0'))).value).not.toBeNull()

  const server = await RpcServer.listen({ host, crypto: nodeCrypto, port: 0 })
  try {
    const { sync_info } = (await rpcCall(server.port, 'status', {})) as { sync_info: { earliest_block_height: string } }
    expect(Number(sync_info.earliest_block_height)).toBe(host.oldestBlock)
    expect(await rpcCall(server.port, 'block', { height: String(host.oldestBlock) })).toMatchObject({
      block: { last_commit: { height: String(host.oldestBlock - 1) } },
    })
    for (const method of ['block', 'block_results', 'light_block', 'commit'])
      await expect(rpcCall(server.port, method, { height: '1' })).rejects.toThrow(
        /HOST_HEIGHT_UNAVAILABLE height 1 is not/,
      )
  } finally {
    await server.close()
  }
})

test('blocks younger than the horizon says stay, however many there are', async () => {
  await host.stop()
  host = open({ blocksKept: { heights: 2, durationMs: 3_600_000 } })
  host.start()
  for (let at = 0; at < 5; at++) await host.submit(noteTx(`young-${at}`))
  expect(host.oldestBlock).toBe(1)
  expect(host.block(1)).toBeDefined()
})
