import type { Role } from '@xiezhi/gateway-api'
import { CASE_ID } from './samples/scene.ts'
import { CONSUMPTION_ID, CREDIT_DRAFT_ID, ENDED_ID, ENTRY_ID } from './samples/credit.ts'
import { COURT_CLIENT } from './samples/credit-held.ts'
import { MEASURE_ID, PERSONAL_DRAFT_ID } from './samples/personal.ts'
import type { Shown } from './shown.ts'

const court = (path: string, role: Role, shows: string, graphs = 0): Shown => ({
  path,
  authority: 'court',
  roles: [role],
  shows,
  graphs,
})
const department = (path: string, shows: string): Shown => ({
  path,
  authority: 'institution',
  roles: ['INSTITUTION_OPERATOR'],
  shows,
})

/** Pages of the credit lists. */
export const CREDIT_PAGES: Readonly<Record<string, Shown>> = {
  'credit-entries': court('/credit/entries', 'COURT_JUDGE', '4 家中 3 家已回执'),
  'credit-entry': court(`/credit/entries/${ENTRY_ID}`, 'COURT_JUDGE', '决定书送达后发布'),
  'credit-consumption': court(`/credit/entries/${CONSUMPTION_ID}`, 'COURT_JUDGE', '限制消费规定第三条'),
  'credit-ended': court('/credit/ended', 'COURT_JUDGE', '1 家未回执'),
  'credit-case': court(`/credit/cases/${CASE_ID}`, 'COURT_JUDGE', '签署人确认的情况'),
  'credit-drafts': court('/credit/drafts', 'COURT_PRESIDENT', '纳入失信名单决定'),
  'credit-draft': court(`/credit/drafts/${CREDIT_DRAFT_ID}`, 'COURT_PRESIDENT', '送达后公布，并告知4家订阅单位'),
  'credit-requests': court('/credit/requests', 'COURT_CLERK', '同名同姓'),
  'credit-board': court('/credit/board', 'COURT_ENFORCER', '72小时报告', 1),
  'credit-propagation': court('/credit/propagation', 'COURT_ENFORCER', '身份附件已核对'),
  'credit-reconciliations': court('/credit/reconciliations', 'COURT_ENFORCER', '10,481'),
  'credit-subscriptions': court('/credit/subscriptions', 'COURT_ENFORCER', '售票核验'),
  'credit-subscription-requests': court('/credit/subscriptions', 'GOVERNANCE_OFFICER', '待法院决定'),
  'credit-supervision': court('/credit/supervision', 'SUPERVISOR', '成立比例', 4),
  'credit-checks': court('/credit/checks', 'SUPERVISOR', '超过约定数量'),
  'personal-measures': court('/personal', 'COURT_JUDGE', '下级法院的复议'),
  'personal-case': court(`/personal/cases/${CASE_ID}`, 'COURT_JUDGE', '对个人的罚款不超过'),
  'personal-measure': court(`/personal/measures/${MEASURE_ID}`, 'COURT_JUDGE', '复议审查中'),
  'personal-draft': court(`/personal/drafts/${PERSONAL_DRAFT_ID}`, 'COURT_PRESIDENT', '决定罚款 50,000 元'),
  'personal-supervision': court('/personal/supervision', 'SUPERVISOR', '480,000.00'),
  'own-personal': court('/my-measures', 'PARTY', '可自收到决定书之日起'),
  'own-credit': court('/my-credit', 'PARTY', '违反财产报告制度'),
  'own-credit-entry': court(`/my-credit/${ENTRY_ID}`, 'PARTY', '可以书面申请纠正'),
  'held-entries': department('/held', '本单位系统不可达'),
  'held-entry': department(`/held/${COURT_CLIENT}/${ENTRY_ID}`, '被执行人姓名'),
  'held-withdrawn': department(`/held/${COURT_CLIENT}/${ENDED_ID}`, '该信息已撤除，不得使用'),
  'held-receipts': department('/held/receipts', '已说明理由'),
  'held-subscription': department('/held/subscription', '待删除并回执的条目'),
  'held-sets': department('/held/sets', '展示的是旧内容'),
  'credit-check': { path: '/credit-check', authority: 'court', roles: [], shows: '只凭姓名不能查验' },
}
