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
