import type { Bilingual } from '../registry/define-function.ts'
import { reasonKey, type Reason } from '../registry/judgement.ts'
import { citationEn, citationZh } from '../rules/citation.ts'
import { ruleTable } from '../rules/rule-table.ts'
import { admissionReasons } from './admission-reasons.ts'
import { bankruptcyReasons } from './bankruptcy-reasons.ts'
import { creditReasons } from './credit-reasons.ts'
import { financeReasons } from './finance-reasons.ts'
import { caseHandlingReasons } from './case-handling-reasons.ts'
import { chainReasons } from './chain-reasons.ts'
import { distributionReasons } from './distribution-reasons.ts'
import { enforcementReasons } from './enforcement-reasons.ts'
import { ipReasons } from './ip-reasons.ts'
import { enterpriseReasons } from './enterprise-reasons.ts'
import { propertyReasons } from './property-reasons.ts'
import { dataRightReasons } from './data-right-reasons.ts'
import { lawyerReasons } from './lawyer-reasons.ts'
import type { ReasonEntry } from './reason-entry.ts'
import { sanctionListReasons } from './sanction-list-reasons.ts'
import { timeReasons } from './time-reasons.ts'

/** By `CODE RULE`. */
export const reasonTable: ReadonlyMap<string, ReasonEntry> = new Map(
  [
    ...ipReasons,
    ...enterpriseReasons,
    ...propertyReasons,
    ...dataRightReasons,
    ...chainReasons,
    ...timeReasons,
    ...lawyerReasons,
    ...caseHandlingReasons,
    ...enforcementReasons,
    ...distributionReasons,
    ...sanctionListReasons,
    ...admissionReasons,
    ...financeReasons,
    ...bankruptcyReasons,
    ...creditReasons,
  ].map((entry) => [reasonKey(entry), entry]),
)

/** What a person reads: the ground, and the statute that it rests on. */
export interface ReasonText {
  readonly text: Bilingual
  /** Statutes of the rule; empty texts where the rule is a design of this project. */
  readonly statute: Bilingual
}

export type TextFacts = Readonly<Record<string, unknown>>

/**
 * Text of a reason, with the facts of the case where they are given (fields of input and output of the function). Null
 * for a reason that no function gives.
 */
export function reasonText(reason: Reason, facts: TextFacts = {}): ReasonText | null {
  const entry = reasonTable.get(reasonKey(reason))
  if (entry === undefined) return null
  const { zh, en, detail } = entry
  return {
    text: { zh: fill(detail?.zh, facts) ?? zh, en: fill(detail?.en, facts) ?? en },
    statute: statuteOf(reason.rule),
  }
}

/** The statutes that a rule cites, joined into one text. */
export function statuteOf(rule: string): Bilingual {
  const citations = ruleTable.get(rule)?.citations ?? []
  return { zh: citations.map(citationZh).join('；'), en: citations.map(citationEn).join('; ') }
}

const FIELD = /\{(\w+)\}/g

/** Null if a fact is not there, so that no text with a hole is shown. */
function fill(template: string | undefined, facts: TextFacts): string | null {
  if (template === undefined) return null
  const known = new Map(
    Object.entries(facts).filter(([, fact]) => typeof fact === 'string' || typeof fact === 'number'),
  )
  const fields = Array.from(template.matchAll(FIELD), ([, field = '']) => field)
  if (!fields.every((field) => known.has(field))) return null
  return template.replace(FIELD, (_, field: string) => shownOf(field, known.get(field)))
}

/** People read yuan: 123456 of a field in cents is 1,234.56. */
function shownOf(field: string, fact: unknown): string {
  if (!field.endsWith('Cents') || typeof fact !== 'number' || !Number.isSafeInteger(fact)) return String(fact)
  const digits = String(Math.abs(fact)).padStart(3, '0')
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fact < 0 ? '-' : ''}${yuan}.${digits.slice(-2)}`
}
