import { setTimeout as sleep } from 'node:timers/promises'
import { Comet38Client } from '@cosmjs/tendermint-rpc'
import { base64Decode, base64Encode, bytesEqual, hexEncode, latin1Encode } from '@xiezhi/codec'
import { decodeLightBlock } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { trustedStateOf, verifyHeader } from '@xiezhi/lightclient'
import { smtSpec, verifyMembership } from '@xiezhi/merkle'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noteKey, noteTx } from '../packages/host/src/embedded/testing/note-module.ts'
import { rpcCall } from '../packages/host/src/comet/testing/rpc-call.ts'
import { until, ValidatorZone } from '../packages/host/src/comet/testing/run-validators.ts'
import type { ValidatorRun } from '../packages/host/src/comet/testing/run-validators.ts'
import { installCometbft } from '../tools/judges/run-judge.ts'

const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: zones of four validators on CometBFT (${cometbft.absent})`)
const program = 'path' in cometbft ? cometbft.path : ''

const CHAIN_ID = 'xz-note-1'
const COUNT = 4
const OPTIONS = { trustLevel: { numerator: 1, denominator: 3 }, trustingPeriodMs: 86_400_000, clockDriftMs: 20_000 }
/** A dead proposer costs its turn; a validator that comes back takes some seconds to find its peers. */
const COMMIT_WAIT_MS = 30_000
const NOTES_MAX = 40

interface Outcome {
  readonly included: boolean
  readonly code: number
  readonly height: number
}

const heightOf = async ({ port }: ValidatorRun): Promise<number> => {
  const { sync_info } = (await rpcCall(port, 'status', {})) as { sync_info: { latest_block_height: string } }
  return Number(sync_info.latest_block_height)
}

async function lightBlock({ port }: ValidatorRun, height: number): Promise<LightBlock> {
  const { light_block } = (await rpcCall(port, 'light_block', { height: String(height) })) as { light_block: string }
  return decodeLightBlock(base64Decode(light_block))
}

async function write({ port }: ValidatorRun, id: string): Promise<Outcome> {
  return (await rpcCall(port, 'submit', { tx: base64Encode(noteTx(id)) })) as Outcome
}

describe.skipIf('absent' in cometbft)('a zone of four validators, each a process of its own', () => {
  let zone: ValidatorZone
  let all: readonly [ValidatorRun, ValidatorRun, ValidatorRun, ValidatorRun]
  /** Notes of which a submitter has heard that they are in a block. */
  const acknowledged: string[] = []

  beforeAll(async () => {
    zone = await ValidatorZone.start({ program, count: COUNT })
    all = zone.validators as unknown as typeof all
    expect(await until(COMMIT_WAIT_MS, async () => (await heightOf(all[0])) >= 1)).toBe(true)
  })
  afterAll(async () => {
    await zone.stop()
  })

  async function acknowledge(validator: ValidatorRun, id: string): Promise<Outcome> {
    const outcome = await write(validator, id)
    expect(outcome).toMatchObject({ included: true, code: 0 })
    acknowledged.push(id)
    return outcome
  }

  /** App hashes of one header, as each of them has it. */
  async function appHashes(validators: readonly ValidatorRun[], height: number): Promise<ReadonlySet<string>> {
    const hashes = new Set<string>()
    for (const validator of validators) {
      expect(await until(COMMIT_WAIT_MS, async () => (await heightOf(validator)) >= height)).toBe(true)
      hashes.add(hexEncode((await lightBlock(validator, height)).header.appHash))
    }
    return hashes
  }

  test('a transaction given to any of them is on all of them, under one app hash', async () => {
    for (const [at, validator] of all.entries()) await acknowledge(validator, `first-${at}`)
    const { height } = await acknowledge(all[0], 'last')
    expect((await appHashes(all, height + 1)).size).toBe(1)
    for (const validator of all) {
      const client = await Comet38Client.connect(validator.url)
      const { value } = await client.abciQuery({ path: '/store', data: latin1Encode(noteKey('first-2')), prove: true })
      client.disconnect()
      expect(value.length).toBeGreaterThan(0)
    }
  })

  test('our light client follows every header, and skips; a proof of one stands under a header of another', async () => {
    const { height } = await acknowledge(all[1], 'proved')
    expect(await until(COMMIT_WAIT_MS, async () => (await heightOf(all[2])) >= height + 1)).toBe(true)
    let trusted = await lightBlock(all[0], 1)
    for (let at = 2; at <= height + 1; at++) {
      const next = await lightBlock(all[at % COUNT]!, at)
      expect(next.validators.validators).toHaveLength(COUNT)
      verifyHeader(nodeCrypto, CHAIN_ID, trustedStateOf(trusted, null), next, OPTIONS, Date.now())
      trusted = next
    }
    const first = await lightBlock(all[0], 1)
    const last = await lightBlock(all[2], height + 1)
    const state = trustedStateOf(first, first.validators)
    verifyHeader(nodeCrypto, CHAIN_ID, state, last, OPTIONS, Date.now())
    const forged = { ...last, header: { ...last.header, appHash: new Uint8Array(32).fill(7) } }
    expect(() => verifyHeader(nodeCrypto, CHAIN_ID, state, forged, OPTIONS, Date.now())).toThrow(/COMMIT_BLOCK_ID/)

    const key = latin1Encode(noteKey('proved'))
    const { entries } = (await rpcCall(all[3].port, 'prove_many', {
      keys: [hexEncode(key)],
      height: String(height),
    })) as { entries: readonly [{ value: string; proof: string }] }
    const [{ value, proof }] = entries
    verifyMembership(nodeCrypto, smtSpec, last.header.appHash, base64Decode(proof), key, base64Decode(value))
  })

  test('one killed with its engine: the others go on; it comes back and catches up', async () => {
    await all[3].kill('both')
    for (let at = 0; at < 4; at++) await acknowledge(all[at % 3]!, `three-${at}`)
    await all[3].start()
    const { height } = await acknowledge(all[0], 'four-again')
    expect((await appHashes(all, height + 1)).size).toBe(1)
    await acknowledge(all[3], 'by-the-fourth')
  })

  test('two killed: nothing is made and nothing acknowledged; they come back and what waited goes in', async () => {
    await Promise.all([all[2].kill('application'), all[3].kill('both')])
    // What was under way with their votes may still end.
    await sleep(1_500)
    const stopped = await heightOf(all[0])
    let isAnswered = false
    const waiting = write(all[0], 'waiting').finally(() => (isAnswered = true))
    await sleep(4_000)
    expect(await heightOf(all[0])).toBe(stopped)
    expect(isAnswered).toBe(false)

    await Promise.all([all[2].start(), all[3].start()])
    const outcome = await waiting
    expect(outcome).toMatchObject({ included: true, code: 0 })
    acknowledged.push('waiting')
    const { height } = await acknowledge(all[2], 'after-the-halt')
    expect((await appHashes(all, height + 1)).size).toBe(1)
  })

  test.each(['finalized', 'committed'] as const)(
    'killed at the point "%s" of a block, it goes on exact',
    async (point) => {
      expect(await all[1].stop()).toBe('0')
      await all[1].start({ point, nthBlock: 3 })
      for (let at = 0; at < 4; at++) await acknowledge(all[0], `${point}-${at}`)
      expect(await all[1].ended).toBe('SIGKILL')
      await all[1].start()
      const { height } = await acknowledge(all[1], `${point}-after`)
      expect((await appHashes(all, height + 1)).size).toBe(1)
    },
  )

  test('every note that was acknowledged is on every validator', async () => {
    const latest = Math.max(...(await Promise.all(all.map(heightOf))))
    await appHashes(all, latest)
    const roots = new Set<string>()
    for (const { port } of all) {
      const page = (await rpcCall(port, 'state_page', { prefix: 'note/text' })) as {
        entries: readonly { key: string }[]
      }
      const keys = new Set(page.entries.map(({ key }) => key))
      expect(acknowledged.filter((id) => !keys.has(noteKey(id)))).toEqual([])
      roots.add([...keys].sort().join())
    }
    expect(roots.size).toBe(1)
  })
})

describe.skipIf('absent' in cometbft)('a validator whose clock is an hour ahead', () => {
  test('its stamps are refused by the others, and the zone goes on under theirs', async () => {
    const zone = await ValidatorZone.start({ program, count: COUNT, clockOffsetsMs: [3_600_000] })
    try {
      const [, second, third, fourth] = zone.validators as [ValidatorRun, ValidatorRun, ValidatorRun, ValidatorRun]
      const refusals = (): readonly Readonly<Record<string, unknown>>[] =>
        [second, third, fourth].flatMap(({ events }) => events.filter(({ event }) => event === 'PROPOSAL_REFUSED'))
      // Its turn to propose comes with the blocks; one that has not found its peers yet lets it pass.
      for (let at = 0; at < NOTES_MAX && (at < 4 || refusals().length === 0); at++)
        expect(await write(second, `note-${at}`)).toMatchObject({ included: true, code: 0 })
      const refused = refusals()
      expect(refused.length).toBeGreaterThan(0)
      expect(new Set(refused.map(({ fault }) => fault))).toEqual(new Set(['STAMP_AHEAD']))
      const { block } = (await rpcCall(second.port, 'block', {})) as { block: { data: { txs: readonly string[] } } }
      const stamp = JSON.parse(Buffer.from(block.data.txs[0] ?? '', 'base64').toString('utf8')) as {
        decidedAtMs: number
      }
      expect(stamp.decidedAtMs).toBeLessThan(Date.now() + 6_000)
      expect(
        bytesEqual((await lightBlock(second, 2)).header.appHash, (await lightBlock(third, 2)).header.appHash),
      ).toBe(true)
    } finally {
      await zone.stop()
    }
  })
})
