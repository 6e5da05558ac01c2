import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesEqual, latin1Encode } from '@xiezhi/codec'
import { headerHash, validateCommit, validateHeader } from '@xiezhi/comet'
import { nodeCrypto, verifyManyLater } from '@xiezhi/crypto/node'
import { ContractError, kernelErrors } from '@xiezhi/kernel'
import { smtSpec, verifyAbsence, verifyMembership } from '@xiezhi/merkle'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { signClockConfirmation } from './clock-confirmation.ts'
import type { Clock } from './clock-guard.ts'
import { EmbeddedHost } from './embedded-host.ts'
import type { EmbeddedHostOptions } from './embedded-host.ts'
import { HostError } from './host-error.ts'
import {
  noteClockOfficer,
  noteErrors as errors,
  noteKey,
  noteModule,
  noteOfficer,
  noteTx,
} from './testing/note-module.ts'

const validator = nodeCrypto.signer('ed25519', new Uint8Array(32).fill(7))
const START_MS = 1_772_413_200_000
/** Less than a block waits for others, and more than one alone needs. */
const SHARED_WAIT_MS = 30

let folder: string
let nowMs: number
let monotonicMs: number
let host: EmbeddedHost
const clock: Clock = { wallMs: () => nowMs, monotonicMs: () => monotonicMs }

function open(onPoint?: EmbeddedHostOptions['onPoint']): EmbeddedHost {
  const genesis = { chainId: 'xz-note-1', genesisTimeMs: START_MS, appState: {} }
  const opened = new EmbeddedHost({
    folder,
    crypto: nodeCrypto,
    validator,
    genesis,
    modules: [noteModule],
    clock,
    verifyLater,
    mayConfirmClock: noteClockOfficer,
    ...(onPoint === undefined ? {} : { onPoint }),
  })
  opened.start()
  return opened
}

function advance(ms: number): void {
  nowMs += ms
  monotonicMs += ms
}

/** Checks in the pool, counted. */
let checksInPool = 0
const verifyLater: typeof verifyManyLater = (checks) => {
  checksInPool += checks.length
  return verifyManyLater(checks)
}

const tx = (id: string): Uint8Array => noteTx(id, nowMs)

function confirmation(): Uint8Array {
  const { alarm } = host.clock
  if (alarm === undefined) throw new RangeError('no alarm')
  return signClockConfirmation(noteOfficer, { chainId: host.chainId, alarm, confirmedAtMs: nowMs })
}

async function untilHeight(height: number): Promise<void> {
  while (host.height < height) await new Promise((resolve) => setImmediate(resolve))
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xz-host-'))
  nowMs = START_MS + 1_000
  monotonicMs = 0
  host = open()
})
afterEach(async () => {
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('EmbeddedHost', () => {
  test('answers with the height of a block whose proof stands under the next header', async () => {
    const outcome = await host.submit(tx('a'))
    await untilHeight(outcome.height + 1)

    const key = latin1Encode(noteKey('a'))
    const answer = host.prove(key)
    const next = host.lightBlock(outcome.height + 1)

    expect(outcome.code).toBe(0)
    expect(answer.height).toBe(outcome.height)
    expect(next?.header.appHash).toEqual(answer.root)
    verifyMembership(nodeCrypto, smtSpec, answer.root, answer.proof, key, answer.value ?? new Uint8Array(0))
    const absent = latin1Encode(noteKey('b'))
    verifyAbsence(nodeCrypto, smtSpec, answer.root, host.prove(absent).proof, absent)
  })

  test('checks the signatures of a burst on other threads and refuses the one that is wrong', async () => {
    checksInPool = 0
    const burst = Array.from({ length: 40 }, (_, at) => tx(`burst-${at}`))
    const forged = tx('forged')
    // Inside the base64 of the signature, which ends the bytes.
    const at = forged.length - 20
    forged[at] = forged[at] === 0x41 ? 0x42 : 0x41
    burst.splice(20, 0, forged)
    const outcomes = await Promise.allSettled(burst.map((bytes) => host.submit(bytes)))

    const failed = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
    expect(failed).toHaveLength(1)
    expect(failed[0]).toBeInstanceOf(ContractError)
    expect((failed[0] as ContractError).kind).toBe(kernelErrors.SignatureInvalid)
    expect(host.store.get(latin1Encode(noteKey('forged')))).toBeUndefined()
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(40)
    expect(checksInPool).toBeGreaterThan(0)
  })

  test('after several at once the next block waits for more to share it; one alone waits for nobody', async () => {
    // When each block began, and when the last one before it was on disk.
    const waits = new Map<number, number>()
    let storedMs = 0
    await host.stop()
    host = open((point, height) => {
      if (point === 'proposed') waits.set(height, performance.now() - storedMs)
      if (point === 'committed') storedMs = performance.now()
    })
    const waited = async (id: string): Promise<number> => waits.get((await host.submit(tx(id))).height) ?? 0

    const alone = [await waited('one'), await waited('two'), await waited('three'), await waited('four')]
    const sharing = ['left', 'right'].map((id) => new Promise((resolve) => host.enqueue(tx(id), resolve)))
    await Promise.all(sharing)
    const next = await waited('next')

    expect(Math.min(...alone)).toBeLessThan(SHARED_WAIT_MS)
    expect(next).toBeGreaterThan(SHARED_WAIT_MS)
  })

  test('answers a transaction whose proof block a jump of the clock holds up, and goes on once that is confirmed', async () => {
    await host.stop()
    let jumpMs = 0
    host = open((point) => {
      if (point !== 'signed') return
      nowMs += jumpMs
      jumpMs = 0
    })
    await untilHeight(host.height + 1)
    jumpMs = 3_600_000
    const { code, height } = await host.submit(tx('a'))
    expect(code).toBe(0)
    expect(host.fault).toBeUndefined()
    expect(host.height).toBe(height)
    host.confirmClock(confirmation())
    host.requestBlock()
    await untilHeight(height + 1)
    expect(host.lightBlock(height + 1)?.header.appHash).toEqual(host.prove(latin1Encode(noteKey('a'))).root)
  })

  test('makes headers and commits that pass the basic checks and link to each other', async () => {
    await host.submit(tx('a'))
    await host.submit(tx('b'))
    for (let height = 1; height <= host.height; height++) {
      const block = host.block(height)
      expect(block).toBeDefined()
      if (block === undefined) return
      validateHeader(block.header)
      validateCommit(block.commit)
      expect(block.commit.blockId.hash).toEqual(headerHash(nodeCrypto, block.header))
      const before = host.block(height - 1)
      if (before !== undefined) expect(block.header.lastBlockId).toEqual(before.commit.blockId)
    }
  })

  test('is the same after it is opened again, and goes on', async () => {
    const first = await host.submit(tx('a'))
    await untilHeight(first.height + 1)
    const [root, height] = [host.store.root(), host.height]
    await host.stop()

    host = open()

    expect(host.height).toBe(height)
    expect(bytesEqual(host.store.root(), root)).toBe(true)
    expect((await host.submit(tx('a'))).code).toBe(errors.Taken.code)
    expect((await host.submit(tx('b'))).code).toBe(0)
  })

  test('refuses a spent transaction and a bad signature before they wait for a block', async () => {
    const bytes = tx('a')
    await host.submit(bytes)
    await expect(host.submit(bytes)).rejects.toMatchObject({ kind: kernelErrors.Spent })

    const other = tx('b')
    const at = new TextDecoder().decode(other).indexOf('signatures":["') + 20
    other[at] = other[at] === 0x41 ? 0x42 : 0x41
    await expect(host.submit(other)).rejects.toMatchObject({ kind: kernelErrors.SignatureInvalid })
  })

  test('what the screen refuses is in no block and is not spent; what it lets through is', async () => {
    await host.stop()
    let refuses = true
    const genesis = { chainId: 'xz-note-1', genesisTimeMs: START_MS, appState: {} }
    const screen = (): void => {
      if (refuses) throw new ContractError(errors.Taken)
    }
    host = new EmbeddedHost({ folder, crypto: nodeCrypto, validator, genesis, modules: [noteModule], clock, screen })
    host.start()
    const bytes = tx('screened')
    const isStored = (): boolean =>
      Array.from({ length: host.height }, (_, at) => host.block(at + 1)?.txs ?? [])
        .flat()
        .some((one) => bytesEqual(one, bytes))

    await expect(host.submit(bytes)).rejects.toMatchObject({ kind: errors.Taken })
    host.requestBlock()
    await untilHeight(host.height + 1)
    expect(isStored()).toBe(false)
    refuses = false
    expect((await host.submit(bytes)).code).toBe(0)
    expect(isStored()).toBe(true)
  })

  test('makes no block after a forward jump of the clock until an operator confirms it', async () => {
    await host.submit(tx('a'))
    nowMs += 60_000

    await expect(host.submit(tx('b'))).rejects.toMatchObject({ code: 'HOST_CLOCK_ALARM' })
    expect(host.clock.alarm).toMatchObject({ kind: 'forward-jump' })
    host.confirmClock(confirmation())

    expect((await host.submit(tx('c'))).code).toBe(0)
    expect(host.clock.confirmations).toMatchObject([{ alarm: { number: 1, kind: 'forward-jump' } }])
  })

  test('makes no block when the clock is behind the last stamp', async () => {
    await host.submit(tx('a'))
    advance(-20_000)

    await expect(host.submit(tx('b'))).rejects.toBeInstanceOf(HostError)
    expect(host.clock.alarm).toMatchObject({ kind: 'behind-last-stamp' })
  })

  test('refuses a folder of another chain', async () => {
    await host.stop()
    const genesis = { chainId: 'xz-other-1', genesisTimeMs: START_MS, appState: {} }
    expect(
      () => new EmbeddedHost({ folder, crypto: nodeCrypto, validator, genesis, modules: [noteModule], clock }),
    ).toThrow(/HOST_GENESIS_MISMATCH/)
    host = open()
  })
})
