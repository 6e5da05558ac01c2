import { controlStates, failureReasons, freezeModes, processingResults } from '../code-lists.ts'
import { code, date, field, instant, optional, ownField } from '../field.ts'
import {
  cents,
  currency,
  documentNo,
  personName,
  rank,
  requestNo,
  seq,
  shortCode,
  share,
  units,
  words,
} from '../kinds.ts'
import { defineRecord, listOf, nested } from '../record.ts'
import type { ModelOf } from '../record.ts'
import { queryFeedback } from './query-feedback.ts'

const LIST_MAX = 200

const earlierMeasureFields = {
  organ: ownField('djjg', '冻结机关', 'case', documentNo),
  caseNo: optional(ownField('djah', '冻结案号', 'case', documentNo)),
  amountCents: optional(ownField('djje', '冻结金额（分）', 'value', cents)),
  units: optional(ownField('djse', '冻结数额', 'value', units)),
  to: optional(ownField('djjsrq', '冻结结束日期', 'work', date)),
}
export const earlierMeasure = defineRecord('earlierMeasure', '在先冻结', earlierMeasureFields)
export type EarlierMeasure = ModelOf<typeof earlierMeasureFields>

const rightHolderFields = {
  holder: ownField('qlr', '权利人', 'identity', personName),
  nature: ownField('qlxz', '权利性质', 'asset', documentNo),
  share: optional(ownField('qlfe', '份额', 'asset', share)),
  amountCents: optional(ownField('qlje', '金额（分）', 'value', cents)),
}
/** 共有权与优先受偿权 */
export const rightHolder = defineRecord('rightHolder', '共有、优先受偿权', rightHolderFields)

const controlFeedbackFields = {
  requestNo: field('bdhm', '请求单号', 'work', requestNo),
  seq: field('ccxh', '序号', 'work', seq),
  state: field('kzzt', '控制状态', 'work', code(controlStates)),
  currency: optional(field('bz', '币种', 'value', currency)),
  balanceCents: optional(field('ye', '余额（分）', 'value', cents)),
  availableCents: optional(field('kyye', '可用余额（分）', 'value', cents)),
  measureFrom: optional(field('csksrq', '措施开始日期', 'work', date)),
  measureTo: optional(field('csjsrq', '措施结束日期', 'work', date)),
  freezeMode: optional(ownField('djfs', '冻结方式', 'work', code(freezeModes))),
  freezeLimitCents: optional(field('djxe', '冻结限额（分）', 'value', cents)),
  actualControlledCents: optional(field('skje', '实际控制可用金额（分）', 'value', cents)),
  overControlledCents: optional(field('ceskje', '超额控制金额（分）', 'value', cents)),
  deductedCents: optional(ownField('hkje', '划拨金额（分）', 'value', cents)),
  controlledUnits: optional(ownField('skse', '实际控制数额', 'value', units)),
  rank: optional(ownField('lhsx', '轮候顺序', 'work', rank)),
  registeredAt: optional(ownField('djsj', '登记时间', 'work', instant)),
  failureReason: optional(field('wnkzyy', '未能控制原因', 'work', code(failureReasons))),
  failureText: optional(ownField('wnkzsm', '未能控制说明', 'case', words)),
  coreDate: optional(field('hostdt', '核心系统日期', 'work', date)),
  coreSerial: optional(field('hostseqno', '核心系统流水号', 'work', shortCode)),
  businessNo: optional(field('ywh', '业务号', 'work', shortCode)),
  sealBusinessNo: optional(field('cfywh', '查封业务号', 'work', shortCode)),
  remark: optional(field('beiz', '备注', 'case', words)),
  earlier: optional(field('djxxList', '在先冻结', 'case', listOf(earlierMeasure, LIST_MAX))),
  rights: optional(field('qlxxList', '共有、优先受偿权', 'identity', listOf(rightHolder, LIST_MAX))),
}
export const controlFeedback = defineRecord('controlFeedback', '控制反馈', controlFeedbackFields)
export type ControlFeedback = ModelOf<typeof controlFeedbackFields>

const answerFields = {
  requestNo: field('bdhm', '请求单号', 'work', requestNo),
  result: ownField('cljg', '处理结果', 'work', code(processingResults)),
  items: optional(ownField('kzfk', '控制反馈', 'work', listOf(controlFeedback, LIST_MAX))),
  query: optional(ownField('cxfk', '查询反馈', 'value', nested(queryFeedback))),
}
/** What an institution answers to a request. */
export const answer = defineRecord('answer', '请求反馈', answerFields)
export type Answer = ModelOf<typeof answerFields>
