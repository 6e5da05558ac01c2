import type { Asset } from '@xiezhi/law'

/** What codes in fields say on paper. */
export const MEASURE_WORDS = { SEAL: '查封', IMPOUND: '扣押', FREEZE: '冻结' } as const
export const DISPOSAL_WORDS = { DEDUCT: '扣划', AUCTION: '拍卖', SALE: '变卖', OFFSET: '以物抵债' } as const
export const VARIATION_WORDS = { SUSPEND: '中止执行', RESUME: '恢复执行' } as const
export const RELEASE_WORDS = { RELEASE: '解除', REDUCE: '部分解除' } as const
export const RESULT_WORDS = {
  FULFILLED: '已办理',
  PARTIAL: '部分办理',
  FAILED: '未能办理',
  REJECTED: '不予办理',
} as const
export const ID_WORDS = {
  RESIDENT_ID: '公民身份号码',
  USCC: '统一社会信用代码',
  PASSPORT: '护照号码',
  OTHER: '证件号码',
} as const
export const INSTRUMENT_WORDS = {
  JUDGMENT: '民事判决书',
  RULING: '民事裁定书',
  MEDIATION: '民事调解书',
  PAYMENT_ORDER: '支付令',
  ARBITRAL_AWARD: '仲裁裁决书',
  NOTARISED_DEBT: '公证债权文书',
  DECISION: '决定书',
} as const
export const PANEL_WORDS = {
  PRESIDING_JUDGE: '审判长',
  JUDGE: '审判员',
  ENFORCER: '执行员',
  CLERK: '书记员',
} as const
export const ASSET_WORDS: Readonly<Record<Asset, string>> = {
  DEPOSIT: '银行存款',
  MOVABLE: '动产',
  VEHICLE: '机动车',
  SHIP: '船舶',
  AIRCRAFT: '航空器',
  REAL_ESTATE: '不动产',
  EQUITY: '股权',
  SECURITY: '证券',
  FIN_PRODUCT: '金融理财产品',
  RECEIVABLE: '应收账款',
  INSURANCE_CASH_VALUE: '保险现金价值',
  OTHER_RIGHT: '其他财产权',
  PATENT: '专利权',
  TRADEMARK: '注册商标专用权',
}
export const FINDING_WORDS = {
  MISSING: '对方无此措施',
  ORPHAN: '本院无此措施',
  AMOUNT: '金额不一致',
  TERM: '期限不一致',
  STATE: '状态不一致',
} as const
export const CLAIM_BASIS_WORDS = {
  COSTS: '执行费用',
  PRIORITY: '优先受偿',
  ORDINARY: '普通债权',
} as const
