import { Type } from 'typebox'
import { call, read } from '../define-route.ts'
import type { Role } from '../role.ts'
import {
  caseDocument,
  caseDocumentRow,
  documentAnswer,
  documentFile,
  documentForm,
  documentKinds,
  documentQuestion,
  newDocument,
  renderedDocument,
} from '../schemas/document.ts'
import { caseId, closed, randomId } from '../schemas/scalars.ts'

const COURT: readonly Role[] = ['COURT_CLERK', 'COURT_JUDGE', 'COURT_ENFORCER']
const listeners = ['court'] as const
const ownCase = { subject: 'case', param: 'caseId', caseParam: 'caseId', purpose: 'ENFORCEMENT' } as const

/** Formal documents of enforcement: the court's listener. */
export const documentRoutes = {
  /** Makes the PDF whose digest an act then states; nothing of it goes to the ledger here. */
  renderDocument: call({
    path: '/api/v1/cases/:caseId/documents',
    listeners,
    access: COURT,
    summary: { zh: '制作执行文书', en: 'Make a formal document' },
    params: closed({ caseId }),
    body: newDocument,
    response: renderedDocument,
    audit: ownCase,
  }),
  listDocumentKinds: read({
    path: '/api/v1/documents/kinds',
    listeners,
    access: COURT,
    summary: { zh: '文书种类', en: 'Kinds of formal documents' },
    response: documentKinds,
  }),
  getDocumentForm: read({
    path: '/api/v1/cases/:caseId/document-forms/:kind',
    listeners,
    access: COURT,
    summary: { zh: '文书表单（已知内容已填）', en: 'Form of a document, with what the case knows filled in' },
    params: closed({ caseId, kind: Type.String({ pattern: '^[A-Z][A-Z_]{0,47}$' }) }),
    response: documentForm,
    audit: ownCase,
  }),
  /** Any kind, from the fields of the case and what the officer writes. */
  makeCaseDocument: call({
    path: '/api/v1/cases/:caseId/form-documents',
    listeners,
    access: COURT,
    summary: { zh: '按案件内容制作文书', en: 'Make a document from the fields of the case' },
    params: closed({ caseId }),
    body: caseDocument,
    response: renderedDocument,
    audit: ownCase,
  }),
  listCaseDocuments: read({
    path: '/api/v1/cases/:caseId/documents',
    listeners,
    access: COURT,
    summary: { zh: '本案文书', en: 'Documents of a case' },
    params: closed({ caseId }),
    response: Type.Object({ items: Type.Array(caseDocumentRow) }),
    audit: ownCase,
  }),
  getDocument: read({
    path: '/api/v1/cases/:caseId/documents/:documentId',
    listeners,
    access: COURT,
    summary: { zh: '执行文书（PDF）', en: 'A formal document (PDF)' },
    params: closed({ caseId, documentId: randomId }),
    response: documentFile,
    audit: ownCase,
    transfer: 'file',
  }),
  /** For anybody who holds the file or the paper. In the body, for neither digests nor codes belong into URLs. */
  checkDocument: call({
    path: '/public/v1/documents/checks',
    listeners,
    access: 'public',
    summary: { zh: '核验一份执行文书', en: 'Check a formal document' },
    body: documentQuestion,
    response: documentAnswer,
  }),
}
