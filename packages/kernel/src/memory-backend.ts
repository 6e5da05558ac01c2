import { compareBytes, latin1Decode, latin1Encode } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { proveAbsence, proveMembership, StateTree } from '@xiezhi/merkle'
import type { LeafChange, TreeUndo } from '@xiezhi/merkle'
import type { StateBackend, StateChange, StateEntry, StateRange } from './backend.ts'

/** State in memory: for tests and tools. Keeps the present state only. */
export class MemoryBackend implements StateBackend {
  height: number | undefined
  readonly #crypto: Crypto
  readonly #tree: StateTree
  readonly #state = new Map<string, Uint8Array>()
  readonly #aux = new Map<string, Uint8Array>()
  readonly #keyOfHash = new Map<string, string>()
  #staged: { readonly height: number; readonly changes: readonly StateChange[]; readonly undo: TreeUndo } | undefined

  constructor(crypto: Crypto) {
    this.#crypto = crypto
    this.#tree = new StateTree(crypto)
  }

  root(): Uint8Array {
    return this.#tree.root()
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#state.get(latin1Decode(key))
  }

  getByText(key: string): Uint8Array | undefined {
    return this.#state.get(key)
  }

  getAux(key: Uint8Array): Uint8Array | undefined {
    return this.#aux.get(latin1Decode(key))
  }

  scan(range: StateRange): Iterable<StateEntry> {
    return scanMap(this.#state, range)
  }

  scanAux(range: StateRange): Iterable<StateEntry> {
    return scanMap(this.#aux, range)
  }

  stage(height: number, changes: readonly StateChange[]): Uint8Array {
    this.discard()
    const leaves = changes.map(({ key, value }): LeafChange => {
      const keyHash = this.#crypto.sha256(key)
      this.#keyOfHash.set(latin1Decode(keyHash), latin1Decode(key))
      return { keyHash, valueHash: value === null ? null : this.#crypto.sha256(value) }
    })
    this.#staged = { height, changes, undo: this.#tree.update(leaves) }
    return this.#tree.root()
  }

  discard(): void {
    if (this.#staged !== undefined) this.#tree.revert(this.#staged.undo)
    this.#staged = undefined
  }

  commit(aux: readonly StateChange[]): void {
    if (this.#staged === undefined) return
    write(this.#state, this.#staged.changes)
    write(this.#aux, aux)
    this.height = this.#staged.height
    this.#staged = undefined
  }

  /** Encoded ics23 CommitmentProof that the key stands, or does not stand, in the present state. */
  prove(key: Uint8Array): { readonly value: Uint8Array | null; readonly proof: Uint8Array } {
    const value = this.get(key)
    if (value !== undefined) return { value, proof: proveMembership(this.#tree, this.#crypto, key, value) }
    const proof = proveAbsence(this.#tree, this.#crypto, key, (keyHash) => {
      const found = this.#keyOfHash.get(latin1Decode(keyHash)) ?? ''
      return { key: latin1Encode(found), value: this.#state.get(found) ?? new Uint8Array(0) }
    })
    return { value: null, proof }
  }

  /** All entries in key order: for export and for comparing two instances. */
  entries(): StateEntry[] {
    return [...this.scan({})]
  }
}

function write(map: Map<string, Uint8Array>, changes: readonly StateChange[]): void {
  for (const { key, value } of changes) {
    if (value === null) map.delete(latin1Decode(key))
    else map.set(latin1Decode(key), value)
  }
}

function scanMap(map: ReadonlyMap<string, Uint8Array>, { from, to, limit, reverse = false }: StateRange): StateEntry[] {
  const entries = [...map]
    .map(([key, value]) => ({ key: latin1Encode(key), value }))
    .filter(
      ({ key }) =>
        (from === undefined || compareBytes(key, from) >= 0) && (to === undefined || compareBytes(key, to) < 0),
    )
    .sort((a, b) => (reverse ? compareBytes(b.key, a.key) : compareBytes(a.key, b.key)))
  return limit === undefined ? entries : entries.slice(0, limit)
}
