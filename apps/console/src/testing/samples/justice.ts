import type {
  CreditReport,
  FirmView,
  ImportReport,
  Inquiry,
  LawyerSummary,
  LawyerView,
  ObjectionView,
  ProposalView,
  PublicLawyer,
  StatusEvent,
} from '@xiezhi/gateway-api'
import { RECORD_KEYS } from '../evidence.ts'
import { ACT_ID, CASE_ID, DAY_MS, DIGEST, FIRM, HOUR_MS, idOf, LICENCES, NOW_MS, OTHER_DIGEST, TODAY } from './scene.ts'

const recordKey = RECORD_KEYS.answer

function summary(number: number, licence: string, name: string | null, isSuspended = false): LawyerSummary {
  return {
    licence,
    lawyerId: idOf(number),
    serial: licence.slice(-6),
    name,
    nameState: name === null ? 'erased' : 'held',
    status: isSuspended ? 'SUSPENDED' : 'ACTIVE',
    statusFrom: isSuspended ? '2026-11-28' : '2010-07-01',
    statusTo: isSuspended ? '2027-02-27' : null,
    isDisputed: isSuspended,
    firm: { ...FIRM },
    firstPracticeDate: '2010-07-01',
  }
}

export const lawyers: LawyerSummary[] = [
  summary(1, LICENCES.active, '张示例'),
  summary(2, LICENCES.suspended, '李示例', true),
  summary(3, LICENCES.other, null),
]

function event(
  number: number,
  parts: Partial<StatusEvent> & Pick<StatusEvent, 'text' | 'status' | 'from' | 'recordedAtMs'>,
): StatusEvent {
  return {
    eventId: `event-${number}`,
    kind: parts.status,
    to: null,
    organisation: 'justice-bureau-a',
    actId: ACT_ID,
    instrumentDigest: DIGEST,
    sanctionId: null,
    recordKey,
    ...parts,
  }
}

export const lawyer: LawyerView = {
  ...summary(2, LICENCES.suspended, '李示例', true),
  firstPracticeDate: '2015-03-02',
  numbers: [{ licence: LICENCES.suspended, from: '2015-03-02', to: null }],
  statusPeriods: [],
  firmPeriods: [{ firm: { ...FIRM }, from: '2015-03-02', to: null }],
  history: [
    event(1, {
      text: { zh: '授予执业许可', en: 'Licence granted' },
      status: 'ACTIVE',
      from: '2024-03-02',
      recordedAtMs: Date.parse('2025-01-10T09:00:00+08:00'),
    }),
    event(2, {
      text: { zh: '停止执业三个月', en: 'Suspended for three months' },
      status: 'SUSPENDED',
      from: '2025-06-01',
      to: '2025-08-31',
      recordedAtMs: Date.parse('2025-07-15T09:00:00+08:00'),
    }),
    event(3, {
      text: { zh: '停止执业三个月', en: 'Suspended for three months' },
      status: 'SUSPENDED',
      from: '2026-11-28',
      to: '2027-02-27',
      recordedAtMs: NOW_MS - 20 * DAY_MS,
    }),
  ],
  sanctions: [
    {
      sanctionId: idOf(41),
      kind: 'SUSPENSION',
      text: { zh: '停止执业', en: 'Suspension' },
      article: 48,
      offenceOn: '2026-08-01',
      organ: 'justice-bureau-a',
      decidedOn: '2026-11-20',
      from: '2026-11-28',
      to: '2027-02-27',
      publicUntil: '2028-02-27',
      instrumentDigest: DIGEST,
      setAsideOn: null,
      recordedAtMs: NOW_MS - 20 * DAY_MS,
      recordKey,
    },
  ],
  assessments: [{ year: 2025, grade: 'COMPETENT', filedOn: '2026-05-20', organ: 'law-association-a' }],
  objections: [],
  npcStandingMember: false,
  civilServant: false,
  creditReport: {
    reportDigest: DIGEST,
    generatedAtMs: NOW_MS - DAY_MS,
    validUntilMs: NOW_MS + 30 * DAY_MS,
    anchoredAtMs: NOW_MS - DAY_MS,
  },
  asOf: null,
  openProposals: 1,
  recordKey,
}

export const firm: FirmView = {
  ...FIRM,
  region: '110101',
  orgForm: 'PARTNERSHIP',
  status: 'NORMAL',
  lawyers: 3,
  periods: [{ status: 'NORMAL', from: '2005-01-01', to: null }],
  assessments: [{ year: 2025, grade: 'QUALIFIED', filedOn: '2026-05-20', organ: 'justice-bureau-a' }],
  recordKey,
}

export const proposals: ProposalView[] = [true, false].map((mayApprove, at) => ({
  proposalId: `${String(at).repeat(64)}-0`,
  type: 'lawyer/SanctionLawyer',
  licence: LICENCES.suspended,
  value: {},
  digest: DIGEST,
  words: [
    {
      zh: `对执业证号 ${LICENCES.suspended} 处停止执业3个月，自2026-11-28起（律师法第48条）`,
      en: `Suspend licence ${LICENCES.suspended} for 3 months from 2026-11-28 (Lawyers Law art. 48)`,
    },
  ],
  proposer: { organisation: 'justice-bureau-a', officer: mayApprove ? 'officer-1' : 'officer-2' },
  proposedAtMs: NOW_MS - HOUR_MS,
  expiresAtMs: NOW_MS + 6 * DAY_MS,
  state: 'OPEN',
  closedAtMs: null,
  mayApprove,
  recordKey,
}))

export const inquiries: Inquiry[] = [
  {
    dispatchId: ACT_ID,
    licence: LICENCES.suspended,
    serial: '765432',
    client: '07-tendermint-0',
    organisation: 'court-a',
    role: 'COURT_CLERK',
    purpose: 'AGENT_VERIFICATION',
    purposeText: { zh: '核验诉讼代理人', en: 'Verification of an agent' },
    legalBasis: 'OPINIONS_ART_18',
    legalBasisText: { zh: '意见第18条', en: 'Opinions art. 18' },
    caseId: CASE_ID,
    refusal: null,
    atMs: NOW_MS - HOUR_MS,
    recordKey,
  },
]

export const objections: ObjectionView[] = [
  {
    objectionId: idOf(51),
    licence: LICENCES.suspended,
    raisedBy: { organisation: 'lawyer', role: 'LAWYER', client: null },
    groundsDigest: OTHER_DIGEST,
    grounds: '处罚决定已被行政复议撤销，登记未更新。',
    groundsState: 'held',
    raisedAtMs: NOW_MS - 2 * DAY_MS,
    state: 'OPEN',
    decidedAtMs: null,
    decidedBy: null,
    term: { answerBy: null, status: 'PROVISIONAL', verdict: 'OPEN' },
    recordKey,
  },
]

export const importReport: ImportReport = {
  id: 'import-0001',
  state: 'proposed',
  rows: 120,
  accepted: 118,
  refused: [
    {
      line: 14,
      codespace: 'lawyer',
      name: 'LicenceExists',
      field: 'licenceNo',
      text: { zh: '该执业证号的律师已登记', en: 'A lawyer with this licence number exists' },
    },
    {
      line: 57,
      codespace: 'lawyer',
      name: 'FirmUnknown',
      field: 'firmUscc',
      text: { zh: '没有该统一社会信用代码的律所', en: 'No firm has this credit code' },
    },
  ],
  proposals: [ACT_ID],
  proposer: { organisation: 'justice-department-a', officer: 'officer-2' },
  createdAtMs: NOW_MS - HOUR_MS,
  mayApprove: true,
}

export const creditReport: CreditReport = {
  licence: LICENCES.suspended,
  state: 'retrieved',
  reportDigest: DIGEST,
  generatedAtMs: NOW_MS - DAY_MS,
  validUntilMs: NOW_MS + 30 * DAY_MS,
  isMatching: true,
  sections: [
    {
      title: { zh: '执业信用', en: 'Professional record' },
      rows: [
        { label: { zh: '表彰', en: 'Awards' }, value: '2 项' },
        { label: { zh: '处罚处分', en: 'Sanctions' }, value: '1 项' },
      ],
    },
  ],
}

export const publicLawyer: PublicLawyer = {
  licence: LICENCES.suspended,
  onDate: TODAY,
  status: 'SUSPENDED',
  firm: { ...FIRM },
  sanctions: [
    {
      kind: 'SUSPENSION',
      text: { zh: '停止执业', en: 'Suspension' },
      decidedOn: '2026-11-20',
      from: '2026-11-28',
      to: '2027-02-27',
      publicUntil: '2028-02-27',
    },
  ],
}
