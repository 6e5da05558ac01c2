import { Creditors } from '../enforcement/creditors.ts'
import { dueDayOf } from '../enforcement/matters.ts'
import type { EnforcementStore } from '../enforcement/store.ts'
import { Writings } from '../enforcement/writings.ts'
import { MatterViews } from '../views/matters-view.ts'
import { cursorParts, limitOf, pageOf } from '../views/page.ts'
import type { PageQuery } from '../views/page.ts'
import type { Handlers } from './handler.ts'
import type { Listener } from './listener.ts'
import { signedIn } from './session-handlers.ts'

/** Day, and both parts of the key. */
const CURSOR_PARTS = 3

/** What stands beside the measures: of a case, and in lists by the day on which something is due. */
export function matterHandlers(listener: Listener, store: EnforcementStore): Handlers {
  const creditors = new Creditors(listener)
  const views = new MatterViews({ listener, store, writings: new Writings(listener), creditors })
  const listOf = (
    query: PageQuery & { readonly state?: string },
  ): { readonly state: string | undefined; readonly after: readonly string[] | undefined } => ({
    state: query.state,
    after: cursorParts(query, CURSOR_PARTS),
  })
  return {
    getMatters: (call) => views.view(call.params.caseId, signedIn(call)),
    listCaseObjections: async (call) => {
      const limit = limitOf(call.query)
      const rows = await views.objections(listOf(call.query), signedIn(call), limit + 1)
      const after = ({ row: { key1, key2, record } }: (typeof rows)[number]): string[] => [
        dueDayOf(record.due?.legalEnd),
        key1,
        key2,
      ]
      return pageOf(rows, limit, ({ view }) => view, after)
    },
    listTransfers: async (call) => {
      const limit = limitOf(call.query)
      const rows = await views.transfers(listOf(call.query), signedIn(call), limit + 1)
      return pageOf(
        rows,
        limit,
        ({ view }) => view,
        ({ row: { key1, key2, record } }) => [dueDayOf(record.answerBy), key1, key2],
      )
    },
    listPreservations: async (call) => {
      const limit = limitOf(call.query)
      const rows = await views.preservations(listOf(call.query), limit + 1)
      return pageOf(
        rows,
        limit,
        ({ view }) => view,
        ({ row: { key1, key2 } }) => [dueDayOf(null), key1, key2],
      )
    },
    enterCreditor: async (call) => {
      const { officer } = signedIn(call).person
      return { creditorId: await creditors.enter(call.params.caseId, officer ?? '', call.body) }
    },
    withdrawCreditor: async ({ params: { caseId, creditorId } }) => {
      await creditors.withdraw(caseId, creditorId)
      return { creditorId }
    },
  }
}
