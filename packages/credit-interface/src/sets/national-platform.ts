import type { CreditField, CreditFieldSet } from '../field-set.ts'
import { IDENTITY, STANDING } from './identity-and-standing.ts'

const NAME = 200
const NUMBER = 32
const TEXT = 500
const DUTY = 4_000
const DAY = 10
const AGE = 150

const known = { origin: 'public', shown: 'PLAIN' } as const

/** Who it is, in the keys of the public list of dishonest debtors. */
const PERSON: readonly CreditField[] = [
  { key: 'iname', zh: '姓名/名称', en: 'name', type: 'text', max: NAME, mandatory: 'ALWAYS', fact: 'name', ...known },
  {
    key: 'cardNum',
    zh: '证件号码/统一社会信用代码',
    en: 'certificate number or credit code',
    type: 'text',
    max: NUMBER,
    mandatory: 'ALWAYS',
    fact: 'number',
    ...known,
    shown: 'NUMBER',
  },
  { key: 'sexy', zh: '性别', en: 'sex', type: 'text', max: 2, mandatory: 'NO', only: 'NATURAL', fact: 'sex', ...known },
  {
    key: 'age',
    zh: '年龄',
    en: 'age',
    type: 'integer',
    max: AGE,
    mandatory: 'NO',
    only: 'NATURAL',
    fact: 'age',
    ...known,
  },
  {
    key: 'legalRep',
    zh: '法定代表人或者负责人',
    en: 'legal representative',
    type: 'text',
    max: NAME,
    mandatory: 'NO',
    only: 'UNIT',
    fact: 'legalRepresentative',
    ...known,
  },
]

const CASE: readonly CreditField[] = [
  {
    key: 'caseCode',
    zh: '执行案号',
    en: 'case number',
    type: 'text',
    max: NAME,
    mandatory: 'ALWAYS',
    fact: 'caseNumber',
    ...known,
  },
  {
    key: 'courtName',
    zh: '执行法院',
    en: 'court',
    type: 'text',
    max: NAME,
    mandatory: 'ALWAYS',
    fact: 'courtName',
    ...known,
  },
  {
    key: 'areaName',
    zh: '省份',
    en: 'province',
    type: 'text',
    max: NAME,
    mandatory: 'ALWAYS',
    fact: 'areaName',
    ...known,
  },
  {
    key: 'regDate',
    zh: '立案时间',
    en: 'filed on',
    type: 'date',
    max: DAY,
    mandatory: 'ALWAYS',
    fact: 'caseFiledOn',
    ...known,
  },
  {
    key: 'publishDate',
    zh: '发布时间',
    en: 'published on',
    type: 'date',
    max: DAY,
    mandatory: 'ALWAYS',
    fact: 'publishedOn',
    ...known,
  },
]

/** 全国信用信息共享平台, list of dishonest debtors (失信规定 6; rulebook 20D). */
export const NATIONAL_DISHONEST: CreditFieldSet = {
  name: 'national-dishonest',
  zh: '全国信用信息共享平台·失信被执行人',
  en: 'national credit platform: dishonest debtors',
  list: 'DISHONEST',
  scope: 'FULL',
  fields: [
    ...IDENTITY,
    ...PERSON,
    ...CASE,
    {
      key: 'gistId',
      zh: '执行依据文号',
      en: 'number of the effective document',
      type: 'text',
      max: NAME,
      mandatory: 'ALWAYS',
      fact: 'basisNumber',
      ...known,
    },
    {
      key: 'gistUnit',
      zh: '作出执行依据单位',
      en: 'who made it',
      type: 'text',
      max: NAME,
      mandatory: 'ALWAYS',
      fact: 'basisUnit',
      ...known,
    },
    {
      key: 'duty',
      zh: '生效法律文书确定的义务',
      en: 'duty under the effective document',
      type: 'text',
      max: DUTY,
      mandatory: 'ALWAYS',
      fact: 'duty',
      ...known,
    },
    {
      key: 'performance',
      zh: '被执行人的履行情况',
      en: 'performance',
      type: 'text',
      max: TEXT,
      mandatory: 'ALWAYS',
      fact: 'performance',
      ...known,
    },
    {
      key: 'disruptTypeName',
      zh: '失信被执行人行为具体情形',
      en: 'conduct',
      type: 'text',
      max: TEXT,
      mandatory: 'ALWAYS',
      fact: 'conduct',
      ...known,
    },
    ...STANDING,
  ],
}

/** 全国信用信息共享平台, limits of consumption (限制消费规定 3). */
export const NATIONAL_CONSUMPTION: CreditFieldSet = {
  name: 'national-consumption',
  zh: '全国信用信息共享平台·限制消费人员',
  en: 'national credit platform: limits of consumption',
  list: 'CONSUMPTION',
  scope: 'FULL',
  fields: [
    ...IDENTITY,
    ...PERSON,
    ...CASE,
    {
      key: 'restrictions',
      zh: '限制消费事项',
      en: 'what is limited',
      type: 'text',
      max: DUTY,
      mandatory: 'ALWAYS',
      fact: 'restrictions',
      ...known,
      origin: 'own',
    },
    {
      key: 'relatedPersons',
      zh: '单位的相关责任人员',
      en: 'responsible persons of a unit',
      type: 'text',
      max: DUTY,
      mandatory: 'NO',
      only: 'UNIT',
      fact: 'relatedPersons',
      ...known,
      origin: 'own',
      shown: 'HIDDEN',
    },
    ...STANDING,
  ],
}
