import {
  controlContents,
  controlMeasures,
  controlTypes,
  idTypes,
  institutionKinds,
  natures,
  yesNo,
} from '../code-lists.ts'
import { code, date, field, optional, ownField, text } from '../field.ts'
import {
  accountNo,
  cents,
  currency,
  documentNo,
  personName,
  requestNo,
  seq,
  shortCode,
  units,
  words,
} from '../kinds.ts'
import { defineRecord, listOf } from '../record.ts'
import type { ModelOf } from '../record.ts'

const ITEMS_MAX = 200
const NAMES_MAX_BYTES = 1_024

const controlItemFields = {
  seq: field('ccxh', '序号', 'work', seq),
  accountNo: optional(field('khzh', '账号', 'asset', accountNo)),
  subAccount: optional(field('glzhhm', '子账号', 'asset', accountNo)),
  accountKind: optional(field('cclb', '账户类别', 'asset', shortCode)),
  branchName: optional(field('khwd', '开户网点', 'asset', documentNo)),
  branchCode: optional(field('khwddm', '开户网点代码', 'asset', shortCode)),
  currency: optional(field('bz', '币种', 'value', currency)),
  settleFx: optional(field('sfjh', '是否结汇', 'value', code(yesNo))),
  controlType: field('kzlx', '控制类型', 'work', code(controlTypes)),
  measure: field('kzcs', '控制措施', 'work', code(controlMeasures)),
  content: field('kznr', '控制内容', 'work', code(controlContents)),
  amountCents: optional(field('je', '金额（分）', 'value', cents)),
  units: optional(field('se', '数额', 'value', units)),
  from: optional(field('ksrq', '开始日期', 'work', date)),
  to: optional(field('jsrq', '结束日期', 'work', date)),
  assetName: optional(field('zcmc', '资产名称', 'asset', documentNo)),
  assetKind: optional(field('zclx', '资产类型', 'asset', shortCode)),
  unitName: optional(field('jldw', '计量单位', 'asset', text(32))),
  productNo: optional(field('jrcpbh', '金融产品编号', 'asset', accountNo)),
  wealthAccount: optional(field('lczh', '理财账号', 'asset', accountNo)),
  returnAccount: optional(field('zjhkzh', '资金回款账号', 'asset', accountNo)),
  securityCode: optional(ownField('zqdm', '证券代码', 'asset', shortCode)),
  policyNo: optional(ownField('bdbh', '保单号', 'asset', accountNo)),
  vehicleNo: optional(ownField('clsbdh', '车辆识别代号', 'asset', text(17, /^[0-9A-HJ-NPR-Z]{17}$/))),
  realEstateUnit: optional(field('bdcdyh', '不动产单元号', 'asset', text(28, /^[0-9A-Z]{28}$/))),
  priorRequestNo: optional(field('ydjdh', '原冻结请求单号', 'work', requestNo)),
  priorCaseNo: optional(field('ydjah', '原冻结案号', 'case', documentNo)),
  targetName: optional(field('zxkzhhm', '执行款专户户名', 'case', documentNo)),
  targetBank: optional(field('zxkzhkhh', '执行款专户开户行', 'case', documentNo)),
  targetBankNo: optional(field('zxkzhkhhhh', '执行款专户开户行行号', 'case', shortCode)),
  targetAccount: optional(field('zxkzhzh', '执行款专户账号', 'case', accountNo)),
}
export const controlItem = defineRecord('controlItem', '控制明细', controlItemFields)
export type ControlItem = ModelOf<typeof controlItemFields>

const controlRequestFields = {
  requestNo: field('bdhm', '请求单号', 'work', requestNo),
  institutionKind: field('lb', '类别', 'work', code(institutionKinds)),
  nature: field('xz', '性质', 'work', code(natures)),
  subjectName: field('xm', '被执行人姓名或名称', 'identity', personName),
  formerNames: optional(ownField('cym', '曾用名（以、分隔）', 'identity', text(NAMES_MAX_BYTES))),
  idType: field('zjlx', '证件类型', 'identity', code(idTypes)),
  idNo: field('dsrzjhm', '证件号码', 'identity', text(64, /^[0-9A-Za-z()-]+$/)),
  courtName: field('fymc', '执行法院名称', 'case', documentNo),
  courtId: field('fydm', '执行法院代码', 'work', text(64)),
  officerName: field('cbr', '承办人', 'officer', personName),
  institutionCode: field('yhdh', '银行代号', 'work', shortCode),
  caseNo: field('ah', '案号', 'case', documentNo),
  officerWorkCard: field('gzzbh', '工作证号', 'officer', shortCode),
  officerDutyCard: field('gwzbh', '公务证号', 'officer', shortCode),
  noticeNo: field('ckh', '通知书文号', 'case', documentNo),
  rulingNo: optional(field('ckwh', '裁定文书号', 'case', documentNo)),
  contact: optional(field('lxfs', '联系方式', 'officer', text(128))),
  remark: optional(field('beiz', '备注', 'case', words)),
  items: optional(ownField('kzqq', '控制明细', 'work', listOf(controlItem, ITEMS_MAX))),
}
export const controlRequest = defineRecord('controlRequest', '查询、控制请求', controlRequestFields)
export type ControlRequest = ModelOf<typeof controlRequestFields>

const statusRequestFields = { requestNo: field('bdhm', '请求单号', 'work', requestNo) }
/** Asks what became of a request. */
export const statusRequest = defineRecord('statusRequest', '请求办理情况查询', statusRequestFields)

const measuresRequestFields = { courtId: field('fydm', '执行法院代码', 'work', text(64)) }
/** Asks for all measures of a court that have not ended, for reconciliation. */
export const measuresRequest = defineRecord('measuresRequest', '在控措施对账请求', measuresRequestFields)
