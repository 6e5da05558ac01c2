import type {
  CreditBoard,
  CreditCheckBoard,
  CreditReconciliation,
  CreditSupervision,
  PropagationRow,
  PublicCheckAnswer,
  SubscriptionView,
  WithdrawalRow,
} from '@xiezhi/gateway-api'
import { ENDED_ID, ENTRY_ID, entry } from './credit.ts'
import { DAY_MS, DIGEST, HOUR_MS, idOf, NOW_MS } from './scene.ts'

const CLIENT = 'institutions-0'
const OWNER = { owner: 'COURT_ENFORCER', ownerText: { zh: '法院执行人员', en: 'Enforcement officer' } }

function subscription(subscriber: string, change: Partial<SubscriptionView> = {}): SubscriptionView {
  return {
    client: CLIENT,
    subscriber,
    lists: ['DISHONEST', 'CONSUMPTION'],
    scope: 'FULL',
    scopeText: { zh: '全部信息', en: 'Full' },
    purpose: 'JOINT_MEASURES',
    legalBasis: 'OPINIONS_ART_26',
    measures: [
      { measure: 'BIDDING', text: { zh: '招标投标', en: 'Bidding' } },
      { measure: 'FINANCING_CREDIT', text: { zh: '融资信贷', en: 'Financing and credit' } },
    ],
    validTo: '2027-12-31',
    grantedAtMs: NOW_MS - 100 * DAY_MS,
    endedAtMs: null,
    suspendedAtMs: null,
    held: 120,
    unconfirmed: 3,
    openWithdrawals: 2,
    late: 0,
    recordKey: `listing/subscription/${CLIENT}/${subscriber}`,
    ...change,
  }
}

export const subscriptions: readonly SubscriptionView[] = [
  subscription('credit-platform'),
  subscription('enterprise-publicity', { scope: 'BASIC', scopeText: { zh: '基本信息', en: 'Basic' }, held: 60 }),
  subscription('railway', {
    scope: 'TOKEN',
    scopeText: { zh: '仅是否有效', en: 'Whether active only' },
    purpose: 'TICKETING',
    measures: [{ measure: 'HIGH_CONSUMPTION', text: { zh: '限制高消费', en: 'High consumption' } }],
    openWithdrawals: 4,
    late: 2,
  }),
  subscription('aviation', { endedAtMs: NOW_MS - 3 * DAY_MS, held: 0, unconfirmed: 0, openWithdrawals: 0 }),
]

export const propagation: readonly PropagationRow[] = [
  {
    entryId: ENTRY_ID,
    list: 'DISHONEST',
    client: CLIENT,
    subscriber: 'credit-platform',
    state: 'CONFIRMED',
    stateText: { zh: '已回执', en: 'Receipt given' },
    sentRevision: 2,
    confirmedRevision: 2,
    sentAtMs: NOW_MS - 2 * DAY_MS,
    deliveredAtMs: NOW_MS - 2 * DAY_MS + 2_000,
    confirmedAtMs: NOW_MS - 2 * DAY_MS + 60_000,
    annex: 'OPENED',
    ...OWNER,
    dueAtMs: null,
    dueOn: null,
  },
  {
    entryId: ENTRY_ID,
    list: 'DISHONEST',
    client: CLIENT,
    subscriber: 'railway',
    state: 'DELIVERED',
    stateText: { zh: '已送达', en: 'Delivered' },
    sentRevision: 2,
    confirmedRevision: 1,
    sentAtMs: NOW_MS - HOUR_MS,
    deliveredAtMs: NOW_MS - HOUR_MS,
    confirmedAtMs: null,
    annex: 'NONE',
    ...OWNER,
    dueAtMs: NOW_MS + 23 * HOUR_MS,
    dueOn: null,
  },
]

export const withdrawals: readonly WithdrawalRow[] = [
  {
    entryId: ENDED_ID,
    list: null,
    client: CLIENT,
    subscriber: 'railway',
    state: 'LATE',
    stateText: { zh: '逾期', en: 'Late' },
    withdrawnAtMs: NOW_MS - 4 * DAY_MS,
    deliveredAtMs: NOW_MS - 4 * DAY_MS,
    confirmedAtMs: null,
    shownAtMs: null,
    evidenceDigest: null,
    rungs: [
      { rung: 'ALARM', text: { zh: '24小时告警', en: 'Alarm after 24 hours' }, atMs: NOW_MS - 3 * DAY_MS },
      { rung: 'REPORT', text: { zh: '72小时报告', en: 'Report after 72 hours' }, atMs: NOW_MS - DAY_MS },
    ],
    ...OWNER,
    dueAtMs: null,
    dueOn: '2026-12-01',
    recordKey: `listing/withdrawal/${ENDED_ID}/${CLIENT}/railway`,
  },
]

export const creditReconciliations: readonly CreditReconciliation[] = [
  {
    client: CLIENT,
    subscriber: 'credit-platform',
    month: '2026-11',
    state: 'DIFFERENT',
    stateText: { zh: '有差异', en: 'Different' },
    courtCount: 10_482,
    receiverCount: 10_481,
    differing: 1,
    resend: [ENTRY_ID],
    withdraw: [],
    atMs: NOW_MS - DAY_MS,
    recordKey: `listing/reconciliation/${CLIENT}/credit-platform/2026-11`,
  },
  {
    client: CLIENT,
    subscriber: 'railway',
    month: '2026-11',
    state: 'MISSING',
    stateText: { zh: '未申报', en: 'Not stated' },
    courtCount: null,
    receiverCount: null,
    differing: 0,
    resend: [],
    withdraw: [],
    atMs: null,
    recordKey: null,
  },
]

export const creditBoard: CreditBoard = {
  asOfMs: NOW_MS,
  entries: [
    { list: 'DISHONEST', active: 118, suspended: 1, deletionDue: 1 },
    { list: 'CONSUMPTION', active: 240, suspended: 3, deletionDue: 0 },
  ],
  subscribers: [...subscriptions],
  late: [...withdrawals],
  alarms: entry.alarms,
}

export const creditSupervision: CreditSupervision = {
  decisions: [
    { month: '2026-10', list: 'DISHONEST', situation: 4, decided: 12, published: 11, ended: 2 },
    { month: '2026-11', list: 'DISHONEST', situation: 1, decided: 20, published: 19, ended: 6 },
    { month: '2026-11', list: 'CONSUMPTION', situation: null, decided: 41, published: 40, ended: 9 },
  ],
  ends: [
    {
      month: '2026-11',
      list: 'DISHONEST',
      end: 'DELETED',
      text: { zh: '已删除', en: 'Deleted' },
      count: 6,
      late: 1,
      withoutEvent: 0,
    },
    {
      month: '2026-11',
      list: 'DISHONEST',
      end: 'EARLY_DELETED',
      text: { zh: '提前删除', en: 'Deleted early' },
      count: 3,
      late: 0,
      withoutEvent: 2,
    },
  ],
  objections: [
    { month: '2026-10', raised: 4, upheld: 1, refused: 3, reconsidered: 1, appealsUpheld: 1, late: 0 },
    { month: '2026-11', raised: 5, upheld: 2, refused: 2, reconsidered: 0, appealsUpheld: 0, late: 1 },
  ],
  lateness: [
    {
      subscriber: 'credit-platform',
      withdrawals: 15,
      confirmed: 15,
      late: 0,
      violations: 0,
      stillShown: 0,
      medianMs: 4_000,
    },
    {
      subscriber: 'railway',
      withdrawals: 15,
      confirmed: 11,
      late: 4,
      violations: 1,
      stillShown: 1,
      medianMs: 7_200_000,
    },
  ],
  uses: [
    {
      month: '2026-11',
      subscriber: 'credit-platform',
      purpose: 'JOINT_MEASURES',
      measure: 'BIDDING',
      text: { zh: '招标投标', en: 'Bidding' },
      count: 31,
    },
  ],
  lookups: [
    { month: '2026-10', subscriber: 'railway', purpose: 'TICKETING', count: 120_000 },
    { month: '2026-11', subscriber: 'railway', purpose: 'TICKETING', count: 180_000 },
    { month: '2026-11', subscriber: 'credit-platform', purpose: 'JOINT_MEASURES', count: 4_200 },
  ],
  open: [
    {
      kind: 'RECEIPT_LATE',
      text: { zh: '撤除后24小时无回执', en: 'No receipt 24 hours after the withdrawal' },
      count: 2,
      oldestAtMs: NOW_MS - 3 * DAY_MS,
    },
  ],
  isComplete: true,
}

export const creditChecks: CreditCheckBoard = {
  today: [
    { client: CLIENT, subscriber: 'railway', purpose: 'TICKETING', count: 5_210, refused: 3 },
    { client: null, subscriber: null, purpose: 'PUBLIC_CHECK', count: 40, refused: 2 },
  ],
  batches: [
    {
      batchId: idOf(0xd1),
      root: DIGEST,
      count: 512,
      fromMs: NOW_MS - 60_000,
      toMs: NOW_MS - 59_800,
      recordedAtMs: NOW_MS - 59_000,
    },
    { batchId: idOf(0xd2), root: DIGEST, count: 8, fromMs: NOW_MS - 400, toMs: NOW_MS - 200, recordedAtMs: null },
  ],
  alarms: [
    {
      kind: 'VOLUME',
      subscriber: 'railway',
      day: '2026-11-28',
      atMs: NOW_MS - DAY_MS,
    },
  ],
}

/** Of the public page: the invented debtor is on the list, anybody else is not. */
export function checkOf(body: { readonly name: string; readonly certificateNumber: string }): PublicCheckAnswer {
  const isActive = body.name === '钱示例' && body.certificateNumber === '11010119900101002X'
  return {
    isActive,
    entries: isActive
      ? [
          {
            list: 'DISHONEST',
            court: 'court-a',
            courtName: { zh: '示例区人民法院（虚构）', en: 'Sample District Court (invented)' },
            situation: 4,
            decidedOn: '2026-10-08',
            publishedAtMs: NOW_MS - 50 * DAY_MS,
            to: '2028-10-08',
            isObjected: true,
          },
        ]
      : [],
    height: 4_217,
    answeredAtMs: NOW_MS,
  }
}
