import { latin1Decode, latin1Encode } from '@xiezhi/codec'
import { SEGMENT_DEPTH } from '@xiezhi/merkle'
import { placeNumber } from './past-rows.ts'
import type { NodePlace, PastNode } from './past-rows.ts'
import { StoreError } from './store-error.ts'

/** Groups of 256 segments, by the first byte of their key hashes. */
export const GROUP_COUNT = 256

/** Past nodes that may wait; above that more groups are stored in one block. */
export const WAITING_NODES_MAX = 500_000

export interface WaitingPlace {
  readonly place: NodePlace
  /** By ascending height, at least one. */
  readonly nodes: readonly PastNode[]
}

/** What one group waits with: neighbours in the databases, so that storing them touches few pages. */
export interface WaitingGroup {
  readonly group: number
  readonly places: readonly WaitingPlace[]
  /** New keys by ascending key hash. */
  readonly keys: readonly { readonly keyHash: Uint8Array; readonly key: Uint8Array }[]
}

interface Group {
  /** By number of the place, the longest waiting first. */
  readonly places: Map<number, { readonly place: NodePlace; readonly nodes: PastNode[] }>
  /** By key hash as Latin-1 text. */
  readonly keys: Map<string, Uint8Array>
}

/**
 * Past nodes and new keys that are not in their databases yet. Each block stores one group, in turn: what 256 blocks
 * changed in neighbouring segments is then written together, instead of a page for every key. A restart reads what was
 * still waiting from the rows of the heights.
 */
export class RecentChanges {
  readonly #groups: readonly Group[] = Array.from({ length: GROUP_COUNT }, () => ({
    places: new Map(),
    keys: new Map(),
  }))
  /** The lowest height with which each group waits: asked for at every block. */
  readonly #since = new Float64Array(GROUP_COUNT).fill(Number.POSITIVE_INFINITY)
  #count = 0
  /** The group whose turn is next. */
  #turn = 0

  add(place: NodePlace, node: PastNode): void {
    const group = groupOf(place)
    const { places } = this.#group(group)
    const number = placeNumber(place)
    const known = places.get(number)
    this.#since[group] = Math.min(this.#since[group] ?? node.height, node.height)
    if (known === undefined) places.set(number, { place, nodes: [node] })
    else known.nodes.push(node)
    this.#count++
  }

  addKey(keyHash: Uint8Array, key: Uint8Array): void {
    this.#group(keyHash[0] ?? 0).keys.set(latin1Decode(keyHash), key)
  }

  of(place: NodePlace): readonly PastNode[] {
    return this.#group(groupOf(place)).places.get(placeNumber(place))?.nodes ?? []
  }

  key(keyHash: Uint8Array): Uint8Array | undefined {
    return this.#group(keyHash[0] ?? 0).keys.get(latin1Decode(keyHash))
  }

  /** New keys of a segment, by key hash as Latin-1 text. */
  *keysOf(segment: number): Iterable<readonly [string, Uint8Array]> {
    for (const entry of this.#group(segment >> 8).keys) if (entry[0].charCodeAt(1) === (segment & 255)) yield entry
  }

  /** After a restart: the group that waits longest is next. */
  resume(): void {
    let lowest = Number.POSITIVE_INFINITY
    for (const [group, since] of this.#since.entries()) {
      if (since >= lowest) continue
      lowest = since
      this.#turn = group
    }
  }

  /** The groups whose turn it is: `count` of them, more where too many nodes wait. */
  due(count: number): WaitingGroup[] {
    const due: WaitingGroup[] = []
    let left = this.#count
    while (due.length < GROUP_COUNT && (due.length < count || left > WAITING_NODES_MAX)) {
      const group = (this.#turn + due.length) % GROUP_COUNT
      const { places, keys } = this.#group(group)
      for (const { nodes } of places.values()) left -= nodes.length
      due.push({ group, places: [...places.values()].sort(byPlace), keys: [...keys].sort(byHash).map(toBytes) })
    }
    return due
  }

  /** Forgets groups that are stored. */
  remove(due: readonly WaitingGroup[]): void {
    for (const { group } of due) {
      const { places, keys } = this.#group(group)
      for (const { nodes } of places.values()) this.#count -= nodes.length
      places.clear()
      keys.clear()
      this.#since[group] = Number.POSITIVE_INFINITY
    }
    this.#turn = (this.#turn + due.length) % GROUP_COUNT
  }

  /** The lowest height that waits besides those that are due; undefined if none does. */
  sinceWithout(due: readonly WaitingGroup[]): number | undefined {
    const stored = new Set(due.map(({ group }) => group))
    let lowest = Number.POSITIVE_INFINITY
    for (let group = 0; group < GROUP_COUNT; group++) {
      const since = this.#since[group] ?? lowest
      if (since < lowest && !stored.has(group)) lowest = since
    }
    return lowest === Number.POSITIVE_INFINITY ? undefined : lowest
  }

  #group(group: number): Group {
    const found = this.#groups[group]
    if (found === undefined) throw new StoreError('STORE_CORRUPT', { reason: 'group', seen: group })
    return found
  }
}

function groupOf({ depth, prefix }: NodePlace): number {
  return depth === SEGMENT_DEPTH ? prefix >> 8 : prefix
}

function byPlace(a: WaitingPlace, b: WaitingPlace): number {
  return placeNumber(a.place) - placeNumber(b.place)
}

/** Latin-1 text sorts as its bytes do. */
function byHash([a]: readonly [string, Uint8Array], [b]: readonly [string, Uint8Array]): number {
  return a < b ? -1 : 1
}

function toBytes([text, key]: readonly [string, Uint8Array]): WaitingGroup['keys'][number] {
  return { keyHash: latin1Encode(text), key }
}
