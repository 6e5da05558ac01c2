import { LawError } from '../law-error.ts'
import { addExact, compareExact, exactOne, exactZero } from '../money/exact.ts'
import { exact, list, object, text } from '../schema/schema.ts'
import type { Rational } from '../time/rational.ts'
import { cyclicParts } from './cyclic-parts.ts'

export interface Holding {
  readonly holder: string
  readonly target: string
  readonly share: Rational
}

export const holdingSchema = list(object({ holder: text(), target: text(), share: exact() }))

/** Who holds what: nodes are numbered, edges stand in both directions. */
export interface EquityGraph {
  readonly names: readonly string[]
  readonly numberOf: ReadonlyMap<string, number>
  /** Node → (target → share). */
  readonly stakes: readonly ReadonlyMap<number, Rational>[]
  /** Node → its holders. */
  readonly holders: readonly (readonly number[])[]
}

/**
 * Checks the holdings and leaves out those of dissolved companies. Throws `AMOUNT_SHARE_RANGE`, `STATE_SELF_HOLDING`,
 * `DUP_ID` for an edge twice, `AMOUNT_SHARE_SUM`, and `STATE_CYCLE_SINGULAR` for companies that own each other in full.
 */
export function equityGraph(edges: readonly Holding[], dissolved: ReadonlySet<string> = new Set()): EquityGraph {
  checkHoldings(edges)
  const names: string[] = []
  const numberOf = new Map<string, number>()
  const stakes: Map<number, Rational>[] = []
  const holders: number[][] = []
  const nodeOf = (name: string): number => {
    const known = numberOf.get(name)
    if (known !== undefined) return known
    numberOf.set(name, names.length)
    stakes.push(new Map())
    holders.push([])
    return names.push(name) - 1
  }
  for (const { holder, target, share } of edges) {
    if (dissolved.has(holder) || dissolved.has(target)) continue
    const [from, to] = [nodeOf(holder), nodeOf(target)]
    stakes[from]?.set(to, share)
    holders[to]?.push(from)
  }
  const graph = { names, numberOf, stakes, holders }
  refuseClosedLoops(graph)
  return graph
}

function checkHoldings(edges: readonly Holding[]): void {
  const seen = new Map<string, Map<string, number>>()
  const sums = new Map<string, Rational>()
  for (const [index, { holder, target, share }] of edges.entries()) {
    const path = `/edges/${index}`
    checkShare(share, `${path}/share`)
    if (holder === target) throw new LawError('STATE_SELF_HOLDING', path)
    const targets = seen.get(holder) ?? new Map<string, number>()
    const before = targets.get(target)
    if (before !== undefined) throw new LawError('DUP_ID', path, { first: before })
    seen.set(holder, targets.set(target, index))
    const sum = addExact(sums.get(target) ?? exactZero, share)
    if (compareExact(sum, exactOne) > 0) throw new LawError('AMOUNT_SHARE_SUM', `${path}/share`, { most: 1 })
    sums.set(target, sum)
  }
}

/** A share is above zero and at most one. */
export function checkShare(share: Rational, path: string): void {
  if (share.numerator === 0n || compareExact(share, exactOne) > 0) {
    throw new LawError('AMOUNT_SHARE_RANGE', path, { above: 0, most: 1 })
  }
}

/** In a cyclic part without outside holders I − A has no inverse: all shares of all its companies lie inside. */
function refuseClosedLoops({ stakes, holders }: EquityGraph): void {
  const { parts, partOf } = cyclicParts(stakes.map((targets) => [...targets.keys()]))
  for (const [part, members] of parts.entries()) {
    if (members.length === 1) continue
    const closed = members.every((target) => {
      const inside = (holders[target] ?? []).filter((holder) => partOf[holder] === part)
      const held = inside.reduce((sum, holder) => addExact(sum, stakes[holder]?.get(target) ?? exactZero), exactZero)
      return compareExact(held, exactOne) === 0
    })
    if (closed) throw new LawError('STATE_CYCLE_SINGULAR', '/edges', { enterprises: members.length })
  }
}
