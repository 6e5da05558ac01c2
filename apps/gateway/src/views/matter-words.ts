import type { Bilingual } from '@xiezhi/gateway-api'

type Words = Readonly<Record<string, readonly [zh: string, en: string]>>

const OBJECTIONS: Words = {
  INSTITUTION: ['协助单位书面异议', 'written objection of an institution'],
  CONDUCT: ['执行行为异议', 'objection to a conduct of enforcement'],
  LIMITATION: ['申请执行时效异议', 'defence of limitation'],
  RECONSIDERATION: ['复议', 'reconsideration'],
  THIRD_PARTY: ['案外人异议', "a third party's objection"],
  DISPUTE_DEBT: ['第三人对到期债务的异议', 'objection of a third party that owes'],
}
const OBJECTION_STATES: Words = {
  OPEN: ['审查中', 'under review'],
  UPHELD: ['异议成立', 'upheld'],
  DISMISSED: ['驳回异议', 'dismissed'],
}
const REMEDIES: Words = {
  OBJECTION: ['提出执行异议', 'object'],
  RECONSIDERATION: ['向上一级法院申请复议', 'ask the court above for reconsideration'],
  SUIT: ['提起执行异议之诉', 'bring a suit against the decision'],
  DISPUTE_DEBT: ['对到期债务提出异议', 'object to the debt'],
}
const TRANSFER_GROUNDS: Words = {
  PRIORITY_CREDITOR_COURT: ['优先债权执行法院商请', 'court of a creditor with priority'],
  FIRST_WAITING_COURT: ['首位轮候法院商请', 'first court that waits'],
}
const TRANSFERS: Words = {
  REQUESTED: ['待首封法院答复', 'waits for the first court'],
  REFUSED: ['不同意移送', 'refused'],
  REFUSED_ABOVE: ['上级法院决定不予移送', 'refused by the court above'],
  ORDERED: ['上级法院决定移送', 'ordered by the court above'],
  GRANTED: ['已移送', 'transferred'],
}
const WRONGS: Words = {
  WRONG_PERSON: ['执行对象错误', 'the wrong person'],
  OVER_CONTROL: ['超标的查封冻结', 'more than is owed'],
  EXEMPT_PROPERTY: ['执行豁免财产', 'exempt property'],
  LATE_RELEASE: ['未及时解除', 'released late'],
  EARLY_RELEASE: ['不当解除', 'released early'],
  OTHER: ['其他', 'other'],
}
const WRONG_STATES: Words = {
  FOUND: ['已确认，待处理', 'found, not settled'],
  COMPENSATED: ['已赔偿', 'compensated'],
  NO_DAMAGE: ['未造成损害', 'no damage'],
}
const PRESERVATIONS: Words = {
  PRE_SUIT: ['诉前保全', 'before a suit'],
  IN_SUIT: ['诉讼保全', 'in a suit'],
  AFTER_JUDGMENT: ['执行前保全', 'after a judgment'],
}
const PRESERVATION_STATES: Words = {
  OPEN: ['保全中', 'in force'],
  CONVERTED: ['已转入执行', 'turned into enforcement'],
  LIFTED: ['已解除', 'lifted'],
}
/** What the law says of a debt of a third party (R20-29). */
const DEBTS: Words = {
  PERFORMED: ['已履行', 'performed'],
  ENFORCEMENT_BARRED: ['期限内提出异议，不得强制执行', 'objected in time: not enforced'],
  WAIT: ['异议期限未满', 'the term for objecting runs'],
  MAY_ENFORCE: ['可以强制执行', 'may be enforced'],
  PROVISIONAL: ['期限待定（日历未载入）', 'provisional: the calendar is not loaded'],
}
const CASES: Words = {
  OPEN: ['执行中', 'under way'],
  STAYED: ['中止', 'stayed'],
  ROUND_ENDED: ['终结本次执行程序', 'this round has ended'],
  PERFORMED: ['履行完毕', 'performed'],
  TERMINATED: ['终结执行', 'terminated'],
  CLOSED: ['已结案', 'closed'],
  PRESERVATION: ['财产保全', 'preservation'],
  LIFTED: ['保全已解除', 'preservation lifted'],
}
const SUBMISSIONS: Words = {
  SUBMITTED: ['已提交，待法院接收', 'handed in'],
  TAKEN_ON: ['法院已接收', 'taken on by the court'],
  RETURNED: ['已退回', 'returned'],
}

const TABLES = {
  objection: OBJECTIONS,
  objectionState: OBJECTION_STATES,
  remedy: REMEDIES,
  transferGround: TRANSFER_GROUNDS,
  transfer: TRANSFERS,
  wrong: WRONGS,
  wrongState: WRONG_STATES,
  preservation: PRESERVATIONS,
  preservationState: PRESERVATION_STATES,
  debt: DEBTS,
  case: CASES,
  submission: SUBMISSIONS,
} as const

/** What a code of a matter says; the code itself where there are no words for it. */
export function matterWords(table: keyof typeof TABLES, code: string): Bilingual {
  const [zh, en] = TABLES[table][code] ?? [code, code]
  return { zh, en }
}
