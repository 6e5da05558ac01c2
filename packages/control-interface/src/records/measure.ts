import { freezeModes, measureStates } from '../code-lists.ts'
import { code, date, field, instant, optional, ownField, text } from '../field.ts'
import { accountNo, cents, currency, documentNo, rank, requestNo, seq, shortCode, units } from '../kinds.ts'
import { defineRecord } from '../record.ts'
import type { ModelOf } from '../record.ts'

const measureFields = {
  requestNo: field('bdhm', '请求单号', 'work', requestNo),
  seq: field('ccxh', '序号', 'work', seq),
  courtId: field('fydm', '执行法院代码', 'work', text(64)),
  caseNo: field('ah', '案号', 'case', documentNo),
  assetNo: ownField('cch', '财产号', 'asset', accountNo),
  subAccount: optional(field('glzhhm', '子账号', 'asset', accountNo)),
  securityCode: optional(ownField('zqdm', '证券代码', 'asset', shortCode)),
  state: ownField('cszt', '措施状态', 'work', code(measureStates)),
  rank: ownField('lhsx', '顺序', 'work', rank),
  freezeMode: optional(ownField('djfs', '冻结方式', 'work', code(freezeModes))),
  currency: optional(field('bz', '币种', 'value', currency)),
  limitCents: optional(field('djxe', '冻结限额（分）', 'value', cents)),
  units: optional(ownField('djse', '冻结数额', 'value', units)),
  from: field('csksrq', '措施开始日期', 'work', date),
  to: field('csjsrq', '措施结束日期', 'work', date),
  registeredAt: optional(ownField('djsj', '登记时间', 'work', instant)),
}
/** A measure that has not ended, as reconciliation compares it. */
export const measure = defineRecord('measure', '在控措施', measureFields)
export type Measure = ModelOf<typeof measureFields>
/** Its fields, for whoever compares two. */
export const MEASURE_FIELDS = Object.keys(measureFields) as readonly (keyof Measure)[]

/** Order of lists of measures: request number by its characters, then sequence. */
export function compareMeasures(one: Measure, other: Measure): number {
  if (one.requestNo !== other.requestNo) return one.requestNo < other.requestNo ? -1 : 1
  return one.seq - other.seq
}
