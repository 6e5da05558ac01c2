import { Type } from 'typebox'
import { act, call, read } from '../define-route.ts'
import type { Role } from '../role.ts'
import { requestReceived } from '../schemas/credit.ts'
import { creditSupervisionQuery } from '../schemas/credit-board.ts'
import { approval } from '../schemas/lawyer.ts'
import { pageFields, pageOf, pageQuery } from '../schemas/page.ts'
import {
  ownPersonalMeasureView,
  ownPersonalReconsideration,
  personalCarryOut,
  personalDraftView,
  personalLift,
  personalLimits,
  personalMeasureSummary,
  personalMeasureView,
  personalProposal,
  personalQuery,
  personalReconsideration,
  personalReconsiderationDecision,
  personalRequestReturn,
  personalRequestView,
  personalService,
  personalSupervision,
} from '../schemas/personal.ts'
import { actId, caseId, closed, oneOf, randomId } from '../schemas/scalars.ts'

const listeners = ['court'] as const
/** Decisions take president and judge: either proposes, the other signs. */
const DECIDERS: readonly Role[] = ['COURT_JUDGE', 'COURT_PRESIDENT']
const READERS: readonly Role[] = ['COURT_ENFORCER', 'COURT_JUDGE', 'COURT_PRESIDENT', 'COURT_CLERK']
const COUNTER: readonly Role[] = ['COURT_FILING', 'COURT_CLERK']
const PARTY: readonly Role[] = ['PARTY']

const ofCase = closed({ caseId })
const ofMeasure = closed({ measureId: randomId })
const ofDraft = closed({ draftId: actId })
const ofRequest = closed({ requestId: randomId })
const purpose = 'ENFORCEMENT'
const caseAudit = { subject: 'case', param: 'caseId', caseParam: 'caseId', purpose } as const
const measureAudit = { subject: 'record', param: 'measureId', purpose } as const
const listAudit = { subject: 'record', purpose } as const
const ownAudit = { subject: 'own', purpose: 'OWN_DATA' } as const

/** Fines, detention and exit restriction at the court (意见 20; rulebook 20D). */
const measureRoutes = {
  listPersonalMeasures: read({
    path: '/api/v1/personal/measures',
    listeners,
    access: READERS,
    summary: { zh: '罚款、拘留、限制出境', en: 'Fines, detention and exit restriction' },
    query: personalQuery,
    response: pageOf(personalMeasureSummary),
    audit: listAudit,
  }),
  listCasePersonalMeasures: read({
    path: '/api/v1/personal/cases/:caseId/measures',
    listeners,
    access: READERS,
    summary: { zh: '案件中的罚款、拘留、限制出境', en: 'Measures against persons of a case' },
    params: ofCase,
    response: Type.Object({ items: Type.Array(personalMeasureSummary), limits: personalLimits }),
    audit: caseAudit,
  }),
  getPersonalMeasure: read({
    path: '/api/v1/personal/measures/:measureId',
    listeners,
    access: READERS,
    summary: { zh: '一项罚款、拘留或限制出境', en: 'A measure against a person: decision, steps, clocks' },
    params: ofMeasure,
    response: personalMeasureView,
    audit: measureAudit,
  }),
  proposePersonalMeasure: act({
    path: '/api/v1/personal/cases/:caseId/measures',
    listeners,
    access: DECIDERS,
    summary: { zh: '拟制罚款、拘留或限制出境决定', en: 'Propose a fine, a detention or an exit restriction' },
    params: ofCase,
    body: personalProposal,
    audit: caseAudit,
  }),
  proposePersonalLift: act({
    path: '/api/v1/personal/measures/:measureId/lift',
    listeners,
    access: DECIDERS,
    summary: { zh: '拟制提前解除决定', en: 'Propose to lift a detention or an exit restriction' },
    params: ofMeasure,
    body: personalLift,
    audit: measureAudit,
  }),
  recordPersonalService: act({
    path: '/api/v1/personal/measures/:measureId/service',
    listeners,
    access: ['COURT_ENFORCER', 'COURT_CLERK'],
    summary: { zh: '登记决定书送达', en: 'Record the service of a decision on a person' },
    params: ofMeasure,
    body: personalService,
    audit: measureAudit,
  }),
  carryOutPersonalMeasure: act({
    path: '/api/v1/personal/measures/:measureId/execution',
    listeners,
    access: ['COURT_ENFORCER'],
    summary: { zh: '登记缴纳、拘留开始或边控通知', en: 'Record payment, detention, or notice to the border' },
    params: ofMeasure,
    body: personalCarryOut,
    audit: measureAudit,
  }),
  enterPersonalReconsideration: act({
    path: '/api/v1/personal/measures/:measureId/reconsideration',
    listeners,
    access: COUNTER,
    summary: { zh: '登记书面复议申请', en: 'Enter a request for reconsideration that came on paper' },
    params: ofMeasure,
    body: personalReconsideration,
    audit: measureAudit,
  }),
  decidePersonalReconsideration: act({
    path: '/api/v1/personal/measures/:measureId/reconsideration-decision',
    listeners,
    access: ['COURT_JUDGE'],
    summary: { zh: '上级法院作出复议决定', en: 'Decide a reconsideration as the court above' },
    params: ofMeasure,
    body: personalReconsiderationDecision,
    audit: measureAudit,
  }),
  getPersonalSupervision: read({
    path: '/api/v1/personal/supervision',
    listeners,
    access: ['SUPERVISOR', 'AUDITOR'],
    summary: { zh: '罚款、拘留、限制出境统计（不含内容）', en: 'Measures against persons in figures, without content' },
    query: creditSupervisionQuery,
    response: personalSupervision,
  }),
}

/** Decisions before their second signature, and requests of persons concerned. */
const waitingRoutes = {
  listPersonalDrafts: read({
    path: '/api/v1/personal/drafts',
    listeners,
    access: READERS,
    summary: { zh: '待签的罚款、拘留、限制出境决定', en: 'Decisions on persons that wait for the second person' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(['OPEN', 'APPROVED', 'WITHDRAWN', 'EXPIRED'])) }),
    response: pageOf(personalDraftView),
    audit: listAudit,
  }),
  getPersonalDraft: read({
    path: '/api/v1/personal/drafts/:draftId',
    listeners,
    access: READERS,
    summary: { zh: '待签决定及其效果', en: 'A decision on a person to be signed, and its effect' },
    params: ofDraft,
    response: personalDraftView,
    audit: { subject: 'record', param: 'draftId', purpose },
  }),
  signPersonalDraft: act({
    path: '/api/v1/personal/drafts/:draftId/approval',
    listeners,
    access: DECIDERS,
    summary: { zh: '签署决定', en: 'Sign a decision on a person as the second person' },
    params: ofDraft,
    body: approval,
  }),
  withdrawPersonalDraft: act({
    path: '/api/v1/personal/drafts/:draftId/withdrawal',
    listeners,
    access: DECIDERS,
    summary: { zh: '撤回待签决定', en: 'Withdraw a decision on a person before it is signed' },
    params: ofDraft,
  }),
  listPersonalRequests: read({
    path: '/api/v1/personal/requests',
    listeners,
    access: [...READERS, 'COURT_FILING'],
    summary: { zh: '当事人的复议申请', en: 'Requests for reconsideration of persons concerned' },
    query: pageQuery,
    response: pageOf(personalRequestView),
    audit: listAudit,
  }),
  registerPersonalRequest: act({
    path: '/api/v1/personal/requests/:requestId/registration',
    listeners,
    access: COUNTER,
    summary: { zh: '登记复议申请', en: 'Register a request for reconsideration' },
    params: ofRequest,
    audit: { subject: 'record', param: 'requestId', purpose },
  }),
  returnPersonalRequest: call({
    path: '/api/v1/personal/requests/:requestId/return',
    listeners,
    access: COUNTER,
    summary: { zh: '退回复议申请并说明理由', en: 'Return a request for reconsideration with reasons' },
    params: ofRequest,
    body: personalRequestReturn,
    response: personalRequestView,
    audit: { subject: 'record', param: 'requestId', purpose },
  }),
}

/** The person concerned sees what is imposed on the own person, and nobody else's. */
const ownRoutes = {
  listOwnPersonalMeasures: read({
    path: '/api/v1/personal/own',
    listeners,
    access: PARTY,
    summary: { zh: '对我采取的罚款、拘留、限制出境', en: 'Measures that are imposed on me' },
    response: Type.Object({ items: Type.Array(ownPersonalMeasureView) }),
    audit: ownAudit,
  }),
  askPersonalReconsideration: call({
    path: '/api/v1/personal/own/:measureId/reconsideration',
    listeners,
    access: PARTY,
    summary: { zh: '申请复议', en: 'Ask the court above to reconsider a measure against me' },
    params: ofMeasure,
    body: ownPersonalReconsideration,
    response: requestReceived,
    audit: ownAudit,
  }),
}

export const personalRoutes = { ...measureRoutes, ...waitingRoutes, ...ownRoutes }
