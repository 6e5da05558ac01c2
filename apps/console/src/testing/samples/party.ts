import type { DocumentForm, PartyMatterView, RouteOutput, Routes } from '@xiezhi/gateway-api'
import { owed } from './enforcement-owed.ts'
import { orderId } from './enforcement-scene.ts'
import { objections, submission } from './matters.ts'
import { CASE_ID, DAY_MS, DIGEST, HOUR_MS, idOf, NOW_MS } from './scene.ts'

const COURT = { zh: '示例区人民法院（虚构）', en: 'Sample District Court (invented)' }
const statute = { zh: '民事诉讼法第二百三十六条', en: 'Civil Procedure Law art. 236' }
const bank = { zh: '示例银行（虚构）', en: 'Sample Bank (invented)' }

/** The debtor of the sample case, with what stands on the own property; invented. */
export const partyMatter: PartyMatterView = {
  caseId: CASE_ID,
  caseNumber: '（2026）京0101执2345号',
  parts: ['DEBTOR'],
  state: 'OPEN',
  stateText: { zh: '执行中', en: 'running' },
  court: COURT,
  appliedOn: '2026-09-02',
  liveMeasures: 2,
  openObjections: 1,
  nextRemedyOn: '2026-12-02',
  owed,
  measures: [
    {
      orderId: orderId(2),
      label: '个人结算账户 ****6781',
      institution: bank,
      asset: 'DEPOSIT',
      limitCents: 32_000_000,
      currency: 'CNY',
      whole: false,
      state: 'EFFECTIVE',
      stateText: { zh: '生效', en: 'in effect' },
      from: '2026-01-09',
      to: '2027-01-08',
      rank: 0,
      mayObject: true,
    },
    {
      orderId: orderId(3),
      label: '住宅 示例区示例路1号',
      institution: { zh: '示例不动产登记中心（虚构）', en: 'Sample Land Registry (invented)' },
      asset: 'REAL_ESTATE',
      limitCents: null,
      currency: 'CNY',
      whole: true,
      state: 'WAITING',
      stateText: { zh: '轮候', en: 'waiting' },
      from: '2026-11-21',
      to: null,
      rank: 1,
      mayObject: false,
    },
  ],
  remedies: [
    {
      kind: 'OBJECTION',
      text: { zh: '提出执行行为异议', en: 'object to the conduct of enforcement' },
      subject: { kind: 'CASE', id: CASE_ID, label: null },
      rule: 'R20-30',
      statute,
      until: null,
      isOver: false,
      court: COURT,
    },
    {
      kind: 'RECONSIDERATION',
      text: { zh: '申请复议', en: 'reconsideration' },
      subject: { kind: 'OBJECTION', id: idOf(0x72), label: '执行行为异议' },
      rule: 'R20-30',
      statute,
      until: { rawEnd: '2026-12-02', legalEnd: '2026-12-02', daysLeft: 3 },
      isOver: false,
      court: { zh: '示例市中级人民法院（虚构）', en: 'Sample City Intermediate Court (invented)' },
    },
    {
      kind: 'SUIT',
      text: { zh: '提起诉讼', en: 'file a suit' },
      subject: { kind: 'MEASURE', id: orderId(3), label: '住宅 示例区示例路1号' },
      rule: 'R20-31',
      statute,
      until: { rawEnd: '2026-11-20', legalEnd: '2026-11-20', daysLeft: -9 },
      isOver: true,
      court: COURT,
    },
  ],
  objections: objections.slice(1, 2),
  submissions: [{ ...submission, state: 'RETURNED', returnReasons: '请补充身份证明（虚构）' }],
  documents: [
    {
      documentId: idOf(0x51),
      title: { zh: '执行通知书', en: 'Enforcement notice' },
      digest: DIGEST,
      verificationCode: '0000-0000-0000-0000-Z',
      madeAtMs: NOW_MS - 60 * DAY_MS,
    },
  ],
}

const title = (zh: string, en: string): { zh: string; en: string } => ({ zh, en })
const plain = { choices: [], columns: [], isOptional: false, value: null }

export const documentForm: DocumentForm = {
  kind: 'DISTRIBUTION_PLAN',
  title: title('执行财产分配方案', 'Distribution plan'),
  entries: [
    { ...plain, name: 'asset', title: title('处置的财产', 'property'), type: 'LINE' },
    { ...plain, name: 'priceCents', title: title('价款（分）', 'price'), type: 'CENTS' },
    { ...plain, name: 'from', title: title('起算日', 'from'), type: 'DATE', isOptional: true },
    {
      ...plain,
      name: 'claims',
      title: title('分配', 'shares'),
      type: 'TABLE',
      columns: [
        { name: 'creditor', title: title('债权人', 'creditor'), type: 'LINE', choices: [], isOptional: false },
        {
          name: 'rank',
          title: title('受偿次序', 'rank'),
          type: 'CHOICE',
          choices: [{ code: 'PRIORITY', text: title('优先受偿', 'priority') }],
          isOptional: false,
        },
        { name: 'shareCents', title: title('分配额（分）', 'share'), type: 'CENTS', choices: [], isOptional: false },
      ],
      value: [{ creditor: '示例银行（虚构）', rank: 'PRIORITY', shareCents: 0 }],
    },
    {
      ...plain,
      name: 'objection',
      title: title('异议途径', 'objection'),
      type: 'PARAGRAPH',
      value: '十五日内（虚构）',
    },
    {
      ...plain,
      name: 'articles',
      title: title('法律依据', 'articles'),
      type: 'LINES',
      value: ['民诉解释第五百零七条'],
    },
  ],
  known: [{ name: 'court', title: title('法院', 'court'), text: COURT.zh }],
}

export const documentKinds: RouteOutput<Routes['listDocumentKinds']> = {
  items: [
    { kind: 'CONTROL_RULING', title: title('执行裁定书（查封、扣押、冻结）', 'Control ruling'), isInstrument: true },
    { kind: 'DISTRIBUTION_PLAN', title: documentForm.title, isInstrument: false },
  ],
}

export const caseDocuments: RouteOutput<Routes['listCaseDocuments']>['items'] = [
  {
    documentId: idOf(0x52),
    kind: 'CONTROL_RULING',
    title: title('执行裁定书（查封、扣押、冻结）', 'Control ruling'),
    digest: DIGEST,
    verificationCode: '0000-0000-0000-0000-Z',
    madeBy: 'court-a/enforcer',
    madeAtMs: NOW_MS - HOUR_MS,
    instrumentId: idOf(0x12),
  },
]

export const institutionObjections: RouteOutput<Routes['listInstitutionObjections']>['items'] = [
  {
    client: 'court-0',
    objectionId: idOf(0x61),
    orderId: orderId(2),
    court: 'court-a',
    courtName: '示例市示例区人民法院',
    caseId: CASE_ID,
    actionText: title('冻结存款', 'freeze a deposit'),
    grounds: '该账户为农民工工资专用账户（虚构）',
    groundsState: 'held',
    raisedAtMs: NOW_MS - 8 * DAY_MS,
    answerBy: '2026-11-28',
    isOverdue: true,
    state: 'OPEN',
    decisionDigest: null,
    decidedAtMs: null,
  },
]
