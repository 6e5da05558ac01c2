import type {
  CourtEntrySummary,
  CourtEntryView,
  CreditDraftView,
  CreditPerson,
  CreditRequestView,
  EndedEntryView,
  EntryUseView,
  GraceView,
  ListingJudgement,
} from '@xiezhi/gateway-api'
import { CASE_ID, DAY_MS, DIGEST, HOUR_MS, idOf, NOW_MS, OTHER_DIGEST } from './scene.ts'

/** Invented persons on invented lists; none of them is real. */
export const ENTRY_ID = idOf(0xc1)
export const CONSUMPTION_ID = idOf(0xc2)
export const ENDED_ID = idOf(0xc3)
export const REQUEST_ID = idOf(0xc4)
export const CREDIT_DRAFT_ID = `${'34'.repeat(32)}-0`

export const listTexts = {
  DISHONEST: { zh: '失信被执行人名单', en: 'List of dishonest debtors' },
  CONSUMPTION: { zh: '限制消费', en: 'Limits of consumption' },
}
export const person: CreditPerson = {
  name: '钱示例',
  nameState: 'held',
  certificateType: 'RESIDENT_ID',
  certificateNumberMasked: '1101**********002X',
}
const unit: CreditPerson = {
  name: '示例贸易有限公司（虚构）',
  nameState: 'held',
  certificateType: 'USCC',
  certificateNumberMasked: '9111**********0X7K',
}
const erased: CreditPerson = { name: null, nameState: 'erased', certificateType: null, certificateNumberMasked: null }
export const situationText = { zh: '违反财产报告制度', en: 'Breach of the duty to report property' }

const summary: CourtEntrySummary = {
  entryId: ENTRY_ID,
  list: 'DISHONEST',
  listText: listTexts.DISHONEST,
  caseId: CASE_ID,
  organisation: 'court-a',
  person,
  subjectKind: 'NATURAL',
  situation: 4,
  situationText,
  categories: [],
  state: 'PUBLISHED',
  stateText: { zh: '已发布', en: 'Published' },
  decidedOn: '2026-10-08',
  publishedAtMs: NOW_MS - 50 * DAY_MS,
  termTo: '2028-10-08',
  deleteBy: null,
  isObjected: true,
  hasProposal: true,
  propagation: { subscribers: 4, confirmed: 3, late: 1 },
  openAlarms: 1,
  changedAtMs: NOW_MS - 2 * DAY_MS,
}

export const entries: readonly CourtEntrySummary[] = [
  summary,
  {
    ...summary,
    entryId: CONSUMPTION_ID,
    list: 'CONSUMPTION',
    listText: listTexts.CONSUMPTION,
    person: unit,
    subjectKind: 'UNIT',
    situation: null,
    situationText: null,
    categories: [1, 9],
    termTo: null,
    isObjected: false,
    hasProposal: false,
    propagation: { subscribers: 2, confirmed: 2, late: 0 },
    openAlarms: 0,
  },
  {
    ...summary,
    entryId: idOf(0xc5),
    person: erased,
    state: 'DELETION_DUE',
    stateText: { zh: '待删除', en: 'To be deleted' },
    deleteBy: '2026-12-01',
    isObjected: false,
    hasProposal: false,
  },
]

const rule = {
  code: 'PUBLISHED_AFTER_SERVICE',
  rule: 'R20-83',
  text: { zh: '决定书送达后发布', en: 'Published once the decision was served' },
  statute: { zh: '失信规定第五条', en: 'Provisions on dishonest debtors art. 5' },
}
const steps: CourtEntryView['steps'] = [
  {
    transition: 'decide',
    text: { zh: '院长和法官决定纳入', en: 'President and judge decided' },
    from: 'DRAFT',
    to: 'DECIDED',
    by: 'PERSON',
    actors: [
      { organisation: 'court-a', officer: 'president' },
      { organisation: 'court-a', officer: 'judge' },
    ],
    instrumentDigest: DIGEST,
    event: null,
    until: null,
    rules: [],
    atMs: NOW_MS - 52 * DAY_MS,
  },
  {
    transition: 'publish',
    text: { zh: '发布', en: 'Published' },
    from: 'SERVED',
    to: 'PUBLISHED',
    by: 'PROGRAM',
    actors: [],
    instrumentDigest: null,
    event: null,
    until: '2028-10-08',
    rules: [rule],
    atMs: NOW_MS - 50 * DAY_MS,
  },
]

export const details = {
  decisionNo: '（2026）京0101执2345号之五',
  decisionDigest: DIGEST,
  servedOn: '2026-10-10',
  extension: null,
  lift: null,
  categoryTexts: [],
  exceptions: [],
  deletion: null,
  published: {
    sex: 'MALE',
    birthDate: null,
    representative: null,
    area: '北京',
    basisNo: '（2026）京0101民初12345号',
    basisUnit: '示例区人民法院（虚构）',
    duty: '支付货款1,000,000元及利息（虚构）',
    performance: 'PART',
    performed: '已支付100,000元',
    unperformed: '尚欠900,000元及利息',
    age: 37,
    caseNumber: '（2026）京0101执2345号',
    filedOn: '2026-08-03',
  },
  objection: {
    kind: 'IDENTITY',
    kindText: { zh: '身份有误', en: 'Wrong person' },
    requestedOn: '2026-11-27',
    decideBy: '2026-12-14',
    outcome: 'PENDING',
    outcomeOn: null,
    fixBy: null,
    reconsiderBy: null,
    reconsiderAskedOn: null,
    reconsiderDecideBy: null,
    reasons: '同名同姓，证件号码不是我的（虚构）',
    reasonsState: 'held',
    answer: null,
    answerState: 'none',
  },
  repair: {
    grade: 'GENERAL',
    gradeText: { zh: '一般失信', en: 'General' },
    appliedOn: '2026-11-26',
    decideBy: '2026-12-10',
    outcome: 'PENDING',
    outcomeOn: null,
    answer: null,
    answerState: 'none',
  },
  steps,
  revision: 2,
} satisfies Partial<CourtEntryView>

export const entry: CourtEntryView = {
  ...summary,
  ...details,
  coSubjects: [],
  proposal: {
    event: 'PERFORMED',
    text: { zh: '履行完毕', en: 'Performed' },
    on: '2026-11-25',
    documentDigest: OTHER_DIGEST,
  },
  requests: [REQUEST_ID],
  drafts: [CREDIT_DRAFT_ID],
  alarms: [
    {
      id: `listing:${ENTRY_ID}/RECEIPT_LATE/institutions-0/railway`,
      source: 'listing',
      kind: 'RECEIPT_LATE',
      text: { zh: '铁路单位二十四小时内未回执', en: 'The railway gave no receipt within 24 hours' },
      owner: 'COURT_ENFORCER',
      subject: `${ENTRY_ID} institutions-0 railway`,
      caseId: CASE_ID,
      caseNumber: null,
      agentId: null,
      raisedAtMs: NOW_MS - 5 * HOUR_MS,
      dueAtMs: NOW_MS + 40 * HOUR_MS,
      state: 'OPEN',
      basis: [],
      resolution: null,
    },
  ],
  isMachineSuspended: true,
  acts: [
    'recordEntryEvent',
    'proposeExtension',
    'proposeTemporaryLift',
    'proposeDeletion',
    'proposeWithdrawal',
    'proposeCorrection',
    'decideEntryObjection',
    'enterObjection',
  ],
  recordKey: `listing/entry/${ENTRY_ID}`,
}

/** Limits of a unit, with its representative and what was allowed. */
export const consumption: CourtEntryView = {
  ...entry,
  ...entries[1]!,
  decisionNo: '（2026）京0101执2345号之六',
  categoryTexts: [
    { zh: '乘坐飞机、列车软卧、轮船二等以上舱位', en: 'Flights, soft sleepers, ships in second class and above' },
    { zh: '乘坐G字头动车组列车全部座位', en: 'All seats of G trains' },
  ],
  exceptions: [
    {
      person,
      category: 1,
      text: { zh: '乘坐飞机、列车软卧、轮船二等以上舱位', en: 'Flights' },
      from: '2026-12-01',
      to: '2026-12-05',
    },
  ],
  published: { ...details.published, sex: null, age: null, representative: '孙示例' },
  objection: null,
  coSubjects: [{ role: 'LEGAL_REPRESENTATIVE', roleText: { zh: '法定代表人', en: 'Legal representative' }, person }],
  proposal: null,
  requests: [],
  drafts: [],
  alarms: [],
  isMachineSuspended: false,
  acts: ['recordEntryService', 'grantEntryException', 'proposeLift', 'proposeWithdrawal', 'deleteEntryByHand'],
  recordKey: `listing/entry/${CONSUMPTION_ID}`,
}

export const ended: readonly EndedEntryView[] = [
  {
    entryId: ENDED_ID,
    list: 'DISHONEST',
    organisation: 'court-a',
    end: 'DELETED',
    endText: { zh: '已删除', en: 'Deleted' },
    event: 'SETTLEMENT_PERFORMED',
    deleteBy: '2026-10-09',
    endedAtMs: NOW_MS - 55 * DAY_MS,
    digest: DIGEST,
    openWithdrawals: 1,
    erasedAtMs: NOW_MS - 55 * DAY_MS,
    certificateDigest: DIGEST,
    recordKey: `listing/ended/${ENDED_ID}`,
  },
]

export const creditDraft: CreditDraftView = {
  draftId: CREDIT_DRAFT_ID,
  digest: OTHER_DIGEST,
  decision: 'LISTING',
  decisionText: { zh: '纳入失信名单决定', en: 'Listing decision' },
  entryId: ENTRY_ID,
  caseId: CASE_ID,
  list: 'DISHONEST',
  person,
  decisionNo: '（2026）京0101执2345号之五',
  words: [
    {
      zh: '将钱示例纳入失信被执行人名单，至2028-10-08；送达后公布，并告知4家订阅单位。',
      en: 'Lists Qian until 2028-10-08; published once served, and 4 subscribers are told.',
    },
    { zh: '依据：违反财产报告制度（失信规定第一条第四项）。', en: 'Ground: breach of the duty to report property.' },
  ],
  reasons: '逾期未申报名下车辆（虚构）',
  reasonsState: 'held',
  proposer: { organisation: 'court-a', officer: 'judge' },
  proposedAtMs: NOW_MS - 3 * HOUR_MS,
  expiresAtMs: NOW_MS + 45 * HOUR_MS,
  state: 'OPEN',
  mayApprove: true,
  recordKey: `listing/draft/${CREDIT_DRAFT_ID}`,
}

const objection: CreditRequestView = {
  requestId: REQUEST_ID,
  entryId: ENTRY_ID,
  list: 'DISHONEST',
  kind: 'OBJECTION',
  kindText: { zh: '纠正申请', en: 'Request for correction' },
  objectionKind: 'IDENTITY',
  receivedOn: '2026-11-27',
  receivedAtMs: NOW_MS - 2 * DAY_MS,
  state: 'RECEIVED',
  stateText: { zh: '已收到，待登记', en: 'Received, not yet registered' },
  registeredAtMs: null,
  documentDigest: DIGEST,
  reasons: '同名同姓，证件号码不是我的（虚构）',
  reasonsState: 'held',
  answer: null,
  answerState: 'none',
}

export const requests: readonly CreditRequestView[] = [
  objection,
  {
    ...objection,
    requestId: idOf(0xc7),
    kind: 'REPAIR',
    kindText: { zh: '信用修复申请', en: 'Repair of credit' },
    objectionKind: null,
    reasons: '已全部付清（虚构）',
  },
]

export const uses: readonly EntryUseView[] = [
  {
    useId: idOf(0xc6),
    entryId: ENTRY_ID,
    subscriber: 'credit-platform',
    measure: 'BIDDING',
    measureText: { zh: '招标投标', en: 'Bidding' },
    action: 'REFUSE',
    actionText: { zh: '不予办理', en: 'Refused' },
    count: 1,
    purpose: 'JOINT_MEASURES',
    on: '2026-11-20',
  },
]

export const judgement: ListingJudgement = {
  verdict: 'LIST',
  verdictText: { zh: '可以纳入', en: 'May be listed' },
  consumptionOrder: 'MUST',
  reasons: [
    {
      code: 'SITUATION',
      rule: 'R20-80',
      text: { zh: '符合第四项情形，期限二年', en: 'Situation 4, two years' },
      statute: { zh: '失信规定第一条、第二条', en: 'Provisions on dishonest debtors arts. 1 and 2' },
    },
  ],
  termTo: '2028-11-29',
  owedCents: 102_256_600,
  sealedNetCents: 0,
}

export const graces: readonly GraceView[] = [
  {
    entryId: idOf(0xc9),
    person,
    decidedOn: '2026-11-02',
    until: '2027-01-02',
    decisionNo: '（2026）京0101执2345号之二',
    decisionDigest: DIGEST,
  },
]
