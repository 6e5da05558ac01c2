import type { ErrorCode } from './error-codes.ts'
import { errorsEn, textsEn } from './en.ts'
import { errorsZh, textsZh } from './zh-cn.ts'
import type { TextCode } from './zh-cn.ts'

export type { ErrorCode } from './error-codes.ts'
export type { TextCode } from './zh-cn.ts'

export type TextFacts = Readonly<Record<string, string | number | boolean | null>>

export interface Both {
  readonly zh: string
  readonly en: string
}

export function text(code: TextCode, facts: TextFacts = {}): Both {
  return { zh: fill(textsZh[code], facts), en: fill(textsEn[code], facts) }
}

export function errorText(code: ErrorCode, facts: TextFacts = {}): { readonly text: Both; readonly cure: Both } {
  const [zh, en] = [errorsZh[code], errorsEn[code]]
  return {
    text: { zh: fill(zh.text, facts), en: fill(en.text, facts) },
    cure: { zh: fill(zh.cure, facts), en: fill(en.cure, facts) },
  }
}

/** A fact that is not given reads as a dash: no text shows a brace. */
function fill(template: string, facts: TextFacts): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '—'))
}
