import type { CreditField, CreditFieldSet, CreditList } from '../field-set.ts'
import { IDENTITY, STANDING } from './identity-and-standing.ts'

const NAME = 200
const NUMBER = 18
const SHORT = 64
const known = { origin: 'public', shown: 'PLAIN' } as const

/** The enterprise and the court; of a natural person the system of enterprises learns nothing. */
const ITEMS: readonly CreditField[] = [
  {
    key: 'entName',
    zh: '企业名称',
    en: 'enterprise',
    type: 'text',
    max: NAME,
    mandatory: 'UNIT',
    only: 'UNIT',
    fact: 'name',
    ...known,
  },
  {
    key: 'uniscid',
    zh: '统一社会信用代码',
    en: 'credit code',
    type: 'text',
    max: NUMBER,
    mandatory: 'UNIT',
    only: 'UNIT',
    fact: 'number',
    ...known,
  },
  {
    key: 'executeCourt',
    zh: '执行法院',
    en: 'court',
    type: 'text',
    max: NAME,
    mandatory: 'UNIT',
    only: 'UNIT',
    fact: 'courtName',
    ...known,
  },
  // A field of its own: a judicial list is never put together with an administrative one (R26-07).
  {
    key: 'judicialList',
    zh: '司法名单种类',
    en: 'judicial list',
    type: 'code',
    max: SHORT,
    codes: ['DISHONEST', 'CONSUMPTION'],
    mandatory: 'ALWAYS',
    fact: 'list',
    ...known,
    origin: 'own',
  },
]

const publicity = (list: CreditList, zh: string, en: string): CreditFieldSet => ({
  name: `publicity-${list.toLowerCase()}`,
  zh: `国家企业信用信息公示系统·司法协助公示（${zh}）`,
  en: `enterprise publicity system: judicial assistance (${en})`,
  list,
  scope: 'BASIC',
  fields: [...IDENTITY, ...ITEMS, ...STANDING],
})

/** 国家企业信用信息公示系统, items of judicial assistance. */
export const PUBLICITY_DISHONEST = publicity('DISHONEST', '失信被执行人', 'dishonest debtors')
export const PUBLICITY_CONSUMPTION = publicity('CONSUMPTION', '限制消费', 'limits of consumption')
