import type { CheckView, ReasonView, Verdict } from '@xiezhi/gateway-api'
import { functions, reasonText, ruleTable, statuteOf } from '@xiezhi/law'
import type { TextFacts } from '@xiezhi/law'
import type { Bilingual } from '@xiezhi/gateway-api'
import { ledgerReason } from './ledger-reasons.ts'

export interface Reason {
  readonly code: string
  readonly rule: string
}

export interface Check {
  readonly rule: string
  readonly result: string
  readonly reasons: readonly Reason[]
}

const NONE: Bilingual = { zh: '', en: '' }

const MEANINGS: Readonly<Record<Verdict, Bilingual>> = {
  PASS: { zh: '可以代理', en: 'may act' },
  WARN: { zh: '可以代理，但有提示', en: 'may act, with a warning' },
  ALERT: { zh: '提请法官注意', en: 'for the attention of the judge' },
  PERSON_DECIDES: { zh: '须由有权人员决定', en: 'a person with the power must decide' },
  BLOCK: { zh: '不得担任代理人或辩护人', en: 'may not act' },
}

export function meaningOf(verdict: Verdict): Bilingual {
  return MEANINGS[verdict]
}

export function reasonView({ code, rule }: Reason, facts: unknown = {}): ReasonView {
  const found = reasonText({ code, rule }, factsOf(facts))
  const text = found?.text ?? ledgerReason(code) ?? { zh: code, en: code }
  return { code, rule, text, statute: found?.statute ?? statuteOf(rule) }
}

export function checkView({ rule, result, reasons }: Check, facts: unknown = {}): CheckView {
  return {
    rule,
    result: result as Verdict,
    what: subjectOf(rule),
    statute: statuteOf(rule),
    reasons: reasons.map((reason) => reasonView(reason, facts)),
  }
}

/** What a check looks at: the rule, or the question of the law function. */
function subjectOf(rule: string): Bilingual {
  const entry = ruleTable.get(rule)
  if (entry !== undefined) return { zh: entry.zh, en: entry.en }
  return functions.get(rule)?.declaration.question ?? NONE
}

function factsOf(facts: unknown): TextFacts {
  return typeof facts === 'object' && facts !== null && !Array.isArray(facts) ? (facts as TextFacts) : {}
}
