import type { AgentRecord } from '../views/case-view.ts'
import type { Handlers } from './handler.ts'
import type { Listener } from './listener.ts'

/** A lawyer, as far as a case of the own knows: the gate has let only those through who named one. */
export function lookupHandlers({ db }: Listener): Handlers {
  return {
    lookUpLawyer: async ({ body: { licence, caseId = '' } }) => {
      const rows = await db
        .selectFrom('projection.agent')
        .select('record')
        .where('case_ref', '=', caseId)
        .where('licence_no', '=', licence)
        .orderBy('agent_id')
        .execute()
      const agents = rows
        .map(({ record }) => record as unknown as AgentRecord)
        .map(({ role, enteredOn, endedOn, admission, latestVerification }) => {
          return { role, enteredOn, endedOn, admission, latestVerification }
        })
      return { licence, caseId, agents }
    },
  }
}
