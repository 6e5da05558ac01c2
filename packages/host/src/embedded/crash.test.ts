import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { base64Encode, bytesEqual, hexEncode, latin1Encode } from '@xiezhi/codec'
import {
  commitHash,
  commitSignBytes,
  dataHash,
  headerHash,
  resultsHash,
  validateCommit,
  validateHeader,
} from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { kernelErrors } from '@xiezhi/kernel'
import { smtSpec, verifyAbsence, verifyMembership } from '@xiezhi/merkle'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StoredBlock } from './chain-rows.ts'
import { EmbeddedHost } from './embedded-host.ts'
import type { BlockPoint } from './embedded-host.ts'
import { post } from './testing/light-process.ts'
import { noteHostOptions } from './testing/note-host.ts'
import { noteKey, noteTx } from './testing/note-module.ts'
import { bundleNoteProcess, startNoteProcess } from './testing/run-note-process.ts'
import type { NoteProcess } from './testing/run-note-process.ts'

/** A long run asks for more. */
const KILLS = Number(process.env['XIEZHI_KILLS'] ?? 30)
const POINTS: readonly BlockPoint[] = ['proposed', 'finalized', 'signed', 'committed', 'answered']
const SUBMITTERS = 3
const KILL_SECONDS_MAX = 30
const ANSWERS_BEFORE_KILL_MAX = 20
const BLOCKS_BEFORE_KILL_MAX = 12

interface Submitted {
  readonly id: string
  readonly bytes: Uint8Array
}
interface Acknowledged extends Submitted {
  readonly height: number
}

let folder: string
let genesisTimeMs: number
/** What the outside knows: answers that arrived before the process died. */
let acknowledged: Acknowledged[]
/** Sent, and no answer came. */
let unanswered: Submitted[]
let chain: Chain

beforeAll(bundleNoteProcess)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xz-crash-'))
  genesisTimeMs = Date.now() - 10_000
  acknowledged = []
  unanswered = []
  chain = { headers: [], places: new Map(), root: undefined }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Chain {
  /** Hash of each header seen so far, from height 1 on. */
  readonly headers: string[]
  /** Height of each transaction in a block. */
  readonly places: Map<string, number>
  root: Uint8Array | undefined
}

async function submit(port: number, tx: Submitted): Promise<void> {
  try {
    const answer = await post(port, {
      id: 1,
      method: 'broadcast_tx_commit',
      params: { tx: base64Encode(tx.bytes) },
    })
    const { height, check_tx, tx_result } = answer.result as {
      height: string
      check_tx: { code: number; codespace: string }
      tx_result: { code: number }
    }
    if (check_tx.code === 0) {
      expect(tx_result.code).toBe(0)
      acknowledged.push({ ...tx, height: Number(height) })
    } else {
      // Sent again after a crash: it was in a block on disk, and is refused a second time.
      expect(check_tx).toMatchObject({ codespace: 'kernel', code: kernelErrors.Spent.code })
      expect(chain.places.has(hexEncode(nodeCrypto.sha256(tx.bytes)))).toBe(true)
    }
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error
    // The connection broke: nobody knows what became of it.
    unanswered.push(tx)
  }
}

let serial = 0

function isAlive({ process: { exitCode, signalCode } }: NoteProcess): boolean {
  return exitCode === null && signalCode === null
}

async function submitUntilDead(run: NoteProcess, port: number): Promise<void> {
  await Promise.all(unanswered.splice(0).map((tx) => submit(port, tx)))
  const loop = async (): Promise<void> => {
    while (isAlive(run) && unanswered.length === 0) {
      const id = `note-${serial++}`
      await submit(port, { id, bytes: noteTx(id) })
    }
  }
  await Promise.all(Array.from({ length: SUBMITTERS }, loop))
}

async function killAfterSomeAnswers(run: NoteProcess): Promise<void> {
  const enough = acknowledged.length + Math.random() * ANSWERS_BEFORE_KILL_MAX
  while (isAlive(run) && acknowledged.length < enough) await setTimeout(2)
  await setTimeout(Math.random() * 15)
  run.process.kill('SIGKILL')
}

/** Kill number `kill`: at a named point, from outside while it works, or while it starts. */
async function runAndKill(kill: number): Promise<void> {
  const point = kill % 2 === 0 ? POINTS[(kill / 2) % POINTS.length] : undefined
  const run = startNoteProcess(
    folder,
    genesisTimeMs,
    point === undefined ? undefined : { point, nthBlock: 1 + Math.floor(Math.random() * BLOCKS_BEFORE_KILL_MAX) },
  )
  const late = setTimeout(KILL_SECONDS_MAX * 1_000, 'late', { ref: false })
  if (kill % 10 === 9) {
    await Promise.race([setTimeout(Math.random() * 600), run.ended])
    run.process.kill('SIGKILL')
  }
  const port = await run.port
  if (port !== undefined) {
    const working = submitUntilDead(run, port)
    if (point === undefined) await killAfterSomeAnswers(run)
    if ((await Promise.race([run.ended, late])) === 'late') run.process.kill('SIGKILL')
    await working
  }
  // Nothing but the kill may end it.
  expect([await run.ended, run.errors()]).toEqual(['SIGKILL', ''])
}

function blockOf(host: EmbeddedHost, height: number): StoredBlock {
  const block = host.block(height)
  if (block === undefined) throw new Error(`no block ${height}`)
  return block
}

function checkBlock(host: EmbeddedHost, height: number): void {
  const { header, commit, txs } = blockOf(host, height)
  validateHeader(header)
  validateCommit(commit)
  expect(Number(header.height)).toBe(height)
  expect(commit.height).toBe(header.height)
  expect(commit.blockId.hash).toEqual(headerHash(nodeCrypto, header))
  expect(header.dataHash).toEqual(dataHash(nodeCrypto, txs))
  const [slot] = commit.signatures
  const publicKey = host.validators.validators[0]?.publicKey ?? new Uint8Array(0)
  const message = commitSignBytes(host.chainId, commit, 0)
  const signature = slot?.signature ?? new Uint8Array(0)
  expect(nodeCrypto.verifyZip215Many([{ publicKey, message, signature }])).toEqual([true])
  if (height === 1) return
  const before = blockOf(host, height - 1)
  expect(header.lastBlockId).toEqual(before.commit.blockId)
  expect(header.lastCommitHash).toEqual(commitHash(nodeCrypto, before.commit))
  const results = before.results.map(({ code, data }) => ({ code, data, gasWanted: 0n, gasUsed: 0n }))
  expect(header.lastResultsHash).toEqual(resultsHash(nodeCrypto, results))
  // The state after a block is what the header behind it says.
  expect(header.appHash).toEqual(host.store.rootAt(height - 1))
}

function checkAcknowledged(host: EmbeddedHost, txs: readonly Acknowledged[]): void {
  for (const { bytes, height } of txs) {
    const place = host.txPlace(nodeCrypto.sha256(bytes))
    expect(place?.height).toBe(height)
    const block = blockOf(host, height)
    const index = place?.index ?? -1
    expect(bytesEqual(block.txs[index] ?? new Uint8Array(0), bytes)).toBe(true)
    expect(block.results[index]?.code).toBe(0)
  }
}

function checkProofs(host: EmbeddedHost, txs: readonly Acknowledged[]): void {
  const root = host.store.root()
  for (const { id } of txs.slice(-3)) {
    const key = latin1Encode(noteKey(id))
    const { value, proof } = host.prove(key, host.height)
    expect(value).not.toBeNull()
    verifyMembership(nodeCrypto, smtSpec, root, proof, key, value ?? new Uint8Array(0))
  }
  const absent = latin1Encode(noteKey('never-sent'))
  verifyAbsence(nodeCrypto, smtSpec, root, host.prove(absent, host.height).proof, absent)
}

/** Opens what the process left; looks at the blocks from `from` on and at what was acknowledged since. */
async function inspect(from: number, txs: readonly Acknowledged[]): Promise<number> {
  const host = new EmbeddedHost(noteHostOptions(folder, genesisTimeMs))
  expect(host.height).toBeGreaterThanOrEqual(chain.headers.length)
  for (let height = from; height <= host.height; height++) {
    checkBlock(host, height)
    const { header, txs: inBlock } = blockOf(host, height)
    const hash = hexEncode(headerHash(nodeCrypto, header))
    // A block once seen stays as it is.
    expect(chain.headers[height - 1] ?? hash).toBe(hash)
    if (height === chain.headers.length + 1 && chain.root !== undefined) expect(header.appHash).toEqual(chain.root)
    chain.headers[height - 1] = hash
    chain.root = undefined
    for (const tx of inBlock.slice(1)) {
      const id = hexEncode(nodeCrypto.sha256(tx))
      // None is in two blocks.
      expect(chain.places.get(id) ?? height).toBe(height)
      chain.places.set(id, height)
    }
    expect(new Set(inBlock.map(hexEncode)).size).toBe(inBlock.length)
  }
  expect(host.block(host.height + 1)).toBeUndefined()
  checkAcknowledged(host, txs)
  checkProofs(host, txs)
  // What the next header must carry.
  chain.root = host.store.root()
  const { height } = host
  await host.stop()
  return height
}

describe('a host that is killed with SIGKILL', () => {
  it(
    `keeps what it acknowledged, once, in an unbroken chain, ${KILLS} times over`,
    { timeout: KILLS * 20_000 },
    async () => {
      let [looked, known] = [0, 0]
      for (let kill = 0; kill < KILLS; kill++) {
        await runAndKill(kill)
        looked = await inspect(looked + 1, acknowledged.slice(known))
        known = acknowledged.length
      }
      // The whole chain and every acknowledgement once more, after all kills.
      expect(await inspect(1, acknowledged)).toBe(chain.headers.length)
      expect(acknowledged.length).toBeGreaterThan(KILLS)
      expect(chain.headers.length).toBeGreaterThan(KILLS)
      console.log(
        `crash: ${KILLS} kills, ${chain.headers.length} blocks, ${acknowledged.length} acknowledged, ${chain.places.size} included`,
      )
    },
  )
})
