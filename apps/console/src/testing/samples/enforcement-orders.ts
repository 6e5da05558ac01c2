import type { InstrumentView, OrderView } from '@xiezhi/gateway-api'
import { RECORD_KEYS } from '../evidence.ts'
import { ACCOUNT_ID, CURRENCY, orderId } from './enforcement-scene.ts'
import { DAY_MS, DIGEST, HOUR_MS, idOf, NOW_MS } from './scene.ts'

const INSTRUMENT_ID = idOf(0x11)

export const words = {
  zh: '冻结被执行人在示例银行的存款，以人民币320,000.00元为限，期限12个月',
  en: 'Freeze the deposit up to CNY 320,000.00 for 12 months',
}
export const effect = {
  action: 'FREEZE',
  asset: 'DEPOSIT',
  limitCents: 32_000_000,
  currency: CURRENCY,
  months: 12,
  whole: false,
  measureId: null,
} as const
const rung = (
  name: string,
  zh: string,
  en: string,
  hours: number,
  isNegative = false,
): OrderView['ladder'][number] => ({
  rung: name,
  text: { zh, en },
  atMs: NOW_MS - hours * HOUR_MS,
  isNegative,
})
const order: OrderView = {
  orderId: orderId(2),
  instrumentId: INSTRUMENT_ID,
  instrumentKind: 'CONTROL_RULING',
  institution: 'bank',
  effect,
  words: [words],
  propertyId: ACCOUNT_ID,
  relation: null,
  state: 'FULFILLED',
  stateText: { zh: '已办理', en: 'Carried out' },
  result: {
    kind: 'FULFILLED',
    reason: null,
    rank: 0,
    from: '2026-01-09',
    to: '2027-01-08',
    amountCents: 32_000_000,
    decidedAtMs: NOW_MS - 190 * HOUR_MS,
  },
  ladder: [
    rung('SENT', '已发出', 'sent', 192),
    rung('DELIVERED', '已送达', 'delivered', 191.9),
    rung('RETRIEVED', '附件已取得', 'annex retrieved', 191.5),
    rung('ACCEPTED', '已受理', 'taken on', 191),
    rung('FULFILLED', '已办理', 'carried out', 190),
  ],
  outcome: { kind: 'ANSWERED', text: { zh: '按期反馈', en: 'answered in time' }, atMs: NOW_MS - 190 * HOUR_MS },
  sentAtMs: NOW_MS - 192 * HOUR_MS,
  deadlineMs: NOW_MS - 168 * HOUR_MS,
  answeredAtMs: NOW_MS - 190 * HOUR_MS,
  annex: { state: 'OPENED', text: { zh: '附件已打开', en: 'annex opened' } },
  mayResend: false,
  recordKey: RECORD_KEYS.request,
}
const silent: OrderView = {
  ...order,
  orderId: orderId(5),
  institution: 'vehicles',
  effect: { ...effect, action: 'QUERY', asset: null, limitCents: null, months: null },
  instrumentKind: 'QUERY_NOTICE',
  words: [{ zh: '查询被执行人名下机动车', en: 'Query vehicles of the debtor' }],
  propertyId: null,
  state: 'SENT',
  stateText: { zh: '待反馈', en: 'not answered' },
  result: null,
  ladder: [
    rung('SENT', '已发出', 'sent', 30),
    rung('DELIVERED', '已送达', 'delivered', 29.9),
    rung('SILENT', '到期未反馈（已证明）', 'silence proved', 5, true),
  ],
  outcome: { kind: 'SILENT', text: { zh: '到期未反馈', en: 'silent at the deadline' }, atMs: NOW_MS - 5 * HOUR_MS },
  deadlineMs: NOW_MS - 6 * HOUR_MS,
  answeredAtMs: null,
  annex: { state: 'SENT', text: { zh: '附件已发送', en: 'annex sent' } },
  mayResend: true,
}

const instrument: InstrumentView = {
  instrumentId: INSTRUMENT_ID,
  kind: 'CONTROL_RULING',
  kindText: { zh: '查封冻结裁定', en: 'Control ruling' },
  documentDigest: DIGEST,
  noticeNo: '（2026）京0101执2345号协执1',
  rulingNo: '（2026）京0101执2345号之一',
  signers: [
    { organisation: 'court-a', officer: 'enforcer', role: 'COURT_ENFORCER' },
    { organisation: 'court-a', officer: 'judge', role: 'COURT_JUDGE' },
  ],
  signedAtMs: NOW_MS - 192 * HOUR_MS,
  validFrom: '2026-11-21',
  validTo: null,
  emergency: false,
  ratification: null,
  ratifyByMs: null,
  state: 'IN_FORCE',
  revocation: null,
  orders: 2,
  superseded: 0,
  document: null,
  recordKey: RECORD_KEYS.request,
}

export const orders: OrderView[] = [order, silent]
export const instruments: InstrumentView[] = [
  instrument,
  { ...instrument, instrumentId: idOf(0x13), emergency: true, ratifyByMs: NOW_MS + DAY_MS },
]
