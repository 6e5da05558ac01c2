import { Type } from 'typebox'
import { act, call, read } from '../define-route.ts'
import type { Role } from '../role.ts'
import {
  alarm,
  alarmResolution,
  caseSummary,
  caseView,
  deadline,
  formerStaffEntry,
  formerStaffRow,
} from '../schemas/case.ts'
import { lookup, lookupRequest } from '../schemas/account.ts'
import { pageFields, pageOf, pageQuery } from '../schemas/page.ts'
import { bundle, report, trust } from '../schemas/proof.ts'
import { caseId, closed, nullable, oneOf, shortId } from '../schemas/scalars.ts'
import {
  creditReport,
  profile,
  verificationRequest,
  verificationSummary,
  verificationView,
} from '../schemas/verification.ts'

const COURT: readonly Role[] = ['COURT_CLERK', 'COURT_JUDGE', 'COURT_FILING']
const listeners = ['court'] as const
const ofCase = closed({ caseId })
/** Id of the outbox row, of the dispatch, or of the verification on the ledger. */
const ofVerification = closed({ id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{7,79}$' }) })

/** The court's listener. */
export const courtRoutes = {
  listCases: read({
    path: '/api/v1/cases',
    listeners,
    access: COURT,
    summary: { zh: '案件列表', en: 'Cases' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(['OPEN', 'CLOSED'])) }),
    response: pageOf(caseSummary),
    audit: { subject: 'case', purpose: 'CASE_WORK' },
  }),
  /** By number: in the body, for numbers of cases do not belong into URLs. */
  findCase: call({
    path: '/api/v1/cases/lookup',
    listeners,
    access: COURT,
    summary: { zh: '按案号查找案件', en: 'Find a case by its number' },
    body: closed({ caseNumber: Type.String({ minLength: 1, maxLength: 96 }) }),
    response: Type.Object({ caseId: nullable(caseId) }),
    audit: { subject: 'case', purpose: 'CASE_WORK' },
  }),
  getCase: read({
    path: '/api/v1/cases/:caseId',
    listeners,
    access: COURT,
    summary: { zh: '案件及其代理人、授权、阅卷权限', en: 'A case with agents, powers of attorney, access' },
    params: ofCase,
    response: caseView,
    audit: { subject: 'case', param: 'caseId', caseParam: 'caseId', purpose: 'CASE_WORK' },
  }),
  lookUpLawyer: call({
    path: '/api/v1/lawyer-lookups',
    listeners,
    access: COURT,
    summary: { zh: '查询律师在本案的情况', en: 'Look a lawyer up, for a case' },
    body: lookupRequest,
    response: lookup,
    audit: { subject: 'lawyer', param: 'licence', caseParam: 'caseId', purpose: 'AGENT_VERIFICATION' },
  }),
  verifyLawyer: act({
    path: '/api/v1/cases/:caseId/verifications',
    listeners,
    access: COURT,
    summary: { zh: '核验律师', en: 'Verify a lawyer' },
    params: ofCase,
    body: verificationRequest,
    audit: { subject: 'lawyer', param: 'licence', caseParam: 'caseId', purpose: 'AGENT_VERIFICATION' },
  }),
  listVerifications: read({
    path: '/api/v1/verifications',
    listeners,
    access: COURT,
    summary: { zh: '核验列表', en: 'Verifications' },
    query: pageQuery,
    response: pageOf(verificationSummary),
    audit: { subject: 'verification', purpose: 'CASE_WORK' },
  }),
  getVerification: read({
    path: '/api/v1/verifications/:id',
    listeners,
    access: COURT,
    summary: { zh: '核验结论及各项检查', en: 'A verification with each check' },
    params: ofVerification,
    response: verificationView,
    audit: { subject: 'verification', param: 'id', purpose: 'CASE_WORK' },
  }),
  getBundle: read({
    path: '/api/v1/verifications/:id/bundle',
    listeners,
    access: COURT,
    summary: { zh: '证据包', en: 'Evidence bundle' },
    params: ofVerification,
    query: closed({ profile: Type.Optional(profile) }),
    response: bundle,
    audit: { subject: 'verification', param: 'id', purpose: 'EVIDENCE' },
    transfer: 'file',
  }),
  getReport: read({
    path: '/api/v1/verifications/:id/report',
    listeners,
    access: COURT,
    summary: { zh: '核验报告（PDF）', en: 'Printable verification report (PDF)' },
    params: ofVerification,
    query: closed({ profile: Type.Optional(profile) }),
    response: report,
    audit: { subject: 'verification', param: 'id', purpose: 'EVIDENCE' },
    transfer: 'file',
  }),
  getCreditReport: read({
    path: '/api/v1/verifications/:id/credit-report',
    listeners,
    access: COURT,
    summary: { zh: '律师信用报告', en: 'Credit report of the lawyer' },
    params: ofVerification,
    response: creditReport,
    audit: { subject: 'lawyer', param: 'id', purpose: 'AGENT_VERIFICATION' },
  }),
  listFormerStaff: read({
    path: '/api/v1/former-staff',
    listeners,
    access: ['COURT_PERSONNEL', 'COURT_JUDGE'],
    summary: { zh: '离任人员登记', en: 'Register of former staff' },
    query: pageQuery,
    response: pageOf(formerStaffRow),
    audit: { subject: 'register', purpose: 'PERSONNEL' },
  }),
  registerFormerStaff: act({
    path: '/api/v1/former-staff',
    listeners,
    access: ['COURT_PERSONNEL'],
    summary: { zh: '登记离任人员', en: 'Enter a former member of staff' },
    body: formerStaffEntry,
  }),
  listAlarms: read({
    path: '/api/v1/alarms',
    access: [
      'COURT_CLERK',
      'COURT_JUDGE',
      'COURT_FILING',
      'COURT_ENFORCER',
      'COURT_PRESIDENT',
      'JUSTICE_BUREAU',
      'JUSTICE_DEPARTMENT',
      'INSTITUTION_OPERATOR',
      'AUDITOR',
    ],
    summary: { zh: '告警', en: 'Alarms' },
    query: closed({ ...pageFields, caseId: Type.Optional(caseId) }),
    response: pageOf(alarm),
    audit: { subject: 'case', param: 'caseId', purpose: 'ALARM_WORK' },
  }),
  resolveAlarm: act({
    path: '/api/v1/alarms/:source/:alarmId/resolution',
    access: [
      'COURT_CLERK',
      'COURT_JUDGE',
      'COURT_ENFORCER',
      'COURT_PRESIDENT',
      'JUSTICE_BUREAU',
      'INSTITUTION_OPERATOR',
    ],
    summary: { zh: '办结告警', en: 'Say what was done about an alarm' },
    params: closed({ source: oneOf(['case', 'query', 'governance']), alarmId: shortId }),
    body: alarmResolution,
  }),
  listDeadlines: read({
    path: '/api/v1/deadlines',
    listeners,
    access: COURT,
    summary: { zh: '期限', en: 'Deadlines' },
    query: pageQuery,
    response: pageOf(deadline),
    audit: { subject: 'case', purpose: 'CASE_WORK' },
  }),
  getTrust: read({
    path: '/api/v1/trust',
    // Who checks without an account needs anchors too; better ones come from the authority itself.
    access: 'public',
    summary: { zh: '信任锚', en: 'Trust anchors' },
    response: trust,
  }),
}
