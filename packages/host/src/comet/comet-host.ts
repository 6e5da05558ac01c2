import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bytesEqual, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { LightBlock } from '@xiezhi/comet'
import type { Crypto, SignatureCheck } from '@xiezhi/crypto'
import { Application, ContractError, kernelErrors } from '@xiezhi/kernel'
import type { Message, Module } from '@xiezhi/kernel'
import { HEARTBEAT_MS } from '../embedded/embedded-host.ts'
import { metaKey } from '../embedded/chain-rows.ts'
import { HostError } from '../embedded/host-error.ts'
import type { HostErrorCode, HostFacts } from '../embedded/host-error.ts'
import type { BlockHorizon } from '../embedded/block-horizon.ts'
import type { TxOutcome } from '../embedded/mempool.ts'
import { lightBlockAt } from '../embedded/rpc/stored-headers.ts'
import { internalError, RpcError } from '../embedded/rpc/rpc-error.ts'
import type { ZoneHost } from '../embedded/rpc/zone-host.ts'
import { StateStore } from '../store/state-store.ts'
import type { Answer } from '../store/state-store.ts'
import type { ProofHorizon } from '../store/prune.ts'
import { AbciApplication } from './abci-application.ts'
import type { AbciApplicationOptions, AbciPoint, CommittedBlock } from './abci-application.ts'
import { AbciServer } from './abci/abci-server.ts'
import type { Misbehaviour } from './abci/requests.ts'
import { genesisValidators, metaOfGenesis } from './chain-beginning.ts'
import { EarlierBlocks } from './earlier-blocks.ts'
import { SOCKET_PATH_BYTES_MAX, writeEngineConfig } from './engine/engine-config.ts'
import type { StateSync } from './engine/engine-config.ts'
import { writeGenesisOnce } from './engine/engine-genesis.ts'
import { loadOrCreateEngineKeys } from './engine/engine-keys.ts'
import { EngineProcess } from './engine/engine-process.ts'
import { EngineRpc } from './engine/engine-rpc.ts'
import { LightArchive } from './engine/light-archive.ts'
import { LightBlocks } from './engine/light-blocks.ts'
import type { ProposalFault } from './proposals.ts'
import { KeptSnapshots } from './snapshots/kept-snapshots.ts'
import { SnapshotRestore } from './snapshots/snapshot-restore.ts'
import { SNAPSHOT_EVERY_HEIGHTS, SnapshotService, SNAPSHOTS_KEPT } from './snapshots/snapshot-service.ts'
import { Submissions } from './submissions.ts'
import { TxChecks } from './tx-checks.ts'
import { TxPool } from './tx-pool.ts'
import type { Priority } from './tx-pool.ts'

const APPLICATION_SOCKET = 'app.sock'
const RPC_SOCKET = 'rpc.sock'
/** In the folder of the store. */
const SNAPSHOTS_FOLDER = 'snapshots'
const RESTORE_FOLDER = 'restore'
/** For an engine that has just been started. */
const START_WAIT_MAX_MS = 30_000
const START_POLL_MS = 50

export interface CometHostOptions {
  /** Of the store. */
  readonly folder: string
  /** Of the engine: its configuration, keys, blocks. */
  readonly engineHome: string
  /** The CometBFT program. */
  readonly program: string
  readonly crypto: Crypto
  readonly chainId: string
  readonly modules: readonly Module[]
  /** The engine's genesis document; written at the first start only. */
  readonly genesis: Json
  readonly exportFile?: string
  /** Store of the machine that kept the zone before; its blocks are served below those of the engine. */
  readonly earlierFolder?: string
  /** By which people know the node. */
  readonly moniker: string
  readonly peerAddress: { readonly address: string; readonly port: number }
  /** `<node id>@<address>:<port>` of the other validators. */
  readonly peers: readonly string[]
  readonly screen?: (messages: readonly Message[]) => void
  readonly priorityOf?: (messages: readonly Message[]) => Priority
  readonly verifyLater?: (checks: readonly SignatureCheck[]) => Promise<boolean[]>
  readonly horizon?: ProofHorizon
  /** Without it the engine keeps every block. Longer than any client of this zone may go without an update. */
  readonly blocksKept?: BlockHorizon
  /** Below that horizon, the light block of every so-manieth height. Default: 1,000. */
  readonly lightBlocksEvery?: number
  /** Default: 10,000. */
  readonly snapshotEveryHeights?: number
  /** Where the node is new: it begins with the state of others instead of executing all blocks. */
  readonly stateSync?: StateSync
  readonly heartbeatMs?: number
  readonly nowMs?: () => number
  readonly onPoint?: (point: AbciPoint, height: number) => void
  /** What an operator should know of. */
  readonly onEvent?: (event: CometHostEvent) => void
}

export type CometHostEvent =
  | { readonly event: 'SNAPSHOT_TAKEN'; readonly height: number; readonly chunks: number; readonly hash: string }
  | { readonly event: 'SNAPSHOT_FAILED'; readonly height: number; readonly reason: string }
  | {
      readonly event: 'SNAPSHOT_REFUSED'
      readonly height: number
      readonly code: HostErrorCode
      readonly facts: HostFacts
    }
  | { readonly event: 'STATE_RESTORED'; readonly height: number; readonly root: string }
  | { readonly event: 'ENGINE_RESTART'; readonly exit: string; readonly wasHung: boolean; readonly restarts: number }
  | {
      readonly event: 'VALIDATOR_MISBEHAVED'
      readonly kind: Misbehaviour['kind']
      /** Address of its key, as the engine writes it. */
      readonly validator: string
      /** Height that it signed twice. */
      readonly at: number
      /** Of the block that holds the evidence. */
      readonly height: number
    }
  | { readonly event: 'PROPOSAL_REFUSED'; readonly fault: ProposalFault; readonly height: number }

/** Runs one validator of a zone: the application in this process, CometBFT beside it. */
export class CometHost implements ZoneHost {
  readonly app: Application
  readonly store: StateStore
  readonly engine: EngineRpc
  readonly earlier: EarlierBlocks | undefined
  readonly pool = new TxPool()
  readonly #options: CometHostOptions
  readonly #sockets: SocketFolder
  readonly #application: AbciApplication
  readonly #submissions: Submissions
  readonly #snapshots: SnapshotService
  readonly #archive: LightArchive
  readonly #lightBlocks: LightBlocks
  readonly #process: EngineProcess
  readonly #listeners = new Set<(block: CommittedBlock) => void>()
  #server: AbciServer | undefined
  #stateHeight: number
  #fault: HostError | undefined
  #isStopping = false

  /** Opens store and keys; nothing runs before `start`. @throws StoreError, HostError HOST_ENGINE_KEYS, HOST_SOCKET_PATH */
  constructor(options: CometHostOptions) {
    const { chainId, crypto, engineHome, folder, horizon, modules, nowMs = Date.now } = options
    this.#options = options
    this.#sockets = socketFolder(engineHome)
    loadOrCreateEngineKeys(crypto, engineHome)
    writeGenesisOnce(engineHome, options.genesis)
    this.#writeConfig()
    this.store = new StateStore(folder, { crypto, ...(horizon === undefined ? {} : { horizon }) })
    this.app = new Application({ crypto, chainId, modules, backend: this.store })
    this.#stateHeight = lastChange(this.store)
    const { earlierFolder } = options
    this.earlier = earlierFolder === undefined ? undefined : new EarlierBlocks(crypto, earlierFolder, chainId)
    this.engine = new EngineRpc(join(this.#sockets.path, RPC_SOCKET))
    this.#lightBlocks = new LightBlocks(this.engine)
    const { exportFile, onEvent = ignore, onPoint = ignore, priorityOf = ordinary, screen = ignore } = options
    const checks = new TxChecks({
      app: this.app,
      crypto,
      pool: this.pool,
      screen,
      priorityOf,
      verifyLater: options.verifyLater,
    })
    this.#snapshots = this.#snapshotService()
    this.#archive = new LightArchive({
      store: this.store,
      fetch: (height) => this.#lightBlocks.at(height),
      horizon: options.blocksKept,
      every: options.lightBlocksEvery,
    })
    this.#application = new AbciApplication({
      snapshots: this.#snapshots,
      archive: this.#archive,
      beginning: genesisValidators(crypto, options.genesis),
      app: this.app,
      store: this.store,
      crypto,
      pool: this.pool,
      checks,
      host: this,
      exportFile,
      nowMs,
      onPoint,
      onCommitted: (block) => {
        this.#take(block)
      },
      onRefusedTx: (hash, refusal) => {
        this.#submissions.refused(hash, refusal)
      },
      ...toldOfOthers(onEvent),
      onEngineStart: () => {
        this.pool.clear()
        void this.#submissions.resend()
      },
    })
    this.#submissions = new Submissions({
      rpc: this.engine,
      hash: (bytes) => checks.hash(bytes),
      refusalBefore: (bytes) => this.#application.refusalBefore(bytes),
    })
    this.#process = new EngineProcess(options.program, engineHome, {
      // A killed engine leaves its socket, over which it stumbles.
      beforeStart: () => {
        rmSync(join(this.#sockets.path, RPC_SOCKET), { force: true })
      },
      onRestart: (facts) => {
        onEvent({ event: 'ENGINE_RESTART', ...facts })
      },
    })
  }

  /** Resolves when the engine answers; blocks come with enough validators. @throws HostError HOST_ENGINE_SILENT, HOST_ENGINE_ENDED */
  async start(): Promise<void> {
    this.#server = await AbciServer.listen(join(this.#sockets.path, APPLICATION_SOCKET), this.#application, {
      onLost: () => {
        this.#process.lostApplication()
      },
      onFault: (error) => {
        if (!this.#isStopping) this.#fault ??= faultOf(error, this.height + 1)
      },
    })
    await this.#process.start()
    // Counted in tries: the time in which this process itself imports or restores a state, and answers nothing, is no silence.
    for (let left = START_WAIT_MAX_MS / START_POLL_MS; ; left--) {
      try {
        await this.engine.call('health')
        return
      } catch (error) {
        if (this.#fault !== undefined) throw this.#fault
        if (left <= 0) throw error
      }
      await sleep(START_POLL_MS)
    }
  }

  get chainId(): string {
    return this.app.chainId
  }

  get crypto(): Crypto {
    return this.#options.crypto
  }

  /** Of the last block that is on disk here; 0 before the first. */
  get height(): number {
    return this.store.height ?? 0
  }

  /** Why the application cannot go on; the engine stops with it. */
  get fault(): HostError | undefined {
    return this.#fault
  }

  /** Id of the engine's process while one runs. */
  get enginePid(): number | undefined {
    return this.#process.pid
  }

  stateHeight(): number {
    return Math.max(this.#stateHeight, this.store.oldestHeight ?? 0)
  }

  prove(key: Uint8Array, height = this.stateHeight()): Answer {
    return this.store.prove(height, key)
  }

  submit(bytes: Uint8Array): Promise<TxOutcome> {
    if (this.#fault !== undefined) return Promise.reject(this.#fault)
    return this.#submissions.submit(bytes)
  }

  /** Undefined: of the latest height. @throws RpcError where there is no such block, or none any more */
  async lightBlock(height?: number): Promise<LightBlock> {
    try {
      return await this.#lightBlocks.at(height)
    } catch (error) {
      if (!(error instanceof RpcError) || height === undefined) throw error
      if (this.earlier !== undefined && height <= this.earlier.height) return lightBlockAt(this.earlier, height)
      const kept = this.#archive.at(height)
      if (kept !== undefined) return kept
      throw internalError(`HOST_HEIGHT_UNAVAILABLE ${error.data}`)
    }
  }

  /** Of a height, or where its block was deleted the lowest above it that is still here. @throws RpcError: there is none */
  async lightBlockFrom(height: number): Promise<LightBlock> {
    try {
      return await this.lightBlock(height)
    } catch (error) {
      const earliest = await this.#lightBlocks.earliest()
      const kept = this.#archive.from(height)
      if (kept !== undefined && kept.header.height < BigInt(earliest)) return kept
      if (earliest <= height) throw error
      return this.#lightBlocks.at(earliest)
    }
  }

  onBlock(listener: (block: CommittedBlock) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The engine first, then its socket, then the store. */
  async stop(): Promise<void> {
    if (this.#isStopping) return
    this.#isStopping = true
    this.#submissions.close()
    await this.#process.stop()
    this.engine.close()
    await this.#server?.close()
    await this.#snapshots.close()
    await this.earlier?.close()
    await this.store.close()
    this.#sockets.remove()
  }

  #take(block: CommittedBlock): void {
    if (block.isChange) this.#stateHeight = block.height
    this.#submissions.committed(block)
    for (const listener of this.#listeners) listener(block)
  }

  #writeConfig(): void {
    const { engineHome, heartbeatMs = HEARTBEAT_MS, moniker, peerAddress, peers, stateSync } = this.#options
    writeEngineConfig(engineHome, {
      moniker,
      applicationSocket: join(this.#sockets.path, APPLICATION_SOCKET),
      rpcSocket: join(this.#sockets.path, RPC_SOCKET),
      peerAddress,
      peers,
      heartbeatMs,
      stateSync,
    })
  }

  #snapshotService(): SnapshotService {
    const { crypto, folder, genesis, nowMs = Date.now, snapshotEveryHeights, onEvent = ignore } = this.#options
    const { store } = this
    const restore = new SnapshotRestore({
      crypto,
      store,
      folder: join(folder, RESTORE_FOLDER),
      rows: [{ key: metaKey, value: metaOfGenesis(crypto, genesis) }],
      nowMs,
      onRefused: ({ code, facts }, height) => {
        onEvent({ event: 'SNAPSHOT_REFUSED', height, code, facts })
      },
      onRestored: (height) => {
        this.#stateHeight = height
        onEvent({ event: 'STATE_RESTORED', height, root: hexEncode(store.root()) })
      },
    })
    return new SnapshotService({
      store,
      restore,
      kept: new KeptSnapshots(crypto, join(folder, SNAPSHOTS_FOLDER), SNAPSHOTS_KEPT),
      everyHeights: snapshotEveryHeights ?? SNAPSHOT_EVERY_HEIGHTS,
      onTaken: ({ height, chunks, hash }) => {
        onEvent({ event: 'SNAPSHOT_TAKEN', height, chunks, hash: hexEncode(hash) })
      },
      onFailed: (error, height) => {
        onEvent({ event: 'SNAPSHOT_FAILED', height, reason: error instanceof Error ? error.message : String(error) })
      },
    })
  }
}

interface SocketFolder {
  readonly path: string
  remove(): void
}

/** Beside the engine's files, or, where that path is too long for a socket, in the machine's temporary folder. */
/** What other validators did. */
function toldOfOthers(
  onEvent: (event: CometHostEvent) => void,
): Pick<AbciApplicationOptions, 'onRefusedProposal' | 'onMisbehaviour'> {
  return {
    onRefusedProposal: (fault, height) => {
      onEvent({ event: 'PROPOSAL_REFUSED', fault, height })
    },
    onMisbehaviour: ({ kind, address, height: at }, height) => {
      onEvent({ event: 'VALIDATOR_MISBEHAVED', kind, validator: hexEncode(address).toUpperCase(), at, height })
    },
  }
}

function socketFolder(home: string): SocketFolder {
  const path = join(home, 'run')
  if (Buffer.byteLength(join(path, APPLICATION_SOCKET)) <= SOCKET_PATH_BYTES_MAX) {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    return { path, remove: () => undefined }
  }
  const short = mkdtempSync(join(tmpdir(), 'xz-'))
  return {
    path: short,
    remove: () => {
      rmSync(short, { recursive: true, force: true })
    },
  }
}

/** The height whose state is the present one. */
function lastChange(store: StateStore): number {
  const root = store.root()
  const oldest = store.oldestHeight ?? 0
  let at = store.height ?? 0
  while (at > oldest && bytesEqual(store.rootAt(at - 1), root)) at--
  return at
}

const ordinary = (): Priority => 'ordinary'

function ignore(): void {
  // Nobody wants to know.
}

const OTHER_PROGRAM = [kernelErrors.UpgradeDue, kernelErrors.UpgradeEarly, kernelErrors.VersionAhead]

/** Another program is to execute this block, or the block cannot be written. */
function faultOf(error: unknown, height: number): HostError {
  if (error instanceof ContractError && OTHER_PROGRAM.includes(error.kind))
    return new HostError('HOST_UPGRADE', { height, reason: error.kind.name }, error)
  return new HostError('HOST_STORE_FAILED', { height }, error)
}
