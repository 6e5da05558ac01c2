import { utf8Encode } from '@xiezhi/codec'
import { digestOf } from '../../zone/digest.ts'
import { shown } from '../../zone/shown.ts'
import { answered, equals, inside, keepOrders, law, pick, standing, taken } from './enforcement-steps.ts'
import { list } from './scenario.ts'
import type { CommandStep, Scenario, Step } from './scenario.ts'

/** As the sealing requests reach their courts' ledgers; rank is the second of the register (G20-06). */
const SEALS = [
  {
    court: 'court-district',
    field: 'x',
    number: '（2026）粤0106执8801号',
    amount: '1500000',
    second: '10:02:11',
    rank: 1,
  },
  {
    court: 'court-north',
    field: 'y',
    number: '（2026）粤0106执8802号',
    amount: '3000000',
    second: '10:02:09',
    rank: 0,
  },
  { court: 'court-south', field: 'z', number: '（2026）粤0106执8803号', amount: '900000', second: '10:02:30', rank: 2 },
] as const
const [, FIRST] = SEALS
const HOUSE = 'house of the scenario'

const distribution = '拍卖款分配：首封 3,000,000.00；轮候 1,500,000.00 与 500,000.00（虚构）\n'
const files: Readonly<Record<string, string>> = {
  'distribution.txt': distribution,
  'surplus.json': JSON.stringify({
    proceedsCents: 500_000_000,
    costsCents: 0,
    priority: [],
    first: { id: 'court-north', cents: 300_000_000 },
    waiting: [
      { id: 'court-district', cents: 150_000_000 },
      { id: 'court-south', cents: 90_000_000 },
    ],
  }),
}

const sealed: readonly Step[] = [
  ...SEALS.map(({ court, field, number, amount }): CommandStep => ({
    zh: `${court} 执行立案：${amount} 元`,
    en: `${court} opens its case: ${amount}`,
    args: () => [
      ...['enforcement', 'open', '--court', court, '--number', number, '--principal', amount],
      ...['--effective', '2025-12-01', '--due', '2025-12-20'],
    ],
    exit: 'OK',
    keep: (document) => ({ [field]: shown(document['caseRef']) }),
  })),
  ...SEALS.map(({ court, field, amount }): CommandStep => ({
    zh: `${court} 裁定查封同一房屋`,
    en: `${court} seals the same house`,
    args: (found) => [
      ...['enforcement', 'control', '--court', court, '--case', found[field] ?? ''],
      ...['--order', `land:REAL_ESTATE:${amount}:36:whole`],
    ],
    exit: 'OK',
    keep: keepOrders(`seal-${field}-`),
  })),
  ...SEALS.map(({ court, field }) =>
    taken(
      [`登记机构接收 ${court} 的命令`, `the registry takes on the order of ${court}`],
      'land',
      `seal-${field}-land`,
    ),
  ),
  {
    zh: '时间至 2026-01-05 10:05',
    en: 'it is 10:05 on 2026-01-05',
    args: () => ['clock', 'advance', '--to', '2026-01-05T10:05:00+08:00'],
    exit: 'OK',
  },
  ...SEALS.map(({ court, field, second }) =>
    answered(
      [`登记 ${court}：${second}`, `${court} is registered at ${second}`],
      ...(['land', `seal-${field}-land`, '--key', HOUSE, '--registered', `2026-01-05T${second}+08:00`] as const),
    ),
  ),
]

const ranked: readonly Step[] = [
  ...SEALS.toSorted((one, other) => one.rank - other.rank).map(({ court, field, rank }) => {
    const state = rank === 0 ? 'EFFECTIVE' : 'WAITING'
    return standing([`${court}：${state}，顺位 ${String(rank)}`, `${court}: ${state}, rank ${String(rank)}`], {
      caseField: field,
      until: state,
      keep: (document) => ({ [`measure-${field}`]: shown(list(document, 'controls')[0]?.['measureId']) }),
      holds: (document) => equals(pick(list(document, 'controls'), 'state', 'rank'), [[state, rank]]),
    })
  }),
  law(
    [
      '房屋拍卖 5,000,000：首封得 3,000,000，轮候得 1,500,000 与 500,000，被执行人 0',
      'sold for 5,000,000: 3,000,000 to the first, 1,500,000 and 500,000 to those who wait, 0 to the debtor',
    ],
    ...([
      'measure.surplus',
      'surplus.json',
      {
        payments: [
          { id: 'court-north', cents: 300_000_000, unpaidCents: 0 },
          { id: 'court-district', cents: 150_000_000, unpaidCents: 0 },
          { id: 'court-south', cents: 50_000_000, unpaidCents: 40_000_000 },
        ],
        debtorCents: 0,
      },
    ] as const),
  ),
]

const dispose = (action: string, prefix: string, zh: string, en: string): CommandStep => ({
  zh,
  en,
  args: (found) => [
    ...['enforcement', 'dispose', '--court', FIRST.court, '--case', found[FIRST.field] ?? ''],
    ...['--measure', found[`measure-${FIRST.field}`] ?? '', '--action', action],
  ],
  exit: 'OK',
  keep: keepOrders(prefix),
})

const sold: readonly Step[] = [
  dispose('CONVERT_TO_DISPOSAL', 'convert-', '首封法院裁定处分', 'the first court rules to dispose of it'),
  taken(['登记机构接收', 'the registry takes it on'], 'land', 'convert-land'),
  answered(['查封转为处分', 'the seal becomes a disposal'], 'land', 'convert-land'),
  standing(['处分命令有答复', 'the order is answered'], {
    caseField: FIRST.field,
    holds: (document) => equals(new Set(list(document, 'orders').map(({ state }) => state)).has('SENT'), false),
  }),
  dispose('CLOSE_DISPOSAL', 'close-', '成交后裁定处分终结', 'sold: it rules that the disposal has ended'),
  taken(['登记机构接收', 'the registry takes it on'], 'land', 'close-land'),
  {
    zh: '登记机构办结，登记分配方案的摘要',
    en: 'the registry ends it, with the digest of the distribution',
    args: ({ folder = '', ...found }) => [
      ...['institution', 'answer', '--at', 'land', '--order', found['close-land'] ?? ''],
      ...['--distribution', `${folder}/distribution.txt`],
    ],
    exit: 'OK',
  },
  standing(['首封：已处分', 'the first: disposed of'], {
    caseField: FIRST.field,
    until: 'DISPOSED',
    holds: (document) =>
      equals(
        list(document, 'controls').map(({ state }) => state),
        ['DISPOSED'],
      ),
  }),
  ...SEALS.filter(({ rank }) => rank > 0).map(({ court, field }) =>
    standing(
      [
        `${court}：对余款的权利，收到分配方案摘要`,
        `${court}: a claim to the surplus, told with the digest of the distribution`,
      ],
      {
        caseField: field,
        until: 'SURPLUS_CLAIM',
        holds: (document) =>
          equals(
            list(document, 'notices')
              .map((row) => [inside(row, 'notice', 'event'), inside(row, 'notice', 'digest')])
              .filter(([event]) => event === 'SURPLUS_CLAIM'),
            [['SURPLUS_CLAIM', digestOf(utf8Encode(distribution))]],
          ),
      },
    ),
  ),
]

export const waitingSeals: Scenario = {
  id: 'S-2',
  zh: '轮候查封与余款',
  en: 'waiting seals and the surplus',
  startsAt: '2026-01-05T09:30:00+08:00',
  files,
  steps: [...sealed, ...ranked, ...sold],
}
