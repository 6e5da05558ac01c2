import { Type } from 'typebox'
import { act, call, read } from '../define-route.ts'
import type { Role } from '../role.ts'
import {
  creditorEntry,
  debtDispute,
  debtNotice,
  filingEntry,
  objectionDecision,
  objectionEntry,
  preservationEntry,
  roundEnd,
  roundResumption,
  saleNotice,
  termination,
  transferDecision,
  transferLetter,
  transferRequest,
  writtenReasons,
  wrongFinding,
  wrongSettlement,
} from '../schemas/enforcement-matter-acts.ts'
import {
  mattersView,
  OBJECTION_STATES,
  objectionView,
  PRESERVATION_STATES,
  preservationView,
  transferView,
} from '../schemas/enforcement-matters.ts'
import { TRANSFER_STATES } from '../schemas/enforcement-scalars.ts'
import { pageFields, pageOf } from '../schemas/page.ts'
import { caseId, closed, oneOf, randomId } from '../schemas/scalars.ts'

const ENFORCER: readonly Role[] = ['COURT_ENFORCER']
const JUDGE: readonly Role[] = ['COURT_JUDGE']
const RECEIVING: readonly Role[] = ['COURT_ENFORCER', 'COURT_FILING']
const READERS: readonly Role[] = ['COURT_ENFORCER', 'COURT_JUDGE', 'COURT_PRESIDENT']
const listeners = ['court'] as const
const ofCase = closed({ caseId })
const ofTransfer = closed({ transferId: randomId })
const ownCase = { subject: 'case', param: 'caseId', caseParam: 'caseId', purpose: 'ENFORCEMENT' } as const
const ownCases = { subject: 'case', purpose: 'ENFORCEMENT' } as const

/** Objections, wrongs and other creditors. */
const remedyRoutes = {
  getMatters: read({
    path: '/api/v1/enforcement/cases/:caseId/matters',
    listeners,
    access: READERS,
    summary: {
      zh: '异议、移送、到期债权、国家赔偿、终本、保全',
      en: 'Objections, transfers, debts of third parties, wrongs, rounds, preservation',
    },
    params: ofCase,
    response: mattersView,
    audit: ownCase,
  }),
  listCaseObjections: read({
    path: '/api/v1/enforcement/objections',
    listeners,
    access: READERS,
    summary: { zh: '执行异议（按答复期限）', en: 'Objections, by the end of their terms' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(OBJECTION_STATES)) }),
    response: pageOf(objectionView),
    audit: ownCases,
  }),
  raiseCaseObjection: act({
    path: '/api/v1/enforcement/cases/:caseId/objections',
    listeners,
    access: RECEIVING,
    summary: { zh: '登记执行异议', en: 'Enter an objection that has come' },
    params: ofCase,
    body: objectionEntry,
  }),
  decideCaseObjection: act({
    path: '/api/v1/enforcement/cases/:caseId/objections/:objectionId/decision',
    listeners,
    access: JUDGE,
    summary: { zh: '裁定异议', en: 'Decide an objection' },
    params: closed({ caseId, objectionId: randomId }),
    body: objectionDecision,
  }),
  findWrong: act({
    path: '/api/v1/enforcement/cases/:caseId/wrongs',
    listeners,
    access: JUDGE,
    summary: { zh: '确认违法执行', en: 'Find that an order did wrong' },
    params: ofCase,
    body: wrongFinding,
  }),
  settleWrong: act({
    path: '/api/v1/enforcement/cases/:caseId/wrongs/:wrongId/settlement',
    listeners,
    access: JUDGE,
    summary: { zh: '决定赔偿', en: 'Decide on compensation' },
    params: closed({ caseId, wrongId: randomId }),
    body: wrongSettlement,
  }),
  enterCreditor: call({
    path: '/api/v1/enforcement/cases/:caseId/creditors',
    listeners,
    access: ENFORCER,
    summary: { zh: '登记优先受偿、参与分配的债权人', en: 'Enter a creditor with priority, or one who takes part' },
    params: ofCase,
    body: creditorEntry,
    response: Type.Object({ creditorId: randomId }),
    audit: ownCase,
  }),
  withdrawCreditor: call({
    path: '/api/v1/enforcement/cases/:caseId/creditors/:creditorId/withdrawal',
    listeners,
    access: ENFORCER,
    summary: { zh: '撤回债权人登记', en: 'Withdraw a creditor' },
    params: closed({ caseId, creditorId: randomId }),
    response: Type.Object({ creditorId: randomId }),
    audit: ownCase,
  }),
}

/** The right to dispose, sale, and debts of third parties. */
const disposalRoutes = {
  listTransfers: read({
    path: '/api/v1/enforcement/transfers',
    listeners,
    access: READERS,
    summary: { zh: '移送处置权', en: 'Transfers of the right to dispose' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(TRANSFER_STATES)) }),
    response: pageOf(transferView),
    audit: ownCases,
  }),
  requestTransfer: act({
    path: '/api/v1/enforcement/cases/:caseId/transfers',
    listeners,
    access: JUDGE,
    summary: { zh: '商请移送处置权', en: 'Ask the first court for the right to dispose' },
    params: ofCase,
    body: transferRequest,
  }),
  refuseTransfer: act({
    path: '/api/v1/enforcement/transfers/:transferId/refusal',
    listeners,
    access: JUDGE,
    summary: { zh: '不同意移送', en: 'Refuse a transfer' },
    params: ofTransfer,
    body: writtenReasons,
  }),
  decideTransfer: act({
    path: '/api/v1/enforcement/transfers/:transferId/decision',
    listeners,
    access: JUDGE,
    summary: { zh: '上级法院决定移送', en: 'Decide a disputed transfer, as the court above' },
    params: ofTransfer,
    body: transferDecision,
  }),
  proposeTransferLetter: act({
    path: '/api/v1/enforcement/transfers/:transferId/letter',
    listeners,
    access: ENFORCER,
    summary: { zh: '拟制移送执行函', en: 'Propose the letter that transfers the right to dispose' },
    params: ofTransfer,
    body: transferLetter,
  }),
  announceSale: act({
    path: '/api/v1/enforcement/cases/:caseId/sales',
    listeners,
    access: ENFORCER,
    summary: { zh: '登记拍卖、变卖公告', en: 'Record the notice of an auction or sale' },
    params: ofCase,
    body: saleNotice,
  }),
  notifyThirdParty: act({
    path: '/api/v1/enforcement/cases/:caseId/debt-notices',
    listeners,
    access: ENFORCER,
    summary: { zh: '通知第三人履行到期债务', en: 'Tell a third party that owes to perform or object' },
    params: ofCase,
    body: debtNotice,
  }),
  disputeDebt: act({
    path: '/api/v1/enforcement/cases/:caseId/debt-notices/:measureId/objection',
    listeners,
    access: RECEIVING,
    summary: { zh: '登记第三人对到期债务的异议', en: 'Enter the objection of a third party that owes' },
    params: closed({ caseId, measureId: randomId }),
    body: debtDispute,
  }),
}

/** How a case begins before a judgment, and how it ends without performance. */
const courseRoutes = {
  listPreservations: read({
    path: '/api/v1/enforcement/preservations',
    listeners,
    // The counter records the suit that a preservation needs.
    access: [...READERS, 'COURT_FILING'],
    summary: { zh: '财产保全', en: 'Preservations' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(PRESERVATION_STATES)) }),
    response: pageOf(preservationView),
    audit: ownCases,
  }),
  openPreservation: act({
    path: '/api/v1/enforcement/preservations',
    listeners,
    access: JUDGE,
    summary: { zh: '裁定财产保全', en: 'Open a preservation' },
    body: preservationEntry,
  }),
  recordFiling: act({
    path: '/api/v1/enforcement/cases/:caseId/filing',
    listeners,
    access: ['COURT_FILING', 'COURT_JUDGE'],
    summary: { zh: '登记起诉或者申请执行', en: 'Record the suit, or the application, that a preservation needs' },
    params: ofCase,
    body: filingEntry,
  }),
  endRound: act({
    path: '/api/v1/enforcement/cases/:caseId/rounds',
    listeners,
    access: JUDGE,
    summary: { zh: '终结本次执行程序', en: 'End this round of the enforcement' },
    params: ofCase,
    body: roundEnd,
  }),
  resumeRound: act({
    path: '/api/v1/enforcement/cases/:caseId/rounds/resumption',
    listeners,
    access: JUDGE,
    summary: { zh: '恢复执行', en: 'Let the enforcement go on' },
    params: ofCase,
    body: roundResumption,
  }),
  terminateEnforcement: act({
    path: '/api/v1/enforcement/cases/:caseId/termination',
    listeners,
    access: JUDGE,
    summary: { zh: '终结执行', en: 'End the enforcement without performance' },
    params: ofCase,
    body: termination,
  }),
}

export const enforcementMatterRoutes = { ...remedyRoutes, ...disposalRoutes, ...courseRoutes }
