import { Type } from 'typebox'
import { call, read } from '../define-route.ts'
import type { Role } from '../role.ts'
import { accountLock, auditPackage, LOCK_STATES, unlockReason } from '../schemas/account.ts'
import { pageFields, pageOf } from '../schemas/page.ts'
import { closed, oneOf, randomId } from '../schemas/scalars.ts'

/** An auditor judges whether an account may be used again; a second person, auditor or operator, agrees. */
const TWO_PERSONS: readonly Role[] = ['AUDITOR', 'OPERATOR']
const ofLock = closed({ lockId: randomId })

/** Accounts that were locked for the volume of their look-ups. */
export const accountRoutes = {
  listAccountLocks: read({
    path: '/api/v1/account-locks',
    access: TWO_PERSONS,
    summary: { zh: '因查询量锁定的账号', en: 'Accounts locked for the volume of their look-ups' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(LOCK_STATES)) }),
    response: pageOf(accountLock),
    audit: { subject: 'register', purpose: 'AUDIT' },
  }),
  getAuditPackage: read({
    path: '/api/v1/account-locks/:lockId/package',
    access: ['AUDITOR'],
    summary: { zh: '被锁定账号的查询日志包', en: 'Packed log of a locked account' },
    params: ofLock,
    response: auditPackage,
    audit: { subject: 'record', param: 'lockId', purpose: 'AUDIT' },
    transfer: 'file',
  }),
  proposeUnlock: call({
    path: '/api/v1/account-locks/:lockId/unlock-proposal',
    access: TWO_PERSONS,
    summary: { zh: '提出解锁账号', en: 'Propose that an account be unlocked' },
    params: ofLock,
    body: unlockReason,
    response: accountLock,
  }),
  approveUnlock: call({
    path: '/api/v1/account-locks/:lockId/unlock-approval',
    access: TWO_PERSONS,
    summary: { zh: '同意解锁账号（须为另一人）', en: 'Agree to unlock an account, as another person' },
    params: ofLock,
    response: accountLock,
  }),
}
