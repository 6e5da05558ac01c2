import type { ReasonEntry } from './reason-entry.ts'

/** Reasons of the area lawyer. */
export const lawyerReasons: readonly ReasonEntry[] = [
  {
    code: 'NOT_A_LAWYER_LICENCE',
    rule: 'S18.3',
    zh: '首位数字不是 1，不是律师执业证号。',
    en: 'The first digit is not 1: no licence of a lawyer.',
  },
  {
    code: 'YEAR_IN_FUTURE',
    rule: 'S18.3',
    zh: '号码中的首次执业年份晚于查询日所在年份。',
    en: 'The year of the first licence lies after the year of the query.',
    detail: {
      zh: '号码中的首次执业年份 {firstLicenceYear} 晚于查询日 {asOf}。',
      en: 'The year of the first licence, {firstLicenceYear}, lies after {asOf}.',
    },
  },
  {
    code: 'CATEGORY_INVALID',
    rule: 'S18.3',
    zh: '号码中的执业类别不存在。',
    en: 'The category digit has no meaning.',
  },
  {
    code: 'GENDER_INVALID',
    rule: 'S18.3',
    zh: '号码中的性别代码不是 0 或 1。',
    en: 'The gender digit is neither 0 nor 1.',
  },
  {
    code: 'LEGACY_LICENCE_NO',
    rule: 'S18.3',
    zh: '这是十二位旧执业证号，无法从中读出信息。',
    en: 'An old number of 12 digits; nothing can be read from it.',
  },
  {
    code: 'SERIAL_DIFFERS',
    rule: 'S18.3',
    zh: '两个号码的流水号不同，不是同一律师。',
    en: 'The serials differ: two lawyers.',
  },
  {
    code: 'YEAR_DIFFERS',
    rule: 'S18.3',
    zh: '流水号相同，但首次执业年份不同，须人工核对。',
    en: 'Same serial, but the years of the first licence differ.',
  },
  {
    code: 'GENDER_DIFFERS',
    rule: 'S18.3',
    zh: '流水号相同，但性别代码不同，须人工核对。',
    en: 'Same serial, but the gender digits differ.',
  },
  {
    code: 'CATEGORY_DIFFERS',
    rule: 'S18.3',
    zh: '流水号相同，但执业类别不同，须人工核对。',
    en: 'Same serial, but the categories differ.',
  },
  {
    code: 'LICENCE_NOT_HELD',
    rule: 'R18-01',
    zh: '该日没有有效的律师执业证（未取得、已注销或者许可已撤销）。',
    en: 'No licence is held on this day: none was granted, or it was cancelled or withdrawn.',
    detail: {
      zh: '{on} 没有有效的律师执业证（未取得、已注销或者许可已撤销）。',
      en: 'No licence is held on {on}: none was granted, or it was cancelled or withdrawn.',
    },
  },
  {
    code: 'FIRM_MISMATCH',
    rule: 'R18-02',
    zh: '律所函上的律师事务所与该日登记的执业机构不一致。',
    en: 'The firm of the letter is not the firm registered on this day.',
    detail: {
      zh: '律所函上的律师事务所与 {on} 登记的执业机构不一致。',
      en: 'The firm of the letter is not the firm registered on {on}.',
    },
  },
  {
    code: 'TWO_FIRMS',
    rule: 'R18-02',
    zh: '该日登记了两个以上执业机构。',
    en: 'More than one firm is registered on this day.',
  },
  {
    code: 'LICENCE_SUSPENDED',
    rule: 'R18-03',
    zh: '该律师该日处于停止执业处罚期间。',
    en: 'The lawyer is suspended on this day.',
    detail: { zh: '该律师 {on} 处于停止执业处罚期间。', en: 'The lawyer is suspended on {on}.' },
  },
  {
    code: 'LICENCE_REVOKED',
    rule: 'R18-05',
    zh: '律师执业证书已被吊销，除系当事人的监护人、近亲属外不得担任代理人、辩护人。',
    en: 'The licence is revoked; only a guardian or close relative of the party may then act.',
  },
  {
    code: 'WITHIN_TWO_YEARS',
    rule: 'R18-06',
    zh: '离任法官、检察官在离任后两年内不得以律师身份代理、辩护。',
    en: 'A former judge or procurator may not act as a lawyer within two years after leaving.',
    detail: {
      zh: '离任后两年的限制到 {banEndsOn} 止，行为日为 {actOn}。',
      en: 'The two-year bar ends on {banEndsOn}; the act is on {actOn}.',
    },
  },
  {
    code: 'ACCEPTED_WITHIN_BAN',
    rule: 'R18-06',
    zh: '委托是在离任后两年内接受的。',
    en: 'The instruction was accepted within the two years after leaving.',
    detail: {
      zh: '委托书签署于 {poaSignedOn}，早于限制届满日 {banEndsOn} 或者与之同日。',
      en: 'The power of attorney was signed on {poaSignedOn}; the bar ended on {banEndsOn}.',
    },
  },
  {
    code: 'FORMER_COURT',
    rule: 'R18-07',
    zh: '曾在审理法院任职的法官，终身不得代理该院案件。',
    en: 'A former judge may never act in cases of a court where they served.',
  },
  {
    code: 'DISMISSED_JUDGE',
    rule: 'R18-08',
    zh: '被开除的法官不得担任代理人、辩护人。',
    en: 'A judge who was dismissed may not be agent or defender.',
  },
  {
    code: 'FORMER_AREA_FIRM',
    rule: 'R18-09',
    zh: '离任人员在限制期内到原任职法院辖区的律师事务所任职，应通报司法行政机关。',
    en: 'Former staff work at a firm in the former court’s area within the limit; the justice bureau is told.',
  },
  {
    code: 'RELATIVE_IN_COURT',
    rule: 'R18-10',
    zh: '配偶、父母或者子女在审理法院任职。',
    en: 'Spouse, parent or child serves in the court of the case.',
  },
  {
    code: 'BOTH_SIDES',
    rule: 'R18-13',
    zh: '同一律师在同一案件中代理了双方当事人。',
    en: 'One lawyer acts for both sides of a case.',
  },
  {
    code: 'CO_DEFENDANTS',
    rule: 'R18-15',
    zh: '一名辩护人为同案或者事实关联的两名以上被告人辩护。',
    en: 'One defender defends two co-defendants or defendants in connected facts.',
  },
  {
    code: 'TOO_MANY_AGENTS',
    rule: 'R18-15',
    zh: '一名当事人委托的诉讼代理人超过两人。',
    en: 'A party has more than two agents.',
  },
  {
    code: 'TOO_MANY_DEFENDERS',
    rule: 'R18-15',
    zh: '一名被告人委托的辩护人超过两人。',
    en: 'A defendant has more than two defenders.',
  },
  {
    code: 'SPECIAL_POWER_MISSING',
    rule: 'R18-17',
    zh: '承认、放弃、变更诉讼请求，和解，反诉或者上诉没有特别授权。',
    en: 'A special power is missing for admission, waiver, change of claims, settlement, counterclaim or appeal.',
  },
  {
    code: 'SPECIAL_POWER_MISSING',
    rule: 'R20-35',
    zh: '执行和解没有特别授权。',
    en: 'A special power is missing for settlement in enforcement.',
  },
  {
    code: 'ASSESSMENT_MISSING',
    rule: 'R18-21',
    zh: '没有上一年度的考核记录。',
    en: 'There is no assessment for the year before.',
    detail: { zh: '没有 {dueYear} 年度的考核记录。', en: 'There is no assessment for {dueYear}.' },
  },
  {
    code: 'ASSESSMENT_INCOMPETENT',
    rule: 'R18-21',
    zh: '上一年度考核结果为不称职。',
    en: 'The assessment for the year before is “incompetent” (不称职).',
    detail: {
      zh: '{dueYear} 年度考核结果为不称职。',
      en: 'The assessment for {dueYear} is “incompetent” (不称职).',
    },
  },
  {
    code: 'RECEIPT_STALE',
    rule: 'R18-24',
    zh: '核验结果已超过时效，应重新核验。',
    en: 'The verification result is too old; verify again.',
    detail: {
      zh: '核验结果的时效到 {freshUntil} 止，应重新核验。',
      en: 'The verification result was fresh until {freshUntil}; verify again.',
    },
  },
]
