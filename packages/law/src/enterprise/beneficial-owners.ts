import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { addExact, compareExact, divideExact, exactOne, exactZero } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Reason } from '../registry/judgement.ts'
import {
  boolean,
  cents,
  enumeration,
  exact,
  list,
  listOfUnique,
  object,
  optional,
  text,
  type Value,
} from '../schema/schema.ts'
import { ordered } from '../text/code-points.ts'
import type { Rational } from '../time/rational.ts'
import { controlSetOf, type ControlLink } from './control-set.ts'
import { economicStakes } from './economic-stakes.ts'
import { checkShare, equityGraph, holdingSchema, type EquityGraph } from './equity-graph.ts'
import { reachedFrom } from './reach.ts'

const VERDICTS = ['IDENTIFIED', 'EXEMPT', 'MANAGER_FALLBACK', 'UNDETERMINED'] as const
const STANDARDS = ['EQUITY', 'INCOME_OR_VOTES', 'CONTROL', 'DAILY_MANAGER'] as const
const PERCENT = 100n
const rule = 'R22-08'

const input = object({
  entity: object({ id: text(), registeredCapitalCents: cents() }),
  edges: holdingSchema,
  naturalPersons: listOfUnique(text(), null),
  incomeRights: optional(list(object({ person: text(), share: exact() }))),
  controlFacts: optional(
    list(object({ person: text(), basis: enumeration(['AGREEMENT', 'CLOSE_RELATION', 'OTHER']) })),
  ),
  dailyManagers: optional(listOfUnique(text(), null)),
  exemptionPledge: optional(object({ filed: boolean(), otherController: boolean() })),
})
type Facts = Value<typeof input>

interface Owner {
  readonly person: string
  readonly standard: (typeof STANDARDS)[number]
  readonly economicRatio: Rational
}

/** Beneficial owner rules (受益所有人信息管理办法): a person by the first standard met, else who manages daily. */
export const beneficialOwners = defineFunction({
  name: 'enterprise.beneficialOwners',
  question: { zh: '谁是受益所有人？', en: 'Who is the beneficial owner?' },
  rules: ['R22-08', 'O-19'],
  parameters: ['P-22-08', 'PB-R22-08.smallCapital'],
  reasons: [
    'SMALL_ENTITY_PLEDGE R22-08',
    'EXEMPTION_NOT_MET R22-08',
    'NO_OWNER_BY_STANDARDS R22-08',
    'NO_MANAGER_GIVEN R22-08',
  ],
  errors: ['AMOUNT_SHARE_RANGE', 'AMOUNT_SHARE_SUM', 'STATE_SELF_HOLDING', 'STATE_CYCLE_SINGULAR', 'LIMIT_EXCEEDED'],
  decisiveDate: null,
  input,
  output: judged(VERDICTS, {
    owners: list(object({ person: text(), standard: enumeration(STANDARDS), economicRatio: exact() })),
  }),
  evaluate(facts, law) {
    const graph = equityGraph(facts.edges)
    const income = incomeOf(facts)
    const exempt = isExempt(facts, law)
    if (exempt === true) return { ...decided('EXEMPT', { code: 'SMALL_ENTITY_PLEDGE', rule }), owners: [] }
    const reasons: Reason[] = exempt === false ? [{ code: 'EXEMPTION_NOT_MET', rule }] : []
    const ratioOf = economicRatios(graph, facts.entity.id)
    const owners = ownersByStandards(facts, graph, income, ratioOf, law)
    if (owners.length > 0) return { ...decided('IDENTIFIED', ...reasons), owners }
    reasons.push({ code: 'NO_OWNER_BY_STANDARDS', rule })
    const managers = ordered(facts.dailyManagers ?? [])
    if (managers.length === 0) {
      return { ...decided('UNDETERMINED', ...reasons, { code: 'NO_MANAGER_GIVEN', rule }), owners: [] }
    }
    const fallback = managers.map((person): Owner => ({
      person,
      standard: 'DAILY_MANAGER',
      economicRatio: ratioOf(person),
    }))
    return { ...decided('MANAGER_FALLBACK', ...reasons), owners: fallback }
  },
})

/** Null where nobody claims the exemption. */
function isExempt({ entity, edges, naturalPersons, exemptionPledge }: Facts, law: LawReading): boolean | null {
  if (exemptionPledge === null) return null
  const natural = new Set(naturalPersons)
  return (
    exemptionPledge.filed &&
    !exemptionPledge.otherController &&
    entity.registeredCapitalCents <= BigInt(law.count('PB-R22-08.smallCapital', 'cent, at most')) &&
    edges.every(({ holder, target }) => target !== entity.id || natural.has(holder))
  )
}

/** Income rights of one person add up; all of them together are at most the whole. */
function incomeOf({ incomeRights }: Facts): ReadonlyMap<string, Rational> {
  const income = new Map<string, Rational>()
  let total = exactZero
  for (const [index, { person, share }] of (incomeRights ?? []).entries()) {
    const path = `/incomeRights/${index}/share`
    checkShare(share, path)
    total = addExact(total, share)
    if (compareExact(total, exactOne) > 0) throw new LawError('AMOUNT_SHARE_SUM', path, { most: 1 })
    income.set(person, addExact(income.get(person) ?? exactZero, share))
  }
  return income
}

function economicRatios(graph: EquityGraph, entity: string): (person: string) => Rational {
  const target = graph.numberOf.get(entity)
  if (target === undefined) return () => exactZero
  const above = reachedFrom(target, (node) => graph.holders[node] ?? [])
  const stakes = economicStakes(graph, target, above)
  return (person) => stakes.get(graph.numberOf.get(person) ?? -1) ?? exactZero
}

function ownersByStandards(
  { entity, naturalPersons, controlFacts }: Facts,
  graph: EquityGraph,
  income: ReadonlyMap<string, Rational>,
  ratioOf: (person: string) => Rational,
  law: LawReading,
): Owner[] {
  const threshold = divideExact(law.fraction('P-22-08', 'percent'), PERCENT)
  const reaches = (share: Rational): boolean => compareExact(share, threshold) >= 0
  const controlling = new Set((controlFacts ?? []).map(({ person }) => person))
  const linksOf = (voter: string): readonly ControlLink[] =>
    [...(graph.stakes[graph.numberOf.get(voter) ?? -1] ?? [])].map(([target, share]) => ({
      target: graph.names[target] ?? '',
      share,
    }))
  const votesOf = (person: string): Rational => controlSetOf(person, linksOf).votes.get(entity.id) ?? exactZero
  const standardOf = (person: string): Owner['standard'] | null => {
    if (reaches(ratioOf(person))) return 'EQUITY'
    if (reaches(income.get(person) ?? exactZero) || reaches(votesOf(person))) return 'INCOME_OR_VOTES'
    return controlling.has(person) ? 'CONTROL' : null
  }
  return ordered(new Set([...naturalPersons, ...income.keys(), ...controlling])).flatMap((person) => {
    const standard = standardOf(person)
    return standard === null ? [] : [{ person, standard, economicRatio: ratioOf(person) }]
  })
}
