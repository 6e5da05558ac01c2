import { casesEn, reportEn } from '../i18n/en.ts'
import { casesZh, reportZh } from '../i18n/zh-cn.ts'
import type { CaseResult, KitReport } from './run-kit.ts'

type Facts = Readonly<Record<string, string | number>>
type Key = keyof typeof reportZh

function filled(template: string, facts: Facts): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '—'))
}

function both(key: Key, facts: Facts = {}): string {
  return `${filled(reportZh[key], facts)} / ${filled(reportEn[key], facts)}`
}

/** The report as people read it: Chinese first, English after it. */
export function reportText({ institutionCode, kind, totals, cases }: KitReport): string {
  const lines = [both('title'), both('institution', { code: institutionCode, kind }), both('totals', totals), '']
  return `${[...lines, ...cases.flatMap(caseLines)].join('\n')}\n`
}

function caseLines({ id, rule, result, difference, missing, ms }: CaseResult): string[] {
  const lines = [`[${both(result)}] ${id}  ${casesZh[id]}`, `    ${casesEn[id]} · ${both('rule', { rule })} · ${ms} ms`]
  if (difference !== undefined) lines.push(`    ${both('difference', difference)}`)
  if (missing !== undefined) lines.push(`    ${both('missing', { fixture: missing })}`)
  return lines
}
