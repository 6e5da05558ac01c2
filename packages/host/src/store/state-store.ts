import { be64, bytesEqual, latin1Encode } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { StateBackend, StateChange, StateEntry, StateRange } from '@xiezhi/kernel'
import { proveAbsence, proveMembership, SEGMENT_DEPTH } from '@xiezhi/merkle'
import type { TreeView } from '@xiezhi/merkle'
import { openDatabases, read } from './databases.ts'
import type { Databases } from './databases.ts'
import { checkChanges, checkKey } from './check-changes.ts'
import { checkFormat } from './check-format.ts'
import { loadPresent } from './load-tree.ts'
import { decodeHead, decodeHeightRoot, decodeHeightRow, encodeHead } from './past-rows.ts'
import type { Head } from './past-rows.ts'
import { keyOf, PastState } from './past-state.ts'
import type { Present } from './past-state.ts'
import { PROOF_HORIZON_MIN, prunePast } from './prune.ts'
import type { ProofHorizon } from './prune.ts'
import { writeRestored } from './restore-state.ts'
import type { RestoredState } from './restore-state.ts'
import { GROUP_COUNT } from './recent-changes.ts'
import type { WaitingGroup } from './recent-changes.ts'
import { scanRows, scanState } from './scan.ts'
import { valueRowKey } from './state-keys.ts'
import { StateView } from './state-view.ts'
import { StoreError } from './store-error.ts'
import { keyText, ValueCache } from './value-cache.ts'
import { wasmHasher } from './wasm-hasher.ts'
import { put, stageBlock, writeFirst, writeGroups, writeHeight, writeState } from './write-block.ts'
import type { StagedBlock } from './write-block.ts'

/** Past states kept open, for bursts of proofs at one height. */
const PAST_STATES_KEPT = 4

const HEAD_KEY = Uint8Array.of(1)

/** Groups that a block without changes stores: what waits is then written within minutes of quiet. */
const QUIET_GROUPS = 8

export interface StoreOptions {
  readonly crypto: Crypto
  readonly horizon?: ProofHorizon
}

/** What a block writes besides the state: in the same transaction, outside the tree. */
export interface BlockRows {
  /** UTC milliseconds, for the proof horizon. */
  readonly timeMs: number
  readonly aux: readonly StateChange[]
  readonly rows: readonly StateChange[]
}

export interface Answer {
  readonly height: number
  readonly root: Uint8Array
  /** Null: the proof is of absence. */
  readonly value: Uint8Array | null
  /** Encoded ics23 CommitmentProof. */
  readonly proof: Uint8Array
}

/**
 * The state of one zone in an LMDB folder, with its tree in memory.
 *
 * A block is staged (the tree in memory changes, which gives the root) and then committed in one transaction that is on
 * disk when `commit` returns. A crash at any point leaves the state of the last committed block.
 */
export class StateStore implements StateBackend {
  readonly #crypto: Crypto
  readonly #databases: Databases
  #present: Present
  readonly #horizon: ProofHorizon
  readonly #pastStates = new Map<number, PastState>()
  readonly #values = new ValueCache()
  #head: Head | undefined
  #staged: StagedBlock | undefined
  #failed = false
  #open = true

  /** @throws StoreError STORE_FORMAT, STORE_CORRUPT */
  constructor(folder: string, options: StoreOptions) {
    this.#crypto = options.crypto
    this.#horizon = options.horizon ?? PROOF_HORIZON_MIN
    this.#databases = openDatabases(folder)
    checkFormat(this.#databases)
    const head = read(this.#databases.meta, HEAD_KEY)
    this.#head = head === undefined ? undefined : decodeHead(head)
    this.#present = loadPresent(this.#crypto, this.#databases, wasmHasher(), this.#head)
  }

  /** Height of the last committed block; undefined before the first. */
  get height(): number | undefined {
    return this.#head?.height
  }

  /** The lowest height whose values and proofs can be read. */
  get oldestHeight(): number | undefined {
    return this.#head?.oldest
  }

  /** Root after the last committed block; 32 zero bytes before the first. */
  root(): Uint8Array {
    return this.#head?.root.slice() ?? new Uint8Array(32)
  }

  /** Number of keys, staged changes included. */
  get size(): number {
    return this.#present.tree.size
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#values.get(keyText(key), () => this.#read(key))
  }

  getByText(key: string): Uint8Array | undefined {
    return this.#values.get(key, () => this.#read(latin1Encode(key)))
  }

  #read(key: Uint8Array): Uint8Array | undefined {
    return read(this.#databases.state, valueRowKey(key))
  }

  scan(range: StateRange): Iterable<StateEntry> {
    return scanState(this.#databases.state, range)
  }

  getAux(key: Uint8Array): Uint8Array | undefined {
    return read(this.#databases.aux, key)
  }

  scanAux(range: StateRange): Iterable<StateEntry> {
    return scanRows(this.#databases.aux, range)
  }

  getRow(key: Uint8Array): Uint8Array | undefined {
    return read(this.#databases.rows, key)
  }

  scanRows(range: StateRange): Iterable<StateEntry> {
    return scanRows(this.#databases.rows, range)
  }

  /** The state of the last committed block, for reading while later ones are written. Close it. @throws StoreError STORE_HEIGHT */
  view(): StateView {
    if (!this.#open) throw new StoreError('STORE_CLOSED')
    return new StateView(this.#databases, HEAD_KEY)
  }

  /**
   * Brings the state of a height into an empty store, all or nothing. On disk when this returns.
   * @throws StoreError STORE_HEIGHT where there is a state, STORE_ROOT, STORE_ENTRY_INVALID; what the groups throw: the store
   * is empty then, as before
   */
  restore(state: RestoredState): void {
    this.#mustBeWritable()
    if (this.#head !== undefined)
      throw new StoreError('STORE_HEIGHT', { expected: 'an empty store', seen: this.#head.height })
    this.discard()
    const { environment, meta } = this.#databases
    try {
      environment.transactionSync(() => {
        const head = writeRestored(this.#crypto, this.#databases, this.#present.tree, state)
        meta.putSync(HEAD_KEY, encodeHead(head))
        this.#head = head
      })
    } catch (error) {
      this.#head = undefined
      throw error
    } finally {
      this.#values.clear()
      this.#present = loadPresent(this.#crypto, this.#databases, wasmHasher(), this.#head)
    }
  }

  /**
   * Applies a block's changes of the state to the tree and returns the new root. Nothing is written and `get` still
   * answers from the last committed block. A block staged before is discarded.
   * @throws StoreError STORE_HEIGHT, STORE_ENTRY_INVALID, STORE_WRITE_FAILED, STORE_CLOSED; nothing has changed
   */
  stage(height: number, changes: readonly StateChange[]): Uint8Array {
    this.#mustBeWritable()
    const expected = this.#head === undefined ? height : this.#head.height + 1
    if (height !== expected) throw new StoreError('STORE_HEIGHT', { expected, seen: height })
    checkChanges(changes)
    this.discard()
    this.#staged = stageBlock(this.#crypto, (key) => this.get(key), this.#present.tree, height, changes)
    return this.#present.tree.root()
  }

  /** Forgets the staged block, if there is one. */
  discard(): void {
    if (this.#staged !== undefined) this.#present.tree.revert(this.#staged.undo)
    this.#staged = undefined
  }

  /**
   * Writes the staged block. On disk when this returns.
   *
   * `follow` may stage the next block, reading the state of this one, and give its rows: if that block leaves the state
   * as it is, both are written together, at the price of one. Otherwise it is discarded.
   * @throws StoreError STORE_WRITE_FAILED: nothing of the block is stored, the block before can be read, and no other
   * block is taken until the folder is opened again
   */
  commit(rows: BlockRows, follow?: () => BlockRows | undefined): void {
    this.#mustBeWritable()
    const staged = this.#staged
    if (staged === undefined) throw new StoreError('STORE_HEIGHT', { expected: 'a staged block', seen: 'none' })
    for (const { key } of [...rows.aux, ...rows.rows]) checkKey(key)
    const due = this.#addRecent(staged)
    const before = this.#head
    try {
      this.#databases.environment.transactionSync(() => {
        this.#head = this.#write(staged, rows, due)
        this.#staged = undefined
        const next = follow?.()
        if (next !== undefined) this.#writeFollowing(next, due)
      })
    } catch (error) {
      this.#failed = true
      this.#values.clear()
      const isWritten = this.#staged !== staged
      this.discard()
      if (isWritten) this.#present.tree.revert(staged.undo)
      this.#head = before
      throw new StoreError('STORE_WRITE_FAILED', { height: staged.height }, error)
    }
    this.discard()
    const { recent, segmentHeights, groupHeights } = this.#present
    recent.remove(due)
    for (const { place } of staged.nodes) {
      const heights = place.depth === SEGMENT_DEPTH ? segmentHeights : groupHeights
      heights[place.prefix] = staged.height
    }
  }

  /** In the transaction of the block before it, which stores the `due` groups. */
  #writeFollowing(rows: BlockRows, due: readonly WaitingGroup[]): void {
    const staged = this.#staged
    if (staged === undefined || staged.effects.length > 0) return
    this.#head = this.#write(staged, rows, due, 'stored')
    this.#staged = undefined
  }

  /** What the block changes waits with the rest; returns what is to be stored with it. */
  #addRecent({ nodes, effects, height }: StagedBlock): WaitingGroup[] {
    // Nobody can ask for a state before the first block.
    if (this.#head === undefined) return []
    const { recent } = this.#present
    // If the block fails, these stay without effect: the nodes equal what stands, and the keys have no rows.
    for (const { place, node } of nodes) recent.add(place, { height, node })
    for (const { keyHash, key, before } of effects) if (before === null) recent.addKey(keyHash, key)
    // All groups have had their turn before the first height is pruned, of which every second may be a proof block.
    const least = Math.ceil((2 * GROUP_COUNT) / Math.max(2, this.#horizon.heights))
    return recent.due(effects.length === 0 ? Math.max(least, QUIET_GROUPS) : least)
  }

  #write(
    staged: StagedBlock,
    { timeMs, aux, rows }: BlockRows,
    due: readonly WaitingGroup[],
    groups: 'to store' | 'stored' = 'to store',
  ): Head {
    const databases = this.#databases
    const { tree, recent } = this.#present
    const { height } = staged
    const isFirst = this.#head === undefined
    const root = tree.root()
    writeState(databases, staged, !isFirst)
    for (const { key, value } of staged.effects) this.#values.write(keyText(key), value)
    if (isFirst) writeFirst(databases, tree, staged)
    writeHeight(databases, isFirst ? { ...staged, effects: [], nodes: [] } : staged, { root, timeMs })
    for (const change of aux) put(databases.aux, change)
    for (const change of rows) put(databases.rows, change)
    const oldest = this.#head?.oldest ?? height
    if (groups === 'to store') writeGroups(databases, tree, due, oldest)
    const replayFrom = recent.sinceWithout(due) ?? height + 1
    const head = {
      height,
      oldest: prunePast(this.#present, this.#horizon, oldest, { height, timeMs, replayFrom }),
      replayFrom,
      leaves: tree.size,
      root,
    }
    databases.meta.putSync(HEAD_KEY, encodeHead(head))
    return head
  }

  /** The root after the block of a height. @throws StoreError STORE_HEIGHT_UNAVAILABLE */
  rootAt(height: number): Uint8Array {
    this.#mustKnow(height)
    const bytes = read(this.#databases.heights, be64(height))
    if (bytes === undefined) throw new StoreError('STORE_CORRUPT', { reason: 'height row', height })
    return decodeHeightRoot(bytes)
  }

  /** The value after the block of a height. @throws StoreError STORE_HEIGHT_UNAVAILABLE */
  getAt(height: number, key: Uint8Array): Uint8Array | undefined {
    this.#mustKnow(height)
    return height === this.#head?.height ? this.#read(key) : this.#past(height).get(key)
  }

  /** Keys that the block of a height changed, above the oldest height. @throws StoreError STORE_HEIGHT_UNAVAILABLE */
  changedKeys(height: number): Uint8Array[] {
    // The oldest state may be the first, of which no changes are kept.
    this.#mustKnow(height - 1)
    this.#mustKnow(height)
    const row = read(this.#databases.heights, be64(height))
    if (row === undefined) throw new StoreError('STORE_CORRUPT', { reason: 'height row', height })
    return decodeHeightRow(row).keys.map(({ keyHash, added }) => {
      const key = added ?? keyOf(this.#present, keyHash)
      if (key === undefined) throw new StoreError('STORE_CORRUPT', { reason: 'changed key', height })
      return key
    })
  }

  /**
   * The value after the block of a height, with its proof of presence or absence.
   * @throws StoreError STORE_HEIGHT_UNAVAILABLE; TreeError TREE_EMPTY where the tree had no key at all
   */
  prove(height: number, key: Uint8Array): Answer {
    this.#mustKnow(height)
    return this.#withoutStaged(() => {
      const root = this.rootAt(height)
      // The answer is the caller's to write into, the kept value is not.
      if (height === this.#head?.height)
        return this.#answer(height, root, this.#present.tree, this.get(key)?.slice(), key)
      const past = this.#past(height)
      if (!bytesEqual(past.tree.root(), root)) throw new StoreError('STORE_CORRUPT', { reason: 'past root', height })
      return this.#answer(height, root, past.tree, past.get(key), key)
    })
  }

  /** Stores what still waits, so that the next start has nothing to replay. What cannot be stored is replayed then. */
  async close(): Promise<void> {
    if (!this.#open) return
    this.discard()
    this.#open = false
    try {
      if (!this.#failed) this.#storeWaiting()
    } catch {
      // The blocks are on disk all the same.
    }
    await this.#databases.environment.close()
  }

  #storeWaiting(): void {
    const head = this.#head
    if (head === undefined || head.replayFrom > head.height) return
    const { environment, meta } = this.#databases
    const { tree, recent } = this.#present
    environment.transactionSync(() => {
      writeGroups(this.#databases, tree, recent.due(GROUP_COUNT), head.oldest)
      meta.putSync(HEAD_KEY, encodeHead({ ...head, replayFrom: head.height + 1 }))
    })
  }

  #answer(height: number, root: Uint8Array, tree: TreeView, value: Uint8Array | undefined, key: Uint8Array): Answer {
    const crypto = this.#crypto
    if (value !== undefined) return { height, root, value, proof: proveMembership(tree, crypto, key, value) }
    const past = this.#past(height)
    const proof = proveAbsence(tree, crypto, key, (keyHash) => {
      const found = past.preimage(keyHash)
      if (found === undefined) throw new StoreError('STORE_CORRUPT', { reason: 'preimage', height })
      return found
    })
    return { height, root, value: null, proof }
  }

  #past(height: number): PastState {
    const known = this.#pastStates.get(height)
    if (known !== undefined) return known
    const past = new PastState(this.#crypto, this.#present, height)
    this.#pastStates.set(height, past)
    const [eldest] = this.#pastStates.keys()
    if (this.#pastStates.size > PAST_STATES_KEPT && eldest !== undefined) this.#pastStates.delete(eldest)
    return past
  }

  /** Reads the tree as of the last committed block. */
  #withoutStaged<T>(use: () => T): T {
    if (this.#staged === undefined) return use()
    const { tree } = this.#present
    const again = tree.revert(this.#staged.undo)
    try {
      return use()
    } finally {
      tree.revert(again)
    }
  }

  #mustBeWritable(): void {
    if (!this.#open) throw new StoreError('STORE_CLOSED')
    if (this.#failed) throw new StoreError('STORE_WRITE_FAILED', { reason: 'an earlier block failed' })
  }

  #mustKnow(height: number): void {
    if (!this.#open) throw new StoreError('STORE_CLOSED')
    const [oldest, latest] = [this.#head?.oldest ?? -1, this.#head?.height ?? -1]
    if (!Number.isSafeInteger(height) || this.#head === undefined || height < oldest || height > latest) {
      throw new StoreError('STORE_HEIGHT_UNAVAILABLE', { seen: height, oldest, latest })
    }
  }
}
