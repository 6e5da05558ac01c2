import type { ReasonEntry } from './reason-entry.ts'

/** Reasons of the area dataRight. */
export const dataRightReasons: readonly ReasonEntry[] = [
  {
    code: 'EXCLUSIVE_OVERLAP',
    rule: 'R23-02',
    zh: '与已登记的独占许可冲突。',
    en: 'It overlaps a registered exclusive licence.',
  },
  {
    code: 'EXCLUSIVE_AGAINST_NON_EXCLUSIVE',
    rule: 'R23-12',
    zh: '独占许可与非独占许可并存，由法官判断。',
    en: 'An exclusive licence meets a non-exclusive one; for the judge.',
  },
  {
    code: 'REGISTRATION_REVOKED',
    rule: 'R23-04',
    zh: '登记已被撤销。',
    en: 'The registration was revoked.',
  },
  {
    code: 'REGISTRATION_CANCELLED',
    rule: 'R23-04',
    zh: '登记已注销。',
    en: 'The registration was cancelled.',
  },
  {
    code: 'OBJECTION_PENDING',
    rule: 'R23-04',
    zh: '异议尚未处理完毕。',
    en: 'An objection is pending.',
  },
  {
    code: 'TERM_ENDED',
    rule: 'R23-04',
    zh: '登记证书有效期已满。',
    en: 'The certificate has expired.',
  },
  {
    code: 'JUDICIAL_FREEZE',
    rule: 'S23.5',
    zh: '登记已被司法冻结。',
    en: 'The registration is frozen by a court.',
  },
  {
    code: 'STATE_CORE_DATA',
    rule: 'R23-03',
    zh: '含国家核心数据。',
    en: 'It holds state core data.',
  },
  {
    code: 'IMPORTANT_DATA',
    rule: 'R23-10',
    zh: '含重要数据。',
    en: 'It holds important data.',
  },
  {
    code: 'PERSONAL_DATA_WITHOUT_BASIS',
    rule: 'R23-09',
    zh: '含可识别个人信息而没有合法性基础。',
    en: 'It holds identifiable personal data without a legal basis.',
  },
  {
    code: 'COURT_DATA_CROSS_BORDER',
    rule: 'R23-11',
    zh: '法院数据不得出境。',
    en: 'Court data may not leave the country.',
  },
  {
    code: 'NOT_AUTHORISED',
    rule: 'R23-07',
    zh: '未经合法权利人授权。',
    en: 'The lawful holder has not authorised the trade.',
  },
  {
    code: 'SOURCE_NOT_DECLARED',
    rule: 'R23-06',
    zh: '未说明数据来源。',
    en: 'The source is not declared.',
  },
  {
    code: 'IDENTITY_NOT_CHECKED',
    rule: 'R23-06',
    zh: '未审核交易双方身份。',
    en: 'The identities of the parties were not checked.',
  },
  {
    code: 'REIDENTIFICATION_RISK_NOT_RECORDED',
    rule: 'R23-09',
    zh: '匿名化数据未记录再识别风险。',
    en: 'The re-identification risk is not recorded.',
  },
  {
    code: 'TRACE_LINK_MISSING',
    rule: 'R23-05',
    zh: '公共数据衍生产品缺少来源追溯。',
    en: 'A product from public data has no trace link.',
  },
  {
    code: 'QUOTA_EXCEEDED',
    rule: 'R23-13',
    zh: '调用量超出约定。',
    en: 'More calls were made than agreed.',
  },
  {
    code: 'PERIOD_ENDED',
    rule: 'R23-13',
    zh: '约定使用期间已满。',
    en: 'The agreed period has ended.',
  },
  {
    code: 'QUOTA_REACHED',
    rule: 'R23-13',
    zh: '约定调用量已用完。',
    en: 'The agreed calls are used up.',
  },
  {
    code: 'DELETION_DIGEST_MISSING',
    rule: 'S23.5',
    zh: '删除确认没有摘要，视为未确认。',
    en: 'The confirmation has no digest and counts for nothing.',
  },
  {
    code: 'DELETION_NOT_CONFIRMED',
    rule: 'S23.5',
    zh: '期限内未确认删除。',
    en: 'Deletion was not confirmed in time.',
  },
]
