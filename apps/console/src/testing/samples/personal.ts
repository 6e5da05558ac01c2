import type {
  OwnPersonalMeasureView,
  PersonalDraftView,
  PersonalLimits,
  PersonalMeasureSummary,
  PersonalMeasureView,
  PersonalRequestView,
  PersonalSupervision,
} from '@xiezhi/gateway-api'
import { person } from './credit.ts'
import { CASE_ID, DAY_MS, DIGEST, HOUR_MS, idOf, NOW_MS, OTHER_DIGEST } from './scene.ts'

/** Invented persons and measures; none of them is real. */
export const MEASURE_ID = idOf(0xd1)
export const PERSONAL_DRAFT_ID = `${'35'.repeat(32)}-0`
export const PERSONAL_REQUEST_ID = idOf(0xd4)

export const limits: PersonalLimits = {
  finePersonCents: 10_000_000,
  fineUnitMinCents: 5_000_000,
  fineUnitMaxCents: 100_000_000,
  detentionDays: 15,
}

const fine: PersonalMeasureSummary = {
  measureId: MEASURE_ID,
  kind: 'FINE',
  kindText: { zh: '罚款', en: 'fine' },
  caseId: CASE_ID,
  caseNumber: '（2026）京0101执2345号',
  organisation: 'court-a',
  organisationName: { zh: '示例区人民法院（虚构）', en: 'Sample District Court (invented)' },
  person,
  subjectKind: 'NATURAL',
  role: 'DEBTOR',
  roleText: { zh: '被执行人', en: 'debtor' },
  conduct: { kind: 'NO_PROPERTY_REPORT', text: { zh: '拒绝报告财产', en: 'no report of property' }, on: '2026-11-20' },
  amountCents: 5_000_000,
  days: null,
  state: 'SERVED',
  stateText: { zh: '已送达，待执行', en: 'served, to be carried out' },
  decidedOn: '2026-11-26',
  servedOn: '2026-11-27',
  carriedOutOn: null,
  endsOn: null,
  reconsiderBy: '2026-11-30',
  decideBy: '2026-12-04',
  changedAtMs: NOW_MS - DAY_MS,
}
const restriction: PersonalMeasureSummary = {
  ...fine,
  measureId: idOf(0xd2),
  kind: 'EXIT_RESTRICTION',
  kindText: { zh: '限制出境', en: 'exit restriction' },
  role: 'LEGAL_REPRESENTATIVE',
  roleText: { zh: '法定代表人', en: 'legal representative' },
  conduct: null,
  amountCents: null,
  state: 'CARRIED_OUT',
  stateText: { zh: '已执行', en: 'carried out' },
  carriedOutOn: '2026-11-28',
  reconsiderBy: null,
  decideBy: null,
}
const detention: PersonalMeasureSummary = {
  ...fine,
  measureId: idOf(0xd3),
  kind: 'DETENTION',
  kindText: { zh: '拘留', en: 'detention' },
  amountCents: null,
  days: 10,
  state: 'CARRIED_OUT',
  stateText: { zh: '已执行', en: 'carried out' },
  carriedOutOn: '2026-11-28',
  endsOn: '2026-12-07',
  decideBy: null,
}
export const measures: readonly PersonalMeasureSummary[] = [fine, detention, restriction]

const details = {
  decisionNo: '（2026）京0101司惩7号',
  decisionDigest: DIGEST,
  reasons: '拒不报告财产，经书面催告仍不改正（虚构）',
  reasonsState: 'held',
  reconsideration: {
    askedOn: '2026-11-28',
    decideBy: '2026-12-04',
    outcome: 'PENDING',
    outcomeText: { zh: '复议审查中', en: 'before the court above' },
    outcomeOn: null,
    reasons: '已在期限内报告财产，请求撤销（虚构）',
    reasonsState: 'held',
    answer: null,
    answerState: 'none',
  },
  steps: [
    {
      transition: 'DECIDE',
      text: { zh: '作出决定', en: 'decided' },
      from: 'DRAFT',
      to: 'DECIDED',
      by: 'PERSON',
      actors: [{ organisation: 'court-a', officer: 'judge' }],
      instrumentDigest: DIGEST,
      event: null,
      until: null,
      rules: [],
      atMs: NOW_MS - 3 * DAY_MS,
    },
  ],
} as const satisfies Partial<PersonalMeasureView>

export const measure: PersonalMeasureView = {
  ...fine,
  ...details,
  steps: [...details.steps].map((step) => ({ ...step, actors: [...step.actors], rules: [] })),
  requests: [PERSONAL_REQUEST_ID],
  drafts: [],
  isMachineSuspended: false,
  acts: ['carryOutPersonalMeasure', 'decidePersonalReconsideration'],
  recordKey: `personal/measure/${MEASURE_ID}`,
}

export const personalRequest: PersonalRequestView = {
  requestId: PERSONAL_REQUEST_ID,
  measureId: MEASURE_ID,
  kind: 'FINE',
  kindText: fine.kindText,
  receivedOn: '2026-11-28',
  receivedAtMs: NOW_MS - DAY_MS,
  state: 'RECEIVED',
  stateText: { zh: '已收到，待登记', en: 'received, to be registered' },
  documentDigest: OTHER_DIGEST,
  reasons: '已在期限内报告财产，请求撤销（虚构）',
  reasonsState: 'held',
  answer: null,
  answerState: 'none',
}

export const personalDraft: PersonalDraftView = {
  draftId: PERSONAL_DRAFT_ID,
  digest: DIGEST,
  decision: 'DECIDE',
  decisionText: { zh: '人身措施决定', en: 'decision on a person' },
  measureId: idOf(0xd5),
  kind: 'FINE',
  caseId: CASE_ID,
  person,
  decisionNo: '（2026）京0101司惩8号',
  words: [{ zh: '决定罚款 50,000 元', en: 'Decide on a fine of 50,000 yuan' }],
  reasons: details.reasons,
  reasonsState: 'held',
  proposer: { organisation: 'court-a', officer: 'judge' },
  proposedAtMs: NOW_MS - HOUR_MS,
  expiresAtMs: NOW_MS + 6 * DAY_MS,
  state: 'OPEN',
  mayApprove: true,
  recordKey: `authority/proposal/${PERSONAL_DRAFT_ID}`,
}

export const ownMeasure: OwnPersonalMeasureView = {
  ...fine,
  ...details,
  decideBy: null,
  reconsideration: null,
  steps: measure.steps,
  requests: [],
  mayReconsider: true,
  remedies: [
    {
      zh: '对罚款、拘留决定不服的，可自收到决定书之日起在法定期限内向上一级人民法院申请复议一次',
      en: 'Against a fine or a detention, reconsideration by the court above is asked for once',
    },
  ],
}

export const personalSupervision: PersonalSupervision = {
  measures: [
    {
      month: '2026-11',
      kind: 'FINE',
      kindText: fine.kindText,
      decided: 12,
      served: 11,
      carriedOut: 8,
      ended: 0,
      lifted: 0,
      revoked: 1,
      amountCents: 48_000_000,
      days: 0,
    },
    {
      month: '2026-11',
      kind: 'DETENTION',
      kindText: detention.kindText,
      decided: 4,
      served: 4,
      carriedOut: 4,
      ended: 3,
      lifted: 1,
      revoked: 0,
      amountCents: 0,
      days: 37,
    },
  ],
  reconsiderations: [{ month: '2026-11', asked: 5, upheld: 3, revoked: 1, pending: 1, late: 0 }],
  isComplete: true,
}
