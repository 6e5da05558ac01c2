import { Type } from 'typebox'
import { call, read } from '../define-route.ts'
import { OFFICER_ROLES } from '../role.ts'
import { evaluation, evaluationRequest, functionSummary, functionView, parameterList } from '../schemas/law.ts'
import { publicLawyer } from '../schemas/lawyer.ts'
import { auditVolume, operations, operationsHistory } from '../schemas/operations.ts'
import { outboxRow } from '../schemas/outbox.ts'
import { pageOf, pageQuery } from '../schemas/page.ts'
import { recordProof } from '../schemas/proof.ts'
import { civilDate, closed, licence } from '../schemas/scalars.ts'

const lawFunction = closed({ name: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]*\\.[A-Za-z][A-Za-z0-9]*$' }) })

/** All listeners, and what anybody may see. */
export const recordRoutes = {
  listOutbox: read({
    path: '/api/v1/outbox',
    access: [...OFFICER_ROLES, 'LAWYER'],
    summary: { zh: '本人的办理事项及其进度', en: 'The own acts and how far they are' },
    query: pageQuery,
    response: pageOf(outboxRow),
  }),
  getOutboxRow: read({
    path: '/api/v1/outbox/:id',
    access: [...OFFICER_ROLES, 'LAWYER'],
    summary: { zh: '一项办理的进度', en: 'How far an act is' },
    params: closed({ id: Type.String({ pattern: '^[A-Za-z0-9-]{8,80}$' }) }),
    response: outboxRow,
  }),
  getRecordProof: read({
    path: '/api/v1/records/:key/proof',
    access: [...OFFICER_ROLES, 'LAWYER', 'AUDITOR'],
    summary: { zh: '记录的证明（在浏览器中核验）', en: 'Proof of a record, for the check in the browser' },
    params: closed({ key: Type.String({ pattern: '^[\\x21-\\x7e]{3,250}$' }) }),
    response: recordProof,
    audit: { subject: 'record', param: 'key', purpose: 'EVIDENCE' },
  }),
  listAuditVolumes: read({
    path: '/api/v1/audit/volumes',
    access: ['AUDITOR'],
    summary: { zh: '查询量（按用途与日期，不含内容）', en: 'Reads by purpose and day, without content' },
    query: closed({ from: Type.Optional(civilDate), to: Type.Optional(civilDate) }),
    response: Type.Object({ items: Type.Array(auditVolume) }),
  }),
  getOperations: read({
    path: '/api/v1/operations',
    access: ['OPERATOR'],
    summary: { zh: '运行状态', en: 'State of operations' },
    response: operations,
  }),
  getOperationsHistory: read({
    path: '/api/v1/operations/history',
    access: ['OPERATOR'],
    summary: { zh: '运行状态历史', en: 'History of operations' },
    query: closed({ minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_440, default: 60 })) }),
    response: operationsHistory,
  }),
  listLawFunctions: read({
    path: '/api/v1/law/functions',
    access: 'session',
    summary: { zh: '法律函数目录', en: 'Law functions' },
    response: Type.Object({ items: Type.Array(functionSummary) }),
  }),
  getLawFunction: read({
    path: '/api/v1/law/functions/:name',
    access: 'session',
    summary: { zh: '法律函数：规则、参数、理由与法条', en: 'A law function with rules, parameters, reasons, statutes' },
    params: lawFunction,
    response: functionView,
  }),
  evaluateLawFunction: call({
    path: '/api/v1/law/functions/:name/evaluations',
    access: 'session',
    summary: { zh: '以给定事实求值', en: 'Evaluate with given facts' },
    params: lawFunction,
    body: evaluationRequest,
    response: evaluation,
  }),
  listLawParameters: read({
    path: '/api/v1/law/parameters',
    access: 'session',
    summary: { zh: '法律参数', en: 'Parameters of the law' },
    query: closed({ area: Type.Optional(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]*$' })) }),
    response: parameterList,
  }),
  getPublicLawyer: read({
    path: '/public/v1/lawyers/:licence',
    listeners: ['court', 'justice'],
    access: 'public',
    summary: { zh: '律师公开信息', en: 'What is public about a lawyer' },
    params: closed({ licence }),
    response: publicLawyer,
  }),
}
