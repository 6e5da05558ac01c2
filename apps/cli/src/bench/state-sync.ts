import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bytesEqual, hexEncode } from '@xiezhi/codec'
import { headerHash } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { loadOrCreateEngineKeys } from '@xiezhi/host/comet'
import { readChecked, SdkError, ZoneClient } from '@xiezhi/sdk'
import { freePorts } from '@xiezhi/host/ports'
import { nodeTransport } from '../zone/transport.ts'
import { BenchError } from './bench-error.ts'
import { BUREAU_CHAIN_ID, fillRecords, openBureau, recordMessage, signed, writerKey, zoneConfig } from './bureau.ts'
import { cpuOf, isBuilt, memoryOf, nodeCommand, startReady } from './child.ts'
import type { ReadyChild } from './child.ts'
import { engineProgram } from './engine-program.ts'
import type { BenchInput, Measured } from './report.ts'
import { inFolder } from './scratch-folder.ts'
import { clocked, figure, repeated, wantedAt } from './stats.ts'

const RECORDS_DEFAULT = 100_000
const RECORDS_WANTED = 1_000_000
/** Blocks of the provider before the one and only snapshot. */
const BLOCKS_BEFORE = 3
/** The engine's light client wants the headers behind the snapshot's. */
const BLOCKS_BEHIND = 3
const LOOK_MS = 200
const WAIT_MAX_MS = 900_000
const TRUST_PERIOD_MS = 86_400_000
const HEADS = 'registry/head'

/** A node with records serves its snapshot; a new one takes it over, both on this machine. */
export function stateSync({ runs, records = RECORDS_DEFAULT, folder: kept, note }: BenchInput): Promise<Measured> {
  return inFolder(kept, async (filled) => {
    const program = await engineProgram()
    if (!isBuilt() || program === undefined) {
      const why = program === undefined ? 'CometBFT is not installed' : 'apps/node is not built'
      return { figures: [], sizes: {}, notRun: [{ what: 'comet-state-sync', why }] }
    }
    const host = openBureau(filled)
    try {
      await fillRecords(host, records, note)
    } finally {
      await host.stop()
    }
    return inFolder(undefined, async (folder) => {
      note('the zone moves to CometBFT')
      const provider = await startProvider(filled, folder, program)
      try {
        note(`snapshot of height ${provider.snapshot.height}`)
        const syncs = await repeated(runs, (run) => syncOnce(provider, join(folder, `new-${run}`)))
        return measured(records, provider, syncs)
      } finally {
        provider.client.close()
        await provider.child.stop()
      }
    })
  })
}

interface Provider {
  readonly child: ReadyChild
  readonly client: ZoneClient
  readonly port: number
  readonly folder: string
  readonly program: string
  /** `<node id>@<address>:<port>` */
  readonly peer: string
  readonly publicKey: string
  /** First block on CometBFT. */
  readonly first: LightBlock
  readonly snapshot: { readonly height: number; readonly seconds: number; readonly chunks: number; readonly mb: number }
}

interface Sync {
  readonly seconds: number
  readonly peakMb: number
  readonly cpuSeconds: number
}

function measured(records: number, { child, snapshot }: Provider, syncs: readonly Sync[]): Measured {
  return {
    figures: [
      figure(
        'syncReady',
        's',
        syncs.map(({ seconds }) => seconds),
        wantedAt(records, RECORDS_WANTED, { atLeast: 120, goal: 60, better: 'less' }),
      ),
      figure(
        'syncPeak',
        'MB',
        syncs.map(({ peakMb }) => peakMb),
      ),
      figure(
        'syncCpu',
        's',
        syncs.map(({ cpuSeconds }) => cpuSeconds),
      ),
      figure('syncProviderPeak', 'MB', [memoryOf(child.pid)?.peakMb ?? Number.NaN]),
      figure('syncSnapshot', 's', [snapshot.seconds]),
    ],
    sizes: { records, chunks: snapshot.chunks, megabytes: snapshot.mb },
  }
}

/** The filled zone is copied and moved to CometBFT, where its key is the one validator. */
async function startProvider(filled: string, folder: string, program: string): Promise<Provider> {
  const [old, own, exported] = ['old', 'provider', 'zone.export'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  cpSync(filled, old, { recursive: true })
  const { validator, height } = nodeCommand(
    ['export', '--zone', 'bench', '--out', exported],
    configFile(old, { zones: [zoneConfig(old)] }),
  )
  const publicKey = String(validator)
  const everyHeights = Number(height) + BLOCKS_BEFORE
  const [port = 0, peerPort = 0] = await freePorts(2)
  const host = { ...hostOf({ program, publicKey, peerPort, peers: [] }), snapshotEveryHeights: everyHeights }
  const config = configFile(own, { zones: [{ ...zoneConfig(own), port, host }] })
  const key = join(old, 'validator.key')
  nodeCommand(['import', '--zone', 'bench', '--in', exported, '--key', key], config)
  for (const done of [old, exported]) rmSync(done, { recursive: true, force: true })
  // It reads the whole state before it is ready.
  const child = await startReady('node', config, 1, WAIT_MAX_MS)
  try {
    const client = await ZoneClient.connect(`ws://127.0.0.1:${port}/websocket`, nodeTransport)
    const { nodeId } = loadOrCreateEngineKeys(nodeCrypto, join(own, 'engine'))
    const snapshot = await untilSnapshot(client, own, everyHeights)
    await makeBlocks(client, everyHeights + BLOCKS_BEHIND)
    const first = await client.lightBlock(Number(height) + 1)
    return {
      child,
      client,
      port,
      folder: own,
      program,
      peer: `${nodeId}@127.0.0.1:${peerPort}`,
      publicKey,
      first,
      snapshot,
    }
  } catch (error) {
    await child.stop()
    throw error
  }
}

interface HostTerms {
  readonly program: string
  readonly publicKey: string
  readonly peerPort: number
  readonly peers: readonly string[]
}

function hostOf({ program, publicKey, peerPort, peers }: HostTerms): object {
  const validators = [{ name: 'provider', publicKey }]
  return { kind: 'comet', program, moniker: 'bench', peerAddress: '127.0.0.1', peerPort, peers, validators }
}

function configFile(folder: string, config: object): string {
  const file = `${folder}.json`
  writeFileSync(file, JSON.stringify(config))
  return file
}

/** From the block of that height to the whole snapshot on disk. */
async function untilSnapshot(client: ZoneClient, folder: string, height: number): Promise<Provider['snapshot']> {
  await makeBlocks(client, height)
  const metadata = join(folder, 'store', 'snapshots', String(height), 'metadata')
  const ms = await clocked(() => until('snapshot', () => Promise.resolve(existsSync(metadata))))
  const chunks = readFileSync(metadata).length / DIGEST_BYTES
  return { height, seconds: ms / 1_000, chunks, mb: chunks * CHUNK_MB }
}

const DIGEST_BYTES = 32
const CHUNK_MB = 4

/** A new node, from its start to a block of its own whose state is under the provider's header. */
async function syncOnce(provider: Provider, folder: string): Promise<Sync> {
  const { program, publicKey, peer, first, snapshot } = provider
  const [port = 0, peerPort = 0] = await freePorts(2)
  const server = `http://127.0.0.1:${provider.port}`
  const stateSync = {
    rpcServers: [server, server],
    trustHeight: Number(first.header.height),
    trustHash: hexEncode(headerHash(nodeCrypto, first.header)),
    trustPeriodMs: TRUST_PERIOD_MS,
  }
  mkdirSync(folder, { recursive: true })
  cpSync(join(provider.folder, 'genesis.json'), join(folder, 'genesis.json'))
  const host = { ...hostOf({ program, publicKey, peerPort, peers: [peer] }), stateSync }
  const config = configFile(folder, { zones: [{ ...zoneConfig(folder), port, host }] })
  const start = performance.now()
  const child = await startReady('node', config)
  try {
    const client = await ZoneClient.connect(`ws://127.0.0.1:${port}/websocket`, nodeTransport)
    try {
      const height = await reaches(client, snapshot.height + 1)
      const seconds = (performance.now() - start) / 1_000
      await requireSameState(client, provider, height)
      return { seconds, peakMb: memoryOf(child.pid)?.peakMb ?? Number.NaN, cpuSeconds: cpuOf(child.pid) / 1_000 }
    } finally {
      client.close()
    }
  } finally {
    await child.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The new node has the provider's header, and proves a record under a header that the provider's validator signed. */
async function requireSameState(
  client: ZoneClient,
  { client: old, publicKey, first }: Provider,
  height: number,
): Promise<void> {
  await reaches(client, height + 1)
  const [own, other] = [await client.lightBlock(height + 1), await old.lightBlock(height + 1)]
  if (!bytesEqual(headerHash(nodeCrypto, own.header), headerHash(nodeCrypto, other.header)))
    throw new BenchError('WORK_REFUSED', { height, reason: 'another header' })
  const { entries } = await client.statePage(HEADS, '', 1)
  const anchor = {
    chainId: BUREAU_CHAIN_ID,
    height: Number(first.header.height),
    validators: [{ publicKey, power: Number(first.validators.validators[0]?.votingPower ?? 0), organisation: null }],
  }
  await readChecked(client, nodeCrypto, anchor, entries[0]?.key ?? '')
}

/** By writes, each of which brings a block and the one that proves it: empty blocks come at the heartbeat only. */
async function makeBlocks(client: ZoneClient, height: number): Promise<void> {
  const writer = writerKey('ed25519')
  for (let at = 0; (await client.status()).height < height; at++)
    await client.submit(signed(recordMessage(`s-${height}-${at}`), writer), { events: false })
}

async function reaches(client: ZoneClient, height: number): Promise<number> {
  let seen = 0
  await until(`height ${height}`, async () => (seen = await heightOf(client)) >= height)
  return seen
}

/** 0 while a node brings in a large state: it does not answer then. */
async function heightOf(client: ZoneClient): Promise<number> {
  try {
    return (await client.status()).height
  } catch (error) {
    if (error instanceof SdkError && error.code === 'ANSWER_LATE') return 0
    throw error
  }
}

/** @throws BenchError ANSWER_LATE */
async function until(what: string, isThere: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + WAIT_MAX_MS
  while (!(await isThere())) {
    if (performance.now() > end) throw new BenchError('ANSWER_LATE', { what })
    await sleep(LOOK_MS)
  }
}
