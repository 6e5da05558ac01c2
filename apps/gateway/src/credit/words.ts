import { CATEGORIES, SITUATIONS } from '@xiezhi/credit-interface'
import type { Bilingual } from '@xiezhi/gateway-api'

type Words = Readonly<Record<string, readonly [zh: string, en: string]>>

const LISTS: Words = {
  DISHONEST: ['失信被执行人名单', 'list of dishonest debtors'],
  CONSUMPTION: ['限制消费', 'limit of consumption'],
}
const STATES: Words = {
  DECIDED: ['已决定，待送达', 'decided, to be served'],
  SERVED: ['已送达，待公布', 'served, to be published'],
  PUBLISHED: ['公布中', 'published'],
  SUSPENDED: ['暂时解除', 'lifted for a while'],
  RESTRUCTURING: ['重整期间暂停', 'suspended while an enterprise is restructured'],
  DELETION_DUE: ['应予删除', 'to be deleted'],
}
const ENDS: Words = {
  DELETED: ['已删除', 'deleted'],
  EARLY_DELETED: ['已提前删除', 'deleted early'],
  WITHDRAWN: ['已撤销', 'withdrawn'],
  LIFTED: ['已解除', 'lifted'],
  REPAIRED: ['已修复', 'repaired'],
}
const ROLES: Words = {
  DEBTOR: ['被执行人', 'debtor'],
  LEGAL_REPRESENTATIVE: ['法定代表人', 'legal representative'],
  MAIN_RESPONSIBLE: ['主要负责人', 'main responsible person'],
  DIRECTLY_RESPONSIBLE: ['影响债务履行的直接责任人员', 'person directly responsible for the debt'],
  ACTUAL_CONTROLLER: ['实际控制人', 'actual controller'],
}
const EVENTS: Words = {
  PERFORMED: ['已履行完毕', 'performed'],
  SETTLEMENT_PERFORMED: ['和解协议已履行完毕', 'settlement performed'],
  APPLICANT_ASKED_COURT_AGREED: [
    '申请执行人申请删除，法院审查同意',
    'asked for by the applicant, and the court agreed',
  ],
  ROUND_ENDED_NO_ASSETS: ['终结本次执行程序且未发现财产', 'round ended without assets'],
  STAY_FOR_TRIAL_SUPERVISION: ['因审判监督中止执行', 'stayed for trial supervision'],
  BANKRUPTCY_ACCEPTED: ['破产申请已受理', 'bankruptcy accepted'],
  ENFORCEMENT_REFUSED: ['裁定不予执行', 'enforcement refused'],
  ENFORCEMENT_TERMINATED: ['裁定终结执行', 'enforcement terminated'],
  TERM_EXPIRED: ['期限届满', 'term expired'],
  SECURITY_SUFFICIENT: ['提供充分有效担保', 'sufficient security'],
  APPLICANT_CONSENT: ['申请执行人同意', 'consent of the applicant'],
  REPRESENTATIVE_CHANGED: ['法定代表人变更', 'representative changed'],
}
const LIFTS: Words = {
  SERIOUS_ILLNESS: ['本人或近亲属重大疾病就医', 'serious illness'],
  FUNERAL: ['近亲属丧葬', 'funeral'],
  OFFICIAL_DUTY: ['执行公务', 'official duty'],
  EXAM: ['考试', 'examination'],
  OTHER: ['其他', 'other'],
}
const OBJECTIONS: Words = {
  IDENTITY: ['身份有误', 'it is not me'],
  DELETION: ['应当删除', 'it is to be deleted'],
  CONTENT: ['内容有误', 'its content is wrong'],
}
const DECISIONS: Words = {
  LISTING: ['纳入失信名单决定', 'listing decision'],
  CONSUMPTION_ORDER: ['限制消费令', 'limit of consumption'],
  EXTENSION: ['延长期限决定', 'extension'],
  TEMPORARY_LIFT: ['暂时解除决定', 'temporary lift'],
  DELETION: ['提前删除或不予提前删除决定', 'decision on early deletion'],
  WITHDRAWAL: ['撤销决定', 'withdrawal'],
  CORRECTION: ['更正决定', 'correction'],
  LIFT: ['解除限制消费决定', 'lift of a limit of consumption'],
  REPAIR: ['信用修复决定', 'decision on repair'],
  RESTRUCTURING: ['重整期间暂停决定', 'suspension for a restructuring'],
  RESTRUCTURING_END: ['重整终止后恢复决定', 'end of a restructuring'],
}
const REQUESTS: Words = {
  OBJECTION: ['异议（纠正申请）', 'request for correction'],
  RECONSIDERATION: ['复议申请', 'request for reconsideration'],
  REPAIR: ['信用修复申请', 'application for repair'],
}
const REQUEST_STATES: Words = {
  RECEIVED: ['已收到，待登记', 'received, to be registered'],
  REGISTERED: ['已登记，审查中', 'registered, under review'],
  RETURNED: ['已退回', 'returned'],
  ENDED: ['已办结', 'ended'],
}
const TRANSITIONS: Words = {
  DECIDE: ['作出决定', 'decided'],
  RECORD_SERVICE: ['送达', 'served'],
  PUBLISH: ['公布', 'published'],
  LIFT_TEMPORARILY: ['暂时解除', 'lifted for a while'],
  RESUME: ['恢复', 'resumed'],
  CORRECT: ['更正', 'corrected'],
  WITHDRAW: ['撤销', 'withdrawn'],
  EXTEND: ['延长', 'extended'],
  RECORD_EVENT: ['登记删除事由', 'event recorded'],
  END_TERM: ['期限届满', 'term ended'],
  DELETE: ['删除', 'deleted'],
  DELETE_BY_HAND: ['人工删除', 'deleted by hand'],
  DELETE_EARLY: ['提前删除', 'deleted early'],
  GRANT_EXCEPTION: ['准许例外', 'exception allowed'],
  LIFT: ['解除', 'lifted'],
  REPAIR: ['修复', 'repaired'],
  BEGIN_RESTRUCTURING: ['重整期间暂停', 'suspended for a restructuring'],
  END_RESTRUCTURING: ['重整终止，恢复', 'restructuring ended'],
  GRANT_GRACE: ['给予宽限期', 'grace given'],
}
const PROPAGATIONS: Words = {
  SENT: ['已发出', 'sent'],
  DELIVERED: ['已送达对方账本', 'delivered'],
  CONFIRMED: ['已回执', 'confirmed'],
  LATE: ['逾期未回执', 'late'],
}
const RUNGS: Words = {
  ALARM: ['超过24小时无回执', 'no receipt within 24 hours'],
  REPORT: ['超过72小时，应通报平台', 'no receipt within 72 hours: the platform is told'],
  VIOLATION: ['超过法定期限', 'beyond the last day of the law'],
  STILL_SHOWN: ['有证据证明仍在展示', 'proved to be still shown'],
}
const SCOPES: Words = {
  TOKEN: ['仅是否有效', 'whether an entry is active'],
  BASIC: ['名单、法院、依据', 'list, court and basis'],
  FULL: ['含情形与限制类别', 'with situation and categories'],
}
const SUBSCRIPTION_REQUESTS: Words = {
  SUBSCRIBE: ['申请订阅', 'asks for a subscription'],
  CHANGE: ['申请变更条件', 'asks for other terms'],
  END: ['申请终止', 'asks for the end'],
}
const SUBSCRIPTION_REQUEST_STATES: Words = {
  OPEN: ['待法院决定', 'to be decided by the court'],
  GRANTED: ['已准许', 'granted'],
  REFUSED: ['不予准许', 'refused'],
}
const REFUSALS: Words = {
  PURPOSE_OUT_OF_TASK: ['用途超出法定职责', 'the purpose is outside the duties of the subscriber'],
  LEGAL_BASIS_MISSING: ['缺乏法律依据', 'no legal basis'],
  SCOPE_TOO_WIDE: ['范围超过用途所需', 'the scope is wider than the purpose needs'],
  MEASURE_WITHOUT_BASIS: ['惩戒措施缺乏依据', 'a measure has no basis'],
  DOCUMENT_INSUFFICIENT: ['公函不合要求，请补正后重新申请', 'the letter does not suffice; ask again with another'],
  RECEIPTS_OPEN: ['此前的撤除尚未回执，请先删除并回执', 'earlier deletions have no receipt; delete and confirm first'],
}
const STANDINGS: Words = {
  ACTIVE: ['有效', 'stands'],
  SUSPENDED: ['已暂停，所持信息须删除', 'suspended: what is held is to be deleted'],
  ENDED: ['已终止，所持信息须删除', 'ended: what is held is to be deleted'],
  EXPIRED: ['已到期', 'over'],
}
const SUBSCRIPTION_DECISIONS: Words = {
  'listing/DecideRequest': ['决定订阅申请', 'decide a request'],
  'listing/SuspendSubscription': ['暂停订阅', 'suspend a subscription'],
  'listing/ResumeSubscription': ['恢复订阅', 'resume a subscription'],
  'listing/EndSubscription': ['终止订阅', 'end a subscription'],
}
const SETS: Words = {
  MISSING: ['本月尚未申报', 'not stated this month'],
  STATED: ['已申报，比对中', 'stated, being compared'],
  EQUAL: ['一致', 'equal'],
  DIFFERENT: ['不一致', 'different'],
}
const MEASURES: Words = {
  GOVERNMENT_PROCUREMENT: ['政府采购', 'government procurement'],
  BIDDING: ['招标投标', 'bidding'],
  ADMINISTRATIVE_APPROVAL: ['行政审批', 'administrative approval'],
  GOVERNMENT_SUPPORT: ['政府扶持', 'government support'],
  FINANCING_CREDIT: ['融资信贷', 'financing and credit'],
  MARKET_ACCESS: ['市场准入', 'market access'],
  QUALIFICATION: ['资质认定', 'qualification'],
  HIGH_CONSUMPTION: ['限制高消费', 'high consumption'],
}
const ACTIONS: Words = {
  REFUSE: ['不予办理', 'refused'],
  INSPECT: ['重点审查', 'inspected'],
  LIMIT: ['限制', 'limited'],
  RISK_WEIGHT: ['提高风险权重', 'weighed as a risk'],
}
const ALARMS: Words = {
  UNPUBLISHED: ['送达后未公布', 'served and not published'],
  DELETION_DUE: ['应予删除，期限将届', 'to be deleted, and the days run out'],
  DELETION_LATE: ['逾期未删除', 'not deleted in time'],
  REQUEST_UNREGISTERED: ['当事人申请收到当日未登记', 'a request was not registered on the day it came'],
  OBJECTION_UNDECIDED: ['异议逾期未审查', 'objection not decided in time'],
  FIX_LATE: ['异议成立后逾期未更正', 'not corrected in time'],
  RECEIPT_LATE: ['撤除通知24小时无回执', 'no receipt of a withdrawal within 24 hours'],
  RECEIPT_REPORTED: ['撤除通知72小时无回执', 'no receipt of a withdrawal within 72 hours'],
  RECEIPT_VIOLATION: ['超过法定期限未删除', 'not deleted by a subscriber in the days of the law'],
  STILL_SHOWN: ['撤除后仍被展示', 'still shown after withdrawal'],
  SETS_DIFFER: ['每月对账不一致', 'monthly sets differ'],
  UNDELIVERED: ['未能送达订阅单位', 'not delivered to a subscriber'],
  LOOKUP_VOLUME: ['查验量超限', 'too many look-ups'],
  LOOKUP_PURPOSE: ['查验用途不符', 'look-ups for another purpose'],
  GRACE_ENDED: ['宽限期已满', 'the grace is over'],
  REPAIR_UNDECIDED: ['修复申请逾期未决定', 'repair not decided in time'],
}
const OWNERS: Words = {
  COURT_ENFORCER: ['执行人员', 'enforcement officer'],
  COURT_JUDGE: ['审判员', 'judge'],
  COURT_PRESIDENT: ['院长', 'court president'],
  CREDIT_PLATFORM: ['信用平台', 'credit platform'],
  SUPERVISOR: ['监督人员', 'supervisor'],
}

const GRADES: Words = {
  MINOR: ['轻微', 'minor'],
  GENERAL: ['一般', 'ordinary'],
  SERIOUS: ['严重', 'serious'],
}

const TABLES = {
  list: LISTS,
  state: STATES,
  end: ENDS,
  role: ROLES,
  event: EVENTS,
  lift: LIFTS,
  objection: OBJECTIONS,
  decision: DECISIONS,
  request: REQUESTS,
  requestState: REQUEST_STATES,
  transition: TRANSITIONS,
  propagation: PROPAGATIONS,
  rung: RUNGS,
  scope: SCOPES,
  set: SETS,
  subscriptionRequest: SUBSCRIPTION_REQUESTS,
  subscriptionRequestState: SUBSCRIPTION_REQUEST_STATES,
  refusal: REFUSALS,
  standing: STANDINGS,
  subscriptionDecision: SUBSCRIPTION_DECISIONS,
  measure: MEASURES,
  action: ACTIONS,
  alarm: ALARMS,
  owner: OWNERS,
  grade: GRADES,
} as const

/** Words of a code of the credit lists; the code itself where there are none. */
export function creditWords(table: keyof typeof TABLES, code: string): Bilingual {
  const [zh, en] = TABLES[table][code] ?? [code, code]
  return { zh, en }
}

export function situationWords(situation: number): Bilingual {
  const found = SITUATIONS[situation - 1]
  return found === undefined ? { zh: '', en: '' } : { ...found }
}

export function categoryWords(category: number): Bilingual {
  const found = CATEGORIES[category - 1]
  return found === undefined ? { zh: '', en: '' } : { ...found }
}
