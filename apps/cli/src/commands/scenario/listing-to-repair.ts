import { shown } from '../../zone/shown.ts'
import type { JsonObject } from '../../zone/zone-session.ts'
import { equals, inside, law, pick } from './enforcement-steps.ts'
import { list } from './scenario.ts'
import type { CommandStep, Found, Scenario, Step } from './scenario.ts'

const NUMBER = '（2024）粤0703执321号'
const WAIT = ['--wait', '60']
/** Two carriers learn yes or no; the third platform, which is late, has the whole entry. */
const CARRIERS = ['railway', 'aviation'] as const
const THIRD = 'credit-platform'
const SUBSCRIBERS = [
  ...CARRIERS.map((at) => ({ at, scope: 'TOKEN', purpose: 'TICKETING', measures: ['HIGH_CONSUMPTION'] })),
  { at: THIRD, scope: 'FULL', purpose: 'CREDIT_SHARING', measures: ['BIDDING', 'FINANCING_CREDIT'] },
]

const files: Readonly<Record<string, string>> = {
  'term.json': JSON.stringify({
    situation: 4,
    listedOn: '2024-10-08',
    extensionMonths: 0,
    extensionGround: 'NONE',
  }),
  'deletion.json': JSON.stringify({
    situation: 4,
    event: 'TERM_EXPIRED',
    eventOn: '2026-10-08',
    searchesWithoutAssets: 0,
    otherClue: false,
  }),
}

type Texts = readonly [zh: string, en: string]
type Rest = Partial<Pick<CommandStep, 'holds' | 'keep' | 'exit'>>

const command = ([zh, en]: Texts, args: CommandStep['args'], rest: Rest = {}): CommandStep => ({
  zh,
  en,
  args,
  exit: 'OK',
  ...rest,
})
/** A command about the entry. */
const ofEntry = (texts: Texts, word: string, options: readonly string[], rest: Rest = {}): CommandStep =>
  command(texts, (found) => ['listing', word, '--entry', found['entry'] ?? '', ...options], rest)
const clock = (texts: Texts, to: string): CommandStep => command(texts, () => ['clock', 'advance', '--to', to])
const checked = (texts: Texts, count: number): CommandStep =>
  command(texts, (found) => ['listing', 'check', '--index', found['index'] ?? ''], {
    holds: (document) => equals(list(document, 'leaves').length, count),
  })

const views = (document: JsonObject, ...fields: readonly string[]): unknown =>
  list(document, 'held').map((row) => fields.map((field) => inside(row, 'view', field)))

const listed: readonly Step[] = [
  law(
    ['情形四，无延长：期限至 2026-10-08', 'situation 4 without extension: the term ends on 2026-10-08'],
    'sanctionList.term',
    'term.json',
    { termTo: '2026-10-08' },
  ),
  command(
    ['执行案件已立案，被执行人拒不报告财产', 'the enforcement is open; the debtor refuses to report property'],
    () => [
      ...['enforcement', 'open', '--number', NUMBER, '--principal', '300000'],
      ...['--effective', '2024-08-01', '--due', '2024-08-20'],
    ],
    { keep: (document) => ({ case: shown(document['caseRef']) }) },
  ),
  ...SUBSCRIBERS.map(({ at, scope, purpose, measures }) =>
    command([`准许 ${at} 订阅：${scope}`, `${at} may subscribe: ${scope}`], () => [
      ...['listing', 'subscribe', '--at', at, '--scope', scope, '--purpose', purpose],
      ...['--measures', ...measures],
    ]),
  ),
  command(
    ['2024-10-08 院长与审判员按情形四决定纳入', '2024-10-08: president and judge decide under situation 4'],
    (found) => ['listing', 'decide', '--case', found['case'] ?? '', '--situation', '4'],
    {
      holds: (document) => equals(document['termTo'], '2026-10-08'),
      keep: (document): Found => ({ entry: shown(document['entryId']), index: shown(document['indexKey']) }),
    },
  ),
  checked(['未送达：查验没有信息', 'not served: a check finds nothing'], 0),
  clock(['时间至 2024-10-09 09:00', 'it is 09:00 on 2024-10-09'], '2024-10-09T09:00:00+08:00'),
  ofEntry(['2024-10-09 送达，随即发布', '2024-10-09: served, and published'], 'serve', [], {
    holds: (document) => equals(document['state'], 'PUBLISHED'),
  }),
  checked(['查验有效', 'a check finds it'], 1),
]

const shared: readonly Step[] = [
  ...CARRIERS.map((at) =>
    command(
      [`${at} 仅知有效，不知法院与情形`, `${at} knows that it is active, neither court nor situation`],
      () => ['listing', 'held', '--at', at, '--count', '1', ...WAIT],
      {
        holds: (document) => equals(views(document, 'status', 'organisation', 'situation'), [['ACTIVE', null, null]]),
      },
    ),
  ),
  command(
    [`${THIRD} 持有全部信息`, `${THIRD} has the whole entry`],
    () => ['listing', 'held', '--at', THIRD, '--count', '1', ...WAIT],
    { holds: (document) => equals(views(document, 'situation', 'organisation'), [[4, 'court-district']]) },
  ),
  ...SUBSCRIBERS.map(({ at }) => ofEntry([`${at} 确认`, `${at} confirms`], 'confirm', ['--at', at])),
  ofEntry(['铁路凭标识不予售票，登记使用回执', 'the railway refuses a ticket on the token and records it'], 'use', [
    '--at',
    'railway',
    '--measure',
    'HIGH_CONSUMPTION',
    '--purpose',
    'TICKETING',
  ]),
  ofEntry(
    ['清单外的措施没有法律依据', 'a measure that is in no list has no legal basis'],
    'use',
    ['--at', 'railway', '--measure', 'PUBLIC_SHAMING', '--purpose', 'TICKETING'],
    { exit: 'LEDGER_REFUSED', holds: (document) => equals(inside(document, 'error', 'facts', 'name'), 'NoLegalBasis') },
  ),
]

const paid: readonly Step[] = [
  clock(['时间至 2026-08-12 10:00', 'it is 10:00 on 2026-08-12'], '2026-08-12T10:00:00+08:00'),
  ofEntry(
    [
      '2026-08-12 履行完毕：建议提前删除，由人决定（O-07）',
      '2026-08-12: paid; early deletion is proposed, for persons to decide (O-07)',
    ],
    'event',
    ['--event', 'PERFORMED'],
    { holds: (document) => equals(document['verdict'], 'PROPOSE_EARLY_DELETION') },
  ),
  checked(['未经决定，信息仍有效', 'nobody has decided: the entry is active'], 1),
  ofEntry(['院长与审判员不予提前删除', 'president and judge do not delete it early'], 'decide-deletion', ['--refuse'], {
    holds: (document) => equals(document['isDeleted'], false),
  }),
  law(
    ['期限届满：三个工作日内删除，即 2026-10-12', 'the term ends: three working days, so until 2026-10-12'],
    'sanctionList.deletionDue',
    'deletion.json',
    { deleteBy: '2026-10-12' },
  ),
  clock(['时间至 2026-10-09 00:00', 'it is midnight, 2026-10-09'], '2026-10-09T00:00:01+08:00'),
  checked(['期限届满即删除：查验没有信息', 'deleted with the end of the term: a check finds nothing'], 0),
  ofEntry(['留存的只有摘要', 'what stays is a digest'], 'show', [], {
    holds: (document) =>
      equals(
        [document['entry'], inside(document, 'ended', 'end'), inside(document, 'ended', 'deleteBy')],
        [null, 'DELETED', '2026-10-12'],
      ),
  }),
]

const alarmsOf = (document: JsonObject): readonly unknown[] => pick(list(document, 'alarms'), 'kind')

const late: readonly Step[] = [
  ...CARRIERS.map((at) =>
    command([`${at} 收到撤除通知`, `${at} has the notice of withdrawal`], () => [
      'listing',
      'held',
      '--at',
      at,
      '--withdrawn',
      '1',
      ...WAIT,
    ]),
  ),
  ofEntry(
    ['撤除后不能再使用', 'it cannot be used any more'],
    'use',
    ['--at', 'railway', '--measure', 'HIGH_CONSUMPTION', '--purpose', 'TICKETING'],
    { exit: 'LEDGER_REFUSED' },
  ),
  ...CARRIERS.map((at) =>
    ofEntry([`${at} 已删除，给出回执`, `${at} has deleted it: a receipt`], 'confirm', ['--at', at]),
  ),
  clock(['时间至 2026-10-14 10:00', 'it is 10:00 on 2026-10-14'], '2026-10-14T10:00:00+08:00'),
  ofEntry(
    [
      `${THIRD} 无回执：24 小时告警、72 小时报告、2026-10-12 后违反`,
      `${THIRD} is silent: alarm after 24 hours, report after 72, violation after 2026-10-12`,
    ],
    'show',
    ['--until', 'RECEIPT_VIOLATION', ...WAIT],
    {
      holds: (document) =>
        equals(
          list(document, 'alarms').map(({ kind, subject, dueOn }) => [kind, shown(subject).split(' ')[2], dueOn]),
          ['RECEIPT_LATE', 'RECEIPT_REPORTED', 'RECEIPT_VIOLATION'].map((kind) => [kind, THIRD, '2026-10-12']),
        ),
    },
  ),
  ofEntry(
    ['2026-10-14 仍被展示：违反，告警并指名', '2026-10-14: still shown, a breach; the alarm names the platform'],
    'report-shown',
    ['--at', THIRD, '--shown', '2026-10-14T09:30:00+08:00'],
    { holds: (document) => equals(document['isBreach'], true) },
  ),
  ofEntry(['告警由院长负责', 'the president owns the alarm'], 'show', ['--until', 'STILL_SHOWN', ...WAIT], {
    holds: (document) =>
      equals(
        pick(list(document, 'alarms'), 'kind', 'owner').filter(([kind]) => kind === 'STILL_SHOWN'),
        [['STILL_SHOWN', 'COURT_PRESIDENT']],
      ),
  }),
  ofEntry([`${THIRD} 删除并给出回执`, `${THIRD} deletes it and gives its receipt`], 'confirm', ['--at', THIRD]),
  command(['没有单位再持有', 'nobody holds it'], () => [
    'listing',
    'held',
    '--at',
    THIRD,
    '--count',
    '0',
    '--withdrawn',
    '0',
    ...WAIT,
  ]),
  ofEntry(['院长登记处理结果', 'the president records what was done'], 'resolve-alarm', ['--at', THIRD]),
  ofEntry(
    ['每一步均可说明：由谁、依据何种文书、哪条规则', 'each step says who took it, by which instrument and rule'],
    'show',
    [],
    {
      holds: (document) =>
        equals(
          [alarmsOf(document).length, pick(list(document, 'steps'), 'transition', 'by', 'event')],
          [
            4,
            [
              ['DECIDE', 'PERSON', null],
              ['RECORD_SERVICE', 'PERSON', null],
              ['PUBLISH', 'PROGRAM', null],
              ['END_TERM', 'PROGRAM', 'TERM_EXPIRED'],
              ['DELETE', 'PROGRAM', 'TERM_EXPIRED'],
            ],
          ],
        ),
    },
  ),
]

export const listingToRepair: Scenario = {
  id: 'S-3',
  zh: '从纳入失信名单到各处删除',
  en: 'from the list of dishonest debtors to deletion everywhere',
  startsAt: '2024-10-08T09:00:00+08:00',
  files,
  steps: [...listed, ...shared, ...paid, ...late],
}
