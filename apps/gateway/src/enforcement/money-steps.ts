import type { Bilingual, MoneyStep } from '@xiezhi/gateway-api'
import { statuteOf } from '@xiezhi/law'
import { roundedCents } from './exact-sum.ts'

const WORDS = {
  PRINCIPAL: ['本金（未履行部分）', 'principal that is unpaid'],
  GENERAL: ['一般债务利息', 'general interest by the document'],
  DOUBLED: ['加倍部分债务利息', 'doubled part for the delay'],
  FEE: ['执行申请费', 'execution fee'],
  CONTROLLED: ['已经控制的金额', 'under control already'],
  RESERVE: ['保留的必需生活费用', 'living costs that stay free'],
  COSTS: ['执行费用', 'costs of enforcement'],
  PRIORITY: ['优先受偿', 'priority claim'],
  ORDINARY: ['普通债权', 'ordinary claim'],
  DEBTOR: ['退还被执行人', 'goes to the debtor'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>

type StepName = keyof typeof WORDS

type Known = Pick<MoneyStep, 'function' | 'rule'> &
  Partial<MoneyStep> &
  ({ readonly exactCents: string } | { readonly cents: number })

/** One line of a calculation. */
export function moneyStep(name: StepName, known: Known, about = ''): MoneyStep {
  const [zh, en] = WORDS[name]
  const what: Bilingual = about === '' ? { zh, en } : { zh: `${zh}：${about}`, en: `${en}: ${about}` }
  return {
    what,
    cents: roundedCents(known.exactCents ?? String(known.cents ?? 0)),
    exactCents: null,
    baseCents: null,
    rate: null,
    per: null,
    from: null,
    to: null,
    days: null,
    excludedDays: null,
    statute: statuteOf(known.rule),
    ...known,
  }
}
