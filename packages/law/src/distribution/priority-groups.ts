import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { claimFields } from '../money/cents.ts'
import { endOfPeriod } from '../period/period.ts'
import { date, enumeration, listOfUnique, nullable, object, type Value } from '../schema/schema.ts'
import { formatCivilDate, type CivilDate } from '../time/civil-date.ts'

export const assetClaims = listOfUnique(
  object({
    ...claimFields,
    kind: enumeration(['HOME_BUYER', 'CONSTRUCTION', 'LIEN', 'MORTGAGE', 'PLEDGE', 'TAX', 'ORDINARY']),
    /** Registration or delivery. */
    securedOn: nullable(date()),
    /** Delivery of the goods whose price the mortgage secures. */
    purchaseDeliveredOn: nullable(date()),
    /** Of a tax. */
    arisenOn: nullable(date()),
  }),
  'id',
)
export type AssetClaim = Value<typeof assetClaims>[number]

/** Claims that are paid together, in input order. */
export type Group = readonly AssetClaim[]

/**
 * The groups of claims on one asset in the order of payment (R20-77a to R20-77g). Throws `STATE_PRIORITY_CONFLICT` where
 * a tax leaves no order, `VERSION_CALENDAR_MISSING`, `FORMAT_MISSING`. O(n log n).
 */
export function priorityGroups(claims: readonly AssetClaim[], law: LawReading): Group[] {
  const taxed = claims.some(({ kind }) => kind === 'TAX')
  for (const [index, claim] of claims.entries()) refuseMissingDay(claim, index, taxed)
  const ofKind = (...kinds: readonly AssetClaim['kind'][]): AssetClaim[] =>
    claims.filter(({ kind }) => kinds.includes(kind))
  const registered = ofKind('MORTGAGE', 'PLEDGE').filter(({ securedOn }) => securedOn !== null)
  const isPurchaseMoney = new Set(registered.filter((claim) => isPurchaseMoneyMortgage(claim, law)))
  const securities = [
    ofKind('LIEN'),
    registered.filter((claim) => isPurchaseMoney.has(claim)),
    ...byDay(
      registered.filter((claim) => !isPurchaseMoney.has(claim)),
      ({ securedOn }) => securedOn,
    ),
  ].filter((group) => group.length > 0)
  const taxes = byDay(ofKind('TAX'), ({ arisenOn }) => arisenOn)
  return [
    ofKind('HOME_BUYER'),
    ofKind('CONSTRUCTION'),
    ...withTaxes(securities, taxes, claims),
    ofKind('MORTGAGE').filter(({ securedOn }) => securedOn === null),
    ofKind('ORDINARY'),
  ].filter((group) => group.length > 0)
}

/** Dates that the place of a claim depends on; that of a lien only where a tax competes with it. */
function refuseMissingDay({ kind, securedOn, arisenOn }: AssetClaim, index: number, taxed: boolean): void {
  const needsSecuredOn = kind === 'PLEDGE' || (kind === 'LIEN' && taxed)
  if (needsSecuredOn && securedOn === null) {
    throw new LawError('FORMAT_MISSING', `/claims/${index}/securedOn`, { key: 'securedOn' })
  }
  if (kind === 'TAX' && arisenOn === null) {
    throw new LawError('FORMAT_MISSING', `/claims/${index}/arisenOn`, { key: 'arisenOn' })
  }
}

/** Civil Code art. 416: registered at or before the tenth day after delivery. */
function isPurchaseMoneyMortgage({ kind, securedOn, purchaseDeliveredOn }: AssetClaim, law: LawReading): boolean {
  if (kind !== 'MORTGAGE' || securedOn === null || purchaseDeliveredOn === null) return false
  const length = law.count('P-22-07', 'day')
  const { rawEnd, legalEnd } = endOfPeriod(law, { start: purchaseDeliveredOn, length, unit: 'DAY', regime: 'CIVIL' })
  if (legalEnd === null) {
    throw new LawError('VERSION_CALENDAR_MISSING', '', {
      windowEndsOn: rawEnd === null ? null : formatCivilDate(rawEnd),
    })
  }
  return securedOn <= legalEnd
}

/** Groups of one day each, from early to late. */
function byDay(claims: readonly AssetClaim[], dayOf: (claim: AssetClaim) => CivilDate | null): AssetClaim[][] {
  const groups = new Map<number, AssetClaim[]>()
  for (const claim of claims) {
    const day = dayOf(claim) ?? 0
    const group = groups.get(day)
    if (group === undefined) groups.set(day, [claim])
    else group.push(claim)
  }
  return [...groups.entries()].sort(([one], [other]) => one - other).map(([, group]) => group)
}

/**
 * R20-77g: a tax goes before the first group of securities that has one secured after the tax arose. A later tax never
 * goes before an earlier one, so one pass over both lists finds the places.
 */
function withTaxes(securities: readonly Group[], taxes: readonly Group[], claims: Group): Group[] {
  const earliestFrom = earliestDays(securities)
  const latestOf = securities.map((group) =>
    group.reduce((last, { securedOn }) => Math.max(last, securedOn ?? last), Number.NEGATIVE_INFINITY),
  )
  const placed: Group[] = []
  let at = 0
  for (const tax of taxes) {
    const arisenOn = tax[0]?.arisenOn ?? 0
    for (; at < securities.length && (latestOf[at] ?? 0) <= arisenOn; at += 1) placed.push(securities[at] ?? [])
    if ((earliestFrom[at] ?? Number.POSITIVE_INFINITY) <= arisenOn) {
      const index = claims.findIndex((claim) => claim === tax[0])
      throw new LawError('STATE_PRIORITY_CONFLICT', `/claims/${index}`, {})
    }
    placed.push(tax)
  }
  return [...placed, ...securities.slice(at)]
}

/** For each place the earliest day of all securities that come at it or after it. */
function earliestDays(securities: readonly Group[]): number[] {
  const earliest: number[] = []
  let least = Number.POSITIVE_INFINITY
  for (let index = securities.length - 1; index >= 0; index -= 1) {
    for (const { securedOn } of securities[index] ?? []) {
      if (securedOn !== null && securedOn < least) least = securedOn
    }
    earliest[index] = least
  }
  return earliest
}
