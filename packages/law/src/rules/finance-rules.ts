import { cite } from './citation.ts'
import type { RuleEntry } from './rule-entry.ts'

/** Loans and credit cards (rulebook, article 24). */
export const financeRules: readonly RuleEntry[] = [
  {
    id: 'R24-01',
    zh: '借款本金以实际收到的金额为准，利息不得预先扣除；预先扣除的，按照实际借款数额返还借款并计算利息。',
    en: 'The principal is the sum actually received; interest deducted in advance does not count as principal.',
    mark: 'L',
    citations: [cite('CIVIL_CODE', 668, 670)],
  },
  {
    id: 'R24-02',
    zh: '经金融监管部门批准设立的金融机构和七类地方金融组织因发放贷款引发的纠纷，不适用民间借贷的利率上限。',
    en: 'Licensed financial institutions and the seven local kinds lie outside the cap of private lending.',
    mark: 'L',
    citations: [cite('PRIVATE_LENDING', 1), cite('PRIVATE_LENDING_REPLY')],
  },
  {
    id: 'R24-03',
    zh: '民间借贷利率以合同成立时一年期贷款市场报价利率的四倍为限，利息、逾期利息、违约金和其他费用合计计算；没有约定利息的视为没有利息。',
    en: 'Private lending: total of interest and charges at most four times the one-year LPR at contract conclusion; no agreement, no interest.',
    mark: 'L',
    citations: [cite('PRIVATE_LENDING', { from: 24, to: 29 }), cite('CIVIL_CODE', 680)],
  },
  {
    id: 'R24-04',
    zh: '利息计入后期本金的，前期利率不得超过上限，超过部分不得计入；最后本息之和不得超过以最初本金按上限计算的整个借款期间的本息之和。',
    en: 'Interest rolled into principal counts up to the cap; the final total may not exceed the first principal with simple interest at the cap.',
    mark: 'L',
    citations: [cite('PRIVATE_LENDING', 27)],
  },
  {
    id: 'R24-05',
    zh: '金融借款的利息、复利、罚息、违约金和其他费用总计一般不超过年利率 24%。',
    en: 'Financial loans: the total that a court supports is as a rule not above 24 % a year.',
    mark: 'U',
    citations: [],
  },
  {
    id: 'R24-06',
    zh: '逾期贷款的罚息利率在合同利率基础上加收 30% 至 50%，挪用贷款的加收 50% 至 100%；不能按时支付的利息按罚息利率计收复利。',
    en: 'Penalty rate: contract rate × 1.30–1.50, for misuse 1.50–2.00; unpaid interest compounds at the penalty rate.',
    mark: 'W',
    citations: [cite('PBC_RATE_NOTICE')],
  },
  {
    id: 'R24-08',
    zh: '借款人未按约定用途使用借款的，贷款人可以停止发放、提前收回或者解除合同；提前到期须有约定条件和通知；诉讼时效期间三年，分期履行的自最后一期届满起算；法院不得主动适用诉讼时效。',
    en: 'Early maturity needs an agreed condition and a notice; limitation is three years, by instalments from the last one; the court does not raise it.',
    mark: 'L',
    citations: [cite('CIVIL_CODE', 188, 189, 193, { from: 673, to: 675 })],
  },
  {
    id: 'R24-09',
    zh: '给付不足以清偿全部债务的，除另有约定外，依次为费用、利息、主债务；数项债务的，先已到期的，再依次为担保最少的、负担较重的、先到期的，均相同的按比例。',
    en: 'A short payment goes to costs, interest, principal; of several debts to due ones, then least secured, most burdensome, earliest, pro rata.',
    mark: 'L',
    citations: [cite('CIVIL_CODE', 560, 561)],
  },
  {
    id: 'R24-10',
    zh: '信用卡透支利率须以年化形式明示；2020 年底前日利率上限为万分之五、下限为上限的 0.7 倍，2021 年起取消上下限管理。',
    en: 'Card rates are disclosed as annual rates; until the end of 2020 the daily rate lay between 0.7 × and 0.05 %.',
    mark: 'W',
    citations: [],
  },
  {
    id: 'R24-11',
    zh: '发卡行不能证明已就收取利息、费用的条款履行提示或者说明义务的，不予支持；总额过高的，适当减少。',
    en: 'Without proof that the card terms were notified the claim is refused; excessive totals are reduced.',
    mark: 'L',
    citations: [cite('BANK_CARD', 2, 3)],
  },
  {
    id: 'R24-13',
    zh: '支付令：申请后五日内通知是否受理，受理后十五日内发出，债务人自收到之日起十五日内清偿或者书面异议；三十日内不能送达的终结；口头异议和仅提出缺乏清偿能力的不构成异议；支付令对未列明的保证人没有拘束力。',
    en: 'Payment order: 5 days to accept, 15 to issue, 15 to pay or object in writing; unserved in 30 days it ends; a guarantor who is not named is not bound.',
    mark: 'L',
    citations: [
      cite('CIVIL_PROCEDURE', { from: 225, to: 228 }),
      cite('CIVIL_PROCEDURE_INTERPRETATION', { from: 427, to: 439 }),
    ],
  },
  {
    id: 'O-09',
    zh: '争议点：金融借款 24% 的上限以及 LPR 改革后的罚息倍数；默认适用，由法院设定。',
    en: 'Disputed: the 24 % limit for financial loans; on unless a court decides otherwise.',
    mark: 'U',
    citations: [],
  },
]
