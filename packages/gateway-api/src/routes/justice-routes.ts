import { Type } from 'typebox'
import { act, call, read } from '../define-route.ts'
import type { Role } from '../role.ts'
import {
  approval,
  assessmentEntry,
  firmView,
  importReport,
  importRequest,
  industrySanctionEntry,
  inquiry,
  lawyerSummary,
  lawyerView,
  objectionDecision,
  objectionEntry,
  objectionView,
  proposalView,
  status,
  statusProposal,
} from '../schemas/lawyer.ts'
import { pageFields, pageOf, pageQuery } from '../schemas/page.ts'
import { actId, civilDate, closed, firmId, instant, licence, oneOf, randomId } from '../schemas/scalars.ts'
import { creditReport } from '../schemas/verification.ts'

const ORGANS: readonly Role[] = ['JUSTICE_BUREAU', 'JUSTICE_DEPARTMENT']
const REGISTER: readonly Role[] = [...ORGANS, 'LAW_ASSOCIATION']
const listeners = ['justice'] as const
const ofLawyer = closed({ licence })

/** The register of lawyers and firms, acts upon it, and who asked about whom. */
const registerRoutes = {
  listLawyers: read({
    path: '/api/v1/lawyers',
    listeners,
    access: REGISTER,
    summary: { zh: '律师列表', en: 'Lawyers' },
    query: closed({
      ...pageFields,
      /** First digits of a licence number, or a serial. */
      query: Type.Optional(Type.String({ pattern: '^\\d{1,17}$' })),
      status: Type.Optional(status),
      firm: Type.Optional(firmId),
    }),
    response: pageOf(lawyerSummary),
    audit: { subject: 'lawyer', purpose: 'SUPERVISION' },
  }),
  getLawyer: read({
    path: '/api/v1/lawyers/:licence',
    listeners,
    access: REGISTER,
    summary: { zh: '律师档案，含两条时间轴', en: 'A lawyer with the history on both time axes' },
    params: ofLawyer,
    query: closed({ validAt: Type.Optional(civilDate), knownAtMs: Type.Optional(instant) }),
    response: lawyerView,
    audit: { subject: 'lawyer', param: 'licence', purpose: 'SUPERVISION' },
  }),
  listFirms: read({
    path: '/api/v1/firms',
    listeners,
    access: REGISTER,
    summary: { zh: '律师事务所列表', en: 'Law firms' },
    query: pageQuery,
    response: pageOf(firmView),
  }),
  getFirm: read({
    path: '/api/v1/firms/:id',
    listeners,
    access: REGISTER,
    summary: { zh: '律师事务所', en: 'A law firm' },
    params: closed({ id: firmId }),
    response: firmView,
  }),
  listInquiries: read({
    path: '/api/v1/inquiries',
    listeners,
    access: ORGANS,
    summary: { zh: '查询留痕：谁因何查询了谁', en: 'Who asked about whom, and why' },
    query: closed({ ...pageFields, licence: Type.Optional(licence) }),
    response: pageOf(inquiry),
    audit: { subject: 'lawyer', param: 'licence', purpose: 'SUPERVISION' },
  }),
  recordAssessment: act({
    path: '/api/v1/lawyers/:licence/assessments',
    listeners,
    access: ['LAW_ASSOCIATION'],
    summary: { zh: '登记年度考核', en: 'Record an annual assessment' },
    params: ofLawyer,
    body: assessmentEntry,
  }),
  recordIndustrySanction: act({
    path: '/api/v1/lawyers/:licence/industry-sanctions',
    listeners,
    access: ['LAW_ASSOCIATION'],
    summary: { zh: '登记行业惩戒', en: 'Record industry discipline' },
    params: ofLawyer,
    body: industrySanctionEntry,
  }),
  listObjections: read({
    path: '/api/v1/objections',
    listeners,
    access: ORGANS,
    summary: { zh: '异议', en: 'Objections' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(['OPEN', 'UPHELD', 'REJECTED'])) }),
    response: pageOf(objectionView),
    audit: { subject: 'lawyer', purpose: 'SUPERVISION' },
  }),
  decideObjection: act({
    path: '/api/v1/objections/:objectionId/decision',
    listeners,
    access: ORGANS,
    summary: { zh: '决定异议', en: 'Decide an objection' },
    params: closed({ objectionId: randomId }),
    body: objectionDecision,
  }),
}

/** Acts of two persons: one proposes, another approves. */
const twoPersonRoutes = {
  proposeStatus: act({
    path: '/api/v1/lawyers/:licence/status-proposals',
    listeners,
    access: ORGANS,
    summary: { zh: '提出执业状态变更', en: 'Propose a change of status' },
    params: ofLawyer,
    body: statusProposal,
  }),
  listProposals: read({
    path: '/api/v1/proposals',
    listeners,
    access: ORGANS,
    summary: { zh: '待复核事项', en: 'Proposals' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(['OPEN', 'APPROVED', 'WITHDRAWN', 'EXPIRED'])) }),
    response: pageOf(proposalView),
    audit: { subject: 'lawyer', purpose: 'SUPERVISION' },
  }),
  getProposal: read({
    path: '/api/v1/proposals/:id',
    listeners,
    access: ORGANS,
    summary: { zh: '一项待复核事项', en: 'A proposal' },
    params: closed({ id: actId }),
    response: proposalView,
    audit: { subject: 'lawyer', param: 'id', purpose: 'SUPERVISION' },
  }),
  approveProposal: act({
    path: '/api/v1/proposals/:id/approval',
    listeners,
    access: ORGANS,
    summary: { zh: '复核同意（须为另一人）', en: 'Approve, as another person' },
    params: closed({ id: actId }),
    body: approval,
  }),
  withdrawProposal: act({
    path: '/api/v1/proposals/:id/withdrawal',
    listeners,
    access: ORGANS,
    summary: { zh: '撤回所提事项', en: 'Withdraw the own proposal' },
    params: closed({ id: actId }),
  }),
  /** The row report is in `GET /api/v1/imports/:id`, by the id of the outbox row. */
  importLawyers: act({
    path: '/api/v1/imports',
    listeners,
    access: ['JUSTICE_DEPARTMENT'],
    summary: { zh: '批量导入律师（CSV）', en: 'Import lawyers from CSV' },
    body: importRequest,
  }),
  checkImport: call({
    path: '/api/v1/imports/check',
    listeners,
    access: ['JUSTICE_DEPARTMENT'],
    summary: { zh: '导入前逐行检查', en: 'Check each row before importing' },
    body: importRequest,
    response: importReport,
  }),
  listImports: read({
    path: '/api/v1/imports',
    listeners,
    access: ['JUSTICE_DEPARTMENT'],
    summary: { zh: '导入记录', en: 'Imports' },
    query: pageQuery,
    response: pageOf(importReport),
  }),
  getImport: read({
    path: '/api/v1/imports/:id',
    listeners,
    access: ['JUSTICE_DEPARTMENT'],
    summary: { zh: '导入结果逐行报告', en: 'Row report of an import' },
    params: closed({ id: Type.String({ pattern: '^[A-Za-z0-9-]{8,80}$' }) }),
    response: importReport,
  }),
  approveImport: act({
    path: '/api/v1/imports/:id/approval',
    listeners,
    access: ['JUSTICE_DEPARTMENT'],
    summary: { zh: '复核同意导入（须为另一人）', en: 'Approve an import, as another person' },
    params: closed({ id: Type.String({ pattern: '^[A-Za-z0-9-]{8,80}$' }) }),
  }),
}

/** A lawyer about himself or herself: the licence is the session's, never the request's. */
const ownRoutes = {
  getMe: read({
    path: '/api/v1/me',
    listeners,
    access: ['LAWYER'],
    summary: { zh: '本人档案', en: 'The own record' },
    response: lawyerView,
    audit: { subject: 'own', purpose: 'OWN_DATA' },
  }),
  getMyCreditReport: read({
    path: '/api/v1/me/credit-report',
    listeners,
    access: ['LAWYER'],
    summary: { zh: '本人信用报告', en: 'The own credit report' },
    response: creditReport,
    audit: { subject: 'own', purpose: 'OWN_DATA' },
  }),
  listMyInquiries: read({
    path: '/api/v1/me/inquiries',
    listeners,
    access: ['LAWYER'],
    summary: { zh: '谁查询过本人', en: 'Who asked about me' },
    query: pageQuery,
    response: pageOf(inquiry),
    audit: { subject: 'own', purpose: 'OWN_DATA' },
  }),
  listMyObjections: read({
    path: '/api/v1/me/objections',
    listeners,
    access: ['LAWYER'],
    summary: { zh: '本人的异议', en: 'The own objections' },
    query: pageQuery,
    response: pageOf(objectionView),
    audit: { subject: 'own', purpose: 'OWN_DATA' },
  }),
  raiseObjection: act({
    path: '/api/v1/me/objections',
    listeners,
    access: ['LAWYER'],
    summary: { zh: '提出异议', en: 'Object to the own record' },
    body: objectionEntry,
  }),
}

/** The justice listener. */
export const justiceRoutes = { ...registerRoutes, ...twoPersonRoutes, ...ownRoutes }
