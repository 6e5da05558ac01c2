import type { Handlers } from './handler.ts'
import type { Listener } from './listener.ts'
import { AccountViews } from '../views/account-view.ts'
import { signedIn } from './session-handlers.ts'

/** Locked accounts: who is, the packed log, and the way out of it by two persons. */
export function accountHandlers({ db, accounts, texts }: Listener): Handlers {
  const views = new AccountViews(db, texts)
  return {
    listAccountLocks: ({ query }) => views.list(query),
    getAuditPackage: async ({ params: { lockId }, reply }) => {
      void reply
        .header('content-type', 'application/json')
        .header('content-disposition', `attachment; filename="audit-${lockId.slice(0, 12)}.json"`)
        .send(await views.package(lockId))
      return undefined
    },
    proposeUnlock: async (call) => {
      const { reason } = call.body
      await accounts.propose(call.params.lockId, signedIn(call), (person) => texts.keepReason(person, reason))
      return views.view(call.params.lockId)
    },
    approveUnlock: async (call) => {
      await accounts.approve(call.params.lockId, signedIn(call))
      return views.view(call.params.lockId)
    },
  }
}
