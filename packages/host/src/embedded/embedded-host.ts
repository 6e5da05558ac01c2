import { join } from 'node:path'
import { bytesEqual, decodeCanonical, hexEncode } from '@xiezhi/codec'
import type { Crypto, SignatureCheck, Signer } from '@xiezhi/crypto'
import { timestampToMs } from '@xiezhi/comet'
import type { LightBlock, SignedHeader, ValidatorSet } from '@xiezhi/comet'
import { Application, encodeStamp, requireSignatures } from '@xiezhi/kernel'
import type { CheckContext, DecodedTx, Message, Module, Signer as TxSigner, VerifiedTx } from '@xiezhi/kernel'
import { StateStore } from '../store/state-store.ts'
import type { Answer, BlockRows } from '../store/state-store.ts'
import type { ProofHorizon } from '../store/prune.ts'
import { beginZone, firstHeight, zoneMeta } from './begin-zone.ts'
import type { Genesis } from './begin-zone.ts'
import { LIGHT_BLOCKS_EVERY, oldestBlock, pruneBlocks } from './block-horizon.ts'
import type { BlockHorizon } from './block-horizon.ts'
import { blockRows, decodeTxPlace, metaKey, readBlock, readSignedHeader, txPlaceKey } from './chain-rows.ts'
import type { StoredBlock, TxPlace } from './chain-rows.ts'
import { readClockConfirmation } from './clock-confirmation.ts'
import { ClockGuard, systemClock } from './clock-guard.ts'
import type { Clock } from './clock-guard.ts'
import { ClockJournal } from './clock-journal.ts'
import { isClosed, readClosedMarker } from './closed-marker.ts'
import type { ClosedMarker } from './closed-marker.ts'
import { HostError } from './host-error.ts'
import { Mempool } from './mempool.ts'
import type { PendingTx, TxOutcome } from './mempool.ts'
import { blockIdOf, embeddedValidators, nextHeader, nextHeaderTime, signBlock } from './next-block.ts'
import type { ChainTip } from './next-block.ts'

/** With so many transactions waiting, the signatures of the next are checked on other threads. One alone is not: a hop costs it more. */
const WAITING_FOR_POOL_MIN = 1

/**
 * Where several transactions come at once, a block begins so long after the one before it: what a block costs by itself is
 * shared by more of them, here and with everybody who follows the blocks.
 */
const GATHER_MS = 40

/** So many are enough for a block. */
const GATHERED_TXS = 500

/** A block is made at least this often. */
export const HEARTBEAT_MS = 5_000

export interface EmbeddedHostOptions {
  readonly folder: string
  readonly crypto: Crypto
  /** Ed25519 key of the one validator. */
  readonly validator: Signer
  readonly genesis: Genesis
  /** The export that the genesis document names, if it does; read at the first start only. */
  readonly exportFile?: string
  readonly modules: readonly Module[]
  readonly clock?: Clock
  /** Refuses, with a ContractError, messages that must not even stand in a block that refuses them. */
  readonly screen?: (messages: readonly Message[]) => void
  /**
   * Refuses, with a ContractError, signers who may not confirm the clock after an alarm; judged as of the last block. Without
   * it nobody may.
   */
  readonly mayConfirmClock?: (ctx: CheckContext) => void
  readonly heartbeatMs?: number
  readonly horizon?: ProofHorizon
  /** Without it every block is kept. Longer than any client of this zone may go without an update. */
  readonly blocksKept?: BlockHorizon
  /** Below that horizon, header and commit of every so-manieth height. Default: 1,000. */
  readonly lightBlocksEvery?: number
  /** Signature checks on other threads, used when several transactions arrive at once; otherwise all are checked here. */
  readonly verifyLater?: (checks: readonly SignatureCheck[]) => Promise<boolean[]>
  /** Called at each named point of a block; tests stop the process there. */
  readonly onPoint?: (point: BlockPoint, height: number) => void
}

/** Named points of a block's making, in order. Only after `committed` does anybody learn of the block. */
export type BlockPoint = 'proposed' | 'finalized' | 'signed' | 'committed' | 'answered'

/** A block that is signed, and not on disk yet. */
interface MadeBlock {
  readonly stored: StoredBlock
  /** What the next header says about it. */
  readonly tip: ChainTip
  /** Whether it changed the state. */
  readonly isChange: boolean
  readonly rows: BlockRows
  readonly oldestBlock: number
}

/** In the folder of the store. */
const CLOCK_JOURNAL_FILE = 'clock.jsonl'

export type BlockListener = (block: StoredBlock) => void

/** Runs one zone in this process with one validator: durable before it answers, exact after `kill -9`. */
export class EmbeddedHost {
  readonly app: Application
  readonly validators: ValidatorSet
  readonly genesis: Genesis
  readonly store: StateStore
  readonly clock: ClockGuard
  /** Set where the zone goes on in another host: here nothing is signed any more. */
  readonly closed: ClosedMarker | undefined
  readonly mempool = new Mempool()
  readonly #options: EmbeddedHostOptions
  readonly #listeners = new Set<BlockListener>()
  #oldestBlock: number
  #tip: ChainTip
  /** Transactions whose signatures are being checked on other threads. */
  #judged = 0
  /** The last making of a block: when it ended, and its transactions. */
  #last = { endMs: 0, txs: 0 }
  #proofDue = false
  #timer: NodeJS.Timeout | undefined
  #scheduled = false
  #state: 'new' | 'running' | 'stopped' = 'new'
  #fault: HostError | undefined

  /** Opens the folder; a new one gets the genesis state. @throws HostError HOST_GENESIS_MISMATCH; StoreError */
  constructor(options: EmbeddedHostOptions) {
    const { crypto, folder, genesis, modules, validator, horizon } = options
    this.#options = options
    this.genesis = genesis
    this.store = new StateStore(folder, { crypto, ...(horizon === undefined ? {} : { horizon }) })
    this.app = new Application({ crypto, chainId: genesis.chainId, modules, backend: this.store })
    this.validators = embeddedValidators(crypto, validator.publicKey)
    this.clock = new ClockGuard(options.clock ?? systemClock, new ClockJournal(join(folder, CLOCK_JOURNAL_FILE)))
    this.closed = readClosedMarker(folder)
    const publicKey = hexEncode(validator.publicKey)
    if (this.store.height === undefined)
      beginZone({ app: this.app, store: this.store, genesis, validator: publicKey, exportFile: options.exportFile })
    const stored = this.store.getRow(metaKey)
    const meta = zoneMeta(genesis, publicKey)
    if (stored === undefined || !bytesEqual(stored, meta)) {
      const seen = stored === undefined ? 'none' : JSON.stringify(decodeCanonical(stored))
      throw new HostError('HOST_GENESIS_MISMATCH', { expected: JSON.stringify(decodeCanonical(meta)), seen })
    }
    this.#tip = this.#readTip()
    this.#oldestBlock = oldestBlock((key) => this.store.getRow(key), firstHeight(genesis))
  }

  get chainId(): string {
    return this.genesis.chainId
  }

  get height(): number {
    return this.#tip.height
  }

  /** The lowest height whose block is whole. */
  get oldestBlock(): number {
    return this.#oldestBlock
  }

  /** Why no block is made any more; undefined while all is well. */
  get fault(): HostError | undefined {
    return this.#fault
  }

  start(): void {
    if (this.#state !== 'new') throw new HostError('HOST_STOPPED')
    if (this.closed !== undefined) throw new HostError('HOST_CLOSED', { ...this.closed })
    this.#state = 'running'
    // A proof block may be owed from before a crash.
    this.#proofDue = true
    this.#schedule()
  }

  /**
   * Instead of `start`, for an export: makes blocks until one changes nothing, so that its header proves the state.
   * @throws HostError HOST_CLOCK_ALARM
   */
  endAtProofBlock(): void {
    if (this.#state !== 'new') throw new HostError('HOST_STOPPED')
    do this.#makeBlock()
    while (this.#proofDue)
  }

  /** Stops making blocks and closes the store; waiting submitters are told. */
  async stop(): Promise<void> {
    if (this.#state === 'stopped') return
    this.#state = 'stopped'
    clearTimeout(this.#timer)
    this.mempool.rejectAll(new HostError('HOST_STOPPED'))
    await this.store.close()
  }

  onBlock(listener: BlockListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Takes a transaction; resolves when its block is on disk.
   * @throws ContractError if it cannot be included, HostError; a later refusal by a handler is an outcome with its code
   */
  submit(bytes: Uint8Array): Promise<TxOutcome> {
    return new Promise((resolve, reject) => {
      const { verifyLater } = this.#options
      const waiting = this.mempool.size + this.#judged
      if (verifyLater === undefined || waiting < WAITING_FOR_POOL_MIN) {
        this.enqueue(bytes, resolve, reject)
        return
      }
      const decoded = this.#decode(bytes)
      this.mempool.mustHaveRoom(waiting)
      this.#judged++
      verifyLater(decoded.checks)
        .finally(() => this.#judged--)
        .then((verdicts) => {
          requireSignatures(verdicts)
          this.#mustRun()
          this.#admit({ bytes, decoded, resolve, reject })
        })
        .catch(reject)
    })
  }

  /** Checks a transaction and puts it in the pool, synchronously. @throws ContractError, HostError */
  enqueue(bytes: Uint8Array, resolve: PendingTx['resolve'] = ignore, reject: PendingTx['reject'] = ignore): DecodedTx {
    const decoded = this.#decode(bytes)
    if (!this.mempool.has(decoded.id)) requireSignatures(this.#options.crypto.verifyMany(decoded.checks))
    this.#admit({ bytes, decoded, resolve, reject })
    return decoded
  }

  #decode(bytes: Uint8Array): DecodedTx {
    this.#mustRun()
    const nowMs = Math.max(this.clock.now(this.app.lastStampMs()), this.app.lastStampMs())
    const decoded = this.app.checkTx(bytes, nowMs)
    this.#options.screen?.(decoded.body.messages)
    return decoded
  }

  #mustRun(): void {
    if (this.#state !== 'running') throw new HostError(this.#state === 'new' ? 'HOST_NOT_STARTED' : 'HOST_STOPPED')
    if (this.#fault !== undefined) throw this.#fault
  }

  #admit(tx: PendingTx): void {
    this.mempool.add(tx)
    this.#schedule()
  }

  /** Asks for a block now, so that the header time moves (a relayer's tick). */
  requestBlock(): void {
    this.#proofDue = true
    this.#schedule()
  }

  /**
   * Ends the alarm of the clock by an officer's signed confirmation; on disk when this returns, and blocks are made again.
   * @throws HostError HOST_CONFIRMATION_…, HOST_ALARM_ABSENT; ContractError where the officer may not
   */
  confirmClock(signed: Uint8Array): TxSigner {
    const { crypto, mayConfirmClock } = this.#options
    if (mayConfirmClock === undefined) throw new HostError('HOST_CONFIRMATION_NOT_CONFIGURED')
    const signer = readClockConfirmation(crypto, this.clock, this.chainId, signed)
    mayConfirmClock({ ...this.app.readContext(), txId: '0'.repeat(64), messageIndex: 0, signers: [signer] })
    this.clock.confirm(signed)
    this.requestBlock()
    return signer
  }

  block(height: number): StoredBlock | undefined {
    return readBlock((key) => this.store.getRow(key), height)
  }

  txPlace(hash: Uint8Array): TxPlace | undefined {
    const row = this.store.getRow(txPlaceKey(hash))
    return row === undefined ? undefined : decodeTxPlace(row)
  }

  /** Of a height without its transactions and results. */
  signedHeader(height: number): SignedHeader | undefined {
    return readSignedHeader((key) => this.store.getRow(key), height)
  }

  lightBlock(height: number): LightBlock | undefined {
    const signed = this.signedHeader(height)
    return signed === undefined ? undefined : { ...signed, validators: this.validators }
  }

  /** Height of the last block that changed the state: its proof stands under the header after it. */
  stateHeight(): number {
    return this.#stateHeight
  }

  #stateHeight = 0

  /** Value and proof as of a height (default: the last change of the state). @throws StoreError STORE_HEIGHT_UNAVAILABLE */
  prove(key: Uint8Array, height = this.#stateHeight): Answer {
    return this.store.prove(height, key)
  }

  #readTip(): ChainTip {
    const height = this.store.height ?? 0
    const appHash = this.store.root()
    this.#stateHeight = this.#lastChange(height)
    const block = height === 0 ? undefined : this.block(height)
    if (block === undefined)
      return { height, commit: null, headerTimeMs: this.genesis.genesisTimeMs, appHash, results: [] }
    return {
      height,
      commit: block.commit,
      headerTimeMs: timestampToMs(block.header.time),
      appHash,
      results: block.results,
    }
  }

  #lastChange(height: number): number {
    const root = this.store.root()
    let at = height
    const oldest = this.store.oldestHeight ?? 0
    while (at > oldest && bytesEqual(this.store.rootAt(at - 1), root)) at--
    return at
  }

  #schedule(): void {
    if (this.#scheduled || this.#state !== 'running' || this.#fault !== undefined) return
    this.#scheduled = true
    const waitMs = this.#gatherMs()
    // After the events that have already arrived: they share the block.
    if (waitMs < 1) setImmediate(() => this.#turn())
    else setTimeout(() => this.#turn(), waitMs)
  }

  /** When several transactions come at once, others are about to: the next block waits for them. One alone never waits. */
  #gatherMs(): number {
    const { size } = this.mempool
    if ((size + this.#judged < 2 && this.#last.txs < 2) || size >= GATHERED_TXS) return 0
    return this.#last.endMs + GATHER_MS - performance.now()
  }

  #turn(): void {
    this.#scheduled = false
    if (this.#state !== 'running' || this.#fault !== undefined) return
    try {
      this.#makeBlock()
    } catch (error) {
      this.#fail(error)
      return
    }
    if (this.mempool.size > 0 || this.#proofDue) this.#schedule()
    else this.#armHeartbeat()
  }

  #armHeartbeat(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.requestBlock(), this.#options.heartbeatMs ?? HEARTBEAT_MS)
    this.#timer.unref()
  }

  #fail(error: unknown): void {
    if (error instanceof HostError && error.code === 'HOST_CLOCK_ALARM') {
      // Looked at again after a while: an operator may have confirmed the clock.
      this.#armHeartbeat()
      return
    }
    const isClosedHere = error instanceof HostError && error.code === 'HOST_CLOSED'
    this.#fault = isClosedHere ? error : new HostError('HOST_STORE_FAILED', { height: this.#tip.height + 1 }, error)
    this.mempool.rejectAll(this.#fault)
  }

  #makeBlock(): void {
    const pending = this.mempool.take()
    const { onPoint = ignore } = this.#options
    const made: MadeBlock[] = []
    try {
      const block = this.#build(this.#tip, pending)
      made.push(block)
      this.store.commit(block.rows, () => {
        const proof = this.#proofBlock(block)
        if (proof !== undefined) made.push(proof)
        return proof?.rows
      })
    } catch (error) {
      for (const tx of pending) tx.reject(error)
      throw error
    }
    for (const block of made) this.#take(block)
    for (const block of made) onPoint('committed', block.tip.height)
    this.#last = { endMs: performance.now(), txs: pending.length }
    const [first] = made
    if (first !== undefined) this.#answer(pending, first)
    for (const block of made) for (const listener of this.#listeners) listener(block.stored)
    for (const block of made) onPoint('answered', block.tip.height)
  }

  /**
   * The empty block whose header proves the state that `block` leaves, if no transaction waits to be in it. It goes to
   * disk with `block`: one wait for the disk instead of two. Undefined: it is made in its own turn.
   */
  #proofBlock(block: MadeBlock): MadeBlock | undefined {
    if (!block.isChange || this.mempool.size > 0) return undefined
    try {
      const proof = this.#build(block.tip, [])
      // An effect of time fell due between the two.
      return proof.isChange ? undefined : proof
    } catch {
      // `block` is whole without it (a clock alarm between the two); what is wrong shows again in its own turn.
      return undefined
    }
  }

  /** Executes and signs the block after `tip`; its state is staged and nothing is written. */
  #build(tip: ChainTip, pending: readonly PendingTx[]): MadeBlock {
    const { crypto, folder, validator, onPoint = ignore } = this.#options
    const height = tip.height + 1
    // Also where an export was made beside a running process.
    if (isClosed(folder)) throw new HostError('HOST_CLOSED', { height: tip.height })
    const lastStampMs = this.app.lastStampMs()
    const nowMs = this.clock.now(lastStampMs)
    const time = nextHeaderTime(tip, this.genesis.genesisTimeMs)
    const timeMs = timestampToMs(time)
    const txs = [encodeStamp(Math.max(nowMs, timeMs, lastStampMs + 1)), ...pending.map(({ bytes }) => bytes)]
    // Once for the header and the index.
    const txHashes = crypto.sha256Many(txs)
    const header = nextHeader(crypto, { chainId: this.chainId, tip, time, txHashes, validators: this.validators })
    onPoint('proposed', height)
    const verified: (VerifiedTx | undefined)[] = [undefined, ...pending.map(({ decoded }) => ({ decoded }))]
    const { results, events, appHash, aux } = this.app.finalizeBlock({ height, timeMs, txs, verified })
    onPoint('finalized', height)
    const blockId = blockIdOf(crypto, header, txs, tip.commit)
    const commit = signBlock(validator, this.validators, header, blockId, Math.max(nowMs, timeMs + 1))
    const stored: StoredBlock = { header, commit, txs, results, events }
    onPoint('signed', height)
    const pruned = this.#pruned(height, timeMs)
    return {
      stored,
      tip: { height, commit, headerTimeMs: timeMs, appHash, results },
      isChange: !bytesEqual(appHash, tip.appHash),
      rows: { timeMs, aux, rows: [...blockRows(stored, txHashes, blockId.hash), ...pruned.rows] },
      oldestBlock: pruned.oldest,
    }
  }

  #pruned(height: number, timeMs: number): ReturnType<typeof pruneBlocks> {
    const { blocksKept: horizon, crypto, lightBlocksEvery = LIGHT_BLOCKS_EVERY } = this.#options
    const oldest = this.#oldestBlock
    if (horizon === undefined) return { rows: [], oldest }
    const get = (key: Uint8Array): Uint8Array | undefined => this.store.getRow(key)
    const sha256 = (bytes: Uint8Array): Uint8Array => crypto.sha256(bytes)
    return pruneBlocks({ get, sha256, horizon, height, timeMs, oldest, lightBlocksEvery })
  }

  #take({ tip, isChange, oldestBlock }: MadeBlock): void {
    this.#tip = tip
    // The proof block that is written with it has looked at the same blocks.
    this.#oldestBlock = Math.max(this.#oldestBlock, oldestBlock)
    if (isChange) this.#stateHeight = tip.height
    this.#proofDue = isChange
  }

  #answer(pending: readonly PendingTx[], { stored, tip }: MadeBlock): void {
    pending.forEach((tx, at) => {
      const index = at + 1
      const result = stored.results[index]
      if (result !== undefined) tx.resolve({ height: tip.height, index, ...result })
    })
  }
}

function ignore(): void {
  // Nobody waits for this outcome.
}
