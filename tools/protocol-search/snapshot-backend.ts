import { compareBytes, latin1Decode, latin1Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { StateBackend, StateChange, StateEntry, StateRange } from '@xiezhi/kernel'
import { proveAbsence, proveMembership, StateTree } from '@xiezhi/merkle'
import type { LeafChange } from '@xiezhi/merkle'

/** A committed state. Never written again, so that any number of successors start from it. */
export interface Snapshot {
  readonly height: number | undefined
  readonly keys: readonly string[]
  readonly values: ReadonlyMap<string, Uint8Array>
  readonly aux: ReadonlyMap<string, Uint8Array>
}

export const EMPTY_SNAPSHOT: Snapshot = { height: undefined, keys: [], values: new Map(), aux: new Map() }

/** The tree of a state until a block is staged on it: then it is the successor's. */
const trees = new WeakMap<Snapshot, StateTree>()
const keyHashes = new Map<string, Uint8Array>()
const keysOfHashes = new Map<string, string>()

/** Real state tree and rows over a snapshot: one block is staged and becomes the next snapshot. */
export class SnapshotBackend implements StateBackend {
  readonly height: number | undefined
  readonly #from: Snapshot
  #staged: { readonly height: number; readonly changes: readonly StateChange[]; readonly tree: StateTree } | undefined

  constructor(from: Snapshot) {
    this.#from = from
    this.height = from.height
  }

  root(): Uint8Array {
    return this.#loaded().root()
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#from.values.get(latin1Decode(key))
  }

  getByText(key: string): Uint8Array | undefined {
    return this.#from.values.get(key)
  }

  getAux(key: Uint8Array): Uint8Array | undefined {
    return this.#from.aux.get(latin1Decode(key))
  }

  scan({ from, to, limit, reverse = false }: StateRange): StateEntry[] {
    const { keys, values } = this.#from
    const start = from === undefined ? 0 : indexOf(keys, latin1Decode(from))
    const end = to === undefined ? keys.length : indexOf(keys, latin1Decode(to))
    const found = keys.slice(start, end)
    if (reverse) found.reverse()
    return found.slice(0, limit).map((key) => ({ key: latin1Encode(key), value: values.get(key) ?? new Uint8Array(0) }))
  }

  scanAux({ from, to, limit, reverse = false }: StateRange): StateEntry[] {
    const entries = [...this.#from.aux]
      .map(([key, value]) => ({ key: latin1Encode(key), value }))
      .filter(
        ({ key }) =>
          (from === undefined || compareBytes(key, from) >= 0) && (to === undefined || compareBytes(key, to) < 0),
      )
      .sort((a, b) => (reverse ? compareBytes(b.key, a.key) : compareBytes(a.key, b.key)))
    return limit === undefined ? entries : entries.slice(0, limit)
  }

  stage(height: number, changes: readonly StateChange[]): Uint8Array {
    const tree = this.#loaded()
    trees.delete(this.#from)
    tree.update(changes.map(leafOf))
    this.#staged = { height, changes, tree }
    return tree.root()
  }

  discard(): void {
    this.#staged = undefined
  }

  /** The staged block as a state of its own. */
  next(aux: readonly StateChange[]): Snapshot {
    if (this.#staged === undefined) throw new RangeError('no block is staged')
    const { height, changes, tree } = this.#staged
    const values = written(this.#from.values, changes)
    const keys = values === this.#from.values ? this.#from.keys : [...values.keys()].sort()
    const state = { height, keys, values, aux: written(this.#from.aux, aux) }
    trees.set(state, tree)
    return state
  }

  /** Encoded ics23 CommitmentProof that the key stands, or does not stand, in this state. */
  prove(key: string): Uint8Array {
    const bytes = latin1Encode(key)
    const value = this.#from.values.get(key)
    if (value !== undefined) return proveMembership(this.#loaded(), nodeCrypto, bytes, value)
    return proveAbsence(this.#loaded(), nodeCrypto, bytes, (keyHash) => {
      const found = keysOfHashes.get(latin1Decode(keyHash)) ?? ''
      return { key: latin1Encode(found), value: this.#from.values.get(found) ?? new Uint8Array(0) }
    })
  }

  /** The tree of the state from which this backend starts. */
  #loaded(): StateTree {
    const known = trees.get(this.#from)
    if (known !== undefined) return known
    const tree = new StateTree(nodeCrypto)
    tree.update([...this.#from.values].map(([key, value]) => leafOf({ key: latin1Encode(key), value })))
    trees.set(this.#from, tree)
    return tree
  }
}

function leafOf({ key, value }: StateChange): LeafChange {
  const text = latin1Decode(key)
  let keyHash = keyHashes.get(text)
  if (keyHash === undefined) {
    keyHash = nodeCrypto.sha256(key)
    keyHashes.set(text, keyHash)
    keysOfHashes.set(latin1Decode(keyHash), text)
  }
  return { keyHash, valueHash: value === null ? null : valueHash(value) }
}

const valueHashes = new WeakMap<Uint8Array, Uint8Array>()

function valueHash(value: Uint8Array): Uint8Array {
  let hash = valueHashes.get(value)
  if (hash === undefined) {
    hash = nodeCrypto.sha256(value)
    valueHashes.set(value, hash)
  }
  return hash
}

function written(
  before: ReadonlyMap<string, Uint8Array>,
  changes: readonly StateChange[],
): ReadonlyMap<string, Uint8Array> {
  if (changes.length === 0) return before
  const after = new Map(before)
  for (const { key, value } of changes) {
    if (value === null) after.delete(latin1Decode(key))
    else after.set(latin1Decode(key), value)
  }
  return after
}

/** Position of the first key not below `wanted`. */
function indexOf(keys: readonly string[], wanted: string): number {
  let [low, high] = [0, keys.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((keys[middle] ?? '') < wanted) low = middle + 1
    else high = middle
  }
  return low
}
