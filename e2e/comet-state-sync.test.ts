import { base64Decode, base64Encode, hexEncode, latin1Encode } from '@xiezhi/codec'
import { decodeLightBlock, headerHash } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { smtSpec, verifyMembership } from '@xiezhi/merkle'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noteKey, noteTx } from '../packages/host/src/embedded/testing/note-module.ts'
import { rpcCall } from '../packages/host/src/comet/testing/rpc-call.ts'
import { until, ValidatorZone } from '../packages/host/src/comet/testing/run-validators.ts'
import type { ValidatorRun } from '../packages/host/src/comet/testing/run-validators.ts'
import { installCometbft } from '../tools/judges/run-judge.ts'

const cometbft = await installCometbft()
if ('absent' in cometbft)
  console.log(`not run: a node that joins a zone on CometBFT by state sync (${cometbft.absent})`)
const program = 'path' in cometbft ? cometbft.path : ''

const SNAPSHOT_EVERY = 6
/** Discovery takes five seconds, peers up to three to find each other. */
const SYNC_MS = 60_000

const heightOf = async ({ port }: ValidatorRun): Promise<number> => {
  const { sync_info } = (await rpcCall(port, 'status', {})) as { sync_info: { latest_block_height: string } }
  return Number(sync_info.latest_block_height)
}
const send = ({ port }: ValidatorRun, tx: Uint8Array): Promise<unknown> =>
  rpcCall(port, 'submit', { tx: base64Encode(tx) })
const write = (run: ValidatorRun, id: string): Promise<unknown> => send(run, noteTx(id))
const lightBlock = async ({ port }: ValidatorRun, height: number) => {
  const { light_block } = (await rpcCall(port, 'light_block', { height: String(height) })) as { light_block: string }
  return decodeLightBlock(base64Decode(light_block))
}
const told = ({ events }: ValidatorRun, name: string): readonly Readonly<Record<string, unknown>>[] =>
  events.filter(({ event }) => event === name)

describe.skipIf('absent' in cometbft)('a full node that joins a zone of three validators by state sync', () => {
  let zone: ValidatorZone
  let first: ValidatorRun
  let second: ValidatorRun
  let joined: ValidatorRun
  /** In a block below the snapshot. */
  const included = noteTx('before')

  beforeAll(async () => {
    zone = await ValidatorZone.start({ program, count: 3, heartbeatMs: 500, snapshotEveryHeights: SNAPSHOT_EVERY })
    first = zone.validators[0]!
    second = zone.validators[1]!
    expect(await send(first, included)).toMatchObject({ code: 0 })
    for (let at = 0; at < 8; at++) expect(await write(first, `before-${at}`)).toMatchObject({ code: 0 })
    // The engine's light client wants the header two above the snapshot's.
    expect(await until(SYNC_MS, async () => (await heightOf(first)) > 2 * SNAPSHOT_EVERY + 2)).toBe(true)
    const trusted = await lightBlock(first, 1)
    joined = await zone.join({
      rpcServers: [first, second].map(({ port }) => `http://127.0.0.1:${port}`),
      trustHeight: 1,
      trustHash: hexEncode(headerHash(nodeCrypto, trusted.header)),
      trustPeriodMs: 86_400_000,
    })
    await joined.start()
  }, 120_000)
  afterAll(async () => {
    await zone.stop()
  })

  test(
    'every validator took the same snapshot; the node restores one, whose root is that of the header after it',
    async () => {
      expect(await until(SYNC_MS, () => told(joined, 'STATE_RESTORED').length > 0)).toBe(true)
      const [{ height, root }] = told(joined, 'STATE_RESTORED') as [{ height: number; root: string }]
      expect(height % SNAPSHOT_EVERY).toBe(0)
      expect(root).toBe(hexEncode((await lightBlock(second, height + 1)).header.appHash))
      expect(told(joined, 'SNAPSHOT_REFUSED')).toEqual([])
      const hashes = zone.validators.flatMap((one) =>
        told(one, 'SNAPSHOT_TAKEN').flatMap((taken) => (taken['height'] === height ? [taken['hash']] : [])),
      )
      expect([hashes.length, new Set(hashes).size]).toEqual([3, 1])
    },
    SYNC_MS,
  )

  test(
    'it has none of the blocks before, follows the new ones, and proves what was written before it came',
    async () => {
      const [{ height: restored }] = told(joined, 'STATE_RESTORED') as [{ height: number }]
      const outcome = (await write(second, 'after')) as { height: number }
      expect(await until(SYNC_MS, async () => (await heightOf(joined)) > outcome.height)).toBe(true)
      const { sync_info } = (await rpcCall(joined.port, 'status', {})) as {
        sync_info: { earliest_block_height: string }
      }
      expect(Number(sync_info.earliest_block_height)).toBeGreaterThan(restored)
      const after = await lightBlock(joined, outcome.height + 1)
      expect(after.header.appHash).toEqual((await lightBlock(first, outcome.height + 1)).header.appHash)
      for (const id of ['before-0', 'after']) {
        const key = latin1Encode(noteKey(id))
        const { entries } = (await rpcCall(joined.port, 'prove_many', {
          keys: [hexEncode(key)],
          height: String(outcome.height),
        })) as { entries: readonly [{ value: string; proof: string }] }
        const [{ value, proof }] = entries
        verifyMembership(nodeCrypto, smtSpec, after.header.appHash, base64Decode(proof), key, base64Decode(value))
      }
      await expect(rpcCall(joined.port, 'prove_many', { keys: ['00'], height: String(restored - 1) })).rejects.toThrow(
        /HEIGHT_UNAVAILABLE|not available/,
      )
    },
    SYNC_MS,
  )

  test(
    'an order that was included before is spent there too, and a restart goes on without another snapshot',
    async () => {
      expect(await send(joined, included)).toMatchObject({ included: false, name: 'Spent' })
      expect(await joined.stop()).toBe('0')
      await joined.start()
      const outcome = (await write(joined, 'through-the-new-node')) as { code: number; height: number }
      expect(outcome).toMatchObject({ included: true, code: 0 })
      expect(await until(SYNC_MS, async () => (await heightOf(joined)) > outcome.height)).toBe(true)
      expect(told(joined, 'STATE_RESTORED')).toEqual([])
      expect((await lightBlock(joined, outcome.height + 1)).header.appHash).toEqual(
        (await lightBlock(first, outcome.height + 1)).header.appHash,
      )
    },
    SYNC_MS,
  )
})
