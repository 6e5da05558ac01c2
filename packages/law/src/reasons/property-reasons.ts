import type { ReasonEntry } from './reason-entry.ts'

/** Reasons of the areas property and movable. */
export const propertyReasons: readonly ReasonEntry[] = [
  {
    code: 'PARCEL_FEATURE_UNKNOWN',
    rule: 'S22.3',
    zh: '宗地特征码不在规定范围内。',
    en: 'The parcel feature letters are unknown.',
  },
  {
    code: 'FIXTURE_FEATURE_UNKNOWN',
    rule: 'S22.3',
    zh: '定着物特征码不在规定范围内。',
    en: 'The fixture letter is unknown.',
  },
  {
    code: 'UNIT_NO_MUST_BE_ZERO',
    rule: 'S22.3',
    zh: '无定着物的单元号应为八个零。',
    en: 'Without a fixture the unit number is eight zeros.',
  },
  {
    code: 'NOT_YET_REGISTRABLE',
    rule: 'R22-09',
    zh: '尚不能办理不动产登记，预告登记有效。',
    en: 'Registration is not yet possible; the pre-notice stands.',
  },
  {
    code: 'NOT_ACTED_IN_TIME',
    rule: 'R22-09',
    zh: '未在期限内申请登记或者起诉，登记失效。',
    en: 'Nobody applied or sued in time; the entry lapsed.',
  },
  {
    code: 'PRE_NOTICE_LAPSED',
    rule: 'R22-09',
    zh: '预告登记已失效，不占顺位。',
    en: 'The pre-notice has lapsed and has no rank.',
  },
  {
    code: 'PMSI_WINDOW_MISSED',
    rule: 'R22-12',
    zh: '购置款担保未在交付后十日内登记，按一般顺位。',
    en: 'The purchase-money security was not registered within ten days of delivery and ranks as usual.',
  },
  {
    code: 'ORDINARY_COURSE_BUYER',
    rule: 'R22-12',
    zh: '正常经营活动中已支付合理价款的买受人不受担保约束。',
    en: 'A buyer in ordinary business who paid a fair price takes free.',
  },
  {
    code: 'FAIR_PRICE_NOT_PAID',
    rule: 'R22-12',
    zh: '买受人未支付合理价款。',
    en: 'The buyer has not paid a fair price.',
  },
  {
    code: 'NOT_BONA_FIDE',
    rule: 'R22-12',
    zh: '第三人知道该担保。',
    en: 'The third party knew of the security.',
  },
  {
    code: 'REGISTERED_BEFORE_ACT',
    rule: 'R22-12',
    zh: '抵押在行为前已登记。',
    en: 'The mortgage was registered before the act.',
  },
  {
    code: 'REGISTERED_BEFORE_ACT',
    rule: 'R22-14',
    zh: '所有权在行为前已登记。',
    en: 'The ownership was registered before the act.',
  },
  {
    code: 'NOT_REGISTERED',
    rule: 'R22-12',
    zh: '抵押在行为时未登记，不得对抗善意第三人。',
    en: 'The mortgage was not registered at the act and fails against a bona fide third party.',
  },
  {
    code: 'NOT_REGISTERED',
    rule: 'R22-14',
    zh: '所有权在行为时未登记，不得对抗善意第三人。',
    en: 'The ownership was not registered at the act and fails against a bona fide third party.',
  },
  {
    code: 'CHOOSE_ONE_REMEDY',
    rule: 'R22-15',
    zh: '不得同时主张全部租金和解除合同，应择一。',
    en: 'Full rent and termination cannot both be claimed.',
  },
  {
    code: 'AGREED_BREACH',
    rule: 'R22-15',
    zh: '符合约定的其他解除情形。',
    en: 'Another agreed ground of termination is met.',
  },
  {
    code: 'BELOW_THRESHOLD',
    rule: 'R22-15',
    zh: '欠租未达两期，也未达租金总额的百分之十五。',
    en: 'Neither two periods nor 15 % of the rent are unpaid.',
  },
  {
    code: 'NO_DEMAND',
    rule: 'R22-15',
    zh: '尚未催告。',
    en: 'No demand was made.',
  },
  {
    code: 'REASONABLE_PERIOD_RUNNING',
    rule: 'R22-15',
    zh: '催告后的合理期限未满。',
    en: 'The reasonable period after the demand has not ended.',
  },
  {
    code: 'TWO_PERIODS',
    rule: 'R22-15',
    zh: '欠付租金达两期以上。',
    en: 'Two or more periods are unpaid.',
  },
  {
    code: 'FIFTEEN_PERCENT',
    rule: 'R22-15',
    zh: '欠付租金达总额百分之十五以上。',
    en: '15 % or more of the total rent is unpaid.',
  },
]
