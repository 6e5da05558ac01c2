import { shiftCivilDate } from '@xiezhi/contracts/ids'
import type { Claim, MoneyStep, OwedView } from '@xiezhi/gateway-api'
import { fees, interest, LawError } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { GatewayError } from '../gateway-error.ts'
import { reasonView } from '../views/reasons.ts'
import { exactSum, roundedCents } from './exact-sum.ts'
import { moneyStep } from './money-steps.ts'

export interface Debt {
  readonly claim: Claim
  readonly effectiveOn: string
  readonly performanceEndsOn: string | null
}

/** What the ledger's claim does not have yet. */
export interface OwedFacts {
  readonly asOf: string
  /** Of principal. */
  readonly payments?: readonly { readonly on: string; readonly cents: number }[]
  readonly excluded?: Parameters<typeof interest.doubledPart>[0]['excluded']
}

type Lines = readonly MoneyStep[]

/**
 * What is owed on a day, and what may be controlled for it, line by line: the same figures as the ledger's
 * `enforcement/target` where nothing was paid and no days are left out. @throws GatewayError LAW_REFUSED
 */
export function owedOf({ claim, effectiveOn, performanceEndsOn }: Debt, facts: OwedFacts, law: LawBook): OwedView {
  return lawful(() => {
    const { asOf } = facts
    const dueOn = performanceEndsOn ?? effectiveOn
    const payments = [...(facts.payments ?? [])].filter(({ on }) => on <= asOf).sort((a, b) => (a.on < b.on ? -1 : 1))
    const unpaidCents = claim.principalCents - payments.reduce((sum, { cents }) => sum + cents, 0)
    if (unpaidCents < 0) throw new LawError('AMOUNT_OVERPAID', '/payments', {})
    const general = generalLines(claim, payments, asOf, law)
    const doubled = doubledLines(claim, { ...facts, payments }, dueOn, law)
    const document = [String(unpaidCents), ...general.map(exactOf)]
    const documentCents = roundedCents(exactSum(document))
    const totalDebt = roundedCents(exactSum([...document, ...doubled.lines.map(exactOf)]))
    // On what is executed: part payments do not lower it.
    const feeBase = roundedCents(exactSum([String(claim.principalCents), ...general.map(exactOf)]))
    const { exactCents, feeCents } = fees.executionFee({ amountCents: feeBase }, law)
    const fee = moneyStep('FEE', { function: 'fees.executionFee', rule: 'S20C', exactCents, baseCents: feeBase })
    const principal = moneyStep('PRINCIPAL', { function: 'interest.judgmentDebt', rule: 'R20-60', cents: unpaidCents })
    return {
      asOf,
      currency: claim.currency,
      documentCents,
      doubledCents: totalDebt - documentCents,
      feeCents,
      totalCents: totalDebt + feeCents,
      perDayExactCents: perDay(claim, unpaidCents, asOf >= dueOn ? asOf : dueOn, law),
      steps: [principal, ...general, ...doubled.lines, fee],
      reasons: doubled.reasons.map((reason) => reasonView(reason)),
    }
  })
}

/** Of a preservation: the amount of the ruling, on which nothing grows and no fee is counted. */
export function securedOf({ principalCents: cents, currency }: Claim, asOf: string): OwedView {
  const step = moneyStep('PRINCIPAL', { function: 'preservation.security', rule: 'R20-50', cents })
  return {
    asOf,
    currency,
    documentCents: cents,
    doubledCents: 0,
    feeCents: 0,
    totalCents: cents,
    perDayExactCents: '0',
    steps: [step],
    reasons: [],
  }
}

/** @throws GatewayError LAW_REFUSED */
export function lawful<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    throw new GatewayError('LAW_REFUSED', { code: error.code, path: error.path }, error)
  }
}

function exactOf({ exactCents, cents }: MoneyStep): string {
  return exactCents ?? String(cents)
}

/** From one payment to the next, on what was unpaid between them. */
function generalLines(
  { principalCents, general }: Claim,
  payments: NonNullable<OwedFacts['payments']>,
  asOf: string,
  law: LawBook,
): Lines {
  if (general === null) return []
  const lines: MoneyStep[] = []
  let base = principalCents
  let { from } = general
  const closeAt = (to: string): void => {
    if (to <= from) return
    if (base > 0) lines.push(generalLine(base, { ...general, from }, to, law))
    from = to
  }
  for (const { on, cents } of payments) {
    closeAt(on)
    base -= cents
  }
  closeAt(asOf)
  return lines
}

function generalLine(baseCents: number, general: NonNullable<Claim['general']>, to: string, law: LawBook): MoneyStep {
  const facts = { principalCents: baseCents, general, dueOn: to, asOf: to }
  const { generalExactCents: exactCents, generalDays: days } = interest.judgmentDebt(facts, law)
  const { annualRate: rate, from } = general
  const line = { function: 'interest.judgmentDebt', rule: 'R20-60', exactCents, baseCents, rate, from, to, days }
  return moneyStep('GENERAL', { ...line, per: 'YEAR' })
}

function doubledLines(
  { principalCents: baseCents, currency }: Claim,
  { payments = [], excluded = [], asOf }: OwedFacts,
  dueOn: string,
  law: LawBook,
): { readonly lines: Lines; readonly reasons: readonly { readonly code: string; readonly rule: string }[] } {
  if (asOf <= dueOn) return { lines: [], reasons: [] }
  const facts = {
    baseCents,
    currency,
    dueOn,
    payments: [...payments],
    asOf,
    excluded: [...excluded],
    rmbConversion: null,
  }
  const { segments, reasons } = interest.doubledPart(facts, law)
  const rate = dailyRate(dueOn, law)
  const lines = segments.map((one) =>
    moneyStep('DOUBLED', { function: 'interest.doubledPart', rule: 'R20-61', ...one, rate, per: 'DAY' }),
  )
  return { lines, reasons }
}

/** Fraction of the principal for a day, as in force when the debt fell due. */
function dailyRate(dueOn: string, law: LawBook): string {
  const one = 10 ** 8
  const next = shiftCivilDate(dueOn, 1)
  const facts = { principalCents: one, general: null, dueOn, asOf: next }
  return String(Number(interest.judgmentDebt(facts, law).doubledExactCents) / one)
}

/** The difference that one more day makes. */
function perDay({ general }: Claim, unpaidCents: number, from: string, law: LawBook): string {
  if (unpaidCents <= 0) return '0'
  const to = shiftCivilDate(from, 1)
  const facts = {
    principalCents: unpaidCents,
    general: general === null ? null : { ...general, from },
    dueOn: from,
    asOf: to,
  }
  const { generalExactCents, doubledExactCents } = interest.judgmentDebt(facts, law)
  return exactSum([generalExactCents, doubledExactCents])
}
