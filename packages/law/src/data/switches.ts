import type { ParameterTuple, VerificationMark } from '../law-book/parameter-table.ts'
import type { Bilingual } from '../registry/define-function.ts'

export interface SwitchChoice extends Bilingual {
  readonly value: string
}

/** A disputed point that a court may decide otherwise. Its key is a row of the law book with a word as value. */
export interface LawSwitch {
  /** Number of the point in section 33 of the rulebook, with its part where a point has several. */
  readonly key: string
  readonly point: Bilingual
  readonly choices: readonly SwitchChoice[]
  /** Value until a court sets another. */
  readonly defaultValue: string
  readonly verified: VerificationMark
}

/** Points on which functions depend. */
export const lawSwitches: readonly LawSwitch[] = [
  {
    key: 'O-03.secured',
    point: {
      zh: '破产法第六十四条：有财产担保且未放弃优先受偿权的债权额是否计入表决基数',
      en: 'Bankruptcy Law art. 64: do secured amounts with priority kept count in the base',
    },
    choices: [
      { value: 'EXCLUDED', zh: '不计入，只计无财产担保部分', en: 'no, only the unsecured part' },
      { value: 'INCLUDED', zh: '计入普通事项的表决基数', en: 'yes, on ordinary items' },
    ],
    defaultValue: 'EXCLUDED',
    verified: 'I',
  },
  {
    key: 'O-03.undetermined',
    point: {
      zh: '破产法第五十九条：没有临时债权额的未定债权是否计入表决基数',
      en: 'Bankruptcy Law art. 59: do undetermined claims without a temporary amount count in the base',
    },
    choices: [
      { value: 'EXCLUDED', zh: '不计入', en: 'no' },
      { value: 'IN_BASE', zh: '计入基数，但无表决权', en: 'in the base, without a vote' },
    ],
    defaultValue: 'EXCLUDED',
    verified: 'I',
  },
  {
    key: 'O-09',
    point: {
      zh: '金融借款利息、罚息、违约金等总额以年利率 24% 为限',
      en: 'total of interest and charges of a financial loan limited to 24 % a year',
    },
    choices: [
      { value: 'ON', zh: '适用上限', en: 'the limit applies' },
      { value: 'OFF', zh: '不适用上限', en: 'no limit' },
    ],
    defaultValue: 'ON',
    verified: 'U',
  },
  {
    key: 'O-12',
    point: {
      zh: '公司法第八十五条：二十日优先购买期间遇节假日是否顺延',
      en: 'Company Law art. 85: do the twenty days of pre-emption roll over holidays',
    },
    choices: [
      { value: 'ROLL', zh: '顺延', en: 'yes' },
      { value: 'NO_ROLL', zh: '不顺延', en: 'no' },
    ],
    defaultValue: 'ROLL',
    verified: 'I',
  },
  {
    key: 'O-20',
    point: {
      zh: '破产程序前已部分清偿的保证人的追偿权',
      en: 'recourse of a guarantor who paid a part before the bankruptcy',
    },
    choices: [
      { value: 'RECORD_SEPARATELY', zh: '单独登记，由法官决定', en: 'recorded separately, a judge decides' },
      {
        value: 'AFTER_CREDITOR',
        zh: '债权人全额受偿前不予确认',
        en: 'not confirmed before the creditor is paid in full',
      },
    ],
    defaultValue: 'RECORD_SEPARATELY',
    verified: 'I',
  },
]

/** The defaults as rows of the law book. */
export const switchRows: readonly ParameterTuple[] = lawSwitches.map(({ key, defaultValue, verified, point }) => [
  key,
  defaultValue,
  'switch',
  null,
  null,
  'rulebook 33',
  verified,
  null,
  point.en,
])
