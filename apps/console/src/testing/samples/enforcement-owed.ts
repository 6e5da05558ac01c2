import type { MoneyStep, OwedView } from '@xiezhi/gateway-api'
import { CURRENCY } from './enforcement-scene.ts'
import { TODAY } from './scene.ts'

const statute = { zh: '民事诉讼法第二百六十四条', en: 'Civil Procedure Law art. 264' }

export const steps: MoneyStep[] = [
  {
    what: { zh: '本金（未履行部分）', en: 'principal that is unpaid' },
    cents: 100_000_000,
    exactCents: null,
    baseCents: null,
    rate: null,
    per: null,
    from: null,
    to: null,
    days: null,
    excludedDays: null,
    function: 'interest.judgmentDebt',
    rule: 'R20-60',
    statute: { zh: '', en: '' },
  },
  {
    what: { zh: '一般债务利息', en: 'general interest by the document' },
    cents: 1_410_000,
    exactCents: '1410000',
    baseCents: 100_000_000,
    rate: '0.0365',
    per: 'YEAR',
    from: '2026-07-11',
    to: TODAY,
    days: 141,
    excludedDays: 0,
    function: 'interest.general',
    rule: 'R20-61',
    statute,
  },
  {
    what: { zh: '加倍部分债务利息', en: 'doubled part for the delay' },
    cents: 1_592_500,
    exactCents: '11147500/7',
    baseCents: 100_000_000,
    rate: '0.000175',
    per: 'DAY',
    from: '2026-08-20',
    to: TODAY,
    days: 91,
    excludedDays: 10,
    function: 'interest.doubledPart',
    rule: 'R20-62',
    statute,
  },
]

export const owed: OwedView = {
  asOf: TODAY,
  currency: CURRENCY,
  documentCents: 101_410_000,
  doubledCents: 1_592_500,
  feeCents: 1_254_100,
  totalCents: 104_256_600,
  perDayExactCents: '55000/2',
  steps,
  reasons: [],
}
