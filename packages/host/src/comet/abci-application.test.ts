import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesEqual, decodeCanonical, latin1Encode } from '@xiezhi/codec'
import { nodeCrypto, verifyManyLater } from '@xiezhi/crypto/node'
import { Application, encodeStamp } from '@xiezhi/kernel'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { noteKey, noteModule, noteTx } from '../embedded/testing/note-module.ts'
import { StateStore } from '../store/state-store.ts'
import { AbciApplication } from './abci-application.ts'
import type { CommittedBlock } from './abci-application.ts'
import { AbciServer } from './abci/abci-server.ts'
import { LightArchive } from './engine/light-archive.ts'
import type { ProposalFault } from './proposals.ts'
import { KeptSnapshots } from './snapshots/kept-snapshots.ts'
import { snapshotOf } from './snapshots/snapshot.ts'
import { SnapshotRestore } from './snapshots/snapshot-restore.ts'
import { SnapshotService } from './snapshots/snapshot-service.ts'
import { AbciClient, asked, bytesIn, numberIn, textIn } from './testing/abci-client.ts'
import type { Reply } from './testing/abci-client.ts'
import { TxChecks } from './tx-checks.ts'
import { POOL_TXS_MAX, txHash, TxPool } from './tx-pool.ts'
import type { KnownTx, Priority } from './tx-pool.ts'

const CHAIN_ID = 'xz-note-1'
const GENESIS_MS = Date.now() - 60_000
const EXCEPTION = 1

let folder: string
let store: StateStore
let app: Application
let pool: TxPool
let server: AbciServer
let client: AbciClient
let snapshots: SnapshotService
let nowMs: number
let faults: unknown[]
let refused: ProposalFault[]
let refusedTxs: string[]
let committed: CommittedBlock[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xz-abci-'))
  await open()
})
afterEach(async () => {
  await close()
  rmSync(folder, { recursive: true, force: true })
})

function priorityOf([message]: readonly { readonly value: unknown }[]): Priority {
  const { id } = (message?.value ?? {}) as { readonly id?: string }
  return id?.startsWith('urgent') === true ? 'protective' : id?.startsWith('bulk') === true ? 'bulk' : 'ordinary'
}

async function open(): Promise<void> {
  store = new StateStore(join(folder, 'store'), { crypto: nodeCrypto })
  app = new Application({ crypto: nodeCrypto, chainId: CHAIN_ID, modules: [noteModule], backend: store })
  pool = new TxPool()
  nowMs = Date.now()
  faults = []
  refusedTxs = []
  refused = []
  committed = []
  const checks = new TxChecks({
    app,
    crypto: nodeCrypto,
    pool,
    screen: () => undefined,
    priorityOf,
    verifyLater: verifyManyLater,
  })
  snapshots = new SnapshotService({
    store,
    kept: new KeptSnapshots(nodeCrypto, join(folder, 'snapshots'), 2),
    restore: new SnapshotRestore({
      crypto: nodeCrypto,
      store,
      folder: join(folder, 'restore'),
      rows: [],
      nowMs: () => nowMs,
      onRefused: () => undefined,
      onRestored: () => undefined,
    }),
    everyHeights: 10_000,
    onTaken: () => undefined,
    onFailed: () => undefined,
  })
  const application = new AbciApplication({
    snapshots,
    archive: new LightArchive({ store, fetch: () => Promise.reject(new Error('not here')) }),
    beginning: [],
    app,
    store,
    crypto: nodeCrypto,
    pool,
    checks,
    host: {
      get height() {
        return store.height ?? 0
      },
      app,
      store,
      stateHeight: () => store.height ?? 0,
      prove: (key, height = store.height ?? 0) => store.prove(height, key),
      submit: () => Promise.reject(new Error('not here')),
      onBlock: () => () => undefined,
    },
    nowMs: () => nowMs,
    onPoint: () => undefined,
    onCommitted: (block) => committed.push(block),
    onRefusedTx: (hash) => refusedTxs.push(hash),
    onRefusedProposal: (fault) => refused.push(fault),
    onMisbehaviour: () => undefined,
    onEngineStart: () => {
      pool.clear()
    },
  })
  server = await AbciServer.listen(join(folder, 'a.sock'), application, {
    onLost: () => undefined,
    onFault: (error) => faults.push(error),
  })
  client = await AbciClient.connect(server.path)
}

async function close(): Promise<void> {
  client.close()
  await server.close()
  await store.close()
}

const begin = (): Promise<Reply> => client.one(asked.initChain(CHAIN_ID, GENESIS_MS))
const timeOf = (height: number): number => GENESIS_MS + height
const stampOf = (height: number): Uint8Array => encodeStamp(GENESIS_MS + 1_000 * height)

async function makeBlock(height: number, txs: readonly Uint8Array[]): Promise<Reply> {
  const [finalized] = await client.ask(asked.finalizeBlock([stampOf(height), ...txs], height, timeOf(height)))
  await client.one(asked.commit())
  return finalized!
}

const ACCEPT = 1
const REJECT = 2
const verdict = async (txs: readonly Uint8Array[], height = 1): Promise<number> =>
  numberIn(await client.one(asked.processProposal(txs, height, timeOf(height))), 1)

describe('handshake', () => {
  test('an empty store reports height 0; genesis gives the root; a second InitChain is the same, another is refused', async () => {
    const info = await client.one(asked.info())
    expect([numberIn(info, 4), bytesIn(info, 5)]).toEqual([0, []])
    const first = await begin()
    expect(bytesEqual(bytesIn(first, 3)[0]!, store.root())).toBe(true)
    // A crash before the first block: the engine begins again.
    expect(numberIn(await client.one(asked.info()), 4)).toBe(0)
    expect(bytesIn(await begin(), 3)).toEqual(bytesIn(first, 3))
    const root = store.root()
    const other = await client.one(asked.initChain(CHAIN_ID, GENESIS_MS + 1))
    expect([other.kind, textIn(other, 1)]).toEqual([EXCEPTION, expect.stringContaining('HOST_GENESIS_MISMATCH')])
    expect(store.root()).toEqual(root)
  })

  test('the genesis of another chain is refused, and nothing is written', async () => {
    const reply = await client.one(asked.initChain('xz-other-1', GENESIS_MS))
    expect([reply.kind, textIn(reply, 1)]).toEqual([EXCEPTION, expect.stringContaining('HOST_GENESIS_MISMATCH')])
    expect(store.height).toBeUndefined()
  })

  test('what was committed is there after a restart; what was only finalized is executed again', async () => {
    await begin()
    await makeBlock(1, [noteTx('a', GENESIS_MS)])
    const [again] = await client.ask(asked.finalizeBlock([stampOf(2), noteTx('b', GENESIS_MS)], 2, timeOf(2)))
    await close()
    await open()
    const info = await client.one(asked.info())
    expect([numberIn(info, 4), bytesIn(info, 5)[0]]).toEqual([1, store.root()])
    const [replayed] = await client.ask(asked.finalizeBlock([stampOf(2), noteTx('c', GENESIS_MS)], 2, timeOf(2)))
    expect(bytesIn(replayed!, 5)).not.toEqual(bytesIn(again!, 5))
    await client.one(asked.commit())
    expect(store.get(latin1Encode(noteKey('b')))).toBeUndefined()
    expect(store.get(latin1Encode(noteKey('c')))).toBeDefined()
  })
})

describe('blocks', () => {
  beforeEach(async () => {
    await begin()
  })

  test('a block is executed and committed; a stamp alone leaves the app hash', async () => {
    const finalized = await makeBlock(1, [noteTx('a', GENESIS_MS), noteTx('a', GENESIS_MS)])
    expect(bytesIn(finalized, 2)).toHaveLength(3)
    expect(bytesIn(finalized, 5)[0]).toEqual(store.root())
    const empty = await makeBlock(2, [])
    expect(bytesIn(empty, 5)).toEqual(bytesIn(finalized, 5))
    expect(committed.map(({ height, isChange }) => [height, isChange])).toEqual([
      [1, true],
      [2, false],
    ])
  })

  test('a commit without a block ends the conversation and writes nothing', async () => {
    const reply = await client.one(asked.commit())
    expect([reply.kind, textIn(reply, 1)]).toEqual([EXCEPTION, expect.stringContaining('ABCI_OUT_OF_ORDER')])
    expect(store.height).toBe(0)
    expect(faults).toHaveLength(1)
  })

  test('a value is answered with its proof and the height of its state; absence too; an unknown path is refused', async () => {
    await makeBlock(1, [noteTx('a', GENESIS_MS)])
    const found = await client.one(asked.query('/store', latin1Encode(noteKey('a'))))
    expect([numberIn(found, 1), numberIn(found, 9), bytesIn(found, 8).length]).toEqual([0, 1, 1])
    expect(decodeCanonical(bytesIn(found, 7)[0]!)).toEqual({ text: 'a' })
    const absent = await client.one(asked.query('/store', latin1Encode(noteKey('b'))))
    expect([bytesIn(absent, 7), bytesIn(absent, 8).length]).toEqual([[], 1])
    const unknown = await client.one(asked.query('/nowhere', new Uint8Array(0)))
    expect([numberIn(unknown, 1), textIn(unknown, 10)]).toEqual([1, 'host'])
    const beyond = await client.one(asked.query('/store', latin1Encode(noteKey('a')), 77))
    expect([numberIn(beyond, 1), textIn(beyond, 3)]).toEqual([1, expect.stringContaining('STORE_HEIGHT_UNAVAILABLE')])
  })
})

describe('proposals', () => {
  beforeEach(async () => {
    await begin()
  })

  test('the stamp is first and not behind the header; urgent acts go before others and bulk last', async () => {
    const txs = ['bulk-1', 'note-1', 'urgent-1', 'bulk-2', 'urgent-2'].map((id) => noteTx(id))
    for (const tx of txs) await client.one(asked.checkTx(tx))
    const proposal = bytesIn(await client.one(asked.prepareProposal(txs, 1, timeOf(1))), 1)
    const [stamp, ...rest] = proposal
    expect((decodeCanonical(stamp!) as { decidedAtMs: number }).decidedAtMs).toBe(nowMs)
    expect(rest.map((tx) => txs.findIndex((one) => bytesEqual(one, tx)))).toEqual([2, 4, 1, 0, 3])
    expect(await verdict(proposal)).toBe(ACCEPT)
  })

  test('what does not fit waits, and it is the bulk that waits', async () => {
    const txs = ['bulk-1', 'bulk-2', 'urgent-1'].map((id) => noteTx(id))
    const [first] = txs
    const proposal = bytesIn(await client.one(asked.prepareProposal(txs, 1, timeOf(1), 2 * first!.length + 100)), 1)
    expect(proposal.slice(1).map((tx) => txs.findIndex((one) => bytesEqual(one, tx)))).toEqual([2, 0])
  })

  test('what has expired or does not verify is left out', async () => {
    const spoiled = noteTx('spoiled')
    spoiled[spoiled.length - 8]! ^= 1
    const txs = [noteTx('late', Date.now() - 120_000), spoiled, noteTx('good')]
    const proposal = bytesIn(await client.one(asked.prepareProposal(txs, 1, timeOf(1))), 1)
    expect(proposal.slice(1)).toEqual([txs[2]])
  })

  test('each fault is refused with its name, and the block after it is voted on', async () => {
    const good = noteTx('good')
    const spoiled = noteTx('spoiled')
    spoiled[spoiled.length - 8]! ^= 1
    const large = Array.from({ length: 17 }, () => new Uint8Array(256 * 1024))
    const faultsOf: readonly (readonly [ProposalFault, readonly Uint8Array[]])[] = [
      ['STAMP_MISSING', []],
      ['STAMP_MISSING', [good]],
      ['STAMP_ORDER', [encodeStamp(GENESIS_MS)]],
      ['STAMP_AHEAD', [encodeStamp(nowMs + 5_001)]],
      ['TX_REFUSED', [stampOf(1), stampOf(2)]],
      ['TX_REFUSED', [stampOf(1), spoiled]],
      ['TX_REFUSED', [stampOf(1), new Uint8Array(0)]],
      ['TX_DUPLICATE', [stampOf(1), good, good]],
      ['TXS_TOO_MANY', [stampOf(1), ...Array.from({ length: 2_001 }, () => good)]],
      ['TXS_TOO_LARGE', [stampOf(1), ...large]],
    ]
    const root = store.root()
    for (const [fault, txs] of faultsOf) {
      expect([fault, await verdict(txs)]).toEqual([fault, REJECT])
      expect(refused.at(-1)).toBe(fault)
    }
    expect(store.root()).toEqual(root)
    // What a handler refuses, and an expired order, are no faults of a proposal: they execute with a code.
    expect(await verdict([stampOf(1), good, noteTx('late', Date.now() - 300_000)])).toBe(ACCEPT)
  })

  test('an old stamp is no fault: a locked block stays acceptable', async () => {
    nowMs += 3_600_000
    expect(await verdict([stampOf(1)])).toBe(ACCEPT)
  })

  test('a stamp before the header time is a fault', async () => {
    const reply = await client.one(asked.processProposal([stampOf(1)], 1, GENESIS_MS + 1_001))
    expect([numberIn(reply, 1), refused]).toEqual([REJECT, ['STAMP_ORDER']])
  })
})

describe('CheckTx', () => {
  beforeEach(async () => {
    await begin()
  })

  test('refusals have the codes that every host gives', async () => {
    const spoiled = noteTx('spoiled')
    spoiled[spoiled.length - 8]! ^= 1
    const replies = await client.ask(
      ...[spoiled, new Uint8Array(3), noteTx('late', Date.now() - 120_000), noteTx('good')].map((tx) =>
        asked.checkTx(tx),
      ),
    )
    expect(replies.map((reply) => [numberIn(reply, 1), textIn(reply, 8), textIn(reply, 3)])).toEqual([
      [12, 'kernel', 'SignatureInvalid'],
      [2, 'kernel', 'TxMalformed'],
      [8, 'kernel', 'Expired'],
      [0, '', ''],
    ])
    expect(pool.size).toBe(1)
  })

  test('who handed on a transaction hears that it cannot wait; the empty question is refused and told to nobody', async () => {
    const late = noteTx('late', Date.now() - 120_000)
    const replies = await client.ask(...[noteTx('good'), late, new Uint8Array(0)].map((tx) => asked.checkTx(tx)))
    expect(replies.map((reply) => numberIn(reply, 1))).toEqual([0, 8, 2])
    expect(refusedTxs).toEqual([txHash(nodeCrypto, late)])
    expect(pool.size).toBe(1)
  })

  test('an included order leaves the pool and is spent; what waits is asked again without a signature check', async () => {
    const [included, waiting] = [noteTx('a', GENESIS_MS), noteTx('b')]
    await client.ask(asked.checkTx(included), asked.checkTx(waiting))
    await makeBlock(1, [included])
    expect(pool.size).toBe(1)
    expect(numberIn(await client.one(asked.checkTx(waiting, true)), 1)).toBe(0)
    nowMs += 3_600_000
    const expired = await client.one(asked.checkTx(waiting, true))
    expect([numberIn(expired, 1), textIn(expired, 3)]).toEqual([8, 'Expired'])
    expect(pool.size).toBe(0)
    const unknown = await client.one(asked.checkTx(waiting, true))
    expect([numberIn(unknown, 1), textIn(unknown, 8), textIn(unknown, 3)]).toEqual([1, 'host', 'HOST_TX_UNKNOWN'])
  })

  test('an included order is spent', async () => {
    const included = noteTx('a', Date.now() - 30_000)
    await client.ask(asked.finalizeBlock([encodeStamp(nowMs), included], 1, timeOf(1)))
    await client.one(asked.commit())
    const reply = await client.one(asked.checkTx(included))
    expect([numberIn(reply, 1), textIn(reply, 8), textIn(reply, 3)]).toEqual([9, 'kernel', 'Spent'])
  })

  test('a full pool sheds bulk first, urgent acts last, and says so with a code', async () => {
    fill(pool, 'bulk', POOL_TXS_MAX / 2)
    const codes = async (): Promise<(readonly [number, string])[]> =>
      (await client.ask(...['bulk', 'note', 'urgent'].map((id) => asked.checkTx(noteTx(`${id}-${pool.size}`))))).map(
        (reply) => [numberIn(reply, 1), textIn(reply, 3)] as const,
      )
    const [taken, full] = [
      [0, ''],
      [1, 'HOST_MEMPOOL_FULL'],
    ]
    expect(await codes()).toEqual([full, taken, taken])
    fill(pool, 'ordinary', 0.9 * POOL_TXS_MAX - pool.size)
    expect(await codes()).toEqual([full, full, taken])
    expect(faults).toEqual([])
    fill(pool, 'protective', POOL_TXS_MAX - pool.size)
    expect(await codes()).toEqual([full, full, full])
    expect(pool.size).toBe(POOL_TXS_MAX)
  })
})

test('who may not do what is asked takes no room that is kept for urgent acts', async () => {
  await begin()
  await makeBlock(1, [noteTx('urgent-done', GENESIS_MS)])
  fill(pool, 'ordinary', 0.9 * POOL_TXS_MAX)
  const code = async (id: string): Promise<[number, string]> => {
    const checked = await client.one(asked.checkTx(noteTx(id)))
    return [numberIn(checked, 1), textIn(checked, 3)]
  }
  // The state refuses the act: the note is there.
  expect(await code('urgent-done')).toEqual([1, 'HOST_MEMPOOL_FULL'])
  expect(await code('urgent-new')).toEqual([0, ''])
  expect(faults).toEqual([])
})

test('vote extensions and snapshots are refused, echo is answered, and nonsense ends only the conversation', async () => {
  await begin()
  const [echo, verify, list, offer] = await client.ask(
    asked.echo('獬豸'),
    asked.verifyVoteExtension(),
    asked.listSnapshots(),
    asked.offerSnapshot(snapshotOf(nodeCrypto, 5, new Uint8Array(32)), new Uint8Array(32)),
  )
  expect([textIn(echo!, 1), numberIn(verify!, 1), list!.fields, numberIn(offer!, 1)]).toEqual(['獬豸', REJECT, [], 2])
  expect((await client.one(asked.extendVote())).kind).toBe(EXCEPTION)
  const other = await AbciClient.connect(server.path)
  other.write(Uint8Array.of(3, 0xff, 0xff, 0xff))
  expect(await other.ask()).toEqual([])
  other.close()
  expect(store.height).toBe(0)
})

function fill(target: TxPool, priority: Priority, count: number): void {
  const from = target.size
  for (let at = 0; at < count; at++) {
    const id = `${priority}-${from + at}`
    const decoded = { id, body: { expiresAtMs: Date.now() + 600_000 } } as unknown as KnownTx['decoded']
    target.add(id, { bytes: new Uint8Array(1), decoded, priority })
  }
}
