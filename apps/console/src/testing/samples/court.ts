import type {
  Alarm,
  CaseView,
  Deadline,
  FormerStaffRow,
  VerificationSummary,
  VerificationView,
} from '@xiezhi/gateway-api'
import { DISPATCH_ID, RECORD_KEYS } from '../evidence.ts'
import {
  BASIS,
  CASE_ID,
  CASE_NUMBER,
  DAY_MS,
  DIGEST,
  FIRM,
  HOUR_MS,
  idOf,
  LICENCES,
  NOW_MS,
  OTHER_CASE_ID,
  OTHER_DIGEST,
  TODAY,
  VERIFICATION_ID,
} from './scene.ts'

export const alarms: Alarm[] = [
  {
    id: 'case:task-1',
    source: 'case',
    kind: 'STATUS_CHANGED',
    text: { zh: '代理人停止执业，阅卷权限已冻结', en: 'An agent is suspended; access to the file is frozen' },
    owner: 'COURT_CLERK',
    subject: LICENCES.suspended,
    caseId: CASE_ID,
    caseNumber: CASE_NUMBER,
    agentId: idOf(2),
    raisedAtMs: NOW_MS - 2 * HOUR_MS,
    dueAtMs: NOW_MS + 22 * HOUR_MS,
    state: 'OPEN',
    basis: [BASIS],
    resolution: null,
  },
  {
    id: 'case:task-2',
    source: 'case',
    kind: 'FORMER_STAFF',
    text: { zh: '代理人曾在本院任职，请法官决定', en: 'An agent has served in this court; the judge decides' },
    owner: 'COURT_JUDGE',
    subject: LICENCES.active,
    caseId: OTHER_CASE_ID,
    caseNumber: null,
    agentId: idOf(1),
    raisedAtMs: NOW_MS - 3 * DAY_MS,
    dueAtMs: NOW_MS - DAY_MS,
    state: 'OVERDUE',
    basis: [
      {
        code: 'SERVED_IN_COURT',
        rule: 'R18-07',
        text: { zh: '不得担任原任职法院案件的代理人', en: 'May not act in cases of a court where they served' },
        statute: { zh: '法官法第36条第2款', en: 'Judges Law art. 36 para. 2' },
      },
    ],
    resolution: null,
  },
]

export const deadlines: Deadline[] = [
  {
    id: 'deadline-1',
    kind: 'DEFENCE',
    text: { zh: '答辩期限届满', en: 'The period for the defence ends' },
    caseId: CASE_ID,
    caseNumber: CASE_NUMBER,
    dueAtMs: NOW_MS + 5 * DAY_MS,
    dueOn: '2026-12-04',
    owner: 'COURT_CLERK',
    isOverdue: false,
    basis: [
      {
        code: 'DEFENCE_PERIOD',
        rule: 'X-01',
        text: { zh: '收到起诉状副本之日起十五日内', en: 'Fifteen days from receipt of the complaint' },
        statute: { zh: '民事诉讼法第128条', en: 'Civil Procedure Law art. 128' },
      },
    ],
  },
]

const summary = {
  caseId: CASE_ID,
  caseNumber: CASE_NUMBER,
  courtCode: '110101',
  procedure: 'CIVIL',
  filedOn: '2026-10-08',
  state: 'OPEN',
  closedOn: null,
  agents: 2,
  openAlarms: 1,
} as const

export const cases = [
  summary,
  { ...summary, caseId: OTHER_CASE_ID, caseNumber: null, procedure: 'CRIMINAL', openAlarms: 0 } as const,
]

export const verificationSummary: VerificationSummary = {
  id: VERIFICATION_ID,
  state: 'answered',
  caseId: CASE_ID,
  licence: LICENCES.active,
  asOf: TODAY,
  use: 'FILING',
  verdict: 'WARN',
  isDisputed: false,
  askedAtMs: NOW_MS - HOUR_MS,
  answeredAtMs: NOW_MS - HOUR_MS + 2_400,
  freshUntilMs: NOW_MS + DAY_MS,
}

function agent(number: number, licence: string, name: string): CaseView['agentList'][number] {
  return {
    agentId: idOf(number),
    partyId: idOf(10 + number),
    role: 'AGENT',
    licence,
    name,
    letterFirmUscc: FIRM.uscc,
    unitCode: null,
    exception: 'NONE',
    powers: {
      specialPowers: number === 1 ? ['SETTLE', 'WAIVE_CLAIM'] : [],
      stage: 'FIRST_INSTANCE',
      signedOn: '2026-10-01',
      expiresOn: null,
      documentDigest: DIGEST,
    },
    documents: { licence: DIGEST, firmLetter: OTHER_DIGEST, legalAidLetter: null },
    enteredOn: '2026-10-09',
    endedOn: null,
    admission: number === 1 ? 'WARN' : 'PENDING',
    latestVerification: number === 1 ? VERIFICATION_ID : null,
    fileAccess: number === 1 ? 'OPEN' : 'FROZEN',
    frozenFrom: number === 1 ? null : '2026-11-28',
    changedAtMs: null,
    recordKey: RECORD_KEYS.receipt,
  }
}

export const caseView: CaseView = {
  isEnforced: true,
  ...summary,
  connected: [OTHER_CASE_ID],
  parties: [
    { partyId: idOf(11), side: 'CLAIMANT', organisationCode: '91110000MA0000015X', name: '示例贸易有限公司（虚构）' },
    { partyId: idOf(12), side: 'RESPONDENT', organisationCode: null, name: null },
  ],
  agentList: [agent(1, LICENCES.active, '张示例'), agent(2, LICENCES.suspended, '李示例')],
  conflicts: [
    {
      agentId: idOf(1),
      againstId: idOf(2),
      kind: 'SAME_FIRM',
      state: 'OPEN',
      recordedAtMs: NOW_MS - DAY_MS,
      decidedAtMs: null,
    },
  ],
  notices: [
    {
      eventId: 'event-1',
      serial: '765432',
      kind: 'SUSPENDED',
      status: 'SUSPENDED',
      from: '2026-11-28',
      to: '2027-02-27',
      receivedAtMs: NOW_MS - 2 * HOUR_MS,
    },
  ],
  hearings: [
    {
      hearingId: idOf(31),
      onDate: '2026-11-20',
      startedAtMs: NOW_MS - 9 * DAY_MS,
      agents: [
        { agentId: idOf(1), state: 'PASS' },
        { agentId: idOf(2), state: 'FALLBACK' },
      ],
    },
  ],
  acts: [
    { actId: 'act-1', agentId: idOf(2), act: 'SETTLE', onDate: TODAY, recordedAtMs: NOW_MS - HOUR_MS, alerts: [BASIS] },
  ],
  verifications: [verificationSummary],
  alarms: alarms.slice(0, 1),
  deadlines,
  recordKey: RECORD_KEYS.request,
}

function check(
  rule: string,
  result: VerificationView['verdict'],
  zh: string,
  en: string,
  statute: { zh: string; en: string },
): NonNullable<VerificationView['bureau']>['checks'][number] {
  const text = { zh: '本年度尚无考核结果', en: 'No assessment of this year yet' }
  const reasons = result === 'WARN' ? [{ code: 'ASSESSMENT_MISSING', rule, text, statute }] : []
  return { rule, result: result ?? 'PASS', what: { zh, en }, statute, reasons }
}

const bureauChecks = [
  check('R18-01', 'PASS', '持有律师执业证书', 'Holds a licence', { zh: '律师法第13条', en: 'Lawyers Law art. 13' }),
  check('R18-02', 'PASS', '所函律所与登记一致', 'The firm of the letter is the registered one', {
    zh: '律师法第10条',
    en: 'Lawyers Law art. 10',
  }),
  check('R18-21', 'WARN', '年度考核', 'Annual assessment', { zh: '律师法第23条', en: 'Lawyers Law art. 23' }),
]

const steps = (['recorded', 'signed', 'submitted', 'included', 'relayed', 'answered'] as const).map((state, at) => ({
  state,
  atMs: NOW_MS - HOUR_MS + at * 400,
}))

export const verification: VerificationView = {
  ...verificationSummary,
  requestedBy: { organisation: 'court-a', officer: 'clerk-1' },
  letterFirmUscc: FIRM.uscc,
  dispatchId: DISPATCH_ID,
  meaning: { zh: '可以执业代理，但有提示', en: 'May act, with a warning' },
  policyRefusal: null,
  refusal: null,
  bureau: {
    verdict: 'WARN',
    checks: bureauChecks,
    reasons: [],
    tasks: [
      {
        role: 'COURT_CLERK',
        kind: 'ASK_AGAIN',
        code: 'ASSESSMENT_MISSING',
        rule: 'R18-21',
        text: { zh: '开庭前再次核验', en: 'Verify again before the hearing' },
      },
    ],
    facts: {},
    decidedAtMs: NOW_MS - HOUR_MS + 1_800,
    height: 4_213,
    policyId: 'lawyer-verification',
    policyVersion: 3,
    parameterVersion: DIGEST,
  },
  court: {
    verificationId: 'agent-1',
    verdict: 'PASS',
    checks: [
      check('R18-07', 'PASS', '未在本院任职', 'Never served in this court', {
        zh: '法官法第36条',
        en: 'Judges Law art. 36',
      }),
      check('R18-15', 'PASS', '代理人不超过两名', 'At most two agents', {
        zh: '民事诉讼法第61条',
        en: 'Civil Procedure Law art. 61',
      }),
    ],
    reasons: [],
    madeAtMs: NOW_MS - HOUR_MS + 2_400,
    source: 'RECEIPT',
  },
  assurance: {
    clientType: '07-tendermint',
    level: 'institution',
    statement: 'institution (own ledger, equivocation detected)',
    validators: 4,
    organisations: 1,
    threshold: 3,
  },
  deadlineMs: NOW_MS,
  outcome: { kind: 'answered', atMs: NOW_MS - HOUR_MS + 2_400 },
  ladder: [],
  steps,
  records: [
    { key: RECORD_KEYS.request, what: { zh: '核验请求', en: 'Request' } },
    { key: RECORD_KEYS.answer, what: { zh: '司法行政账本的答复', en: "The bureau's answer" } },
    { key: RECORD_KEYS.receipt, what: { zh: '法院账本的回执', en: "The court's receipt" } },
  ],
  proof: { key: RECORD_KEYS.receipt, height: 4_215, anchorHeight: 1 },
  creditReport: { state: 'retrieved', digest: DIGEST, dueAtMs: null, retrievedAtMs: NOW_MS - HOUR_MS + 3_000 },
}

export const formerStaff: FormerStaffRow[] = [
  {
    serial: '123456',
    role: 'JUDGE',
    courtsServed: ['110101', '110105'],
    leftOn: '2024-12-01',
    leaveKind: 'RESIGNED',
    senior: true,
    firmInFormerArea: false,
    name: '张示例',
    nameState: 'held',
    recordedAtMs: NOW_MS - 40 * DAY_MS,
    recordKey: RECORD_KEYS.receipt,
  },
]
