import { base64Decode, hexEncode } from '@xiezhi/codec'
import { decodeLightBlock, timestampToMs } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProposalFault } from '../packages/host/src/comet/proposals.ts'
import { rpcCall } from '../packages/host/src/comet/testing/rpc-call.ts'
import { until, ValidatorZone } from '../packages/host/src/comet/testing/run-validators.ts'
import type { ValidatorRun } from '../packages/host/src/comet/testing/run-validators.ts'
import { ClientLog } from '../tools/faults/client-log.ts'
import { tellFault, triesOf } from '../tools/faults/fault-row.ts'
import { buildShiftedCometbft } from '../tools/faults/shifted-engine.ts'
import { notesOn, Submitter, tell } from '../tools/faults/validator-faults.ts'
import { installCometbft } from '../tools/judges/run-judge.ts'

const cometbft = await installCometbft()
if ('absent' in cometbft) console.log(`not run: faults of one of four engines (${cometbft.absent})`)
const program = 'path' in cometbft ? cometbft.path : ''

const TEST_MS = 300_000
const WAIT_MS = 120_000
const HOUR_MS = 3_600_000
/** How far the time of a header may be from that of this machine: a block's own time, and what a loaded machine adds. */
const HEADER_DRIFT_MS = 60_000
const FAULTS: readonly ProposalFault[] = [
  'STAMP_MISSING',
  'STAMP_ORDER',
  'STAMP_AHEAD',
  'TXS_TOO_MANY',
  'TXS_TOO_LARGE',
  'TX_REFUSED',
  'TX_DUPLICATE',
]
/** Of a signature in a commit. */
const FOR_BLOCK = 2
/** Acts that are to be acknowledged while a clock is wrong: each validator has its turn. */
const ACTS_UNDER_WRONG_CLOCK = 12

/** A vote that an hour ahead was cast, or whose time is the earliest that a vote for that block may have. */
function isShifted(voteMs: number, headerMs: number): boolean {
  return voteMs > headerMs + HOUR_MS / 2 || voteMs <= headerMs + 1
}

describe.skipIf('absent' in cometbft)('one of four validators is not what it should be', () => {
  let zone: ValidatorZone
  let honest: readonly ValidatorRun[]
  let fourth: ValidatorRun
  const log = new ClientLog()

  beforeAll(async () => {
    // Older than a clock is wrong: an engine waits until its zone has begun.
    zone = await ValidatorZone.start({ program, count: 4, ageMs: 2 * HOUR_MS })
    honest = zone.validators.slice(0, 3)
    const last = zone.validators[3]
    if (last === undefined) throw new RangeError('no fourth validator')
    fourth = last
  }, TEST_MS)
  afterAll(async () => {
    await zone.stop()
  })

  async function heightOf({ port }: ValidatorRun): Promise<number> {
    const { sync_info } = (await rpcCall(port, 'status', {})) as { sync_info: { latest_block_height: string } }
    return Number(sync_info.latest_block_height)
  }

  async function lightBlock({ port }: ValidatorRun, height: number): Promise<LightBlock> {
    const { light_block } = (await rpcCall(port, 'light_block', { height: String(height) })) as { light_block: string }
    return decodeLightBlock(base64Decode(light_block))
  }

  /** One header on all of them, and exactly the acts that were acknowledged. */
  async function expectSameLedgers(): Promise<void> {
    const height = Math.max(...(await Promise.all(honest.map(heightOf))))
    const headers = new Set<string>()
    for (const validator of zone.validators) {
      expect(await until(WAIT_MS, async () => (await heightOf(validator)) > height)).toBe(true)
      headers.add(hexEncode((await lightBlock(validator, height)).header.appHash))
      expect(log.wrongIn(await notesOn(validator))).toEqual([])
    }
    expect(headers.size).toBe(1)
  }

  async function anew(change: Parameters<typeof tell>[1]): Promise<void> {
    await fourth.stop()
    tell(fourth, change)
    await fourth.start()
  }

  /** Submits to the honest ones until it is over; the longest time without an answer. */
  async function whileSubmitting(name: string, isOver: () => boolean): Promise<number> {
    const submitter = new Submitter(honest, log, name)
    log.beginOutage()
    submitter.start()
    try {
      expect(await until(WAIT_MS * triesOf(1), isOver)).toBe(true)
    } finally {
      await submitter.end()
    }
    return log.longestOutageMs
  }

  test(
    'it proposes invalid blocks: the three others vote each down, say why, and the zone goes on',
    async () => {
      const seen = (run: ValidatorRun, fault: ProposalFault): number =>
        run.events.filter((event) => event['event'] === 'PROPOSAL_REFUSED' && event['fault'] === fault).length
      const before = honest.map(({ events }) => events.length)
      await anew(() => ({ proposes: FAULTS }))
      const rounds = triesOf(1)
      const outageMs = await whileSubmitting('invalid', () =>
        FAULTS.every((fault) => honest.every((run) => seen(run, fault) >= rounds)),
      )
      // They refuse nothing that it did not propose.
      const proposed = new Set(fourth.events.map(({ fault }) => fault).filter((fault) => fault !== undefined))
      expect(proposed).toEqual(new Set(FAULTS))
      for (const [at, run] of honest.entries()) {
        const refused = run.events.slice(before[at]).filter(({ event }) => event === 'PROPOSAL_REFUSED')
        expect(refused.filter(({ fault }) => !FAULTS.includes(fault as ProposalFault))).toEqual([])
      }
      await anew(() => ({ proposes: [] }))
      await expectSameLedgers()
      const tries = rounds * FAULTS.length
      tellFault({ fault: 'a validator proposes invalid blocks', tries, survived: tries, outageMs })
    },
    TEST_MS * triesOf(1),
  )

  test.each([
    ['1h', 'an hour forward'],
    ['-1h', 'an hour back'],
  ])(
    'the clock of its engine is wrong by %s: headers have the time of the others, and all goes on',
    async (shift, words) => {
      const engine = await buildShiftedCometbft()
      if ('absent' in engine) {
        console.log(`not run: the clock of an engine ${words} (${engine.absent})`)
        return
      }
      await anew(() => ({ program: engine.path, engineClock: shift }))
      const [first] = honest
      if (first === undefined) throw new RangeError('no validator')
      const [from, beganMs] = [await heightOf(first), Date.now()]
      const known = log.acknowledged.length
      const wanted = ACTS_UNDER_WRONG_CLOCK * triesOf(1)
      const outageMs = await whileSubmitting(
        words.slice(words.lastIndexOf(' ') + 1),
        () => log.acknowledged.length >= known + wanted,
      )
      const to = await heightOf(first)
      const wrong = new Set<string>()
      for (let height = from + 1; height <= to; height++) {
        const { header, commit } = await lightBlock(first, height)
        const timeMs = timestampToMs(header.time)
        expect(timeMs).toBeGreaterThan(beganMs - HEADER_DRIFT_MS)
        expect(timeMs).toBeLessThan(Date.now() + HEADER_DRIFT_MS)
        for (const { blockIdFlag, validatorAddress, timestamp } of commit.signatures)
          if (blockIdFlag === FOR_BLOCK && isShifted(timestampToMs(timestamp), timeMs))
            wrong.add(hexEncode(validatorAddress))
      }
      // Its own votes have its own clock, or where that lies behind, no more than they must.
      expect(wrong.size).toBe(1)
      await anew(() => ({ program }))
      await expectSameLedgers()
      tellFault({ fault: `clock of an engine ${words}`, tries: wanted, survived: wanted, outageMs })
    },
    TEST_MS * triesOf(1),
  )
})
