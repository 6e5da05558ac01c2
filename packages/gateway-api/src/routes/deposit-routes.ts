import { Type } from 'typebox'
import { act, call, read } from '../define-route.ts'
import type { Role } from '../role.ts'
import {
  authenticityFinding,
  depositAnswer,
  depositEntry,
  depositId,
  depositObjection,
  depositQuestion,
  depositSummary,
  depositView,
  sourceAnswer,
  sourceOrder,
} from '../schemas/deposit.ts'
import { pageFields, pageOf } from '../schemas/page.ts'
import { caseId, closed } from '../schemas/scalars.ts'

const COURT: readonly Role[] = ['COURT_CLERK', 'COURT_JUDGE', 'COURT_FILING']
const FILING: readonly Role[] = ['COURT_CLERK', 'COURT_FILING']
const listeners = ['court'] as const
const ofDeposit = closed({ depositId })

/** Evidence and served documents by digest (在线诉讼规则 16–19): the court's listener. */
export const depositRoutes = {
  listDeposits: read({
    path: '/api/v1/cases/:caseId/deposits',
    listeners,
    access: COURT,
    summary: { zh: '案件的存证', en: 'Deposits of a case' },
    params: closed({ caseId }),
    query: closed(pageFields),
    response: pageOf(depositSummary),
    audit: { subject: 'case', param: 'caseId', purpose: 'EVIDENCE' },
  }),
  getDeposit: read({
    path: '/api/v1/deposits/:depositId',
    listeners,
    access: COURT,
    summary: { zh: '存证及其异议、责令与认定', en: 'A deposit with objections, orders and findings' },
    params: ofDeposit,
    response: depositView,
    audit: { subject: 'record', param: 'depositId', purpose: 'EVIDENCE' },
  }),
  depositFile: act({
    path: '/api/v1/cases/:caseId/deposits',
    listeners,
    access: FILING,
    summary: { zh: '存证', en: 'Deposit a digest' },
    params: closed({ caseId }),
    body: depositEntry,
  }),
  contestDeposit: act({
    path: '/api/v1/deposits/:depositId/objections',
    listeners,
    access: FILING,
    summary: { zh: '对存证提出异议', en: 'Contest a deposit' },
    params: ofDeposit,
    body: depositObjection,
  }),
  orderSource: act({
    path: '/api/v1/deposits/:depositId/source-orders',
    listeners,
    access: ['COURT_JUDGE'],
    summary: { zh: '责令说明来源', en: 'Require source data' },
    params: ofDeposit,
    body: sourceOrder,
  }),
  answerSourceOrder: act({
    path: '/api/v1/deposits/:depositId/source-orders/:order/answers',
    listeners,
    access: FILING,
    summary: { zh: '提交来源说明', en: 'File what an order asked for' },
    params: closed({ depositId, order: Type.Integer({ minimum: 1 }) }),
    body: sourceAnswer,
  }),
  decideAuthenticity: act({
    path: '/api/v1/deposits/:depositId/findings',
    listeners,
    access: ['COURT_JUDGE'],
    summary: { zh: '认定真实性', en: 'Decide on authenticity' },
    params: ofDeposit,
    body: authenticityFinding,
  }),
  /** For anybody who holds the file: digests are computed where it is. In the body, for digests do not belong into URLs. */
  checkDeposit: call({
    path: '/public/v1/deposits/checks',
    listeners,
    access: 'public',
    summary: { zh: '核验一份文件的存证', en: 'Check a file against its deposit' },
    body: depositQuestion,
    response: depositAnswer,
  }),
}
