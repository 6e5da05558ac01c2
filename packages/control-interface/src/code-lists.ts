import { codeList } from './code-list.ts'
import type { CodeOf } from './code-list.ts'

/** 类别. Keys of bank and central bank are those of public implementations, the others are ours. */
export const institutionKinds = codeList('lb', [
  ['YH', 'BANK', '银行', 'bank'],
  ['RH', 'CENTRAL_BANK', '人民银行', 'central bank'],
  ['ZF', 'PAYMENT', '支付机构', 'payment institution'],
  ['ZQ', 'SECURITIES', '证券登记结算及证券公司', 'securities depository or broker'],
  ['BX', 'INSURANCE', '保险公司', 'insurer'],
  ['CL', 'VEHICLE', '车辆管理所', 'vehicle office'],
  ['BDC', 'LAND', '不动产登记机构', 'real-estate registry'],
  ['SW', 'TAX', '税务机关', 'tax authority'],
  ['SB', 'SOCIAL_SECURITY', '社会保险经办机构', 'social insurance agency'],
])
export type InstitutionKind = CodeOf<typeof institutionKinds>

/** 性质 */
export const natures = codeList('xz', [
  ['1', 'QUERY', '查询', 'query'],
  ['2', 'CONTROL', '控制', 'control'],
])

/** 证件类型 */
export const idTypes = codeList('zjlx', [
  ['01', 'RESIDENT_ID', '居民身份证', 'resident identity card'],
  ['02', 'HK_MO_PERMIT', '港澳居民来往内地通行证', 'permit for residents of Hong Kong and Macao'],
  ['03', 'TW_PERMIT', '台湾居民来往大陆通行证', 'permit for residents of Taiwan'],
  ['04', 'PASSPORT', '护照', 'passport'],
  ['05', 'FOREIGN_PR', '外国人永久居留身份证', 'permanent residence card'],
  ['11', 'USCC', '统一社会信用代码', 'unified social credit code'],
  ['12', 'ORG_CODE', '组织机构代码', 'organisation code'],
  ['13', 'REG_NO', '工商注册号', 'registration number'],
  ['99', 'OTHER', '其他', 'other'],
])

/** 控制类型 */
export const controlTypes = codeList('kzlx', [
  ['1', 'DEPOSIT', '存款', 'deposit'],
  ['2', 'NON_DEPOSIT', '非存款资产', 'assets other than deposits'],
])

/** 控制措施 */
export const controlMeasures = codeList('kzcs', [
  ['01', 'FREEZE', '冻结', 'freeze'],
  ['02', 'CONTINUE', '继续冻结', 'continue the freeze'],
  ['03', 'WAITING_FREEZE', '轮候冻结', 'waiting freeze'],
  ['04', 'RELEASE', '解除冻结', 'release'],
  ['05', 'RELEASE_WAITING', '解除轮候冻结', 'release the waiting freeze'],
  ['06', 'DEDUCT', '划拨', 'deduct'],
  ['07', 'EXTRACT_INCOME', '提取收入', 'extract income'],
  ['08', 'FREEZE_AND_DEDUCT', '冻结并划拨', 'freeze and deduct'],
])
export type ControlMeasure = CodeOf<typeof controlMeasures>

/** 控制内容 */
export const controlContents = codeList('kznr', [
  ['1', 'AMOUNT', '资金', 'amount'],
  ['2', 'ACCOUNT', '账户', 'account'],
])

/** 控制状态 */
export const controlStates = codeList('kzzt', [
  ['1', 'CONTROLLED', '已控', 'controlled'],
  ['2', 'NOT_CONTROLLED', '未控', 'not controlled'],
])

/** 冻结方式 */
export const freezeModes = codeList('djfs', [
  ['1', 'LIMIT', '限额内冻结', 'within a limit'],
  ['2', 'IN_ONLY', '只收不付', 'in only'],
])
export type FreezeMode = CodeOf<typeof freezeModes>

/** 处理结果 */
export const processingResults = codeList('cljg', [
  ['0', 'ENTERED', '录入', 'entered'],
  ['1', 'PROCESSED', '已处理', 'processed'],
  ['2', 'FAILED', '失败', 'failed'],
  ['3', 'REGISTERED', '已登记', 'registered'],
])

/** 查询结果 */
export const queryOutcomes = codeList('cxjg', [
  ['1', 'FOUND', '有财产', 'found'],
  ['2', 'NONE', '无财产', 'none'],
  ['3', 'NAME_ID_MISMATCH', '姓名与证件号码不一致', 'name and number do not belong together'],
  ['4', 'NOT_SUPPORTED', '不支持', 'not supported'],
])
export type QueryOutcome = CodeOf<typeof queryOutcomes>

/** 未能控制原因 */
export const failureReasons = codeList('wnkzyy', [
  ['01', 'ACCOUNT_CLOSED', '账户已销户', 'account closed'],
  ['02', 'BALANCE_ZERO', '余额为零', 'balance is zero'],
  ['03', 'ALREADY_FROZEN', '已被在先足额冻结', 'frozen in full by an earlier measure'],
  ['04', 'SPECIAL_FUND', '专项资金', 'special fund'],
  ['05', 'NAME_ID_MISMATCH', '姓名与证件号码不一致', 'name and number do not belong together'],
  ['06', 'LEGAL_OBJECTION', '依法提出异议', 'legal objection'],
  ['07', 'SYSTEM_TIMEOUT', '系统超时', 'system timeout'],
  ['08', 'UNSUPPORTED_ASSET', '不支持的财产', 'unsupported asset'],
  ['09', 'INSTRUMENT_INVALID', '法律文书无效', 'instrument invalid'],
  ['10', 'OFFICER_NOT_FILED', '承办人未备案', 'officer not filed'],
  ['11', 'CURRENCY_UNSUPPORTED', '币种不支持', 'currency unsupported'],
  ['12', 'PENDING_DEDUCTION', '有未完成的划拨', 'a deduction is pending'],
  ['13', 'BANKRUPTCY_STAY', '破产程序中止执行', 'stayed by bankruptcy'],
  ['99', 'OTHER', '其他', 'other'],
])
export type FailureReason = CodeOf<typeof failureReasons>

/** 措施状态 */
export const measureStates = codeList('cszt', [
  ['1', 'EFFECTIVE', '生效', 'effective'],
  ['2', 'WAITING', '轮候', 'waiting'],
])
export type MeasureState = CodeOf<typeof measureStates>

/** 是否 */
export const yesNo = codeList('sf', [
  ['1', 'YES', '是', 'yes'],
  ['0', 'NO', '否', 'no'],
])

/** 账户或财产状态 */
export const assetStates = codeList('zhzt', [
  ['1', 'NORMAL', '正常', 'normal'],
  ['2', 'CLOSED', '注销', 'closed'],
  ['3', 'CONTROLLED', '受控', 'under a measure'],
])

export const CODE_LISTS = [
  institutionKinds,
  natures,
  idTypes,
  controlTypes,
  controlMeasures,
  controlContents,
  controlStates,
  freezeModes,
  processingResults,
  queryOutcomes,
  failureReasons,
  measureStates,
  yesNo,
  assetStates,
] as const
