import { setTimeout as sleep } from 'node:timers/promises'
import { base64Decode, hexEncode } from '@xiezhi/codec'
import { decodeLightBlock } from '@xiezhi/comet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rpcCall } from '../packages/host/src/comet/testing/rpc-call.ts'
import { until, ValidatorZone } from '../packages/host/src/comet/testing/run-validators.ts'
import type { ValidatorRun } from '../packages/host/src/comet/testing/run-validators.ts'
import { ClientLog } from '../tools/faults/client-log.ts'
import { tellFault, triesOf } from '../tools/faults/fault-row.ts'
import {
  forgetState,
  hasSeenSpoiledLog,
  notesOn,
  spoilLog,
  submit,
  Submitter,
  twin,
  ValidatorLinks,
} from '../tools/faults/validator-faults.ts'
import { installCometbft } from '../tools/judges/run-judge.ts'

const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: faults of four validators on CometBFT (${cometbft.absent})`)
const program = 'path' in cometbft ? cometbft.path : ''

const TEST_MS = 240_000
const WAIT_MS = 60_000
/** A part of the power small enough to be missed, and one that is not. */
const ONE = [3] as const
const TWO = [2, 3] as const

/** The same choices in every run. */
function choices(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

describe.skipIf('absent' in cometbft)('four validators, each a process of its own, under a submitter', () => {
  let zone: ValidatorZone
  let all: readonly ValidatorRun[]
  let links: ValidatorLinks
  const log = new ClientLog()
  const random = choices(6)
  const at = (index: number): ValidatorRun => {
    const found = all[index]
    if (found === undefined) throw new RangeError(`no validator ${index}`)
    return found
  }

  const heightOf = async ({ port }: ValidatorRun): Promise<number> => {
    const { sync_info } = (await rpcCall(port, 'status', {})) as { sync_info: { latest_block_height: string } }
    return Number(sync_info.latest_block_height)
  }

  /** One more act is acknowledged by each of them. */
  async function expectAlive(validators: readonly ValidatorRun[], name: string): Promise<void> {
    for (const [index, validator] of validators.entries()) {
      const known = log.acknowledged.length
      const isAlive = await until(WAIT_MS, async () => {
        await submit(validator, `${name}-${index}-${performance.now().toFixed(0)}`, log)
        return log.acknowledged.length > known
      })
      expect(isAlive).toBe(true)
    }
  }

  /** Every validator has come further than the furthest, with the same header and the same acts; what was acknowledged is there once. */
  async function expectSameLedgers(): Promise<void> {
    // Not the first one's: an act acknowledged by another may stand above it.
    const height = Math.max(...(await Promise.all(all.map(heightOf))))
    const headers = new Set<string>()
    for (const validator of all) {
      expect(await until(WAIT_MS, async () => (await heightOf(validator)) > height)).toBe(true)
      const { light_block } = (await rpcCall(validator.port, 'light_block', { height: String(height) })) as {
        light_block: string
      }
      headers.add(hexEncode(decodeLightBlock(base64Decode(light_block)).header.appHash))
      expect(log.wrongIn(await notesOn(validator))).toEqual([])
    }
    expect(headers.size).toBe(1)
  }

  /** A fault while a submitter works, and what is left when it is over. */
  async function survive(name: string, reachable: readonly ValidatorRun[], fault: () => Promise<void>): Promise<void> {
    const submitter = new Submitter(
      reachable,
      log,
      name.replaceAll(/[^a-z]/g, '').slice(0, 12) + String(log.acknowledged.length),
    )
    log.beginOutage()
    submitter.start()
    try {
      await fault()
    } finally {
      await submitter.end()
    }
    await expectAlive([at(0)], 'after')
  }

  beforeAll(async () => {
    zone = await ValidatorZone.start({ program, count: 4 })
    all = zone.validators
    links = await ValidatorLinks.between(zone)
    await expectAlive(all, 'first')
    // Long expired: refused by each of them, and nowhere afterwards.
    for (const [index, validator] of all.entries()) await submit(validator, `old-${index}`, log, Date.now() - 3_600_000)
    expect(log.refused).toHaveLength(4)
  }, TEST_MS)
  afterAll(async () => {
    await zone.stop()
    await links.close()
  })

  test(
    'killed at random: the application, the engine, or both',
    async () => {
      const tries = triesOf(4)
      let outageMs = 0
      for (let kill = 0; kill < tries; kill++) {
        const victim = at(1 + (kill % 3))
        const what = (['application', 'engine', 'both'] as const)[kill % 3] ?? 'both'
        await survive(`kill ${what}`, [at(0)], async () => {
          await sleep(200 + random() * 600)
          await victim.kill(what)
          await sleep(random() * 500)
          // An engine alone is started again by its application.
          if (what !== 'engine') await victim.start()
        })
        outageMs = Math.max(outageMs, log.longestOutageMs)
      }
      await expectAlive(all, 'killed')
      await expectSameLedgers()
      tellFault({ fault: 'SIGKILL of an application, an engine or both', tries, survived: tries, outageMs })
    },
    TEST_MS * triesOf(1),
  )

  test(
    'one validator cut off: the others go on; two cut off: nothing is acknowledged until the links are sound',
    async () => {
      const tries = triesOf(1)
      let [one, two] = [0, 0]
      for (let round = 0; round < tries; round++) {
        await survive('cut one', [at(0), at(1)], async () => {
          links.set(ONE, { cut: true })
          const known = log.acknowledged.length
          expect(await until(WAIT_MS, () => log.acknowledged.length > known + 2)).toBe(true)
        })
        one = Math.max(one, log.longestOutageMs)
        await survive('cut two', [at(0), at(1)], async () => {
          links.set(TWO, { cut: true })
          // What was under way with their votes may still end.
          await sleep(3_000)
          const known = log.acknowledged.length
          await sleep(3_000)
          expect(log.acknowledged.length).toBe(known)
          links.set(TWO, {})
          expect(await until(WAIT_MS, () => log.acknowledged.length > known)).toBe(true)
        })
        two = Math.max(two, log.longestOutageMs)
      }
      await expectAlive(all, 'joined')
      await expectSameLedgers()
      tellFault({ fault: 'links of one of four cut', tries, survived: tries, outageMs: one })
      tellFault({ fault: 'links of two of four cut', tries, survived: tries, outageMs: two })
    },
    TEST_MS * triesOf(1),
  )

  test(
    'slow links: 150 ms a way and 100 kB a second for two of four',
    async () => {
      await survive('slow', [at(0), at(2)], async () => {
        links.set(TWO, { latencyMs: 150, bytesPerSecond: 100_000 })
        const known = log.acknowledged.length
        expect(await until(WAIT_MS, () => log.acknowledged.length > known + 3)).toBe(true)
        links.set(TWO, {})
      })
      tellFault({ fault: 'slow links of two of four', tries: 1, survived: 1, outageMs: log.longestOutageMs })
    },
    TEST_MS,
  )

  test(
    'a spoiled write-ahead log, and a state thrown away: the engine gives every block again, from genesis',
    async () => {
      await survive('spoiled', [at(0), at(1)], async () => {
        await sleep(500)
        // All of them: one that is behind takes blocks from the others and does not read its own log.
        await Promise.all(all.map((validator) => validator.kill('both')))
        spoilLog(at(3))
        await Promise.all(all.map((validator) => validator.start()))
        expect(await until(WAIT_MS, () => hasSeenSpoiledLog(at(3)))).toBe(true)
        await at(2).stop()
        forgetState(at(2))
        await at(2).start()
      })
      await expectAlive(all, 'replayed')
      await expectSameLedgers()
      tellFault({
        fault: 'all four killed, one with a corrupt write-ahead log',
        tries: 1,
        survived: 1,
        outageMs: log.longestOutageMs,
      })
      tellFault({ fault: 'state lost, replay from genesis', tries: 1, survived: 1, outageMs: log.longestOutageMs })
    },
    TEST_MS,
  )

  test(
    'a validator that signs twice: the evidence is in a block, and the ledgers stay the same',
    async () => {
      const node = await zone.join()
      twin(at(3), node)
      const from = await heightOf(at(0))
      let seen = 0
      await survive('twice', [at(0), at(1)], async () => {
        await node.start()
        expect(
          await until(WAIT_MS, async () => {
            seen = await evidenceSince(at(0), from)
            return seen > 0
          }),
        ).toBe(true)
        await node.stop()
      })
      // Each of the others tells its operator who it was.
      for (const run of [at(0), at(1)]) {
        const told = run.events.filter(({ event }) => event === 'VALIDATOR_MISBEHAVED')
        expect(told).toContainEqual(expect.objectContaining({ kind: 'DUPLICATE_VOTE' }))
        expect(new Set(told.map(({ validator }) => validator)).size).toBe(1)
      }
      await expectSameLedgers()
      tellFault({
        fault: 'a validator signs two blocks of a height',
        tries: 1,
        survived: 1,
        outageMs: log.longestOutageMs,
      })
    },
    TEST_MS,
  )

  /** Pieces of evidence in the blocks above a height. */
  async function evidenceSince(validator: ValidatorRun, from: number): Promise<number> {
    let count = 0
    for (let height = from + 1; height <= (await heightOf(validator)); height++) {
      const { block } = (await rpcCall(validator.port, 'block', { height: String(height) })) as {
        block: { evidence: { evidence: readonly unknown[] } }
      }
      count += block.evidence.evidence.length
    }
    return count
  }
})
