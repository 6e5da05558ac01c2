import { Type } from 'typebox'
import { call, read } from '../define-route.ts'
import type { Role } from '../role.ts'
import { ownObjection, ownReconsideration, ownRepair } from '../schemas/credit-acts.ts'
import {
  creditRequestView,
  entryUseView,
  ownCertificateFile,
  ownCertificateView,
  ownEntryView,
  ownGraceView,
  requestReceived,
} from '../schemas/credit.ts'
import { closed, randomId } from '../schemas/scalars.ts'

const listeners = ['court'] as const
const PARTY: readonly Role[] = ['PARTY']
const ofEntry = closed({ entryId: randomId })
const ownAudit = { subject: 'own', purpose: 'OWN_DATA' } as const

/** The person concerned sees the own entries, and nobody else's. */
export const ownCreditRoutes = {
  listOwnCreditEntries: read({
    path: '/api/v1/credit/own',
    listeners,
    access: PARTY,
    summary: { zh: '关于我的信息', en: 'What is recorded about me' },
    response: Type.Object({ items: Type.Array(ownEntryView) }),
    audit: ownAudit,
  }),
  getOwnCreditEntry: read({
    path: '/api/v1/credit/own/:entryId',
    listeners,
    access: PARTY,
    summary: { zh: '关于我的一条信息', en: 'One entry about me' },
    params: ofEntry,
    response: ownEntryView,
    audit: ownAudit,
  }),
  listOwnCreditUses: read({
    path: '/api/v1/credit/own/uses',
    listeners,
    access: PARTY,
    summary: { zh: '谁使用过我的信息', en: 'Who used what is recorded about me' },
    response: Type.Object({ items: Type.Array(entryUseView) }),
    audit: ownAudit,
  }),
  listOwnCreditRequests: read({
    path: '/api/v1/credit/own/requests',
    listeners,
    access: PARTY,
    summary: { zh: '我的申请', en: 'My requests' },
    response: Type.Object({ items: Type.Array(creditRequestView) }),
    audit: ownAudit,
  }),
  listOwnGraces: read({
    path: '/api/v1/credit/own/graces',
    listeners,
    access: PARTY,
    summary: { zh: '我的宽限期', en: 'Graces that run for me' },
    response: Type.Object({ items: Type.Array(ownGraceView) }),
    audit: ownAudit,
  }),
  listOwnCertificates: read({
    path: '/api/v1/credit/own/certificates',
    listeners,
    access: PARTY,
    summary: { zh: '可领取的删除证明', en: 'Certificates of deletion that are ready for me' },
    response: Type.Object({ items: Type.Array(ownCertificateView) }),
    audit: ownAudit,
  }),
  makeOwnCertificate: call({
    path: '/api/v1/credit/own/:entryId/certificate',
    listeners,
    access: PARTY,
    summary: { zh: '领取删除证明', en: 'Fetch my certificate of deletion' },
    params: ofEntry,
    response: ownCertificateFile,
    audit: ownAudit,
  }),
  objectToOwnEntry: call({
    path: '/api/v1/credit/own/:entryId/objection',
    listeners,
    access: PARTY,
    summary: { zh: '提出异议', en: 'Object to an entry about me' },
    params: ofEntry,
    body: ownObjection,
    response: requestReceived,
    audit: ownAudit,
  }),
  askOwnReconsideration: call({
    path: '/api/v1/credit/own/:entryId/reconsideration',
    listeners,
    access: PARTY,
    summary: { zh: '申请复议', en: 'Ask the court above to reconsider' },
    params: ofEntry,
    body: ownReconsideration,
    response: requestReceived,
    audit: ownAudit,
  }),
  applyForOwnRepair: call({
    path: '/api/v1/credit/own/:entryId/repair',
    listeners,
    access: PARTY,
    summary: { zh: '申请信用修复', en: 'Apply for repair' },
    params: ofEntry,
    body: ownRepair,
    response: requestReceived,
    audit: ownAudit,
  }),
}
