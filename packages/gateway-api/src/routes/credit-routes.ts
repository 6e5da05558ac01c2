import { Type } from 'typebox'
import { act, call, read } from '../define-route.ts'
import { ownCreditRoutes } from './credit-own-routes.ts'
import type { Role } from '../role.ts'
import { alarm } from '../schemas/case.ts'
import {
  consumptionProposal,
  correctionProposal,
  creditAlarmResolution,
  deletionProposal,
  entryEvent,
  entryService,
  exceptionGrant,
  extensionProposal,
  graceGrant,
  liftProposal,
  listingJudgement,
  listingProposal,
  listingQuestion,
  objectionDecision,
  objectionEntry,
  reconsiderationEntry,
  repairDecision,
  requestRegistration,
  requestReturn,
  restructuringEndProposal,
  restructuringProposal,
  stillShown,
  temporaryLiftProposal,
  withdrawalProposal,
} from '../schemas/credit-acts.ts'
import {
  creditBoard,
  creditReconciliation,
  creditSupervision,
  creditSupervisionQuery,
  propagationQuery,
  propagationRow,
  reconciliationQuery,
  subscriptionView,
  withdrawalQuery,
  withdrawalRow,
} from '../schemas/credit-board.ts'
import { CREDIT_REQUEST_STATES, CREDIT_ENTRY_STATES } from '../schemas/credit-scalars.ts'
import { CREDIT_LISTS } from '../schemas/credit-subscriber.ts'
import {
  creditDraftView,
  courtEntrySummary,
  courtEntryView,
  creditRequestView,
  endedEntryView,
  graceView,
} from '../schemas/credit.ts'
import { approval } from '../schemas/lawyer.ts'
import { pageFields, pageOf } from '../schemas/page.ts'
import { actId, caseId, closed, oneOf, randomId } from '../schemas/scalars.ts'

const listeners = ['court'] as const
/** Decisions on lists take president and judge: either proposes, the other signs. */
const DECIDERS: readonly Role[] = ['COURT_JUDGE', 'COURT_PRESIDENT']
const COUNTER: readonly Role[] = ['COURT_FILING', 'COURT_CLERK', 'COURT_ENFORCER']
const READERS: readonly Role[] = ['COURT_ENFORCER', 'COURT_JUDGE', 'COURT_PRESIDENT', 'COURT_CLERK']
const BOARD: readonly Role[] = ['COURT_ENFORCER', 'COURT_JUDGE', 'COURT_PRESIDENT', 'SUPERVISOR', 'AUDITOR']
/** The governance officer decides with the president on who is there (R26-09). */
const RECIPIENTS: readonly Role[] = [...BOARD, 'GOVERNANCE_OFFICER']
const WATCHERS: readonly Role[] = ['SUPERVISOR', 'AUDITOR']

const ofCase = closed({ caseId })
const ofEntry = closed({ entryId: randomId })
const ofDraft = closed({ draftId: actId })
const ofRequest = closed({ requestId: randomId })
const caseAudit = { subject: 'case', param: 'caseId', caseParam: 'caseId', purpose: 'CREDIT_LIST' } as const
const entryAudit = { subject: 'entry', param: 'entryId', purpose: 'CREDIT_LIST' } as const

/** The court's entries (意见 20, 26). */
const entryRoutes = {
  listCreditEntries: read({
    path: '/api/v1/credit/entries',
    listeners,
    access: READERS,
    summary: { zh: '失信与限制消费信息列表', en: 'Entries of the credit lists' },
    query: closed({
      ...pageFields,
      list: Type.Optional(oneOf(CREDIT_LISTS)),
      state: Type.Optional(oneOf(CREDIT_ENTRY_STATES)),
      objected: Type.Optional(Type.Boolean()),
      /** A person has to decide on something of it. */
      proposed: Type.Optional(Type.Boolean()),
      /** Of courts below, where a person has asked this court to reconsider; nothing else is asked with it. */
      pending: Type.Optional(Type.Boolean()),
    }),
    response: pageOf(courtEntrySummary),
    audit: { subject: 'entry', purpose: 'CREDIT_LIST' },
  }),
  listCaseCreditEntries: read({
    path: '/api/v1/credit/cases/:caseId/entries',
    listeners,
    access: READERS,
    summary: { zh: '案件的失信与限制消费信息', en: 'Entries of a case' },
    params: ofCase,
    response: Type.Object({ items: Type.Array(courtEntrySummary) }),
    audit: caseAudit,
  }),
  getCreditEntry: read({
    path: '/api/v1/credit/entries/:entryId',
    listeners,
    access: READERS,
    summary: { zh: '一条失信或限制消费信息', en: 'An entry: decision, grounds, terms, steps, receipts' },
    params: ofEntry,
    response: courtEntryView,
    audit: entryAudit,
  }),
  listEndedEntries: read({
    path: '/api/v1/credit/ended',
    listeners,
    access: [...READERS, ...WATCHERS],
    summary: { zh: '已结束的信息（不含当事人）', en: 'Ended entries, without persons' },
    query: closed({ ...pageFields, list: Type.Optional(oneOf(CREDIT_LISTS)) }),
    response: pageOf(endedEntryView),
  }),
  evaluateListing: call({
    path: '/api/v1/credit/cases/:caseId/evaluations/listing',
    listeners,
    access: READERS,
    summary: { zh: '核查能否纳入失信名单（附理由）', en: 'May this debtor be listed, and why' },
    params: ofCase,
    body: listingQuestion,
    response: listingJudgement,
    audit: caseAudit,
  }),
  proposeListing: act({
    path: '/api/v1/credit/cases/:caseId/listings',
    listeners,
    access: DECIDERS,
    summary: { zh: '拟制纳入失信名单决定', en: 'Propose a listing decision' },
    params: ofCase,
    body: listingProposal,
    audit: caseAudit,
  }),
  proposeConsumptionOrder: act({
    path: '/api/v1/credit/cases/:caseId/consumption-orders',
    listeners,
    access: DECIDERS,
    summary: { zh: '拟制限制消费令', en: 'Propose a limit of consumption' },
    params: ofCase,
    body: consumptionProposal,
    audit: caseAudit,
  }),
  listCaseGraces: read({
    path: '/api/v1/credit/cases/:caseId/graces',
    listeners,
    access: READERS,
    summary: { zh: '案件的宽限期', en: 'Graces of a case' },
    params: ofCase,
    response: Type.Object({ items: Type.Array(graceView) }),
    audit: caseAudit,
  }),
  grantGrace: act({
    path: '/api/v1/credit/cases/:caseId/graces',
    listeners,
    access: ['COURT_JUDGE'],
    summary: { zh: '给予宽限期', en: 'Give a debtor time before a listing' },
    params: ofCase,
    body: graceGrant,
    audit: caseAudit,
  }),
  recordEntryService: act({
    path: '/api/v1/credit/entries/:entryId/service',
    listeners,
    access: ['COURT_ENFORCER', 'COURT_CLERK'],
    summary: { zh: '登记决定书送达', en: 'Record the service of a decision' },
    params: ofEntry,
    body: entryService,
    audit: entryAudit,
  }),
  recordEntryEvent: act({
    path: '/api/v1/credit/entries/:entryId/events',
    listeners,
    access: ['COURT_ENFORCER', 'COURT_JUDGE'],
    summary: { zh: '登记应当删除的事由', en: 'Record an event that ends an entry' },
    params: ofEntry,
    body: entryEvent,
    audit: entryAudit,
  }),
  deleteEntryByHand: act({
    path: '/api/v1/credit/entries/:entryId/deletion',
    listeners,
    access: ['COURT_ENFORCER', 'COURT_JUDGE'],
    summary: { zh: '人工删除到期信息', en: 'Delete by hand what is due' },
    params: ofEntry,
    audit: entryAudit,
  }),
  grantEntryException: act({
    path: '/api/v1/credit/entries/:entryId/exceptions',
    listeners,
    access: ['COURT_JUDGE'],
    summary: { zh: '准许一项消费', en: 'Allow what an order forbids, for a span of days' },
    params: ofEntry,
    body: exceptionGrant,
    audit: entryAudit,
  }),
}

/** Decisions that president and judge sign. */
const decisionRoutes = {
  proposeExtension: act({
    path: '/api/v1/credit/entries/:entryId/extension',
    listeners,
    access: DECIDERS,
    summary: { zh: '拟制延长期限决定', en: 'Propose an extension' },
    params: ofEntry,
    body: extensionProposal,
    audit: entryAudit,
  }),
  proposeTemporaryLift: act({
    path: '/api/v1/credit/entries/:entryId/temporary-lift',
    listeners,
    access: DECIDERS,
    summary: { zh: '拟制暂时解除决定', en: 'Propose a temporary lift' },
    params: ofEntry,
    body: temporaryLiftProposal,
    audit: entryAudit,
  }),
  proposeDeletion: act({
    path: '/api/v1/credit/entries/:entryId/deletion-decision',
    listeners,
    access: DECIDERS,
    summary: { zh: '拟制提前删除或不予删除决定', en: 'Propose to delete early, or to keep' },
    params: ofEntry,
    body: deletionProposal,
    audit: entryAudit,
  }),
  proposeWithdrawal: act({
    path: '/api/v1/credit/entries/:entryId/withdrawal',
    listeners,
    access: DECIDERS,
    summary: { zh: '拟制撤销决定', en: 'Propose to withdraw an unlawful entry' },
    params: ofEntry,
    body: withdrawalProposal,
    audit: entryAudit,
  }),
  proposeCorrection: act({
    path: '/api/v1/credit/entries/:entryId/correction',
    listeners,
    access: DECIDERS,
    summary: { zh: '拟制更正决定', en: 'Propose a correction' },
    params: ofEntry,
    body: correctionProposal,
    audit: entryAudit,
  }),
  proposeLift: act({
    path: '/api/v1/credit/entries/:entryId/lift',
    listeners,
    access: DECIDERS,
    summary: { zh: '拟制解除限制消费决定', en: 'Propose to lift a limit of consumption' },
    params: ofEntry,
    body: liftProposal,
    audit: entryAudit,
  }),
  proposeRepairDecision: act({
    path: '/api/v1/credit/entries/:entryId/repair-decision',
    listeners,
    access: DECIDERS,
    summary: { zh: '拟制信用修复决定', en: 'Propose a decision on repair' },
    params: ofEntry,
    body: repairDecision,
    audit: entryAudit,
  }),
  proposeRestructuring: act({
    path: '/api/v1/credit/entries/:entryId/restructuring',
    listeners,
    access: DECIDERS,
    summary: { zh: '拟制重整期间暂停决定', en: 'Propose to suspend an entry while a plan is carried out' },
    params: ofEntry,
    body: restructuringProposal,
    audit: entryAudit,
  }),
  proposeRestructuringEnd: act({
    path: '/api/v1/credit/entries/:entryId/restructuring-end',
    listeners,
    access: DECIDERS,
    summary: { zh: '拟制重整终止后恢复决定', en: 'Propose that an entry is in force again' },
    params: ofEntry,
    body: restructuringEndProposal,
    audit: entryAudit,
  }),
  listCreditDrafts: read({
    path: '/api/v1/credit/drafts',
    listeners,
    access: READERS,
    summary: { zh: '待签决定', en: 'Decisions that wait for the second person' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(['OPEN', 'APPROVED', 'WITHDRAWN', 'EXPIRED'])) }),
    response: pageOf(creditDraftView),
    audit: { subject: 'entry', purpose: 'CREDIT_LIST' },
  }),
  getCreditDraft: read({
    path: '/api/v1/credit/drafts/:draftId',
    listeners,
    access: READERS,
    summary: { zh: '待签决定及其效果', en: 'A decision to be signed, and its effect' },
    params: ofDraft,
    response: creditDraftView,
    audit: { subject: 'entry', param: 'draftId', purpose: 'CREDIT_LIST' },
  }),
  signCreditDraft: act({
    path: '/api/v1/credit/drafts/:draftId/approval',
    listeners,
    access: DECIDERS,
    summary: { zh: '签署决定', en: 'Sign a decision as the second person' },
    params: ofDraft,
    body: approval,
  }),
  withdrawCreditDraft: act({
    path: '/api/v1/credit/drafts/:draftId/withdrawal',
    listeners,
    access: DECIDERS,
    summary: { zh: '撤回待签决定', en: 'Withdraw a decision before it is signed' },
    params: ofDraft,
  }),
}

/** Objections, reconsiderations and repair: what persons send in, and what the court does with it. */
const requestRoutes = {
  listCreditRequests: read({
    path: '/api/v1/credit/requests',
    listeners,
    access: [...READERS, 'COURT_FILING'],
    summary: { zh: '当事人的异议、复议与修复申请', en: 'Requests of persons concerned' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(CREDIT_REQUEST_STATES)) }),
    response: pageOf(creditRequestView),
    audit: { subject: 'entry', purpose: 'CREDIT_LIST' },
  }),
  registerCreditRequest: act({
    path: '/api/v1/credit/requests/:requestId/registration',
    listeners,
    access: COUNTER,
    summary: { zh: '登记当事人申请', en: 'Register a request on the ledger' },
    params: ofRequest,
    body: requestRegistration,
    audit: { subject: 'entry', param: 'requestId', purpose: 'CREDIT_LIST' },
  }),
  returnCreditRequest: call({
    path: '/api/v1/credit/requests/:requestId/return',
    listeners,
    access: COUNTER,
    summary: { zh: '退回当事人申请并说明理由', en: 'Return a request with reasons' },
    params: ofRequest,
    body: requestReturn,
    response: creditRequestView,
    audit: { subject: 'entry', param: 'requestId', purpose: 'CREDIT_LIST' },
  }),
  enterObjection: act({
    path: '/api/v1/credit/entries/:entryId/objection',
    listeners,
    access: COUNTER,
    summary: { zh: '登记书面异议', en: 'Enter an objection that came on paper' },
    params: ofEntry,
    body: objectionEntry,
    audit: entryAudit,
  }),
  enterReconsideration: act({
    path: '/api/v1/credit/entries/:entryId/reconsideration',
    listeners,
    access: COUNTER,
    summary: { zh: '登记书面复议申请', en: 'Enter a reconsideration that came on paper' },
    params: ofEntry,
    body: reconsiderationEntry,
    audit: entryAudit,
  }),
  decideEntryObjection: act({
    path: '/api/v1/credit/entries/:entryId/objection-decision',
    listeners,
    access: ['COURT_JUDGE'],
    summary: { zh: '审查异议或复议', en: 'Decide an objection or a reconsideration' },
    params: ofEntry,
    body: objectionDecision,
    audit: entryAudit,
  }),
}

/** What is with whom: the credit platform's board. */
const boardRoutes = {
  getCreditBoard: read({
    path: '/api/v1/credit/board',
    listeners,
    access: RECIPIENTS,
    summary: { zh: '信用信息共享看板', en: 'Board of the credit lists' },
    response: creditBoard,
  }),
  listSubscriptions: read({
    path: '/api/v1/credit/subscriptions',
    listeners,
    access: RECIPIENTS,
    summary: { zh: '订阅单位', en: 'Subscriptions' },
    response: Type.Object({ items: Type.Array(subscriptionView) }),
  }),
  listPropagation: read({
    path: '/api/v1/credit/propagation',
    listeners,
    access: RECIPIENTS,
    summary: { zh: '信息传输情况', en: 'Entries on their way to subscribers' },
    query: propagationQuery,
    response: pageOf(propagationRow),
  }),
  listWithdrawals: read({
    path: '/api/v1/credit/withdrawals',
    listeners,
    access: RECIPIENTS,
    summary: { zh: '撤除通知与回执', en: 'Withdrawals and their receipts' },
    query: withdrawalQuery,
    response: pageOf(withdrawalRow),
  }),
  reportStillShown: act({
    path: '/api/v1/credit/withdrawals/:entryId/still-shown',
    listeners,
    access: ['COURT_ENFORCER', 'COURT_CLERK', 'COURT_JUDGE'],
    summary: { zh: '登记撤除后仍展示的证据', en: 'Report that a subscriber still shows an entry' },
    params: ofEntry,
    body: stillShown,
  }),
  listCreditReconciliations: read({
    path: '/api/v1/credit/reconciliations',
    listeners,
    access: RECIPIENTS,
    summary: { zh: '每月对账', en: 'Monthly reconciliation' },
    query: reconciliationQuery,
    response: Type.Object({ items: Type.Array(creditReconciliation) }),
  }),
  listCreditAlarms: read({
    path: '/api/v1/credit/alarms',
    listeners,
    access: RECIPIENTS,
    summary: { zh: '名单告警', en: 'Alarms of the credit lists' },
    query: closed({ ...pageFields, open: Type.Optional(Type.Boolean({ default: true })) }),
    response: pageOf(alarm),
  }),
  resolveCreditAlarm: act({
    path: '/api/v1/credit/alarms/resolution',
    listeners,
    access: ['COURT_PRESIDENT', 'COURT_ENFORCER'],
    summary: { zh: '登记名单告警已处理', en: 'Record that an alarm of the lists was dealt with' },
    body: creditAlarmResolution,
  }),
  getCreditSupervision: read({
    path: '/api/v1/credit/supervision',
    listeners,
    access: WATCHERS,
    summary: { zh: '名单监督统计（不含内容）', en: 'Supervision of the credit lists, without content' },
    query: creditSupervisionQuery,
    response: creditSupervision,
  }),
}

export const creditRoutes = { ...entryRoutes, ...decisionRoutes, ...requestRoutes, ...boardRoutes, ...ownCreditRoutes }
