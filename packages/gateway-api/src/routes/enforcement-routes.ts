import { Type } from 'typebox'
import { act, call, read } from '../define-route.ts'
import type { Role } from '../role.ts'
import { DRAFT_STATES, draftView, enforcementSummary, enforcementView, orderView } from '../schemas/enforcement.ts'
import {
  controlPlan,
  controlRuling,
  dismissal,
  draftRefusal,
  draftRefused,
  enforcementEntry,
  estimateEntry,
  haltProposal,
  haltState,
  institutionView,
  measureRuling,
  officerCards,
  officerCardsView,
  performance,
  planQuestion,
  propertyEntered,
  propertyEntry,
  propertyQuery,
  proposalRuling,
  restatement,
  revocation,
  stay,
} from '../schemas/enforcement-acts.ts'
import { distributionQuestion, distributionView, owedQuestion, owedView } from '../schemas/enforcement-money.ts'
import { ENFORCEMENT_STATES } from '../schemas/enforcement-scalars.ts'
import { supervisionQuery, supervisionView } from '../schemas/enforcement-supervision.ts'
import { approval } from '../schemas/lawyer.ts'
import { pageFields, pageOf } from '../schemas/page.ts'
import { actId, caseId, closed, oneOf, randomId } from '../schemas/scalars.ts'
import { enforcementMatterRoutes } from './enforcement-matter-routes.ts'

const ENFORCER: readonly Role[] = ['COURT_ENFORCER']
const JUDGE: readonly Role[] = ['COURT_JUDGE']
const READERS: readonly Role[] = ['COURT_ENFORCER', 'COURT_JUDGE', 'COURT_PRESIDENT']
const listeners = ['court'] as const
const ofCase = closed({ caseId })
const ofProperty = closed({ caseId, propertyId: randomId })
const ofDraft = closed({ draftId: actId })
const ofInstrument = closed({ instrumentId: randomId })
const ownCase = { subject: 'case', param: 'caseId', caseParam: 'caseId', purpose: 'ENFORCEMENT' } as const

/** Enforcement (意见 20): the court's listener. Cases and their money. */
const caseRoutes = {
  listEnforcements: read({
    path: '/api/v1/enforcement/cases',
    listeners,
    access: READERS,
    summary: { zh: '执行案件列表', en: 'Enforcement cases' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(ENFORCEMENT_STATES)) }),
    response: pageOf(enforcementSummary),
    audit: { subject: 'case', purpose: 'ENFORCEMENT' },
  }),
  getEnforcement: read({
    path: '/api/v1/enforcement/cases/:caseId',
    listeners,
    access: READERS,
    summary: {
      zh: '执行案件：债权、被执行人、财产、措施、协助事项',
      en: 'An enforcement case: debt, debtors, property, measures, orders',
    },
    params: ofCase,
    response: enforcementView,
    audit: ownCase,
  }),
  openEnforcement: act({
    path: '/api/v1/enforcement/cases',
    listeners,
    access: ['COURT_ENFORCER', 'COURT_FILING'],
    summary: { zh: '立案执行', en: 'Open enforcement' },
    body: enforcementEntry,
  }),
  restateClaim: act({
    path: '/api/v1/enforcement/cases/:caseId/restatements',
    listeners,
    access: ENFORCER,
    summary: { zh: '部分履行后重新核定债权', en: 'State the claim anew after a part payment' },
    params: ofCase,
    body: restatement,
  }),
  recordPerformance: act({
    path: '/api/v1/enforcement/cases/:caseId/performance',
    listeners,
    access: ENFORCER,
    summary: { zh: '登记履行完毕', en: 'Record that the debtor has performed' },
    params: ofCase,
    body: performance,
  }),
  stayEnforcement: act({
    path: '/api/v1/enforcement/cases/:caseId/stay',
    listeners,
    access: JUDGE,
    summary: { zh: '中止或恢复执行', en: 'Stay enforcement, or let it go on' },
    params: ofCase,
    body: stay,
  }),
  closeEnforcement: act({
    path: '/api/v1/enforcement/cases/:caseId/closing',
    listeners,
    access: ['COURT_ENFORCER', 'COURT_JUDGE'],
    summary: { zh: '结案', en: 'Close enforcement' },
    params: ofCase,
  }),
  evaluateOwed: call({
    path: '/api/v1/enforcement/cases/:caseId/evaluations/owed',
    listeners,
    access: READERS,
    summary: { zh: '计算某日应付（逐步）', en: 'What is owed on a day, step by step' },
    params: ofCase,
    body: owedQuestion,
    response: owedView,
    audit: ownCase,
  }),
  evaluateDistribution: call({
    path: '/api/v1/enforcement/cases/:caseId/evaluations/distribution',
    listeners,
    access: READERS,
    summary: { zh: '计算执行款分配（逐步）', en: 'Distribution of proceeds, step by step' },
    params: ofCase,
    body: distributionQuestion,
    response: distributionView,
    audit: ownCase,
  }),
}

/** Finding property and planning what to control. */
const propertyRoutes = {
  listInstitutions: read({
    path: '/api/v1/enforcement/institutions',
    listeners,
    access: READERS,
    summary: { zh: '协助执行机构', en: 'Institutions that assist' },
    response: Type.Object({ items: Type.Array(institutionView) }),
  }),
  listOfficerCards: read({
    path: '/api/v1/enforcement/officers',
    listeners,
    access: ['COURT_ENFORCER', 'COURT_PERSONNEL'],
    summary: { zh: '已备案的执行人员证件', en: 'Officers filed with their cards' },
    response: officerCardsView,
    audit: { subject: 'register', purpose: 'PERSONNEL' },
  }),
  fileOfficerCards: call({
    path: '/api/v1/enforcement/officers',
    listeners,
    access: ['COURT_PERSONNEL'],
    summary: { zh: '备案执行人员证件', en: 'File an officer with both cards' },
    body: officerCards,
    response: Type.Object({ officer: Type.String() }),
  }),
  queryProperty: act({
    path: '/api/v1/enforcement/cases/:caseId/queries',
    listeners,
    access: ENFORCER,
    summary: { zh: '向协助机构查询财产', en: 'Ask institutions for property' },
    params: ofCase,
    body: propertyQuery,
    audit: ownCase,
  }),
  enterProperty: call({
    path: '/api/v1/enforcement/cases/:caseId/property',
    listeners,
    access: ENFORCER,
    summary: { zh: '登记其他途径发现的财产', en: 'Enter property found in another way' },
    params: ofCase,
    body: propertyEntry,
    response: propertyEntered,
    audit: ownCase,
  }),
  estimateProperty: call({
    path: '/api/v1/enforcement/cases/:caseId/property/:propertyId/estimate',
    listeners,
    access: ENFORCER,
    summary: { zh: '估计财产价值', en: 'Estimate what a thing is worth' },
    params: ofProperty,
    body: estimateEntry,
    response: Type.Object({ propertyId: randomId }),
    audit: ownCase,
  }),
  planControl: call({
    path: '/api/v1/enforcement/cases/:caseId/plans',
    listeners,
    access: READERS,
    summary: { zh: '拟定查控方案', en: 'Plan what to control' },
    params: ofCase,
    body: planQuestion,
    response: controlPlan,
    audit: ownCase,
  }),
}

/** Instruments: proposed by the officer, signed by a judge as the second person. */
const instrumentRoutes = {
  proposeControl: act({
    path: '/api/v1/enforcement/cases/:caseId/control-rulings',
    listeners,
    access: ENFORCER,
    summary: { zh: '拟制查控裁定', en: 'Propose a ruling that controls property' },
    params: ofCase,
    body: controlRuling,
  }),
  orderEmergency: act({
    path: '/api/v1/enforcement/cases/:caseId/emergency-rulings',
    listeners,
    access: JUDGE,
    summary: { zh: '情况紧急先行裁定查控（须补正确认）', en: 'Control at once in urgency, to be ratified' },
    params: ofCase,
    body: controlRuling,
  }),
  proposeMeasureRuling: act({
    path: '/api/v1/enforcement/cases/:caseId/measure-rulings',
    listeners,
    access: ENFORCER,
    summary: { zh: '拟制变更措施的裁定', en: 'Propose a ruling that changes measures' },
    params: ofCase,
    body: measureRuling,
  }),
  proposeFromProposals: act({
    path: '/api/v1/enforcement/cases/:caseId/proposal-rulings',
    listeners,
    access: ENFORCER,
    summary: { zh: '按系统建议拟制裁定', en: 'Propose a ruling that carries proposals out' },
    params: ofCase,
    body: proposalRuling,
  }),
  dismissProposal: act({
    path: '/api/v1/enforcement/cases/:caseId/proposals/:proposalId/dismissal',
    listeners,
    access: JUDGE,
    summary: { zh: '不采纳系统建议', en: 'Decide against a proposal' },
    params: closed({ caseId, proposalId: randomId }),
    body: dismissal,
  }),
  listDrafts: read({
    path: '/api/v1/enforcement/drafts',
    listeners,
    access: READERS,
    summary: { zh: '待签裁定', en: 'Instruments that wait for a signature' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(DRAFT_STATES)) }),
    response: pageOf(draftView),
    audit: { subject: 'case', purpose: 'ENFORCEMENT' },
  }),
  getDraft: read({
    path: '/api/v1/enforcement/drafts/:draftId',
    listeners,
    access: READERS,
    summary: {
      zh: '待签裁定的效果及与方案的差异',
      en: 'An instrument to be signed: its effect, and where it departs from the plan',
    },
    params: ofDraft,
    response: draftView,
    audit: { subject: 'order', param: 'draftId', purpose: 'ENFORCEMENT' },
  }),
  signDraft: act({
    path: '/api/v1/enforcement/drafts/:draftId/approval',
    listeners,
    access: JUDGE,
    summary: { zh: '签署裁定', en: 'Sign an instrument as the second person' },
    params: ofDraft,
    body: approval,
  }),
  /** Nothing of it is on the ledger: a draft has no effect there. The same refusal again is the same answer. */
  refuseDraft: call({
    path: '/api/v1/enforcement/drafts/:draftId/refusal',
    listeners,
    access: JUDGE,
    summary: { zh: '退回待签裁定（附理由）', en: 'Send an instrument back with reasons' },
    params: ofDraft,
    body: draftRefusal,
    response: draftRefused,
    audit: { subject: 'order', param: 'draftId', purpose: 'ENFORCEMENT' },
  }),
  withdrawDraft: act({
    path: '/api/v1/enforcement/drafts/:draftId/withdrawal',
    listeners,
    access: ENFORCER,
    summary: { zh: '撤回待签裁定', en: 'Withdraw an instrument before it is signed' },
    params: ofDraft,
  }),
  revokeInstrument: act({
    path: '/api/v1/enforcement/instruments/:instrumentId/revocation',
    listeners,
    access: ['COURT_JUDGE', 'COURT_PRESIDENT'],
    summary: { zh: '撤销裁定', en: 'Revoke an instrument' },
    params: ofInstrument,
    body: revocation,
  }),
  ratifyInstrument: act({
    path: '/api/v1/enforcement/instruments/:instrumentId/ratification',
    listeners,
    access: ['COURT_JUDGE', 'COURT_PRESIDENT'],
    summary: { zh: '确认紧急裁定', en: 'Ratify an emergency instrument' },
    params: ofInstrument,
  }),
}

const orderRoutes = {
  getOrder: read({
    path: '/api/v1/enforcement/orders/:orderId',
    listeners,
    access: READERS,
    summary: { zh: '协助事项及其送达与结果', en: 'An order with its delivery and outcome' },
    params: closed({ orderId: actId }),
    response: orderView,
    audit: { subject: 'order', param: 'orderId', purpose: 'ENFORCEMENT' },
  }),
  resendOrder: act({
    path: '/api/v1/enforcement/orders/:orderId/resending',
    listeners,
    access: ['COURT_ENFORCER', 'COURT_JUDGE'],
    summary: { zh: '重新发送', en: 'Send an order again' },
    params: closed({ orderId: actId }),
  }),
  getHalt: read({
    path: '/api/v1/enforcement/halt',
    listeners: ['court', 'institution'],
    access: [...READERS, 'SUPERVISOR', 'INSTITUTION_OPERATOR'],
    summary: { zh: '停止开关', en: 'The kill switch' },
    response: haltState,
  }),
  proposeHalt: act({
    path: '/api/v1/enforcement/halt',
    listeners: ['court', 'institution'],
    access: ['COURT_PRESIDENT', 'INSTITUTION_OPERATOR', 'SUPERVISOR'],
    summary: { zh: '提请停止或恢复（双人）', en: 'Propose to halt effects, or to resume them' },
    body: haltProposal,
  }),
  approveHalt: act({
    path: '/api/v1/enforcement/halt/:proposalId/approval',
    listeners: ['court', 'institution'],
    access: ['COURT_PRESIDENT', 'INSTITUTION_OPERATOR', 'SUPERVISOR'],
    summary: { zh: '同意停止或恢复（另一职责的第二人）', en: 'Approve it as the second person of another role' },
    params: closed({ proposalId: actId }),
    body: approval,
  }),
  getSupervision: read({
    path: '/api/v1/enforcement/supervision',
    listeners,
    access: ['AUDITOR', 'SUPERVISOR'],
    summary: {
      zh: '执行监督：数量、超标的、逾期（不含内容）',
      en: 'Supervision: volumes, over-control, lateness, without content',
    },
    query: supervisionQuery,
    response: supervisionView,
  }),
}

export const enforcementRoutes = {
  ...caseRoutes,
  ...enforcementMatterRoutes,
  ...propertyRoutes,
  ...instrumentRoutes,
  ...orderRoutes,
}
