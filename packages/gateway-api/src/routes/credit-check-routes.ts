import { call, read } from '../define-route.ts'
import {
  creditCheckAnswer,
  creditCheckBoard,
  creditCheckRequest,
  publicCheckAnswer,
  publicCheckRequest,
} from '../schemas/credit-check.ts'

const listeners = ['court'] as const

/** Whether somebody is on a list now, or was at a moment: never by a name alone. */
export const creditCheckRoutes = {
  /** For anybody, slowly. In the body: numbers and names do not belong into URLs. */
  checkPublicCredit: call({
    path: '/public/v1/credit/checks',
    listeners,
    access: 'public',
    summary: { zh: '按证件号码和姓名查验失信名单', en: 'Check the public list by certificate number and name' },
    body: publicCheckRequest,
    response: publicCheckAnswer,
  }),
  /** For systems of subscribers: no session, the request is signed with the subscriber's service key (spec 45). */
  checkCredit: call({
    path: '/credit/v1/checks',
    listeners,
    access: 'public',
    summary: { zh: '订阅单位查验名单（签名请求）', en: 'Check by a subscriber, in a signed request' },
    body: creditCheckRequest,
    response: creditCheckAnswer,
  }),
  getCreditChecks: read({
    path: '/api/v1/credit/checks',
    listeners,
    access: ['COURT_PRESIDENT', 'SUPERVISOR', 'AUDITOR'],
    summary: { zh: '名单查验留痕：数量、批次与告警', en: 'Look-ups in the lists: volumes, batches, alarms' },
    response: creditCheckBoard,
  }),
}
