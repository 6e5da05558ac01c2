import type {
  CreditDifferenceRow,
  CreditEntryRow,
  CreditEntryView,
  CreditReceiptRow,
  CreditSetRow,
  CreditSummary,
  CreditUseRow,
} from '@xiezhi/gateway-api'
import { ENDED_ID, ENTRY_ID, listTexts } from './credit.ts'
import { DAY_MS, DIGEST, HOUR_MS, idOf, NOW_MS } from './scene.ts'

export const COURT_CLIENT = 'court-a-0'

const row: CreditEntryRow = {
  client: COURT_CLIENT,
  entryId: ENTRY_ID,
  revision: 2,
  scope: 'FULL',
  list: 'DISHONEST',
  listText: listTexts.DISHONEST,
  court: 'court-a',
  from: '2026-10-10',
  to: '2028-10-08',
  untilEvent: false,
  state: 'HELD',
  stateText: { zh: '有效', en: 'Active' },
  objection: 'CONTENT',
  purpose: 'JOINT_MEASURES',
  measures: [
    { measure: 'BIDDING', text: { zh: '招标投标', en: 'Bidding' } },
    { measure: 'FINANCING_CREDIT', text: { zh: '融资信贷', en: 'Financing and credit' } },
  ],
  receivedAtMs: NOW_MS - 2 * DAY_MS,
  withdrawnAtMs: null,
  alarmAtMs: null,
  step: 'CONFIRMED',
  stepText: { zh: '法院已收到回执', en: 'The court has the receipt' },
  stepAtMs: NOW_MS - 2 * DAY_MS,
  receipt: { revision: 2, isWithdrawal: false, atMs: NOW_MS - 2 * DAY_MS },
}

const withdrawn: CreditEntryRow = {
  ...row,
  entryId: ENDED_ID,
  list: null,
  listText: null,
  court: null,
  scope: 'TOKEN',
  from: null,
  to: null,
  untilEvent: true,
  state: 'WITHDRAWN',
  stateText: { zh: '应当删除', en: 'To be deleted' },
  objection: null,
  withdrawnAtMs: NOW_MS - 20 * HOUR_MS,
  alarmAtMs: NOW_MS + 4 * HOUR_MS,
  step: 'WAITING_PERSON',
  stepText: { zh: '等待人工办理', en: 'Waits for a person' },
  receipt: null,
}

export const held: readonly CreditEntryRow[] = [row, withdrawn]

const view: CreditEntryView = {
  ...row,
  legalBasis: 'OPINIONS_ART_26',
  basisDigest: DIGEST,
  situation: 4,
  situationText: { zh: '违反财产报告制度', en: 'Breach of the duty to report property' },
  categories: [],
  record: [
    { key: 'iname', label: { zh: '被执行人姓名', en: 'Name' }, value: '钱示例' },
    { key: 'cardNum', label: { zh: '证件号码', en: 'Certificate' }, value: '1101**********002X' },
  ],
  recordState: 'held',
  problem: null,
  uses: [
    { useId: idOf(0xc6), measure: 'BIDDING', action: 'REFUSE', count: 1, purpose: 'JOINT_MEASURES', on: '2026-11-20' },
  ],
  mayUse: true,
  mayUseReason: null,
  mayConfirm: false,
  recordKey: `listing/mirror/${COURT_CLIENT}/credit-platform/${ENTRY_ID}`,
}

/** The one that stands may be used; of the withdrawn one the deletion is to be confirmed. */
export function heldEntry(entryId: string): CreditEntryView {
  if (entryId === ENTRY_ID) return view
  return {
    ...view,
    ...withdrawn,
    record: [],
    recordState: 'none',
    uses: [],
    situation: null,
    situationText: null,
    legalBasis: null,
    mayUse: false,
    mayUseReason: { zh: '该信息已撤除，不得使用', en: 'It was withdrawn and may not be used' },
    mayConfirm: true,
  }
}

export const creditSummary: CreditSummary = {
  subscriber: 'credit-platform',
  isAutomatic: true,
  isPlatformUp: false,
  held: 120,
  waitingToShow: 2,
  waitingToDelete: 1,
  refused: 0,
  oldestDeletionAtMs: NOW_MS - 20 * HOUR_MS,
  openDifferences: 1,
  comparedOn: '2026-11-29',
}

export const creditReceipts: readonly CreditReceiptRow[] = [
  {
    client: COURT_CLIENT,
    entryId: ENDED_ID,
    revision: 3,
    isWithdrawal: true,
    atMs: NOW_MS - DAY_MS,
    tookMs: 42_000,
    recordKey: `listing/receipt/${COURT_CLIENT}/credit-platform/${ENDED_ID}`,
  },
]

export const creditUses: readonly CreditUseRow[] = [
  {
    client: COURT_CLIENT,
    useId: idOf(0xc6),
    entryId: ENTRY_ID,
    measure: 'BIDDING',
    measureText: { zh: '招标投标', en: 'Bidding' },
    action: 'REFUSE',
    actionText: { zh: '不予办理', en: 'Refused' },
    count: 1,
    purpose: 'JOINT_MEASURES',
    on: '2026-11-20',
    hasReason: true,
    recordKey: `listing/use/${COURT_CLIENT}/credit-platform/${idOf(0xc6)}`,
  },
]

export const creditSets: readonly CreditSetRow[] = [
  {
    client: COURT_CLIENT,
    month: '2026-11',
    state: 'DIFFERENT',
    stateText: { zh: '有差异', en: 'Different' },
    courtCount: 10_482,
    ownCount: 10_481,
    differing: 1,
    resent: [ENTRY_ID],
    withdrawn: [],
    atMs: NOW_MS - DAY_MS,
    recordKey: `listing/reconciliation/${COURT_CLIENT}/credit-platform/2026-11`,
  },
]

export const creditDifferences: readonly CreditDifferenceRow[] = [
  {
    client: COURT_CLIENT,
    entryId: ENTRY_ID,
    kind: 'OLD',
    kindText: { zh: '展示的是旧内容', en: 'Shown as it was before' },
    foundAtMs: NOW_MS - 6 * HOUR_MS,
    repairedAtMs: null,
  },
]
