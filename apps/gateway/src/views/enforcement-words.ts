import type { Bilingual, EffectView } from '@xiezhi/gateway-api'

type Words = Readonly<Record<string, readonly [zh: string, en: string]>>

const ACTIONS: Words = {
  QUERY: ['查询财产', 'query property'],
  FREEZE: ['冻结、查封', 'freeze or seal'],
  RENEW: ['续行冻结、续行查封', 'renew'],
  REDUCE: ['减少冻结额', 'reduce'],
  RELEASE: ['解除', 'release'],
  SUSPEND: ['中止措施', 'suspend'],
  RESUME: ['恢复措施', 'resume'],
  CONVERT_TO_DISPOSAL: ['转为处分', 'convert to disposal'],
  DEDUCT: ['划拨', 'deduct'],
  CLOSE_DISPOSAL: ['处分完毕', 'close the disposal'],
  TRANSFER_DISPOSAL: ['移送处置权', 'transfer the right of disposal'],
}

const ASSETS: Words = {
  DEPOSIT: ['存款', 'deposit'],
  MOVABLE: ['动产', 'movable'],
  VEHICLE: ['车辆', 'vehicle'],
  SHIP: ['船舶', 'ship'],
  AIRCRAFT: ['航空器', 'aircraft'],
  REAL_ESTATE: ['不动产', 'real estate'],
  EQUITY: ['股权', 'equity'],
  SECURITY: ['证券', 'security'],
  FIN_PRODUCT: ['金融产品', 'financial product'],
  RECEIVABLE: ['债权', 'receivable'],
  INSURANCE_CASH_VALUE: ['保单现金价值', 'cash value of a policy'],
  OTHER_RIGHT: ['其他财产权', 'other right'],
  PATENT: ['专利权', 'patent'],
  TRADEMARK: ['商标权', 'trademark'],
}

const INSTRUMENTS: Words = {
  QUERY_NOTICE: ['财产查询通知', 'query notice'],
  CONTROL_RULING: ['查封、扣押、冻结裁定', 'control ruling'],
  RENEWAL_RULING: ['续行查封、冻结裁定', 'renewal ruling'],
  RELEASE_RULING: ['解除、减少查封冻结裁定', 'release ruling'],
  VARIATION_RULING: ['中止、恢复措施裁定', 'variation ruling'],
  DISPOSAL_RULING: ['划拨、处分裁定', 'disposal ruling'],
  TRANSFER_LETTER: ['商请移送处置函', 'transfer letter'],
}

const CONTROLS: Words = {
  ORDERED: ['已发出，待反馈', 'ordered, no answer yet'],
  EFFECTIVE: ['已生效', 'in effect'],
  WAITING: ['轮候', 'waiting'],
  SUSPENDED: ['已中止', 'suspended'],
  REJECTED: ['被退回', 'rejected'],
  FAILED: ['未能控制', 'failed'],
  RELEASED: ['已解除', 'released'],
  EXPIRED: ['期满失效', 'expired'],
  SURPLUS_CLAIM: ['对剩余款项主张', 'claim to the surplus'],
  DISPOSED: ['已处分', 'disposed of'],
  CONVERTED_TO_DISPOSAL: ['已转为处分', 'converted to disposal'],
}

const ORDERS: Words = {
  SENT: ['已发出', 'sent'],
  RECEIVED: ['已收到', 'received'],
  RETRIEVED: ['已取得附件', 'annex retrieved'],
  ACCEPTED: ['已受理', 'taken on'],
  REJECTED: ['已退回', 'rejected'],
  FULFILLED: ['已完成', 'fulfilled'],
  PARTIAL: ['部分完成', 'fulfilled in part'],
  FAILED: ['未能完成', 'failed'],
  REFUSED: ['未被接收', 'not taken by the other ledger'],
}

const RUNGS: Words = {
  submitted: ['已提交', 'submitted'],
  resent: ['已重发', 'sent again'],
  delivered: ['已送达', 'delivered'],
  retrieved: ['已取得附件', 'annex retrieved'],
  'retrieval-failed': ['未取得附件', 'annex not retrieved'],
  accepted: ['已受理', 'taken on'],
  rejected: ['已退回', 'rejected'],
  fulfilled: ['已完成', 'fulfilled'],
  partial: ['部分完成', 'fulfilled in part'],
  failed: ['未能完成', 'failed'],
  refused: ['未被接收', 'not taken'],
  'timed-out': ['已超时', 'timed out'],
  'feedback-verified': ['反馈已核验', 'answer verified'],
}

const OUTCOMES: Words = {
  answered: ['期限内已反馈', 'answered in time'],
  silent: ['已送达，期限内未反馈', 'delivered and not answered'],
  undelivered: ['期限内未送达', 'not delivered in time'],
  'no-newer-header': ['期限后未见对方新区块', 'no newer header of the other ledger'],
}

const EVENTS: Words = {
  PROMOTED: ['轮候转为生效', 'promoted: in effect'],
  DEMOTED: ['在先登记出现，转为轮候', 'an earlier registration became known: waiting'],
  EXPIRED: ['期满失效', 'expired'],
  RELEASED: ['已解除', 'released'],
  SURPLUS_CLAIM: ['对剩余款项主张', 'claim to the surplus'],
  DISPOSED: ['已处分', 'disposed of'],
  DISPOSAL_RECEIVED: ['取得处置权', 'right of disposal received'],
  BOOKED_LATE: ['停止前已办理', 'carried out before it was stopped'],
}

const PROPOSALS: Words = {
  RELEASE: ['解除措施', 'release'],
  REDUCE: ['减少控制额', 'reduce'],
  RENEW: ['续行措施', 'renew'],
}

const STAYS: Words = {
  BANKRUPTCY_ACCEPTED: ['破产申请已受理', 'bankruptcy was accepted'],
  REVIEW_OF_DOCUMENT: ['执行依据再审、审查中', 'the document is under review'],
  SETTLEMENT: ['执行和解', 'settlement'],
  GUARANTY: ['提供执行担保', 'guaranty'],
  OTHER: ['其他', 'other'],
}

const LIMITATIONS: Words = {
  IN_TIME: ['在申请执行时效内', 'applied for in time'],
  ACCEPT_WITH_DEFENCE: ['逾期申请，已受理，被执行人可提出异议', 'applied for late: filed, and the debtor may object'],
  PROVISIONAL: ['时效待定', 'provisional'],
}

const REVOCATIONS: Words = {
  ISSUED_IN_ERROR: ['作出有误', 'issued in error'],
  SET_ASIDE: ['被撤销', 'set aside'],
  GROUND_GONE: ['原因消失', 'its ground is gone'],
  NOT_RATIFIED: ['未经确认', 'not ratified'],
}

const DIFFERENCES: Words = {
  ADDED: ['方案中没有', 'not in the plan'],
  LEFT_OUT: ['方案中有而未采取', 'planned and left out'],
  MORE: ['多于方案', 'more than planned'],
  LESS: ['少于方案', 'less than planned'],
  TERM: ['期限与方案不同', 'another term than planned'],
}

const ANNEXES: Words = {
  NONE: ['没有附件', 'no annex'],
  WAITING: ['附件待发送', 'annex waits'],
  SENT: ['附件已发送', 'annex sent'],
  RETRIEVED: ['对方已取得附件', 'annex retrieved'],
  OPENED: ['反馈附件已核对', 'annex of the answer opened'],
  FAILED: ['对方未取得附件', 'annex not retrieved'],
}

const TABLES = {
  action: ACTIONS,
  asset: ASSETS,
  instrument: INSTRUMENTS,
  control: CONTROLS,
  order: ORDERS,
  rung: RUNGS,
  outcome: OUTCOMES,
  event: EVENTS,
  proposal: PROPOSALS,
  stay: STAYS,
  limitation: LIMITATIONS,
  revocation: REVOCATIONS,
  difference: DIFFERENCES,
  annex: ANNEXES,
} as const

/** What a code of an order, a measure or an instrument says; the code itself where there are no words for it. */
export function enforcementWords(table: keyof typeof TABLES, code: string): Bilingual {
  const [zh, en] = TABLES[table][code] ?? [code, code]
  return { zh, en }
}

const NEGATIVE: readonly string[] = ['retrieval-failed', 'rejected', 'failed', 'refused', 'timed-out']

export interface Rung {
  readonly rung: string
  readonly atMs: number
}

export function rungView({ rung, atMs }: Rung): { rung: string; text: Bilingual; atMs: number; isNegative: boolean } {
  return { rung, text: enforcementWords('rung', rung), atMs, isNegative: NEGATIVE.includes(rung) }
}

const CENTS = 100

/** `1234.50`, without separators of thousands: the same in both languages. */
function money(cents: number): string {
  return `${Math.floor(cents / CENTS)}.${String(cents % CENTS).padStart(2, '0')}`
}

/** An effect in words: what is done, to what kind of property, up to which amount, for how long. */
export function effectWords({ action, asset, limitCents, currency, months, whole }: EffectView): Bilingual[] {
  const lines: Bilingual[] = [enforcementWords('action', action)]
  if (asset !== null) lines.push(enforcementWords('asset', asset))
  if (limitCents !== null) lines.push(amountWords(action, limitCents, currency))
  if (whole) lines.push({ zh: '不可分割，整体控制', en: 'cannot be divided: controlled as a whole' })
  if (months !== null) lines.push({ zh: `期限 ${months} 个月`, en: `term of ${months} months` })
  return lines
}

function amountWords(action: EffectView['action'], cents: number, currency: string): Bilingual {
  const amount = `${money(cents)} ${currency}`
  if (action === 'REDUCE') return { zh: `保留 ${amount}`, en: `${amount} stay under control` }
  if (action === 'DEDUCT') return { zh: `划拨 ${amount}`, en: `${amount} are deducted` }
  return { zh: `限额 ${amount}`, en: `up to ${amount}` }
}
