import { Type } from 'typebox'
import { call, read } from '../define-route.ts'
import type { Role } from '../role.ts'
import { documentFile } from '../schemas/document.ts'
import {
  partyEntry,
  partyMatterSummary,
  partyMatterView,
  partyNamed,
  partyObjection,
  partySubmitted,
  SUBMISSION_STATES,
  submissionReturn,
  submissionReturned,
  submissionView,
} from '../schemas/enforcement-party.ts'
import { pageFields, pageOf } from '../schemas/page.ts'
import { caseId, closed, oneOf, randomId } from '../schemas/scalars.ts'

const PARTY: readonly Role[] = ['PARTY']
const COUNTER: readonly Role[] = ['COURT_FILING', 'COURT_ENFORCER']
const listeners = ['court'] as const
const ofMatter = closed({ caseId })
const own = { subject: 'own', purpose: 'OWN_DATA' } as const

/** Persons concerned see the matters in which they are named, and nothing of other persons. */
export const partyRoutes = {
  listPartyMatters: read({
    path: '/api/v1/party/matters',
    listeners,
    access: PARTY,
    summary: { zh: '与我有关的执行事项', en: 'Matters of enforcement that concern me' },
    response: Type.Object({ items: Type.Array(partyMatterSummary) }),
    audit: own,
  }),
  getPartyMatter: read({
    path: '/api/v1/party/matters/:caseId',
    listeners,
    access: PARTY,
    summary: { zh: '我的执行事项：措施、救济、文书', en: 'A matter of mine: measures, remedies, documents' },
    params: ofMatter,
    response: partyMatterView,
    audit: { ...own, param: 'caseId' },
  }),
  getPartyDocument: read({
    path: '/api/v1/party/matters/:caseId/documents/:documentId',
    listeners,
    access: PARTY,
    summary: { zh: '我的执行文书（PDF）', en: 'A document that was made for me (PDF)' },
    params: closed({ caseId, documentId: randomId }),
    response: documentFile,
    audit: { ...own, param: 'caseId' },
    transfer: 'file',
  }),
  /** A person has no key of the ledger: the counter takes it on, and the term runs from the day on which it was handed in. */
  submitPartyObjection: call({
    path: '/api/v1/party/matters/:caseId/objections',
    listeners,
    access: PARTY,
    summary: { zh: '提出异议', en: 'Hand in an objection' },
    params: ofMatter,
    body: partyObjection,
    response: partySubmitted,
    audit: { ...own, param: 'caseId' },
  }),
  /** A third party, or an applicant who was not entered with the case: from then on the person sees it. */
  nameParty: call({
    path: '/api/v1/enforcement/cases/:caseId/parties',
    listeners,
    access: COUNTER,
    summary: { zh: '登记申请执行人或者案外人', en: 'Enter an applicant or a third party' },
    params: ofMatter,
    body: partyEntry,
    response: partyNamed,
    audit: { subject: 'case', param: 'caseId', caseParam: 'caseId', purpose: 'ENFORCEMENT' },
  }),
  listSubmissions: read({
    path: '/api/v1/enforcement/submissions',
    listeners,
    access: COUNTER,
    summary: { zh: '当事人提交的异议', en: 'Objections that parties handed in' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(SUBMISSION_STATES)) }),
    response: pageOf(submissionView),
    audit: { subject: 'case', purpose: 'ENFORCEMENT' },
  }),
  returnSubmission: call({
    path: '/api/v1/enforcement/submissions/:submissionId/return',
    listeners,
    access: COUNTER,
    summary: { zh: '退回当事人提交的异议（附理由）', en: 'Return what a party handed in, with reasons' },
    params: closed({ submissionId: randomId }),
    body: submissionReturn,
    response: submissionReturned,
    audit: { subject: 'case', purpose: 'ENFORCEMENT' },
  }),
}
