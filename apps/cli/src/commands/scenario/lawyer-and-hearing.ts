import { shown } from '../../zone/shown.ts'
import type { JsonObject } from '../../zone/zone-session.ts'
import { list, wanted } from './scenario.ts'
import type { Found, Scenario, Step } from './scenario.ts'

const CASE = '（2026）粤0106民初8601号'
const { stringify } = JSON

const verify = (found: Found, firm: string): readonly string[] => [
  ...['lawyer', 'verify', '--case', CASE, '--use', 'HEARING'],
  ...['--licence', found['licence'] ?? '', '--firm', found[firm] ?? ''],
]

const reasonsOf = (document: JsonObject): string => stringify(document)

const moving: readonly Step[] = [
  {
    zh: '选一位执业律师和两家律师事务所',
    en: 'a practising lawyer and two firms',
    args: () => ['lawyer', 'list', '--status', 'ACTIVE', '--limit', '40'],
    exit: 'OK',
    keep: (document) => {
      const [first] = list(document, 'lawyers')
      const other = list(document, 'lawyers').find(
        (one) => cityOf(one) === cityOf(first) && one['firm'] !== first?.['firm'],
      )
      return { licence: shown(first?.['licence']), firm: shown(first?.['firm']), newFirm: shown(other?.['firm']) }
    },
    holds: (document) => wanted(list(document, 'lawyers').length > 1, 'two practising lawyers'),
  },
  {
    zh: '立案',
    en: 'the case is opened',
    args: () => ['case', 'open', '--number', CASE],
    exit: 'OK',
  },
  {
    zh: '律师持原所公函进入案件',
    en: 'the lawyer enters with the letter of the firm',
    args: ({ licence = '', firm = '' }) => ['case', 'agent', '--case', CASE, '--licence', licence, '--firm', firm],
    exit: 'OK',
  },
  {
    zh: '律师变更执业机构',
    en: 'the lawyer moves to another firm',
    args: ({ licence = '', newFirm = '' }) => ['bureau', 'move', '--licence', licence, '--firm', newFirm],
    exit: 'OK',
  },
]

const hearing: readonly Step[] = [
  {
    zh: '开庭前核验，仍持原所公函：不得代理',
    en: 'checked before the hearing with the letter of the old firm: barred',
    args: (found) => verify(found, 'firm'),
    exit: 'BLOCK',
    holds: (document) => wanted(reasonsOf(document).includes('FIRM'), 'a reason about the firm'),
  },
  {
    zh: '律师以新所公函进入案件',
    en: 'the lawyer enters with the letter of the new firm',
    args: ({ licence = '', newFirm = '' }) => [
      ...['case', 'agent', '--case', CASE, '--side', 'CLAIMANT'],
      ...['--licence', licence, '--firm', newFirm],
    ],
    exit: 'OK',
  },
  {
    zh: '补交新所公函：可以代理',
    en: 'with the letter of the new firm: may act',
    args: (found) => verify(found, 'newFirm'),
    exit: 'OK',
  },
  {
    zh: '开庭，法官看到每位代理人的核验状态',
    en: 'the hearing begins; the judge sees where each verification stands',
    args: () => ['case', 'hearing', '--case', CASE],
    exit: 'OK',
    keep: (document) => ({ hearing: shown(document['hearingId']) }),
    holds: (document) => wanted(list(document, 'agents').length > 0, 'agents with their standing'),
  },
]

const reachingBack: readonly Step[] = [
  {
    zh: '处罚决定事后作出，自开庭之日起停止执业',
    en: 'a suspension is decided, from the day of the hearing',
    args: ({ licence = '' }) => ['bureau', 'suspend', '--licence', licence, '--months', '6'],
    exit: 'OK',
  },
  {
    zh: '已进行的庭审列入法官待办，不自动宣告无效',
    en: 'the hearing that was held is put before the judge; nothing is annulled',
    args: () => ['case', 'tasks', '--case', CASE, '--owner', 'COURT_JUDGE'],
    exit: 'OK',
    holds: (document) =>
      wanted(stringify(document).includes('PAST_ACTS_BARRED'), 'a task PAST_ACTS_BARRED for the judge'),
  },
  {
    zh: '停止执业期间核验：不得代理',
    en: 'checked while suspended: barred',
    args: (found) => verify(found, 'newFirm'),
    exit: 'BLOCK',
  },
]

/** Licence digits 2–5: region. */
function cityOf(lawyer: JsonObject | undefined): string {
  return shown(lawyer?.['licence']).slice(1, 5)
}

export const lawyerAndHearing: Scenario = {
  id: 'S-6',
  zh: '律师转所与开庭',
  en: 'a lawyer who moved, and the hearing',
  steps: [...moving, ...hearing, ...reachingBack],
}
