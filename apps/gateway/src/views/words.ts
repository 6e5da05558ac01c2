import type { Bilingual } from '@xiezhi/gateway-api'
import { ALARM_END_WORDS, INSTITUTION_ALARM_WORDS } from './institution-words.ts'

type Words = Readonly<Record<string, readonly [zh: string, en: string]>>

const SANCTIONS: Words = {
  WARNING: ['警告', 'warning'],
  FINE: ['罚款', 'fine'],
  CONFISCATION: ['没收违法所得', 'confiscation of unlawful gains'],
  SUSPENSION: ['停止执业', 'suspension from practice'],
  REVOCATION: ['吊销律师执业证书', 'revocation of the licence'],
  INDUSTRY_ADMONITION: ['训诫', 'admonition'],
  INDUSTRY_WARNING: ['行业警告', 'warning by the association'],
  INDUSTRY_CIRCULAR_CRITICISM: ['通报批评', 'circular criticism'],
  INDUSTRY_PUBLIC_CENSURE: ['公开谴责', 'public censure'],
  INDUSTRY_RIGHTS_SUSPENDED: ['中止会员权利', 'membership rights suspended'],
  INDUSTRY_MEMBERSHIP_CANCELLED: ['取消会员资格', 'membership cancelled'],
}

const EVENTS: Words = {
  GRANTED: ['准予执业', 'licence granted'],
  TRANSFER_STARTED: ['申请变更执业机构', 'transfer to another firm begun'],
  TRANSFER_COMPLETED: ['变更执业机构完成', 'transfer to another firm completed'],
  SUSPENDED: ['停止执业', 'suspended'],
  RETURNED: ['恢复执业', 'returned to practice'],
  REVOKED: ['吊销执业证书', 'licence revoked'],
  CANCELLED: ['注销执业证书', 'licence cancelled'],
  WITHDRAWN: ['撤销执业许可', 'licence withdrawn'],
  SANCTION_SET_ASIDE: ['处罚被撤销', 'sanction set aside'],
  OFFICE_CHANGED: ['任职情况变更', 'office changed'],
  DISPUTED: ['记录存在异议', 'record disputed'],
  DISPUTE_DECIDED: ['异议已决定', 'dispute decided'],
}

const ALARMS: Words = {
  ORDER_REJECTED: ['协助事项被退回', 'order rejected'],
  ORDER_REVOKED: ['裁定撤销，协助事项终止', 'order ended: its instrument was revoked'],
  ORDER_UNPROVEN: ['协助事项结果未能证明', 'outcome of an order not proved'],
  EMERGENCY_UNRATIFIED: ['紧急裁定逾期未确认', 'emergency instrument not ratified in time'],
  MEASURE_BOOKED_LATE: ['裁定撤销前已办理', 'carried out before the instrument was revoked'],
  OBJECTION_UNDECIDED: ['异议逾期未决定', 'objection not decided in time'],
  REQUERY_DUE: ['应再次查询财产', 'property is to be asked for again'],
  TRANSFER_UNANSWERED: ['移送处置请求逾期未答复', 'request to pass on the right of disposal not answered'],
  STATUS_EVENT: ['律师执业状态变化', 'status of a lawyer has changed'],
  RE_VERIFY: ['需要重新核验', 'to be verified again'],
  FORMER_STAFF: ['离任人员任职回避', 'former staff: bar to acting'],
  STAFF_RELATIVE: ['与本院人员有亲属关系', 'relative of serving staff'],
  SERVING_STAFF: ['在职人员不得担任', 'serving staff may not act'],
  CONFLICT: ['利益冲突线索', 'clue to a conflict of interest'],
  CHECK_SCOPE: ['核对执业范围', 'check the scope of practice'],
  VERIFICATION_BLOCKED: ['核验未通过', 'verification: may not act'],
  VERIFICATION_ALERT: ['核验提请注意', 'verification: attention'],
  REQUERY_STALE: ['核验已过有效期', 'verification no longer fresh'],
  ACT_WHILE_BARRED: ['受限期间实施代理行为', 'act while barred'],
  REPORT_TO_BUREAU: ['应通报司法行政机关', 'to be reported to the bureau'],
  RECORD_DISPUTED: ['记录存在异议', 'record disputed'],
  VOLUME_WITHOUT_CASE: ['无案件查询量异常', 'many questions without a case'],
  NOTICE_UNDELIVERED: ['状态通知未送达', 'status notice not delivered'],
  OUTCOME_UNPROVEN: ['调度结果未能证明', 'outcome of a question not proved'],
  ACCOUNT_LOCKED_VOLUME: ['查询量超限，账号已锁定', 'too many look-ups: account locked'],
  ACCOUNT_LOCKED_WITHOUT_CASE: [
    '无案件或查询他案超限，账号已锁定',
    'too many look-ups without an own case: account locked',
  ],
  UNSUBSCRIBE_FAILED: ['订阅未能终止', 'subscription could not be ended'],
  ...INSTITUTION_ALARM_WORDS,
}

const PURPOSES: Words = {
  AGENT_VERIFICATION: ['核验诉讼代理人、辩护人资格', 'verification of an agent or defender'],
}

const BASES: Words = {
  OPINIONS_ART_18: ['《关于加强区块链司法应用的意见》第18条', 'Opinions on blockchain in the judiciary, article 18'],
}

const REFUSALS: Words = {
  NO_POLICY: ['对方没有适用的查询政策', 'the other side has no policy in force'],
  CLIENT_NOT_ALLOWED: ['本账本未获准查询', 'this ledger may not ask'],
  ORGANISATION_NOT_ALLOWED: ['本机关未获准查询', 'this organisation may not ask'],
  ROLE_NOT_ALLOWED: ['该职责未获准查询', 'this role may not ask'],
  PURPOSE_NOT_ALLOWED: ['该用途未获准', 'this purpose is not allowed'],
  LEGAL_BASIS_NOT_ALLOWED: ['该法律依据未获准', 'this legal basis is not allowed'],
  RECORD_TYPE_NOT_ALLOWED: ['该类记录未获准', 'this kind of record is not allowed'],
  CASE_REQUIRED: ['须有案件', 'a case is required'],
  ASSURANCE_TOO_LOW: ['保证程度不足', 'the assurance is too low'],
}

const DEADLINES: Words = {
  ANSWER: ['等待对方答复', 'answer of the other side due'],
  POWERS_END: ['授权期限届满', 'powers of attorney end'],
  FRESHNESS: ['核验有效期届满', 'verification no longer fresh'],
}

const TABLES = {
  sanction: SANCTIONS,
  event: EVENTS,
  alarm: ALARMS,
  alarmEnd: ALARM_END_WORDS as Words,
  purpose: PURPOSES,
  basis: BASES,
  refusal: REFUSALS,
  deadline: DEADLINES,
} as const

/** What a code of a record says; the code itself where there are no words for it. */
export function wordsFor(table: keyof typeof TABLES, code: string): Bilingual {
  const [zh, en] = TABLES[table][code] ?? [code, code]
  return { zh, en }
}
