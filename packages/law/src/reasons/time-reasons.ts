import type { ReasonEntry } from './reason-entry.ts'

/** Reasons of the areas calendar, caseNumber, court and identifier. */
export const timeReasons: readonly ReasonEntry[] = [
  {
    code: 'LATE',
    rule: 'X-01',
    zh: '该行为超过了法定期间。',
    en: 'The act came after the end of the period.',
    detail: {
      zh: '期间于 {legalEnd} 届满，该行为迟延 {daysLate} 日。',
      en: 'The period ended on {legalEnd}; the act came {daysLate} days later.',
    },
  },
  {
    code: 'CALENDAR_NOT_LOADED',
    rule: 'X-14',
    zh: '所需年度的节假日安排尚未载入，期间只能暂定。',
    en: 'The holidays of the year are not loaded; the period is provisional.',
  },
  {
    code: 'BRACKET_VARIANT',
    rule: 'X-24',
    zh: '案号使用了非标准括号，规范写法为全角圆括号（）。',
    en: 'The case number is written with other brackets than （）.',
    detail: { zh: '案号使用了非标准括号，规范写法为 {normalised}。', en: 'The normalised form is {normalised}.' },
  },
  {
    code: 'LEGACY_FORM',
    rule: 'X-24',
    zh: '案号为 2016 年以前的旧格式，只能读出年份和编号。',
    en: 'The case number has the form used before 2016; only year and serial can be read.',
  },
  {
    code: 'TYPE_CODE_UNKNOWN',
    rule: 'X-22',
    zh: '类型代字不在已载入的代字表中。',
    en: 'The type code is not in the loaded table.',
    detail: {
      zh: '类型代字“{typeCode}”不在已载入的代字表中。',
      en: 'The type code {typeCode} is not in the loaded table.',
    },
  },
  {
    code: 'CASE_NUMBER_TAKEN',
    rule: 'X-23',
    zh: '该案号已经编给其他案件。',
    en: 'The case number is taken.',
    detail: { zh: '案号 {normalised} 已经编给其他案件。', en: 'The case number {normalised} is taken.' },
  },
  {
    code: 'PARENT_NEEDS_TABLE',
    rule: 'S2.3',
    zh: '该法院的上级法院不能由代字推定，须查官方代字表。',
    en: 'The parent of this court does not follow from its code; the official table is needed.',
  },
  {
    code: 'COURT_CODE_UNASSIGNED',
    rule: 'X-21',
    zh: '该代字的前两位数字（86）没有分配。',
    en: 'The first two digits of this code (86) are not assigned.',
  },
  {
    code: 'CHECK_DIGIT_MISMATCH',
    rule: 'S2.4',
    zh: '校验码不符。',
    en: 'The check digit is wrong.',
    detail: { zh: '校验码不符，应为 {expectedCheckDigit}。', en: 'The check digit should be {expectedCheckDigit}.' },
  },
  {
    code: 'BIRTH_DATE_INVALID',
    rule: 'S2.4',
    zh: '号码中的出生日期不存在。',
    en: 'The birth date in the number does not exist.',
  },
  {
    code: 'BIRTH_DATE_IN_FUTURE',
    rule: 'S2.4',
    zh: '号码中的出生日期晚于查询日。',
    en: 'The birth date in the number lies after the day of the query.',
    detail: {
      zh: '号码中的出生日期 {birthDate} 晚于查询日 {asOf}。',
      en: 'The birth date {birthDate} lies after {asOf}.',
    },
  },
  {
    code: 'REGION_UNKNOWN',
    rule: 'S2.4',
    zh: '地址码不在已载入的行政区划代码表中。',
    en: 'The address code is not in the loaded table of regions.',
  },
  {
    code: 'LEGACY_15_DIGITS',
    rule: 'S2.4',
    zh: '这是十五位旧号码，已换算为十八位。',
    en: 'An old number of 15 digits; it was converted to 18.',
  },
  {
    code: 'WHITELISTED',
    rule: 'S2.4',
    zh: '校验码不符，但该代码已经人工核实并列入名单。',
    en: 'The check digit is wrong, but the code is on the list of codes confirmed by hand.',
  },
  {
    code: 'INNER_CHECK_MISMATCH',
    rule: 'S2.4',
    zh: '主体标识码（组织机构代码）的校验码不符。',
    en: 'The check digit of the organisation code inside is wrong.',
    detail: {
      zh: '主体标识码的校验码不符，应为 {expectedInnerCheckDigit}。',
      en: 'The inner check digit should be {expectedInnerCheckDigit}.',
    },
  },
]
