import type { DistributionView, MoneyStep } from '@xiezhi/gateway-api'

const statute = {
  zh: '《最高人民法院关于适用民事诉讼法的解释》第五百零八条',
  en: 'Interpretation of the Civil Procedure Law, art. 508',
}

function step(zh: string, en: string, cents: number, baseCents: number | null): MoneyStep {
  return {
    what: { zh, en },
    cents,
    baseCents,
    function: 'distribution.participation',
    rule: 'R20-71',
    statute,
    exactCents: null,
    rate: null,
    per: null,
    from: null,
    to: null,
    days: null,
    excludedDays: null,
  }
}

/** 1,000,000 yuan over a mortgage, the case's own claim and one of another; invented. */
export const distribution: DistributionView = {
  verdict: 'DISTRIBUTE',
  mode: 'PRO_RATA',
  costsPaidCents: 2_000_000,
  payments: [
    { id: '示例银行（虚构）', class: 'PRIORITY', owedCents: 40_000_000, cents: 40_000_000, unpaidCents: 0 },
    { id: 'OWN', class: 'ORDINARY', owedCents: 104_256_600, cents: 43_500_000, unpaidCents: 60_756_600 },
    { id: '周示例（虚构）', class: 'ORDINARY', owedCents: 34_752_200, cents: 14_500_000, unpaidCents: 20_252_200 },
  ],
  ordinaryRatio: '58000000/139008800',
  debtorCents: 0,
  steps: [
    step('执行费用', 'costs of enforcement', 2_000_000, 2_000_000),
    step('优先受偿：示例银行（虚构）', 'priority: Sample Bank', 40_000_000, 40_000_000),
    step('普通债权：本案债权', 'ordinary: the case’s own claim', 43_500_000, 104_256_600),
  ],
  reasons: [],
}
