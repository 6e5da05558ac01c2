import { base64Decode, base64Encode, hexEncode, latin1Encode } from '@xiezhi/codec'
import { decodeLightBlock } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { trustedStateOf, verifyHeader } from '@xiezhi/lightclient'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rpcCall } from '../packages/host/src/comet/testing/rpc-call.ts'
import { until, ValidatorZone } from '../packages/host/src/comet/testing/run-validators.ts'
import type { ValidatorRun } from '../packages/host/src/comet/testing/run-validators.ts'
import { noteKey, noteTx } from '../packages/host/src/embedded/testing/note-module.ts'
import { installCometbft } from '../tools/judges/run-judge.ts'

const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: a zone on CometBFT that deletes old blocks (${cometbft.absent})`)
const program = 'path' in cometbft ? cometbft.path : ''

const OPTIONS = { trustLevel: { numerator: 1, denominator: 3 }, trustingPeriodMs: 86_400_000, clockDriftMs: 20_000 }
const EVERY = 5
const WAIT_MS = 40_000

describe.skipIf('absent' in cometbft)('a zone of three validators that keeps ten blocks', () => {
  let zone: ValidatorZone
  let first: ValidatorRun

  const range = async (): Promise<{ readonly earliest: number; readonly latest: number }> => {
    const { sync_info } = (await rpcCall(first.port, 'status', {})) as {
      sync_info: { earliest_block_height: string; latest_block_height: string }
    }
    return { earliest: Number(sync_info.earliest_block_height), latest: Number(sync_info.latest_block_height) }
  }
  const lightBlock = async (height: number, orAbove = false): Promise<LightBlock> => {
    const { light_block } = (await rpcCall(first.port, 'light_block', {
      height: String(height),
      or_above: orAbove,
    })) as {
      light_block: string
    }
    return decodeLightBlock(base64Decode(light_block))
  }

  beforeAll(async () => {
    zone = await ValidatorZone.start({
      program,
      count: 3,
      heartbeatMs: 300,
      pruning: { blocksKept: { heights: 10, durationMs: 0 }, horizonHeights: 10, lightBlocksEvery: EVERY },
    })
    first = zone.validators[0]!
    for (let at = 0; at < 6; at++) await rpcCall(first.port, 'submit', { tx: base64Encode(noteTx(`note-${at}`)) })
    expect(await until(WAIT_MS, async () => (await range()).earliest > 2 * EVERY)).toBe(true)
  }, 60_000)
  afterAll(async () => {
    await zone.stop()
  })

  test('a prefix is gone, down to a kept light block; the last ten are there', async () => {
    const { earliest, latest } = await range()
    expect([earliest % EVERY, latest - earliest >= 10]).toEqual([0, true])
    for (let height = earliest; height < latest; height++)
      expect(await rpcCall(first.port, 'block', { height: String(height) })).toBeDefined()
  })

  test('light blocks that are kept are served from our store, and a client skips along them', async () => {
    const { earliest, latest } = await range()
    let trusted = await lightBlock(EVERY)
    expect(EVERY).toBeLessThan(earliest)
    for (const height of [2 * EVERY, latest - 1]) {
      const next = await lightBlock(height)
      const state = trustedStateOf(trusted, trusted.validators)
      verifyHeader(nodeCrypto, 'xz-note-1', state, next, OPTIONS, Date.now())
      trusted = next
    }
  })

  test('what is below is refused by a stable code: light blocks, and proofs of past states', async () => {
    const { latest } = await range()
    await expect(lightBlock(EVERY + 1)).rejects.toThrow(/HOST_HEIGHT_UNAVAILABLE/)
    // A client that searches its way takes the lowest above that was kept; of the future there is none.
    expect((await lightBlock(EVERY + 1, true)).header.height).toBe(BigInt(2 * EVERY))
    await expect(lightBlock(latest + 1_000, true)).rejects.toThrow(/height/)
    const keys = [hexEncode(latin1Encode(noteKey('note-0')))]
    await expect(rpcCall(first.port, 'prove_many', { keys, height: '3' })).rejects.toThrow(/STORE_HEIGHT_UNAVAILABLE/)
    const { entries } = (await rpcCall(first.port, 'prove_many', { keys, height: String(latest - 2) })) as {
      entries: readonly { value: string | null }[]
    }
    expect(entries[0]?.value).not.toBeNull()
  })

  test('after a restart the kept light blocks are still there and the prefix goes on to go', async () => {
    expect(await first.stop()).toBe('0')
    await first.start()
    expect((await lightBlock(EVERY)).header.height).toBe(BigInt(EVERY))
    const { earliest } = await range()
    expect(await until(WAIT_MS, async () => (await range()).earliest > earliest)).toBe(true)
    expect((await lightBlock(earliest)).header.height).toBe(BigInt(earliest))
  }, 60_000)
})
