import { placeNumber } from './past-rows.ts'
import type { NodePlace, PastNode } from './past-rows.ts'

/**
 * Changes of a segment wait this many heights before the segment and its past nodes are stored. A segment that changes
 * often is then written once for many changes; a restart reads the changes that were still waiting from the rows of
 * their heights.
 */
export const FLUSH_LAG_HEIGHTS = 256

/** Past nodes that may wait; above that the longest waiting are stored early. */
export const WAITING_NODES_MAX = 500_000

export interface WaitingPlace {
  readonly place: NodePlace
  /** By ascending height, at least one. */
  readonly nodes: readonly PastNode[]
}

/** Past nodes not yet stored, by place, the longest waiting first. */
export class RecentNodes {
  readonly #waiting = new Map<number, { readonly place: NodePlace; readonly nodes: PastNode[] }>()
  #count = 0

  add(place: NodePlace, node: PastNode): void {
    const number = placeNumber(place)
    const known = this.#waiting.get(number)
    if (known === undefined) this.#waiting.set(number, { place, nodes: [node] })
    else known.nodes.push(node)
    this.#count++
  }

  of(place: NodePlace): readonly PastNode[] {
    return this.#waiting.get(placeNumber(place))?.nodes ?? []
  }

  /** Places that have waited since `sinceMax` or longer, and more where too many wait. */
  due(sinceMax: number): WaitingPlace[] {
    const due: WaitingPlace[] = []
    let left = this.#count
    for (const waiting of this.#waiting.values()) {
      if ((waiting.nodes[0]?.height ?? 0) > sinceMax && left <= WAITING_NODES_MAX) break
      due.push(waiting)
      left -= waiting.nodes.length
    }
    return due
  }

  remove(place: NodePlace): void {
    const number = placeNumber(place)
    this.#count -= this.#waiting.get(number)?.nodes.length ?? 0
    this.#waiting.delete(number)
  }

  /** The lowest height that waits besides those that are due; undefined if none does. */
  sinceWithout(due: readonly WaitingPlace[]): number | undefined {
    const stored = new Set(due)
    for (const waiting of this.#waiting.values()) if (!stored.has(waiting)) return waiting.nodes[0]?.height
    return undefined
  }
}
