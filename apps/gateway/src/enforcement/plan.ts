import type { ControlPlan, MoneyStep, OwedView, RouteInput, Routes } from '@xiezhi/gateway-api'
import { limitOn, liquidityOf, measure } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { civilDateOf, startOfCivilDateMs } from '@xiezhi/contracts/ids'
import { GatewayError } from '../gateway-error.ts'
import { reasonView } from '../views/reasons.ts'
import { maskedNumber } from './masked.ts'
import { moneyStep } from './money-steps.ts'
import { lawful } from './owed.ts'
import type { Property } from './store.ts'

type Question = NonNullable<RouteInput<Routes['planControl']>['body']>
type LeftOut = ControlPlan['left'][number]['why']

export interface PlanFacts {
  readonly today: string
  readonly owed: OwedView
  readonly claim: { readonly currency: string }
  readonly property: readonly Property[]
  /** Live controls of the case: what they take, and the property that they stand on. */
  readonly controls: readonly {
    readonly limitCents: number | null
    readonly isWaiting: boolean
    readonly propertyId: string | null
  }[]
  /** Things of the case that were sold, by this court or by one that stood before it. */
  readonly sold: readonly string[]
}

const LEFT_WORDS: Readonly<Record<LeftOut, readonly [string, string]>> = {
  NOT_NEEDED: ['债权已足额覆盖，不再需要', 'the claim is covered without it'],
  CONTROLLED: ['本案已采取措施', 'a measure of this case stands on it'],
  NOTHING_FREE: ['没有可供控制的金额', 'nothing of it is free'],
  NO_VALUE: ['价值未知，须先估计', 'its value is not known: estimate it first'],
  SPECIAL_FUND: ['专项资金，由法官决定', 'a special fund: a judge decides'],
  OFFICER: ['执行人员排除', 'left out by the officer'],
  STALE: ['查询结果已过时，须重新查询', 'what is known is too old: ask again'],
  SOLD: ['已经处分', 'it was sold'],
}
const VERDICTS: Readonly<Record<ControlPlan['verdict'], readonly [string, string]>> = {
  COVERED: ['可控财产足以覆盖', 'the property covers what is owed'],
  PARTIAL: ['可控财产不足，余额待再次查询', 'the property covers a part; the rest waits for the next query'],
  NONE: ['没有可供控制的财产', 'there is nothing to control'],
}
const DAY_MS = 86_400_000
const STALE = 'PX-S20A.8.stale'

/** What a plan counts of a thing, in the claim's currency; null: its value in that is not known, and an officer estimates it. */
export function netOf(
  { fields, estimate }: Pick<Property, 'fields' | 'estimate'>,
  currency: string,
): {
  readonly availableCents: number
  readonly encumberedCents: number
  readonly divisible: boolean
} | null {
  if (fields === null) return null
  const { availableCents, encumberedCents, divisible } = fields
  if (availableCents !== null && fields.currency === currency) return { availableCents, encumberedCents, divisible }
  if (estimate === null) return null
  return {
    availableCents: estimate.valueCents,
    encumberedCents: estimate.encumberedCents ?? encumberedCents,
    divisible: estimate.divisible,
  }
}

/** Answers of institutions are soon wrong (rulebook 20A.8). */
export function isStale(
  { foundOn, source }: Pick<Property, 'foundOn' | 'source'>,
  today: string,
  law: LawBook,
): boolean {
  if (source === 'ENTERED') return false
  return civilDateOf(startOfCivilDateMs(foundOn) + limitOn(law, STALE, 'day', today) * DAY_MS) < today
}

/** The longest term that the law allows on a kind of property, from today. @throws GatewayError LAW_REFUSED */
export function longestTerm(
  asset: Property['asset'],
  startOn: string,
  law: LawBook,
): { months: number; to: string; renewBy: string } {
  return lawful(() => {
    const { capMonths: months } = measure.term({ asset, startOn, months: 1 }, law)
    const { to, renewBy } = measure.term({ asset, startOn, months }, law)
    return { months, to: to ?? startOn, renewBy: renewBy ?? startOn }
  })
}

/** The program's proposal (T20-2, R20-14): what to control, in which order, and why not the rest. Nothing is signed by it. */
export function planOf(facts: PlanFacts, question: Question, law: LawBook): ControlPlan {
  const { owed, claim, property, controls, today } = facts
  const alreadyCents = controls.reduce((sum, { limitCents, isWaiting }) => sum + (isWaiting ? 0 : (limitCents ?? 0)), 0)
  const targetCents = Math.max(0, owed.totalCents - alreadyCents)
  const reserve = reserveOf(property, question, law)
  const leftOut = leavingOut(facts, question, law)
  const sorted = property.map((one) => ({
    one,
    why: leftOut(one),
    net: netOf(one, claim.currency),
  }))
  const assets = sorted.flatMap(({ one, why, net }) => {
    if (why !== null || net === null) return []
    const kept = one.propertyId === question.living?.propertyId ? (reserve?.cents ?? 0) : 0
    return [
      {
        assetId: one.propertyId,
        kind: liquidityOf(one.asset),
        ...net,
        availableCents: Math.max(0, net.availableCents - kept),
      },
    ]
  })
  const found = targetCents === 0 ? NOTHING : lawful(() => measure.allocate({ targetCents, assets }, law))
  const controlled = controlsOf(found.controls, targetCents, property, today, law)
  const chosen = new Set(controlled.map(({ propertyId }) => propertyId))
  const assetById = new Map(assets.map((asset) => [asset.assetId, asset]))
  const left = sorted.flatMap(({ one, why }) => {
    if (chosen.has(one.propertyId)) return []
    const net = assetById.get(one.propertyId)
    const reason =
      why ?? (net !== undefined && net.availableCents <= net.encumberedCents ? 'NOTHING_FREE' : 'NOT_NEEDED')
    return [leftView(one, reason)]
  })
  return {
    asOf: owed.asOf,
    verdict: targetCents === 0 ? 'COVERED' : found.verdict,
    verdictText: wordsOf(VERDICTS[targetCents === 0 ? 'COVERED' : found.verdict]),
    owedCents: owed.totalCents,
    alreadyCents,
    targetCents,
    controls: controlled,
    left,
    controlledCents: found.controlledCents,
    remainingCents: found.remainingCents,
    overCents: found.overCents,
    steps: stepsOf(owed, alreadyCents, reserve?.step),
    reasons: found.reasons.map((reason) => reasonView(reason, found)),
  }
}

const NOTHING: ReturnType<typeof measure.allocate> = {
  verdict: 'COVERED',
  reasons: [],
  controls: [],
  controlledCents: 0,
  remainingCents: 0,
  overCents: 0,
}

/** Why something is left out before anything is weighed; null: it is weighed. */
function leavingOut(
  { controls, sold, today, claim }: PlanFacts,
  { leaveOut = [] }: Question,
  law: LawBook,
): (one: Property) => LeftOut | null {
  const byOfficer = new Set(leaveOut)
  const controlled = new Set(controls.map(({ propertyId }) => propertyId))
  const gone = new Set(sold)
  return (one) => {
    if (byOfficer.has(one.propertyId)) return 'OFFICER'
    if (controlled.has(one.propertyId)) return 'CONTROLLED'
    if (gone.has(one.propertyId)) return 'SOLD'
    if (one.fields?.specialFund != null) return 'SPECIAL_FUND'
    if (isStale(one, today, law)) return 'STALE'
    return netOf(one, claim.currency) === null ? 'NO_VALUE' : null
  }
}

function leftView({ propertyId, fields }: Property, why: LeftOut): ControlPlan['left'][number] {
  const label = fields === null ? '' : `${fields.label} ${maskedNumber(fields)}`
  return { propertyId, label, why, text: wordsOf(LEFT_WORDS[why]) }
}

/** With the amount that each secures: of a thing that cannot be divided what is still missing (R20-14). */
function controlsOf(
  allocated: ReturnType<typeof measure.allocate>['controls'],
  targetCents: number,
  property: readonly Property[],
  today: string,
  law: LawBook,
): ControlPlan['controls'] {
  let missing = targetCents
  const byId = new Map(property.map((one) => [one.propertyId, one]))
  const terms = new Map<Property['asset'], ReturnType<typeof longestTerm>>()
  const termOf = (asset: Property['asset']): ReturnType<typeof longestTerm> => {
    const term = terms.get(asset) ?? longestTerm(asset, today, law)
    terms.set(asset, term)
    return term
  }
  return allocated.flatMap(({ assetId, cents: netCents, whole }) => {
    const one = byId.get(assetId)
    if (one === undefined) return []
    const cents = Math.min(netCents, missing)
    missing -= cents
    const { propertyId, institution, asset, fields } = one
    const shown = { label: fields?.label ?? '', numberMasked: fields === null ? '' : maskedNumber(fields) }
    return [{ propertyId, institution, asset, ...shown, cents, whole, netCents, ...termOf(asset) }]
  })
}

/** Living costs of the debtor and dependants stay free (R20-15). */
function reserveOf(
  property: readonly Property[],
  { living }: Question,
  law: LawBook,
): { readonly cents: number; readonly step: MoneyStep } | null {
  if (living === undefined) return null
  const one = property.find(({ propertyId }) => propertyId === living.propertyId)
  const balanceCents = one?.fields?.availableCents
  if (balanceCents == null) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'account' })
  const { monthlyMinimumCents, persons, months: courtMonths } = living
  const found = lawful(() => measure.livingReserve({ balanceCents, monthlyMinimumCents, persons, courtMonths }, law))
  const { reserveCents: cents } = found
  const step = moneyStep('RESERVE', {
    function: 'measure.livingReserve',
    rule: 'R20-15',
    cents,
    baseCents: monthlyMinimumCents,
  })
  return { cents, step }
}

function stepsOf({ steps }: OwedView, alreadyCents: number, reserve: MoneyStep | undefined): MoneyStep[] {
  const already = moneyStep('CONTROLLED', { function: 'measure.allocate', rule: 'R20-14', cents: alreadyCents })
  return [...steps, already, ...(reserve === undefined ? [] : [reserve])]
}

function wordsOf([zh, en]: readonly [string, string]): { zh: string; en: string } {
  return { zh, en }
}
