import { assetStates, controlStates, failureReasons, measureStates, queryOutcomes } from '../code-lists.ts'
import { code, date, field, instant, integer, optional, ownField, text } from '../field.ts'
import {
  accountNo,
  cents,
  currency,
  documentNo,
  personName,
  rank,
  requestNo,
  share,
  shortCode,
  units,
  words,
} from '../kinds.ts'
import { defineRecord, listOf } from '../record.ts'
import type { ModelOf } from '../record.ts'

const LIST_MAX = 500
const AREA_CM2_MAX = 10 ** 14

const existingMeasureFields = {
  courtName: ownField('djjg', '措施机关', 'case', documentNo),
  caseNo: optional(ownField('djah', '措施案号', 'case', documentNo)),
  state: ownField('cszt', '措施状态', 'work', code(measureStates)),
  rank: ownField('lhsx', '顺序', 'work', rank),
  limitCents: optional(field('djxe', '冻结限额（分）', 'value', cents)),
  units: optional(ownField('djse', '冻结数额', 'value', units)),
  from: field('csksrq', '措施开始日期', 'work', date),
  to: field('csjsrq', '措施结束日期', 'work', date),
  registeredAt: ownField('djsj', '登记时间', 'work', instant),
}
export const existingMeasure = defineRecord('existingMeasure', '已有措施', existingMeasureFields)
export type ExistingMeasure = ModelOf<typeof existingMeasureFields>

const measures = optional(ownField('csList', '已有措施', 'case', listOf(existingMeasure, LIST_MAX)))

const accountFields = {
  accountNo: field('khzh', '账号', 'asset', accountNo),
  subAccount: optional(field('glzhhm', '子账号', 'asset', accountNo)),
  kind: field('cclb', '账户类别', 'asset', shortCode),
  currency: field('bz', '币种', 'value', currency),
  balanceCents: field('ye', '余额（分）', 'value', cents),
  availableCents: field('kyye', '可用余额（分）', 'value', cents),
  openedOn: ownField('khrq', '开户日期', 'asset', date),
  state: ownField('zhzt', '账户状态', 'asset', code(assetStates)),
  branch: optional(field('khwd', '开户网点', 'asset', documentNo)),
  specialFund: optional(ownField('zxzj', '专项资金性质', 'asset', documentNo)),
  measures,
}
export const accountFeedback = defineRecord('accountFeedback', '账户', accountFields)
export type AccountFeedback = ModelOf<typeof accountFields>

const securityFields = {
  accountNo: ownField('zqzhhm', '证券账户号', 'asset', accountNo),
  securityCode: ownField('zqdm', '证券代码', 'asset', shortCode),
  units: ownField('sl', '数量（股）', 'value', units),
  availableUnits: ownField('kysl', '可用数量（股）', 'value', units),
  shareNature: ownField('gfxz', '股份性质', 'asset', documentNo),
  pledgedUnits: ownField('zysl', '质押数量（股）', 'value', units),
  proceedsFrozen: ownField('zxdj', '孳息是否冻结', 'asset', text(3, /^[是否]$/)),
  freezeSerial: optional(ownField('djxh', '冻结序号', 'work', shortCode)),
  measures,
}
export const securityFeedback = defineRecord('securityFeedback', '证券', securityFields)
export type SecurityFeedback = ModelOf<typeof securityFields>

const policyFields = {
  policyNo: ownField('bdbh', '保单号', 'asset', accountNo),
  product: ownField('bxxz', '险种', 'asset', documentNo),
  cashValueCents: ownField('xjjz', '现金价值（分）', 'value', cents),
  availableCents: field('kyye', '可控制金额（分）', 'value', cents),
  holder: ownField('tbr', '投保人', 'identity', personName),
  insured: ownField('bbxr', '被保险人', 'identity', personName),
  beneficiary: optional(ownField('syr', '受益人', 'identity', personName)),
  loanCents: ownField('zydk', '质押贷款（分）', 'value', cents),
  measures,
}
export const policyFeedback = defineRecord('policyFeedback', '保单', policyFields)
export type PolicyFeedback = ModelOf<typeof policyFields>

const vehicleFields = {
  plate: ownField('hphm', '号牌号码', 'asset', text(32)),
  vehicleNo: ownField('clsbdh', '车辆识别代号', 'asset', text(17, /^[0-9A-HJ-NPR-Z]{17}$/)),
  brand: ownField('ppxh', '品牌型号', 'asset', documentNo),
  isBookSealed: ownField('dacf', '是否查封档案', 'asset', text(3, /^[是否]$/)),
  isDetained: ownField('sjky', '是否实际扣押', 'asset', text(3, /^[是否]$/)),
  measures,
}
export const vehicleFeedback = defineRecord('vehicleFeedback', '车辆', vehicleFields)
export type VehicleFeedback = ModelOf<typeof vehicleFields>

const mortgageFields = {
  holder: ownField('dyqr', '抵押权人', 'identity', personName),
  amountCents: ownField('dyje', '担保债权数额（分）', 'value', cents),
  registeredAt: ownField('djsj', '登记时间', 'work', instant),
}
export const mortgage = defineRecord('mortgage', '抵押', mortgageFields)

const realEstateFields = {
  queryRequestNo: field('cxqqdh', '查询请求单号', 'work', requestNo),
  realEstateUnit: field('bdcdyh', '不动产单元号', 'asset', text(28, /^[0-9A-Z]{28}$/)),
  certificateNo: field('bdcqzh', '权证号', 'asset', documentNo),
  rightKind: field('bdcqllx', '权利类型', 'asset', documentNo),
  location: ownField('zl', '坐落', 'asset', documentNo),
  areaCm2: ownField('mj', '面积（平方厘米）', 'asset', integer(0, AREA_CM2_MAX)),
  ownerShare: ownField('qlrfe', '权利人份额', 'asset', share),
  state: field('kzzt', '控制状态', 'work', code(controlStates)),
  measureFrom: optional(field('csksrq', '措施开始日期', 'work', date)),
  measureTo: optional(field('csjsrq', '措施结束日期', 'work', date)),
  failureReason: optional(field('wnkzyy', '未能控制原因', 'work', code(failureReasons))),
  businessNo: optional(field('ywh', '业务号', 'work', shortCode)),
  sealBusinessNo: optional(field('cfywh', '查封业务号', 'work', shortCode)),
  mortgages: ownField('dyList', '抵押', 'identity', listOf(mortgage, LIST_MAX)),
  /** In the order of registration, to the second. */
  seals: ownField('cfList', '查封（按登记顺序）', 'case', listOf(existingMeasure, LIST_MAX)),
  advanceNotice: optional(ownField('ygdj', '预告登记', 'asset', words)),
  objectionNotice: optional(ownField('yydj', '异议登记', 'asset', words)),
  residenceRight: optional(ownField('jzq', '居住权', 'asset', words)),
  remark: optional(field('beiz', '备注', 'asset', words)),
}
export const realEstateFeedback = defineRecord('realEstateFeedback', '不动产', realEstateFields)
export type RealEstateFeedback = ModelOf<typeof realEstateFields>

const incomeFields = {
  payer: ownField('kjdw', '支付或扣缴单位', 'asset', documentNo),
  period: ownField('sssq', '所属期', 'asset', text(7, /^\d{4}-(0[1-9]|1[0-2])$/)),
  amountCents: field('je', '金额（分）', 'value', cents),
  kind: ownField('srlx', '收入或缴费类型', 'asset', documentNo),
}
/** What tax and social insurance know; nothing there can be controlled. */
export const incomeFeedback = defineRecord('incomeFeedback', '收入、缴费', incomeFields)
export type IncomeFeedback = ModelOf<typeof incomeFields>

const queryFeedbackFields = {
  outcome: ownField('cxjg', '查询结果', 'work', code(queryOutcomes)),
  accounts: optional(ownField('zhList', '账户', 'value', listOf(accountFeedback, LIST_MAX))),
  securities: optional(ownField('zqList', '证券', 'value', listOf(securityFeedback, LIST_MAX))),
  policies: optional(ownField('bdList', '保单', 'value', listOf(policyFeedback, LIST_MAX))),
  vehicles: optional(ownField('clList', '车辆', 'value', listOf(vehicleFeedback, LIST_MAX))),
  realEstate: optional(ownField('bdcList', '不动产', 'value', listOf(realEstateFeedback, LIST_MAX))),
  income: optional(ownField('srList', '收入、缴费', 'value', listOf(incomeFeedback, LIST_MAX))),
}
export const queryFeedback = defineRecord('queryFeedback', '查询反馈', queryFeedbackFields)
export type QueryFeedback = ModelOf<typeof queryFeedbackFields>
