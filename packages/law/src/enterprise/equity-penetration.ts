import { LawError } from '../law-error.ts'
import { exactOne, exactZero, subtractExact } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { needed } from '../schema/needed.ts'
import { date, exact, list, listOfUnique, object, optional, text, type Value } from '../schema/schema.ts'
import type { Rational } from '../time/rational.ts'
import { controlSetOf, isOverHalf, type ControlLink } from './control-set.ts'
import { economicStakes, refuseLargeDenominator } from './economic-stakes.ts'
import { equityGraph, holdingSchema, type EquityGraph } from './equity-graph.ts'
import { reachedFrom } from './reach.ts'
import { simplePaths, type EquityPath } from './simple-paths.ts'

const VERDICTS = ['CONTROLS', 'NO_CONTROL'] as const
const rule = 'R22-07'

const input = object({
  edges: holdingSchema,
  from: text(),
  to: text(),
  dissolved: optional(listOfUnique(text(), null)),
  votingAgreements: optional(
    list(object({ controller: text(), holder: text(), target: text(), validFrom: date(), validTo: optional(date()) })),
  ),
  asOf: optional(date()),
})
type Facts = Value<typeof input>

/**
 * Company Law art. 265. Shares add up over all walks, cross-holdings included; votes go with control of each company on
 * the way. Exact up to {@link CYCLIC_PART_ENTERPRISES_MAX} enterprises in one cyclic part, {@link DENOMINATOR_BITS_MAX}
 * bits and {@link PATHS_MAX} paths. Evidence for a judge, never an automatic effect.
 */
export const equityPenetration = defineFunction({
  name: 'enterprise.equityPenetration',
  question: { zh: '甲在乙中最终持有多少股权和表决权？', en: 'What share and what votes does A hold in B?' },
  rules: ['R22-07', 'R22-18', 'S22.4'],
  parameters: [],
  reasons: ['VOTES_OVER_HALF R22-07', 'VOTES_NOT_OVER_HALF R22-07'],
  errors: [
    'AMOUNT_SHARE_RANGE',
    'AMOUNT_SHARE_SUM',
    'STATE_SELF_HOLDING',
    'STATE_CYCLE_SINGULAR',
    'STATE_DISSOLVED',
    'LIMIT_EXCEEDED',
  ],
  decisiveDate: 'asOf',
  input,
  output: judged(VERDICTS, {
    economicRatio: exact(),
    votingRatio: exact(),
    paths: list(object({ nodes: list(text()), ratio: exact() })),
  }),
  evaluate(facts) {
    const { from, to } = facts
    const dissolved = new Set(facts.dissolved ?? [])
    const graph = equityGraph(facts.edges, dissolved)
    for (const end of ['from', 'to'] as const) {
      if (dissolved.has(facts[end])) throw new LawError('STATE_DISSOLVED', `/${end}`)
    }
    const votingRatio = controlSetOf(from, voterLinks(facts, dissolved)).votes.get(to) ?? exactZero
    refuseLargeDenominator(votingRatio)
    const controls = isOverHalf(votingRatio)
    return {
      ...decided(controls ? 'CONTROLS' : 'NO_CONTROL', {
        code: controls ? 'VOTES_OVER_HALF' : 'VOTES_NOT_OVER_HALF',
        rule,
      }),
      ...ownership(graph, graph.numberOf.get(from), graph.numberOf.get(to)),
      votingRatio,
    }
  },
})

function ownership(
  graph: EquityGraph,
  from: number | undefined,
  to: number | undefined,
): { readonly economicRatio: Rational; readonly paths: readonly EquityPath[] } {
  if (from === undefined || to === undefined) return { economicRatio: exactZero, paths: [] }
  const below = reachedFrom(from, (node) => graph.stakes[node]?.keys() ?? [])
  const above = reachedFrom(to, (node) => graph.holders[node] ?? [])
  const relevant = new Set([...below].filter((node) => above.has(node)))
  const stake = economicStakes(graph, to, relevant).get(from) ?? exactZero
  return {
    economicRatio: from === to ? subtractExact(stake, exactOne) : stake,
    paths: simplePaths(graph, from, to, relevant),
  }
}

/** Who votes which stake: its holder or, while an agreement is in force, the controller of that agreement. */
function voterLinks(facts: Facts, dissolved: ReadonlySet<string>): (voter: string) => readonly ControlLink[] {
  const controllersOf = agreementsInForce(facts, dissolved)
  const links = new Map<string, ControlLink[]>()
  for (const { holder, target, share } of facts.edges) {
    if (dissolved.has(holder) || dissolved.has(target)) continue
    for (const voter of controllersOf.get(holder)?.get(target) ?? [holder]) {
      const group = links.get(voter)
      if (group === undefined) links.set(voter, [{ target, share }])
      else group.push({ target, share })
    }
  }
  return (voter) => links.get(voter) ?? []
}

/** Holder → target → who votes that stake in his place. */
function agreementsInForce(
  { votingAgreements, asOf }: Facts,
  dissolved: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> {
  const controllersOf = new Map<string, Map<string, Set<string>>>()
  for (const { controller, holder, target, validFrom, validTo } of votingAgreements ?? []) {
    const day = needed(asOf, '/asOf')
    if (day < validFrom || (validTo !== null && day > validTo) || dissolved.has(controller)) continue
    const targets = controllersOf.get(holder) ?? new Map<string, Set<string>>()
    const controllers = targets.get(target) ?? new Set<string>()
    controllersOf.set(holder, targets.set(target, controllers.add(controller)))
  }
  return controllersOf
}
