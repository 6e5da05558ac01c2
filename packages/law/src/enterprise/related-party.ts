import { LawError } from '../law-error.ts'
import { addExact, compareExact, exactOne, exactZero } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Reason } from '../registry/judgement.ts'
import { needed } from '../schema/needed.ts'
import { date, enumeration, exact, list, listOfUnique, object, optional, text, type Value } from '../schema/schema.ts'
import { ordered } from '../text/code-points.ts'
import type { Rational } from '../time/rational.ts'
import { controlSetOf, type ControlLink } from './control-set.ts'
import { checkShare } from './equity-graph.ts'

const VERDICTS = ['ASSOCIATED', 'ALERT_ONLY', 'NOT_ASSOCIATED'] as const
const KINDS = ['EQUITY', 'CONTROL', 'MANAGEMENT', 'FAMILY', 'GUARANTEE', 'BUSINESS_DEPENDENCE', 'ADDRESS'] as const
/** Ties between the two enterprises themselves that are weak signals. */
const WEAK_KINDS = ['GUARANTEE', 'BUSINESS_DEPENDENCE', 'ADDRESS'] as const

const edgeSchema = object({
  from: text(),
  to: text(),
  kind: enumeration(KINDS),
  share: optional(exact()),
  validFrom: date(),
  validTo: optional(date()),
})
type Edge = Value<typeof edgeSchema>
const input = object({
  a: text(),
  b: text(),
  asOf: date(),
  stateEntities: optional(listOfUnique(text(), null)),
  edges: list(edgeSchema),
})
type Facts = Value<typeof input>

/** The ties in force on the day, and who is controlled by whom. */
interface Network {
  readonly edges: readonly Edge[]
  readonly controls: (controller: string, company: string) => boolean
  readonly manages: (person: string, company: string) => boolean
}

/** Company Law art. 265(4). Association is evidence for a judge; kinship and weak signals are alerts. */
export const relatedParty = defineFunction({
  name: 'enterprise.relatedParty',
  question: { zh: '两家企业之间是否存在关联关系？', en: 'Are two enterprises associated?' },
  rules: ['R22-07', 'R22-18'],
  parameters: [],
  reasons: [
    'CONTROL R22-07',
    'COMMON_CONTROLLER R22-07',
    'MANAGER_CONTROLS R22-07',
    'STATE_OWNERSHIP_ONLY R22-07',
    'ALERT_GUARANTEE R22-18',
    'ALERT_BUSINESS_DEPENDENCE R22-18',
    'ALERT_ADDRESS R22-18',
    'ALERT_FAMILY R22-18',
    'ALERT_JOINT_MANAGER R22-18',
  ],
  errors: ['STATE_SAME_ENTITY', 'AMOUNT_SHARE_RANGE', 'AMOUNT_SHARE_SUM'],
  decisiveDate: 'asOf',
  input,
  output: judged(VERDICTS, { commonControllers: list(text()) }),
  evaluate(facts) {
    const { a, b } = facts
    if (a === b) throw new LawError('STATE_SAME_ENTITY', '/b', { other: 'a' })
    const network = networkOf(facts)
    const state = new Set(facts.stateEntities ?? [])
    const commonControllers = commonControllersOf(network, a, b)
    const strong = strongTies(network, a, b)
    if (commonControllers.some((one) => !state.has(one))) strong.push({ code: 'COMMON_CONTROLLER', rule: 'R22-07' })
    if (strong.length > 0) return { ...decided('ASSOCIATED', ...strong), commonControllers }
    const weak = weakTies(network, a, b)
    if (weak.length > 0) return { ...decided('ALERT_ONLY', ...weak), commonControllers }
    const stateOnly = commonControllers.length > 0 ? [{ code: 'STATE_OWNERSHIP_ONLY', rule: 'R22-07' }] : []
    return { ...decided('NOT_ASSOCIATED', ...stateOnly), commonControllers }
  },
})

function networkOf(facts: Facts): Network {
  const edges = edgesInForce(facts)
  const links = controlLinks(edges)
  const managersOf = new Map<string, Set<string>>()
  for (const { kind, from, to } of edges) {
    if (kind === 'MANAGEMENT') managersOf.set(to, (managersOf.get(to) ?? new Set<string>()).add(from))
  }
  const sets = new Map<string, ReadonlySet<string>>()
  const setOf = (controller: string): ReadonlySet<string> => {
    const members = sets.get(controller) ?? controlSetOf(controller, (one) => links.get(one) ?? []).members
    sets.set(controller, members)
    return members
  }
  return {
    edges,
    controls: (controller, company) => controller !== company && setOf(controller).has(company),
    manages: (person, company) => managersOf.get(company)?.has(person) ?? false,
  }
}

/** Checks all shares, and that those in force on the day add up to at most the whole of a company. */
function edgesInForce({ edges, asOf }: Facts): Edge[] {
  const sums = new Map<string, Rational>()
  return edges.filter((edge, index) => {
    const path = `/edges/${index}/share`
    const share = edge.kind === 'EQUITY' ? needed(edge.share, path) : exactZero
    if (edge.kind === 'EQUITY') checkShare(share, path)
    if (asOf < edge.validFrom || (edge.validTo !== null && asOf > edge.validTo)) return false
    const sum = addExact(sums.get(edge.to) ?? exactZero, share)
    if (compareExact(sum, exactOne) > 0) throw new LawError('AMOUNT_SHARE_SUM', path, { most: 1 })
    sums.set(edge.to, sum)
    return true
  })
}

function controlLinks(edges: readonly Edge[]): ReadonlyMap<string, readonly ControlLink[]> {
  const links = new Map<string, ControlLink[]>()
  for (const { kind, from, to, share } of edges) {
    if (kind !== 'EQUITY' && kind !== 'CONTROL') continue
    const link = { target: to, share: kind === 'EQUITY' ? share : null }
    const group = links.get(from)
    if (group === undefined) links.set(from, [link])
    else group.push(link)
  }
  return links
}

function commonControllersOf({ edges, controls }: Network, a: string, b: string): string[] {
  const candidates = new Set(
    edges.filter(({ kind }) => kind === 'EQUITY' || kind === 'CONTROL').map(({ from }) => from),
  )
  return ordered([...candidates].filter((one) => controls(one, a) && controls(one, b)))
}

function strongTies({ edges, controls }: Network, a: string, b: string): Reason[] {
  const ties: Reason[] = []
  if (controls(a, b) || controls(b, a)) ties.push({ code: 'CONTROL', rule: 'R22-07' })
  const managerControls = edges.some(({ kind, from, to }) => {
    if (kind !== 'MANAGEMENT' || (to !== a && to !== b)) return false
    const other = to === a ? b : a
    return from !== other && from !== to && controls(from, other)
  })
  if (managerControls) ties.push({ code: 'MANAGER_CONTROLS', rule: 'R22-07' })
  return ties
}

function weakTies(network: Network, a: string, b: string): Reason[] {
  const { edges, controls, manages } = network
  const ties: Reason[] = WEAK_KINDS.filter((weak) =>
    edges.some(({ kind, from, to }) => kind === weak && ((from === a && to === b) || (from === b && to === a))),
  ).map((kind) => ({ code: `ALERT_${kind}`, rule: 'R22-18' }))
  const tied = (person: string, company: string): boolean => controls(person, company) || manages(person, company)
  const family = edges.some(
    ({ kind, from, to }) => kind === 'FAMILY' && ((tied(from, a) && tied(to, b)) || (tied(from, b) && tied(to, a))),
  )
  if (family) ties.push({ code: 'ALERT_FAMILY', rule: 'R22-18' })
  const joint = edges.some(({ kind, from, to }) => kind === 'MANAGEMENT' && to === a && manages(from, b))
  if (joint) ties.push({ code: 'ALERT_JOINT_MANAGER', rule: 'R22-18' })
  return ties
}
