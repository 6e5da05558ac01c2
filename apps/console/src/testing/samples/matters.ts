import type {
  CaseObjectionView,
  CreditorView,
  DebtNoticeView,
  MattersView,
  PreservationView,
  SubmissionView,
  TransferView,
  WrittenView,
} from '@xiezhi/gateway-api'
import { RECORD_KEYS } from '../evidence.ts'
import { FLAT_ID, MEASURE_ID, orderId } from './enforcement-scene.ts'
import { CASE_ID, DAY_MS, DIGEST, HOUR_MS, idOf, NOW_MS, OTHER_CASE_ID, OTHER_DIGEST } from './scene.ts'

const recordKey = RECORD_KEYS.request

export function written(text: string | null, fileDigest: string | null = null): WrittenView {
  return { digest: DIGEST, text, state: text === null ? 'erased' : 'held', fileDigest }
}

const flat = {
  measureId: FLAT_ID,
  orderId: orderId(3),
  institution: 'land',
  asset: 'REAL_ESTATE',
  label: '住宅 示例区示例路1号',
} as const

export const objection: CaseObjectionView = {
  caseId: CASE_ID,
  objectionId: idOf(0x71),
  kind: 'THIRD_PARTY',
  kindText: { zh: '案外人异议', en: 'objection of a third party' },
  raisedBy: { as: 'THIRD_PARTY', name: '吴示例（虚构）', institution: null },
  measure: flat,
  orderId: flat.orderId,
  earlierId: null,
  grounds: written('房屋由本人出资购买并居住（虚构）', OTHER_DIGEST),
  receivedOn: '2026-11-20',
  due: { rawEnd: '2026-12-05', legalEnd: '2026-12-07', daysLeft: 8 },
  isOverdue: false,
  state: 'OPEN',
  stateText: { zh: '待裁定', en: 'to be decided' },
  decision: null,
  remedy: null,
  mayDecide: true,
  recordKey,
}
const decided: CaseObjectionView = {
  ...objection,
  objectionId: idOf(0x72),
  kind: 'CONDUCT',
  kindText: { zh: '执行行为异议', en: 'objection to the conduct' },
  raisedBy: { as: 'DEBTOR', name: '钱示例（虚构）', institution: null },
  measure: null,
  orderId: null,
  grounds: written(null),
  receivedOn: '2026-10-20',
  due: { rawEnd: '2026-11-04', legalEnd: '2026-11-04', daysLeft: -25 },
  state: 'DISMISSED',
  stateText: { zh: '驳回', en: 'dismissed' },
  decision: {
    reasons: written('执行行为符合规定（虚构）'),
    officer: 'judge',
    servedOn: '2026-11-24',
    inTime: false,
  },
  remedy: {
    kind: 'RECONSIDERATION',
    text: { zh: '向上一级法院申请复议', en: 'reconsideration by the court above' },
    until: { rawEnd: '2026-12-04', legalEnd: '2026-12-04', daysLeft: 5 },
  },
}
export const objections: CaseObjectionView[] = [
  objection,
  decided,
  {
    ...objection,
    objectionId: idOf(0x73),
    kind: 'INSTITUTION',
    kindText: { zh: '协助单位异议', en: 'objection of an institution' },
    raisedBy: { as: 'INSTITUTION', name: null, institution: 'bank' },
    due: { rawEnd: '2026-11-25', legalEnd: '2026-11-25', daysLeft: -4 },
    isOverdue: true,
  },
]

const FIRST_COURT = { zh: '示例市示例区人民法院', en: 'Sample District People’s Court' }
const SECOND_COURT = { zh: '示例市第二人民法院', en: 'Second Sample People’s Court' }

export const transfer: TransferView = {
  transferId: idOf(0x81),
  ground: 'PRIORITY_CREDITOR_COURT',
  groundText: { zh: '优先债权执行法院商请', en: 'the court of a priority creditor asks' },
  from: { caseId: CASE_ID, organisation: 'court-a', organisationName: FIRST_COURT, measureId: FLAT_ID },
  to: { caseId: OTHER_CASE_ID, organisation: 'court-b', organisationName: SECOND_COURT, measureId: MEASURE_ID },
  request: written('抵押权人申请执行，首封已逾六十日（虚构）'),
  requestedOn: '2026-11-10',
  answerBy: '2026-11-25',
  isOverdue: true,
  reserve: true,
  state: 'REQUESTED',
  stateText: { zh: '待答复', en: 'waits' },
  decisions: [],
  isEnded: false,
  instrumentId: null,
  mayAnswer: true,
  mayGrant: true,
  mayDecide: false,
  recordKey,
}

export const debtNotice: DebtNoticeView = {
  measure: { measureId: idOf(0x91), orderId: orderId(5), institution: 'bank', asset: 'RECEIVABLE', label: '货款' },
  noticeDigest: DIGEST,
  servedOn: '2026-11-18',
  objectBy: { rawEnd: '2026-12-03', legalEnd: '2026-12-03', daysLeft: 4 },
  objectedOn: null,
  objection: null,
  verdict: 'WAIT',
  verdictText: { zh: '期限未满', en: 'the term runs' },
  recordKey,
}

export const preservation: PreservationView = {
  caseId: OTHER_CASE_ID,
  caseNumber: '（2026）京0101财保12号',
  organisation: 'court-a',
  kind: 'PRE_SUIT',
  kindText: { zh: '诉前保全', en: 'before a suit' },
  legalBasis: { zh: '《民事诉讼法》第一百零四条', en: 'Civil Procedure Law, art. 104' },
  rulingDigest: DIGEST,
  amountCents: 50_000_000,
  currency: 'CNY',
  security: { cents: 50_000_000, digest: OTHER_DIGEST },
  performanceEndsOn: null,
  state: 'OPEN',
  stateText: { zh: '保全中', en: 'in force' },
  filedOn: null,
  filing: { fromOn: '2026-11-02', until: { rawEnd: '2026-12-02', legalEnd: '2026-12-02', daysLeft: 3 } },
  openedAtMs: NOW_MS - 27 * DAY_MS,
  recordKey,
}

const creditor: CreditorView = {
  creditorId: idOf(0xc1),
  class: 'PRIORITY',
  name: '示例银行（虚构）',
  nameState: 'held',
  cents: 40_000_000,
  ground: '抵押权（虚构）',
  sealedAtMs: null,
  appliedOn: '2026-11-01',
  enteredBy: 'enforcer',
  withdrawnAtMs: null,
}

export const matters: MattersView = {
  caseId: CASE_ID,
  preservation: null,
  objections,
  transfers: [transfer],
  sales: [{ measure: flat, on: '2026-11-12', noticeDigest: DIGEST, recordKey }],
  debtNotices: [debtNotice],
  wrongs: [
    {
      wrongId: idOf(0xd1),
      orderId: orderId(2),
      kind: 'OVER_CONTROL',
      kindText: { zh: '超标的控制', en: 'over-control' },
      finding: written('冻结金额超过应执行金额（虚构）'),
      officer: 'judge',
      foundAtMs: NOW_MS - 3 * DAY_MS,
      remedies: [orderId(4)],
      state: 'FOUND',
      stateText: { zh: '待决定赔偿', en: 'to be decided' },
      decision: null,
      recordKey,
    },
  ],
  rounds: [
    {
      number: 1,
      rulingDigest: DIGEST,
      consumptionOrderDigest: DIGEST,
      listingDigest: null,
      searchDigest: DIGEST,
      hearingDigest: DIGEST,
      endedOn: '2026-02-10',
      requeryUntil: '2031-02-10',
      officer: 'judge',
      resumedOn: '2026-09-02',
      resumption: written('申请执行人提供财产线索（虚构）'),
      requeries: [
        { number: 1, dueOn: '2026-08-10', state: 'DONE', instrumentId: idOf(0x12) },
        { number: 2, dueOn: '2027-02-10', state: null, instrumentId: null },
      ],
      recordKey,
    },
  ],
  creditors: [
    creditor,
    {
      ...creditor,
      creditorId: idOf(0xc2),
      class: 'ORDINARY',
      name: '周示例（虚构）',
      cents: 34_752_200,
      sealedAtMs: NOW_MS - 90 * DAY_MS,
    },
    { ...creditor, creditorId: idOf(0xc3), name: null, nameState: 'erased', withdrawnAtMs: NOW_MS - DAY_MS },
  ],
  roundMayEndFrom: '2027-02-10',
}

export const submission: SubmissionView = {
  submissionId: idOf(0xf1),
  kind: 'CONDUCT',
  kindText: { zh: '执行行为异议', en: 'objection to the conduct' },
  orderId: orderId(2),
  earlierId: null,
  reasons: '冻结了生活必需费用（虚构）',
  fileDigest: null,
  submittedAtMs: NOW_MS - 5 * HOUR_MS,
  state: 'SUBMITTED',
  stateText: { zh: '已提交', en: 'handed in' },
  returnReasons: null,
  objectionId: null,
  caseId: CASE_ID,
  raisedBy: { as: 'DEBTOR', name: '钱示例（虚构）' },
}
