import { LawError } from '../law-error.ts'
import { exactOne, exactZero, multiplyExact } from '../money/exact.ts'
import { compareCodePoints } from '../text/code-points.ts'
import type { Rational } from '../time/rational.ts'
import { cyclicParts } from './cyclic-parts.ts'
import { refuseLargeDenominator } from './economic-stakes.ts'
import type { EquityGraph } from './equity-graph.ts'
import { reachedFrom } from './reach.ts'

/** Paths that are listed. */
export const PATHS_MAX = 1_000

export interface EquityPath {
  readonly nodes: readonly string[]
  readonly ratio: Rational
}

interface Step {
  readonly node: number
  readonly ratio: Rational
  readonly rest: number[]
}

/**
 * The paths without repeated nodes, in code-point order of their node lists. `relevant`: the nodes between the two ends.
 * A branch is entered only if it still leads to the target, so that the work is polynomial in the listed paths. Throws
 * `LIMIT_EXCEEDED` above {@link PATHS_MAX} paths.
 */
export function simplePaths(
  graph: EquityGraph,
  from: number,
  to: number,
  relevant: ReadonlySet<number>,
): readonly EquityPath[] {
  if (from === to || !relevant.has(from)) return []
  const onward = onwardSteps(graph, to, relevant)
  const paths: EquityPath[] = []
  const visited = new Set([from])
  const steps: Step[] = [{ node: from, ratio: exactOne, rest: onward(from, visited) }]
  for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
    const node = step.rest.shift()
    if (node === undefined) {
      visited.delete(step.node)
      steps.pop()
      continue
    }
    const ratio = multiplyExact(step.ratio, graph.stakes[step.node]?.get(node) ?? exactZero)
    refuseLargeDenominator(ratio)
    if (node === to) {
      paths.push({ nodes: [...steps.map((one) => one.node), to].map((one) => graph.names[one] ?? ''), ratio })
      if (paths.length > PATHS_MAX) throw new LawError('LIMIT_EXCEEDED', '/edges', { pathsMost: PATHS_MAX })
      continue
    }
    visited.add(node)
    steps.push({ node, ratio, rest: onward(node, visited) })
  }
  return paths
}

/** The next nodes from which the target can be reached without those visited, in code-point order of their names. */
function onwardSteps(
  { names, stakes }: EquityGraph,
  to: number,
  relevant: ReadonlySet<number>,
): (node: number, visited: ReadonlySet<number>) => number[] {
  // The target is left by no path: without its edges fewer nodes stand in cycles.
  const targets = stakes.map((held, node) =>
    node === to || !relevant.has(node)
      ? []
      : [...held.keys()]
          .filter((one) => relevant.has(one))
          .sort((one, other) => compareCodePoints(names[one] ?? '', names[other] ?? '')),
  )
  const { parts, partOf } = cyclicParts(targets)
  const sources = sourcesWithin(targets, partOf)
  return (node, visited) => {
    const next = targets[node] ?? []
    const part = partOf[node] ?? -1
    const members = parts[part] ?? []
    if (members.length === 1) return [...next]
    // A path that leaves a cyclic part does not come back, so only nodes of this part can block it.
    const exits = members.filter(
      (member) => !visited.has(member) && (targets[member] ?? []).some((one) => partOf[one] !== part),
    )
    const open = new Set(exits.flatMap((exit) => [...reachedFrom(exit, (one) => free(sources[one], visited))]))
    return next.filter((one) => partOf[one] !== part || open.has(one))
  }
}

function free(nodes: readonly number[] | undefined, visited: ReadonlySet<number>): readonly number[] {
  return (nodes ?? []).filter((node) => !visited.has(node))
}

function sourcesWithin(targets: readonly (readonly number[])[], partOf: readonly number[]): readonly number[][] {
  const sources: number[][] = targets.map(() => [])
  for (const [node, next] of targets.entries()) {
    for (const one of next) if (partOf[one] === partOf[node]) sources[one]?.push(node)
  }
  return sources
}
