import type {
  ControlPlan,
  DraftView,
  EnforcementSummary,
  EnforcementView,
  ReleaseProposalView,
  RouteOutput,
  Routes,
} from '@xiezhi/gateway-api'
import { RECORD_KEYS } from '../evidence.ts'
import { effect, instruments, orders, words } from './enforcement-orders.ts'
import { owed, steps } from './enforcement-owed.ts'
import { controls, property } from './enforcement-property.ts'
import { DEBTOR_ID, ACCOUNT_ID, FLAT_ID, CAR_ID, MEASURE_ID, CURRENCY, orderId } from './enforcement-scene.ts'
import { CASE_ID, DAY_MS, DIGEST, HOUR_MS, idOf, NOW_MS, OTHER_CASE_ID, OTHER_DIGEST, TODAY } from './scene.ts'

export const DRAFT_ID = `${'d1'.repeat(32)}-0`

const summary: EnforcementSummary = {
  caseId: CASE_ID,
  caseNumber: '（2026）京0101执2345号',
  organisation: 'court-a',
  state: 'OPEN',
  appliedOn: '2026-09-02',
  openedAtMs: NOW_MS - 80 * DAY_MS,
  principalCents: 100_000_000,
  currency: CURRENCY,
  controlledCents: 32_000_000,
  liveControls: 2,
  openOrders: 1,
  openProposals: 2,
  openDrafts: 1,
  nextExpiryOn: '2027-01-08',
  openAlarms: 1,
}
export const summaries: EnforcementSummary[] = [
  summary,
  {
    ...summary,
    caseId: OTHER_CASE_ID,
    caseNumber: null,
    controlledCents: 0,
    liveControls: 0,
    openOrders: 0,
    openProposals: 0,
    openDrafts: 0,
    nextExpiryOn: null,
    openAlarms: 0,
  },
]

const reason = {
  code: 'OVER_CONTROL',
  rule: 'R20-14',
  text: { zh: '控制的金额超过应执行金额', en: 'more is controlled than is owed' },
  statute: { zh: '查封扣押冻结规定第19条', en: 'Rules on seizure art. 19' },
}
const proposal: ReleaseProposalView = {
  proposalId: idOf(0xb1),
  kind: 'REDUCE',
  kindText: { zh: '减少限额', en: 'lower the limit' },
  measureId: MEASURE_ID,
  orderId: orderId(2),
  institution: 'bank',
  asset: 'DEPOSIT',
  label: '个人结算账户 ****6781',
  limitCents: 32_000_000,
  keepCents: 20_000_000,
  reason,
  dueOn: TODAY,
  state: 'OPEN',
  draftId: null,
  instrumentId: null,
  dismissal: null,
  proposedAtMs: NOW_MS - HOUR_MS,
  endedAtMs: null,
  recordKey: RECORD_KEYS.request,
}

export const draft: DraftView = {
  draftId: DRAFT_ID,
  digest: OTHER_DIGEST,
  instrumentId: idOf(0x12),
  caseId: CASE_ID,
  kind: 'CONTROL_RULING',
  kindText: { zh: '查封冻结裁定', en: 'Control ruling' },
  noticeNo: '（2026）京0101执2345号协执2',
  rulingNo: '（2026）京0101执2345号之二',
  documentDigest: DIGEST,
  words: [
    { zh: '查封被执行人所有的小型轿车一辆，期限24个月', en: 'Seal one car of the debtor for 24 months' },
    { zh: '冻结存款以人民币300,000.00元为限，期限12个月', en: 'Freeze the deposit up to CNY 300,000.00 for 12 months' },
  ],
  effects: [
    {
      institution: 'vehicles',
      effect: { ...effect, asset: 'VEHICLE', limitCents: null, months: 24, whole: true },
      words: [{ zh: '查封小型轿车一辆，期限24个月', en: 'Seal one car for 24 months' }],
      propertyId: CAR_ID,
      label: '小型轿车 示例牌',
    },
    { institution: 'bank', effect, words: [words], propertyId: ACCOUNT_ID, label: '个人结算账户 ****6781' },
  ],
  plan: { targetCents: 72_256_600, plannedCents: 32_000_000, askedCents: 42_000_000, overCents: 0 },
  differences: [
    {
      propertyId: CAR_ID,
      label: '小型轿车 示例牌',
      what: 'ADDED',
      text: { zh: '方案未列，执行人员增加', en: 'added by the officer' },
      plannedCents: null,
      askedCents: 10_000_000,
      plannedMonths: null,
      askedMonths: 24,
      reasons: '被执行人正在联系买家，有转移可能（虚构）',
      reasonsState: 'held',
    },
  ],
  proposer: { organisation: 'court-a', officer: 'enforcer' },
  proposedAtMs: NOW_MS - HOUR_MS,
  expiresAtMs: NOW_MS + 71 * HOUR_MS,
  state: 'OPEN',
  refusal: null,
  document: null,
  mayApprove: true,
  recordKey: RECORD_KEYS.request,
}

export const view: EnforcementView = {
  ...summary,
  isPreservation: false,
  basisDigest: DIGEST,
  effectiveOn: '2026-07-31',
  performanceEndsOn: '2026-08-19',
  limitation: 'IN_TIME',
  limitationText: { zh: '在申请执行时效内', en: 'applied for in time' },
  stay: null,
  performance: null,
  closedAtMs: null,
  claim: {
    principalCents: 100_000_000,
    general: { annualRate: '0.0365', dayBasis: 365, from: '2026-07-11' },
    currency: CURRENCY,
  },
  statements: [],
  owed,
  applicants: [{ name: '孙示例', idType: 'RESIDENT_ID', idNoMasked: '****0030', representative: null }],
  basisDocument: { type: 'JUDGMENT', issuer: '示例市示例区人民法院', number: '（2025）示0101民初1号' },
  debtors: [
    {
      debtorId: DEBTOR_ID,
      kind: 'NATURAL',
      name: '钱示例（虚构）',
      nameState: 'held',
      formerNames: [],
      idType: 'RESIDENT_ID',
      idNoMasked: '****002X',
    },
  ],
  property,
  controls,
  orders,
  instruments,
  proposals: [
    proposal,
    {
      ...proposal,
      proposalId: idOf(0xb2),
      kind: 'RENEW',
      kindText: { zh: '续行', en: 'renew' },
      keepCents: null,
      dueOn: '2026-12-24',
      reason: { ...reason, code: 'EXPIRING', rule: 'R20-10', text: { zh: '期限将届满', en: 'the term ends soon' } },
    },
  ],
  drafts: [draft],
  alarms: [],
  isHalted: false,
  recordKey: RECORD_KEYS.request,
}

export const plan: ControlPlan = {
  asOf: TODAY,
  verdict: 'PARTIAL',
  verdictText: { zh: '已发现的财产只能清偿一部分', en: 'what was found covers a part' },
  owedCents: 104_256_600,
  alreadyCents: 32_000_000,
  targetCents: 72_256_600,
  controls: [
    {
      propertyId: FLAT_ID,
      institution: 'land',
      asset: 'REAL_ESTATE',
      label: '住宅 示例区示例路1号',
      numberMasked: '****0042',
      cents: 72_256_600,
      whole: true,
      netCents: 140_000_000,
      months: 36,
      to: '2029-11-28',
      renewBy: '2029-11-13',
    },
  ],
  left: [
    {
      propertyId: ACCOUNT_ID,
      label: '个人结算账户 ****6781',
      why: 'CONTROLLED',
      text: { zh: '已经控制', en: 'under control already' },
    },
    { propertyId: CAR_ID, label: '小型轿车 示例牌', why: 'NO_VALUE', text: { zh: '价值未估计', en: 'not estimated' } },
  ],
  controlledCents: 72_256_600,
  remainingCents: 0,
  overCents: 0,
  steps,
  reasons: [reason],
}

export const institutions: RouteOutput<Routes['listInstitutions']>['items'] = [
  {
    institution: 'bank',
    title: { zh: '示例银行（虚构）', en: 'Sample Bank (invented)' },
    assets: ['DEPOSIT'],
    openOrders: 0,
  },
  {
    institution: 'land',
    title: { zh: '示例不动产登记中心（虚构）', en: 'Sample Land Registry (invented)' },
    assets: ['REAL_ESTATE'],
    openOrders: 0,
  },
  {
    institution: 'vehicles',
    title: { zh: '示例车辆管理所（虚构）', en: 'Sample Vehicle Office (invented)' },
    assets: ['VEHICLE'],
    openOrders: 1,
  },
]
