import type { CreditAnnex } from '../annex.ts'
import type { EntryView } from '../facts.ts'

/** Invented; the region of the number is not assigned. */
export const PERSON: CreditAnnex = {
  entryId: 'a1'.repeat(16),
  salt: '5a'.repeat(16),
  person: { certificateType: 'RESIDENT_ID', certificateNumber: '999999198001010011', name: '赵样本' },
  subjectKind: 'NATURAL',
  fields: {
    sex: 'MALE',
    age: 46,
    caseNumber: '（2026）示0703执1号',
    courtName: '示例区人民法院',
    areaName: '示例省',
    basisNumber: '（2025）示0703民初9号',
    basisUnit: '示例区人民法院',
    duty: '支付货款及利息',
    performance: '全部未履行',
    caseFiledOn: '2026-03-02',
  },
}

export const UNIT: CreditAnnex = {
  ...PERSON,
  person: { certificateType: 'USCC', certificateNumber: '91999900MA0000000X', name: '样本商贸有限公司' },
  subjectKind: 'UNIT',
  fields: {
    caseNumber: '（2026）示0703执2号',
    courtName: '示例区人民法院',
    areaName: '示例省',
    basisNumber: '（2025）示0703民初10号',
    basisUnit: '示例区人民法院',
    duty: '支付货款及利息',
    performance: '部分未履行',
    caseFiledOn: '2026-03-02',
    legalRepresentative: '钱样本',
    relatedPersons: [{ role: '法定代表人', name: '钱样本' }],
  },
}

export const FULL: EntryView = {
  entryId: PERSON.entryId,
  revision: 1,
  list: 'DISHONEST',
  legalBasis: 'LISTING_PROVISIONS_6',
  basisDigest: `sha256:${'0b'.repeat(32)}`,
  situation: 4,
  categories: [],
  from: '2026-04-08',
  publishedOn: '2026-04-10',
  term: { kind: 'FIXED', to: '2028-04-08' },
  status: 'ACTIVE',
  objection: null,
}

export const CONSUMPTION: EntryView = {
  ...FULL,
  list: 'CONSUMPTION',
  situation: null,
  categories: [1, 9],
  term: { kind: 'UNTIL_EVENT', to: null },
}
