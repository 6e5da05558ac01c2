import type {
  AssetLineView,
  HaltState,
  InboxRow,
  InstitutionMeasure,
  InstitutionOrderView,
  OfficerCardsView,
  RouteOutput,
  Routes,
  SupervisionView,
} from '@xiezhi/gateway-api'
import { RECORD_KEYS } from '../evidence.ts'
import { CASE_ID, DAY_MS, DIGEST, HOUR_MS, idOf, NOW_MS, OTHER_DIGEST } from './scene.ts'

export const CLIENT = '07-tendermint-0'
export const ORDER_ID = `${'02'.repeat(32)}-0`
export const ASSET_KEY = idOf(0xac)

const row: InboxRow = {
  client: CLIENT,
  orderId: ORDER_ID,
  institution: 'bank',
  court: 'court-a',
  courtName: '示例市示例区人民法院',
  caseId: CASE_ID,
  action: 'FREEZE',
  actionText: { zh: '冻结', en: 'Freeze' },
  asset: 'DEPOSIT',
  limitCents: 32_000_000,
  currency: 'CNY',
  state: 'ACCEPTED',
  stateText: { zh: '已受理', en: 'Taken on' },
  emergency: false,
  annex: 'OPENED',
  receivedAtMs: NOW_MS - 3 * HOUR_MS,
  deadlineMs: NOW_MS + 21 * HOUR_MS,
  isOverdue: false,
  isAutomatic: false,
}
export const inbox: InboxRow[] = [
  row,
  {
    ...row,
    orderId: `${'03'.repeat(32)}-0`,
    action: 'QUERY',
    actionText: { zh: '查询', en: 'Query' },
    asset: null,
    limitCents: null,
    state: 'RECEIVED',
    stateText: { zh: '已收到', en: 'Received' },
    courtName: null,
    annex: 'EXPECTED',
    emergency: true,
    deadlineMs: NOW_MS - HOUR_MS,
    isOverdue: true,
    isAutomatic: true,
  },
]

export const order: InstitutionOrderView = {
  ...row,
  effect: {
    action: 'FREEZE',
    asset: 'DEPOSIT',
    limitCents: 32_000_000,
    currency: 'CNY',
    months: 12,
    whole: false,
    measureId: null,
  },
  words: [
    {
      zh: '冻结被执行人在本行的存款，以人民币320,000.00元为限，期限12个月',
      en: 'Freeze the deposit up to CNY 320,000.00 for 12 months',
    },
  ],
  instrument: {
    instrumentId: idOf(0x11),
    kind: 'CONTROL_RULING',
    kindText: { zh: '查封冻结裁定', en: 'Control ruling' },
    documentDigest: DIGEST,
    signers: [
      { organisation: 'court-a', officer: 'enforcer', role: 'COURT_ENFORCER' },
      { organisation: 'court-a', officer: 'judge', role: 'COURT_JUDGE' },
    ],
    signedAtMs: NOW_MS - 4 * HOUR_MS,
    validFrom: '2026-11-29',
    validTo: null,
    isRevoked: false,
  },
  ladder: [
    { rung: 'DELIVERED', text: { zh: '已送达', en: 'delivered' }, atMs: NOW_MS - 3 * HOUR_MS, isNegative: false },
    {
      rung: 'RETRIEVED',
      text: { zh: '附件已取得', en: 'annex retrieved' },
      atMs: NOW_MS - 2 * HOUR_MS,
      isNegative: false,
    },
    { rung: 'ACCEPTED', text: { zh: '已受理', en: 'taken on' }, atMs: NOW_MS - HOUR_MS, isNegative: false },
  ],
  request: {
    fields: [
      { key: 'bzxrmc', label: { zh: '被执行人姓名', en: 'Name of the debtor' }, value: '钱示例（虚构）', words: null },
      {
        key: 'zjlx',
        label: { zh: '证件类型', en: 'Kind of document' },
        value: 'RESIDENT_ID',
        words: { zh: '居民身份证', en: 'resident identity card' },
      },
      {
        key: 'zjhm',
        label: { zh: '证件号码', en: 'Number of the document' },
        value: '11010119900101002X（虚构）',
        words: null,
      },
      { key: 'cbr', label: { zh: '承办人', en: 'Officer' }, value: '孙示例（虚构）', words: null },
    ],
    items: [
      {
        fields: [
          { key: 'khzh', label: { zh: '开户账号', en: 'Account' }, value: '6222000000006781（虚构）', words: null },
          { key: 'skje', label: { zh: '申请控制金额', en: 'Amount asked for' }, value: '320000.00', words: null },
        ],
      },
    ],
  },
  first: null,
  adapter: null,
  measureId: null,
  assetKey: ASSET_KEY,
  result: null,
  objections: [
    {
      objectionId: idOf(0x0b),
      grounds: '该账户为农民工工资专用账户（虚构）',
      groundsState: 'held',
      raisedAtMs: NOW_MS - HOUR_MS,
      answerBy: '2026-12-14',
      state: 'OPEN',
      decidedAtMs: null,
    },
  ],
  mayAccept: false,
  mayAnswer: true,
  recordKey: RECORD_KEYS.request,
}

const measure: InstitutionMeasure = {
  measureId: idOf(0xea),
  assetKey: ASSET_KEY,
  institution: 'bank',
  court: 'court-a',
  courtName: '示例市示例区人民法院',
  caseId: CASE_ID,
  orderId: ORDER_ID,
  client: CLIENT,
  asset: 'DEPOSIT',
  limitCents: 20_000_000,
  currency: 'CNY',
  whole: false,
  state: 'EFFECTIVE',
  stateText: { zh: '生效', en: 'In effect' },
  rank: 0,
  registeredAtMs: NOW_MS - 200 * DAY_MS,
  from: '2026-05-13',
  to: '2027-05-12',
  renewals: 0,
  endedAtMs: null,
  hasPendingDeduction: true,
  recordKey: RECORD_KEYS.request,
}
const waiting: InstitutionMeasure = {
  ...measure,
  measureId: idOf(0xeb),
  court: 'court-b',
  courtName: '示例市第二人民法院',
  limitCents: 32_000_000,
  state: 'WAITING',
  stateText: { zh: '轮候', en: 'Waiting' },
  rank: 1,
  registeredAtMs: NOW_MS - 8 * DAY_MS,
  from: '2026-11-21',
  to: null,
  hasPendingDeduction: false,
}
export const measures: InstitutionMeasure[] = [measure, waiting]

const registered = {
  kind: 'REGISTERED',
  text: { zh: '登记', en: 'registered' },
  rule: 'R20-11',
  orderId: ORDER_ID,
  atMs: NOW_MS - 200 * DAY_MS,
  to: '2027-05-12',
  limitCents: 20_000_000,
}
export const line: AssetLineView = {
  assetKey: ASSET_KEY,
  institution: 'bank',
  asset: 'DEPOSIT',
  review: false,
  rows: [
    {
      ...measure,
      measureId: idOf(0xe9),
      court: 'court-c',
      courtName: null,
      state: 'EXPIRED',
      stateText: { zh: '期满失效', en: 'Expired' },
      rank: null,
      from: '2025-05-13',
      to: '2026-05-12',
      endedAtMs: NOW_MS - 201 * DAY_MS,
      hasPendingDeduction: false,
      history: [registered],
    },
    { ...measure, history: [registered] },
    { ...waiting, history: [{ ...registered, to: null, atMs: NOW_MS - 8 * DAY_MS }] },
  ],
  recordKey: RECORD_KEYS.request,
}

export const reconciliations: RouteOutput<Routes['listReconciliations']>['items'] = [
  { runId: 'run-2', institution: 'bank', atMs: NOW_MS - 9 * HOUR_MS, compared: 12_345, findings: [] },
  {
    runId: 'run-1',
    institution: 'bank',
    atMs: NOW_MS - 33 * HOUR_MS,
    compared: 12_340,
    findings: [{ code: 'LIMIT_DIFFERS', text: { zh: '限额不一致', en: 'limits differ' }, orders: 1 }],
  },
]

export const halt: HaltState = {
  halted: false,
  reason: null,
  officers: [],
  sinceMs: null,
  proposals: [
    {
      proposalId: `${'a7'.repeat(32)}-0`,
      digest: OTHER_DIGEST,
      halted: true,
      reason: 'WRONGFUL_EFFECT',
      proposer: { organisation: 'court-a', officer: 'president' },
      proposedAtMs: NOW_MS - HOUR_MS,
      expiresAtMs: NOW_MS + DAY_MS,
      mayApprove: true,
    },
  ],
  recordKey: RECORD_KEYS.request,
}

export const officers: OfficerCardsView = {
  items: [
    {
      officer: 'enforcer',
      name: '孙示例（虚构）',
      workCardMasked: '****0031',
      dutyCardMasked: '****0077',
      filedAtMs: NOW_MS - 90 * DAY_MS,
    },
  ],
}

const volume: SupervisionView['volumes'][number] = {
  month: '2026-10',
  instrumentKind: 'CONTROL_RULING',
  action: 'FREEZE',
  orders: 120,
  fulfilled: 101,
  partial: 9,
  rejected: 4,
  failed: 2,
  open: 4,
}
const late: SupervisionView['lateness'][number] = {
  institution: 'bank',
  orders: 140,
  answered: 132,
  late: 6,
  silent: 3,
  undelivered: 1,
  open: 4,
  medianMs: 96_000,
}
export const supervision: SupervisionView = {
  volumes: [
    volume,
    { ...volume, instrumentKind: 'QUERY_NOTICE', action: 'QUERY', orders: 310, fulfilled: 305 },
    { ...volume, month: '2026-11', orders: 96, fulfilled: 80, open: 9 },
    {
      ...volume,
      month: '2026-11',
      instrumentKind: 'RELEASE_RULING',
      action: 'RELEASE',
      orders: 22,
      fulfilled: 22,
      open: 0,
    },
  ],
  lateness: [
    late,
    { ...late, institution: 'land', orders: 60, answered: 41, late: 12, silent: 7, medianMs: 26 * HOUR_MS },
  ],
  overControl: [
    {
      caseId: CASE_ID,
      owedCents: 104_256_600,
      controlledCents: 172_000_000,
      overCents: 67_743_400,
      isIndivisible: true,
      openProposals: 1,
    },
    {
      caseId: idOf(0xc2),
      owedCents: 5_000_000,
      controlledCents: 9_000_000,
      overCents: 4_000_000,
      isIndivisible: false,
      openProposals: 0,
    },
  ],
  lawfulness: [
    {
      kind: 'RATIFICATION_OVERDUE',
      text: { zh: '紧急裁定未按期追认', en: 'emergency rulings not ratified in time' },
      count: 1,
      oldestAtMs: NOW_MS - 2 * DAY_MS,
    },
  ],
}

export const endedAlarms: RouteOutput<Routes['listEndedAlarms']>['items'] = [
  {
    id: 'institution:8a1d2f10-0000-4000-8000-000000000001',
    source: 'institution',
    kind: 'ORDER_OVERDUE',
    text: { zh: '协助指令逾期未答复', en: 'an order was not answered by its deadline' },
    owner: 'INSTITUTION_OPERATOR',
    subject: `${'0a'.repeat(32)}-0`,
    caseId: null,
    caseNumber: null,
    agentId: null,
    raisedAtMs: Date.parse('2026-03-30T09:00:00+08:00'),
    dueAtMs: Date.parse('2026-03-31T09:00:00+08:00'),
    state: 'DONE',
    basis: [],
    resolution: 'ORDER_ANSWERED',
    institution: 'bank',
    endedAtMs: Date.parse('2026-03-30T11:00:00+08:00'),
    endText: { zh: '指令已答复', en: 'the order has been answered' },
    endedBy: null,
    reasons: null,
    reasonsState: 'none',
  },
]
