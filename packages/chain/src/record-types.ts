import { enumeration, integer, string } from '@xiezhi/codec'
import type { RecordType } from '@xiezhi/contracts'

const date = string({ bytesMin: 10, bytesMax: 10, pattern: /^\d{4}-\d{2}-\d{2}$/ })
const text = string({ bytesMin: 1, bytesMax: 120 })
const digest = string({ bytesMin: 68, bytesMax: 71, pattern: /^(sha256|sm3):[0-9a-f]{64}$/ })

const neverOnChain = { class: 'never', schema: text, statute: '个人信息保护法 28；rulebook 2.8' } as const

/** Records of article 18 that are kept through the registry (rulebook 18.2). */
export const recordTypes: readonly RecordType[] = [
  {
    name: 'lawyerProfile',
    statute: '律师法 6、10；法发〔2022〕16号 18',
    zh: '律师执业信息',
    en: 'lawyer profile',
    writers: ['JUSTICE_BUREAU', 'JUSTICE_DEPARTMENT'],
    fields: [
      {
        name: 'practiceCategory',
        class: 'public',
        schema: enumeration(['FULL_TIME', 'PART_TIME', 'PUBLIC', 'COMPANY']),
        zh: '执业类别',
        en: 'practice category',
        required: true,
      },
      { name: 'firstPracticeDate', class: 'public', schema: date, zh: '首次执业日期', en: 'first practice date' },
      { name: 'photoDigest', class: 'public', schema: digest, zh: '照片摘要值', en: 'photo digest' },
      { name: 'name', class: 'committed', schema: text, zh: '姓名', en: 'name' },
      { name: 'gender', class: 'committed', schema: text, zh: '性别', en: 'gender' },
      { name: 'phone', class: 'committed', schema: text, zh: '电话', en: 'telephone' },
      { name: 'identityNumber', ...neverOnChain, zh: '公民身份号码', en: 'resident identity number' },
      { name: 'partyMember', ...neverOnChain, zh: '政治面貌', en: 'party membership' },
    ],
  },
  {
    name: 'creditItem',
    statute: '法发〔2022〕16号 18；司法部律师诚信信息',
    zh: '律师信用信息项',
    en: 'credit item of a lawyer',
    writers: ['JUSTICE_BUREAU', 'LAW_ASSOCIATION'],
    fields: [
      {
        name: 'year',
        class: 'public',
        schema: integer({ min: 1980, max: 9_999 }),
        zh: '年度',
        en: 'year',
        required: true,
      },
      {
        name: 'kind',
        class: 'public',
        schema: enumeration(['AWARD', 'SANCTION', 'ASSESSMENT', 'OTHER']),
        zh: '类别',
        en: 'kind',
        required: true,
      },
      { name: 'content', class: 'committed', schema: text, zh: '内容', en: 'content' },
    ],
  },
]
