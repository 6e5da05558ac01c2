import { shown } from '../../zone/shown.ts'
import type { JsonObject } from '../../zone/zone-session.ts'
import { answered, equals, inside, keepOrders, law, pick, standing, taken } from './enforcement-steps.ts'
import { list, wanted } from './scenario.ts'
import type { Found, Scenario, Step } from './scenario.ts'

const NUMBER = '（2026）粤0703执123号'
const CLAIM = { principalCents: 100_000_000, general: { annualRate: '0.0365', dayBasis: 365, from: '2025-03-10' } }

const files: Readonly<Record<string, string>> = {
  'appeal.json': JSON.stringify({ start: '2026-02-27', length: 15, unit: 'DAY', regime: 'CIVIL' }),
  'performance.json': JSON.stringify({ start: '2026-03-17', length: 10, unit: 'DAY', regime: 'CIVIL' }),
  'debt.json': JSON.stringify({ ...CLAIM, dueOn: '2026-03-27', asOf: '2026-05-20' }),
}

const inCase = (word: string): ((found: Found, ...options: readonly string[]) => readonly string[]) => {
  return (found, ...options) => ['enforcement', word, '--case', found['case'] ?? '', ...options]
}

const judgment: readonly Step[] = [
  law(
    [
      '2026-02-27 送达双方：上诉期至 2026-03-14（周六），顺延至 2026-03-16',
      'served on 2026-02-27: time to appeal ends on 2026-03-14, a Saturday, so on 2026-03-16',
    ],
    'calendar.periodEnd',
    'appeal.json',
    {
      rawEnd: '2026-03-14',
      legalEnd: '2026-03-16',
    },
  ),
  law(
    ['2026-03-17 生效：履行期至 2026-03-27', 'in effect on 2026-03-17: to be performed until 2026-03-27'],
    'calendar.periodEnd',
    'performance.json',
    {
      legalEnd: '2026-03-27',
    },
  ),
  {
    zh: '2026-03-30 执行立案：可控制 1,051,810.00 元',
    en: 'filed on 2026-03-30: 1,051,810.00 may be controlled',
    args: () => [
      ...['enforcement', 'open', '--number', NUMBER, '--principal', '1000000'],
      ...['--rate', '0.0365', '--interest-from', '2025-03-10', '--effective', '2026-03-17', '--due', '2026-03-27'],
    ],
    exit: 'OK',
    keep: (document) => ({ case: shown(document['caseRef']) }),
    holds: (document) =>
      equals(
        [document['limitation'], document['target']],
        [
          'IN_TIME',
          {
            asOf: '2026-03-30',
            documentCents: 103_850_000,
            doubledCents: 52_500,
            feeCents: 1_278_500,
            totalCents: 105_181_000,
          },
        ],
      ),
  },
]

const HITS = [
  ['payment', '支付账户', 'a payment account', '90000'],
  ['bank', '银行存款', 'a deposit', '400000'],
  ['land', '房屋', 'a house', '1100000'],
  ['vehicles', '车辆', 'a car', '80000'],
] as const

const found: readonly Step[] = [
  {
    zh: '同时向四家单位查询',
    en: 'four institutions are asked at once',
    args: (found) => inCase('query')(found, '--at', ...HITS.map(([institution]) => institution)),
    exit: 'OK',
    keep: keepOrders('q-'),
    holds: (document) => wanted(list(document, 'orders').length === HITS.length, 'four orders'),
  },
  ...HITS.flatMap(([institution, zh, en, amount]): Step[] => [
    taken([`${institution} 接收查询`, `${institution} takes the query on`], institution, `q-${institution}`),
    answered(
      [`查到${zh} ${amount} 元`, `${en} of ${amount} is found`],
      institution,
      `q-${institution}`,
      '--amount',
      amount,
    ),
  ]),
  standing(['四项答复均有证明', 'all four answers are proved'], {
    holds: (document) =>
      equals(
        list(document, 'orders').map(({ state }) => state),
        Array(HITS.length).fill('FULFILLED'),
      ),
  }),
  {
    zh: '查控方案：冻结 90,000 与 400,000，整体查封房屋（净值 800,000），车辆不查封，说明“不可分”',
    en: 'the plan: freeze 90,000 and 400,000, seal the house as a whole (net 800,000), leave the car; “indivisible” is shown',
    args: (known) =>
      inCase('plan')(
        known,
        ...['--asset', 'payment:PAYMENT_ACCOUNT:90000', 'bank:DEPOSIT:400000'],
        ...['land:REAL_ESTATE:1100000:300000:whole', 'vehicles:VEHICLE:80000:whole'],
      ),
    exit: 'OK',
    holds: (document) =>
      equals(
        [
          pick(list(document, 'controls'), 'assetId', 'cents', 'whole'),
          pick(list(document, 'reasons'), 'code', 'rule'),
        ],
        [
          [
            ['payment', 9_000_000, false],
            ['bank', 40_000_000, false],
            ['land', 80_000_000, true],
          ],
          [['INDIVISIBLE_OVER_LIMIT', 'R20-14']],
        ],
      ),
  },
]

const RULED = ['payment:DEPOSIT:90000:12', 'bank:DEPOSIT:400000:12', 'land:REAL_ESTATE:561810:36:whole'] as const
const MEASURES = [
  ['payment', '90000', '2027-03-30'],
  ['bank', '400000', '2027-03-30'],
  ['land', '561810', '2029-03-30'],
] as const

const controlled: readonly Step[] = [
  {
    zh: '裁定若再查封车辆：超标的额，账本拒绝（R20-14）',
    en: 'a ruling that also seals the car controls too much: refused (R20-14)',
    args: (found) => inCase('control')(found, '--order', ...RULED, 'vehicles:VEHICLE:0.01:24:whole'),
    exit: 'LEDGER_REFUSED',
    holds: (document) => equals(inside(document, 'error', 'facts', 'name'), 'OverControl'),
  },
  {
    zh: '法官与执行人员二人签署裁定，三家单位各一项命令',
    en: 'judge and officer sign; one order for each of three institutions',
    args: (found) => inCase('control')(found, '--order', ...RULED),
    exit: 'OK',
    keep: keepOrders('c-'),
  },
  ...MEASURES.flatMap(([institution, amount]): Step[] => [
    taken([`${institution} 接收命令`, `${institution} takes the order on`], institution, `c-${institution}`),
    answered(
      [`${institution} 登记措施 ${amount} 元`, `${institution} registers ${amount}`],
      ...([institution, `c-${institution}`, '--amount', amount] as const),
    ),
  ]),
  standing(['冻结至 2027-03-30，查封至 2029-03-30', 'frozen until 2027-03-30, sealed until 2029-03-30'], {
    holds: (document) =>
      equals(
        pick(list(document, 'controls'), 'institution', 'state', 'rank', 'to')
          .map((row) => row.join(' '))
          .sort(),
        MEASURES.map(([institution, , to]) => `${institution} EFFECTIVE 0 ${to}`).sort(),
      ),
  }),
]

const states = (document: JsonObject): readonly unknown[] => list(document, 'controls').map(({ state }) => state)

const released: readonly Step[] = [
  {
    zh: '时间前进至 2026-05-20',
    en: 'time goes on to 2026-05-20',
    args: () => ['clock', 'advance', '--to', '2026-05-20T10:00:00+08:00'],
    exit: 'OK',
  },
  law(
    [
      '应付：利息 436 日 43,600.00，加倍部分 54 日 9,450.00',
      'owed: interest of 436 days 43,600.00, doubled part of 54 days 9,450.00',
    ],
    ...([
      'interest.judgmentDebt',
      'debt.json',
      { generalDays: 436, doubledDays: 54, payableCents: 100_000_000 + 4_360_000 + 945_000 },
    ] as const),
  ),
  {
    zh: '2026-05-20 全部履行：当日建议解除三项措施',
    en: 'all is paid on 2026-05-20: three releases are proposed the same day',
    args: (found) => inCase('performed')(found, '--on', '2026-05-20'),
    exit: 'OK',
    holds: (document) =>
      equals(
        pick(list(document, 'proposals'), 'kind', 'reason', 'state'),
        MEASURES.map(() => ['RELEASE', 'PERFORMED', 'OPEN']),
      ),
  },
  {
    zh: '法官签署解除裁定',
    en: 'the judge signs the release',
    args: (found) => inCase('release')(found),
    exit: 'OK',
    keep: keepOrders('r-'),
    holds: (document) => wanted(list(document, 'orders').length === MEASURES.length, 'three orders'),
  },
  ...MEASURES.flatMap(([institution]): Step[] => [
    taken([`${institution} 接收解除命令`, `${institution} takes the release on`], institution, `r-${institution}`),
    answered([`${institution} 解除措施`, `${institution} ends the measure`], institution, `r-${institution}`),
  ]),
  standing(['三项措施均已解除，建议均已签署', 'all three measures are released, the proposals signed'], {
    until: 'RELEASED',
    holds: (document) =>
      equals(
        [states(document), list(document, 'proposals').map(({ state }) => state)],
        [MEASURES.map(() => 'RELEASED'), MEASURES.map(() => 'SIGNED')],
      ),
  }),
  {
    zh: '结案：不再扣留任何财产',
    en: 'the case is closed: nothing is withheld any more',
    args: (found) => inCase('close')(found),
    exit: 'OK',
  },
]

export const ordinaryEnforcement: Scenario = {
  id: 'S-1',
  zh: '多部门协助的普通执行',
  en: 'ordinary enforcement with several institutions',
  startsAt: '2026-03-30T09:00:00+08:00',
  files,
  steps: [...judgment, ...found, ...controlled, ...released],
}
