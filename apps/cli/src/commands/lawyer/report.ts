import { functions, reasonText, ruleTable, statuteOf } from '@xiezhi/law'
import type { TextFacts as LawFacts } from '@xiezhi/law'
import { text } from '../../i18n/index.ts'
import type { TextCode, TextFacts } from '../../i18n/index.ts'
import type { Output } from '../../output.ts'
import { instant } from '../../zone/subjects.ts'
import type { Check, Reason, Verified } from './verify.ts'

type Side = 'zh' | 'en'

const MEANINGS: Readonly<Record<string, Readonly<Record<Side, string>>>> = {
  PASS: { zh: '可以代理', en: 'may act' },
  WARN: { zh: '可以代理，但有提示', en: 'may act, with a warning' },
  ALERT: { zh: '提请法官注意', en: 'for the attention of the judge' },
  PERSON_DECIDES: { zh: '须由有权人员决定', en: 'a person with the power must decide' },
  BLOCK: { zh: '不得担任代理人或辩护人', en: 'may not act' },
}

/** The verdict with every check, rule and statute; all of it in Chinese, then in English. */
export function sayVerification(out: Output, verified: Verified): void {
  if (out.json) return
  for (const line of linesOf(verified, 'zh')) out.line(line)
  out.line('')
  for (const line of linesOf(verified, 'en')) out.line(line)
}

function linesOf(verified: Verified, side: Side): string[] {
  const { receipt, proof, court, tookMs } = verified
  const { finding, refusal, decidedAtMs, height, policyId, policyVersion } = receipt.result
  const say = (code: TextCode, facts: TextFacts): string => text(code, facts)[side]
  const lines: string[] = []
  if (finding === null) {
    lines.push(say('refusedBy', { refusal, policy: policyId, version: policyVersion }))
  } else {
    const verdict = court?.verdict ?? finding.verdict
    lines.push(say('verdict', { verdict, meaning: MEANINGS[verdict]?.[side] ?? '' }))
    lines.push(say('verdictBureau', { verdict: finding.verdict, height, time: instant(decidedAtMs) }))
    lines.push(...finding.checks.flatMap((check) => checkLines(check, side, factsOf(finding.facts))))
    lines.push(
      court === null
        ? say('verdictNoAgent', {})
        : say('verdictCourt', { verdict: court.verdict, id: court.verificationId }),
    )
    lines.push(...(court?.checks ?? []).flatMap((check) => checkLines(check, side, {})))
    if (finding.disputed) lines.push(say('verdictDisputed', {}))
  }
  const { assurance, freshUntilMs } = receipt
  if (assurance !== null) lines.push(say('assurance', assurance))
  if (freshUntilMs !== null) lines.push(say('freshUntil', { time: instant(freshUntilMs) }))
  lines.push(say('proofOk', { height: proof.height, next: proof.height + 1, anchor: proof.anchorHeight }))
  lines.push(say('timeTaken', { ms: Math.round(tookMs) }))
  return lines
}

function checkLines({ rule, result, reasons }: Check, side: Side, facts: LawFacts): string[] {
  const mark = result === 'PASS' ? '✓' : result === 'BLOCK' ? '✗' : '!'
  const head = text('checkLine', { mark, rule, result, what: subjectOf(rule, side) })[side]
  return [head, ...reasons.map((reason) => reasonLine(reason, side, facts))]
}

/** What a check looks at: the rule with its statutes, or the question of the law function. */
function subjectOf(rule: string, side: Side): string {
  const entry = ruleTable.get(rule)
  if (entry === undefined) return functions.get(rule)?.declaration.question[side] ?? ''
  const statute = statuteOf(rule)[side]
  return statute === '' ? entry[side] : text('reasonLine', { text: entry[side], statute })[side].trim()
}

function reasonLine(reason: Reason, side: Side, facts: LawFacts): string {
  const found = reasonText(reason, facts)
  const statute = found?.statute[side] ?? ''
  return text('reasonLine', {
    text: found?.text[side] ?? reason.code,
    statute: statute === '' ? reason.rule : `${reason.rule} ${statute}`,
  })[side]
}

function factsOf(facts: unknown): LawFacts {
  return typeof facts === 'object' && facts !== null && !Array.isArray(facts) ? (facts as LawFacts) : {}
}
