import { lawSwitches } from './switches.ts'

/** Titles of the parameters of articles 24 to 26, and of the switches. */
export const financeParameterTitlesZh: readonly (readonly [key: string, zh: string])[] = [
  ...lawSwitches.map(({ key, point }) => [key, point.zh] as const),
  ['P-24-01', '民间借贷利率上限：合同成立时一年期 LPR 的倍数'],
  ['P-24-02', '金融借款利息等总额的年利率上限'],
  ['P-24-03.penaltyMin', '逾期罚息倍数下限'],
  ['P-24-03.penaltyMax', '逾期罚息倍数上限'],
  ['P-24-03.misuseMin', '挪用贷款罚息倍数下限'],
  ['P-24-03.misuseMax', '挪用贷款罚息倍数上限'],
  ['P-24-04.accept', '支付令：受理通知期限'],
  ['P-24-04.issue', '支付令：发出期限'],
  ['P-24-04.serve', '支付令：送达期限'],
  ['P-24-04.pay', '支付令：清偿或者提出异议的期限'],
  ['P-24-05', '诉讼时效期间'],
  ['PB-R24-03.lpr1y', '一年期贷款市场报价利率'],
  ['PB-R24-10.dailyCap', '信用卡透支日利率上限'],
  ['PB-R24-10.floor', '信用卡透支日利率下限（上限的倍数）'],
]
