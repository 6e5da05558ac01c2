import { LawError } from '../law-error.ts'
import { addExact, exactOne, exactZero, multiplyExact } from '../money/exact.ts'
import type { Rational } from '../time/rational.ts'
import { cyclicParts } from './cyclic-parts.ts'
import type { EquityGraph } from './equity-graph.ts'
import { solveExactly } from './linear-system.ts'

/** Enterprises in one cyclic part whose system is solved exactly. */
export const CYCLIC_PART_ENTERPRISES_MAX = 64
/** Size of the denominator of a ratio. */
export const DENOMINATOR_BITS_MAX = 4_096
/** Common denominators inside one cyclic part, before the result is reduced. */
const PART_DENOMINATOR_BITS_MAX = 8_192

/**
 * What each node holds in the target through all walks: the column of (I − A)^-1 of the target, with one for the empty
 * walk of the target itself. Only nodes that reach the target, and of those only the `relevant` ones. The cyclic parts are
 * solved one after the other, from the target upward. Throws `LIMIT_EXCEEDED`.
 */
export function economicStakes(
  graph: EquityGraph,
  target: number,
  relevant: ReadonlySet<number>,
): ReadonlyMap<number, Rational> {
  const nodes = [...relevant]
  const place = new Map(nodes.map((node, index) => [node, index]))
  const targetsOf = nodes.map((node) =>
    [...(graph.stakes[node]?.keys() ?? [])].map((one) => place.get(one) ?? -1).filter((one) => one >= 0),
  )
  const held = new Map<number, Rational>()
  // A part comes after all parts that it reaches, so that what lies below is known.
  for (const part of cyclicParts(targetsOf).parts) {
    const members = part.map((index) => nodes[index] ?? -1)
    const values = stakesOfPart(graph, members, target, held)
    for (const [index, member] of members.entries()) {
      const value = values[index] ?? exactZero
      refuseLargeDenominator(value)
      held.set(member, value)
    }
  }
  return held
}

/** Throws `LIMIT_EXCEEDED` for a denominator above {@link DENOMINATOR_BITS_MAX}. */
export function refuseLargeDenominator({ denominator }: Rational): void {
  if (denominator >> BigInt(DENOMINATOR_BITS_MAX) !== 0n) {
    throw new LawError('LIMIT_EXCEEDED', '/edges', { denominatorBitsMost: DENOMINATOR_BITS_MAX })
  }
}

function stakesOfPart(
  graph: EquityGraph,
  members: readonly number[],
  target: number,
  held: ReadonlyMap<number, Rational>,
): readonly Rational[] {
  // What a member holds by edges that leave the part, and by the empty walk.
  const outside = members.map((member) => {
    let sum = member === target ? exactOne : exactZero
    for (const [below, share] of graph.stakes[member] ?? []) {
      const value = held.get(below)
      if (value !== undefined) sum = addExact(sum, multiplyExact(share, value))
    }
    return sum
  })
  if (members.length === 1) return outside
  if (members.length > CYCLIC_PART_ENTERPRISES_MAX) {
    throw new LawError('LIMIT_EXCEEDED', '/edges', {
      enterprisesOfCyclicPartMost: CYCLIC_PART_ENTERPRISES_MAX,
      seen: members.length,
    })
  }
  return solvePart(graph, members, outside)
}

/** (I − A) x = b inside one part, in whole numbers: row by row over the common denominator of its shares. */
function solvePart(
  { stakes }: EquityGraph,
  members: readonly number[],
  outside: readonly Rational[],
): readonly Rational[] {
  const common = outside.reduce((so, { denominator }) => leastCommonMultiple(so, denominator), 1n)
  let product = 1n
  const rows = members.map((member, index) => {
    const shares = members.map((other) => stakes[member]?.get(other) ?? exactZero)
    const scale = shares.reduce((so, { denominator }) => leastCommonMultiple(so, denominator), 1n)
    product *= scale
    const coefficients = shares.map(
      ({ numerator, denominator }, column) => (column === index ? scale : 0n) - (numerator * scale) / denominator,
    )
    const { numerator, denominator } = outside[index] ?? exactZero
    return [...coefficients, scale * ((numerator * common) / denominator)]
  })
  if (product >> BigInt(PART_DENOMINATOR_BITS_MAX) !== 0n) {
    throw new LawError('LIMIT_EXCEEDED', '/edges', { denominatorBitsMost: DENOMINATOR_BITS_MAX })
  }
  const solution = solveExactly(rows)
  if (solution === null) throw new LawError('STATE_CYCLE_SINGULAR', '/edges', { enterprises: members.length })
  return solution.map((value) => multiplyExact(value, { numerator: 1n, denominator: common }))
}

function leastCommonMultiple(one: bigint, other: bigint): bigint {
  let [high, low] = [one, other]
  while (low !== 0n) [high, low] = [low, high % low]
  return (one / high) * other
}
