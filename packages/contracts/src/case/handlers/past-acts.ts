import type { ReadContext } from '@xiezhi/kernel'
import { acts, hearings } from '../state.ts'
import type { Act, Hearing } from '../state.ts'

/** Hearings and acts of a case, each, that are looked through. */
export const PAST_LOOKED_AT_MAX = 1_000

export interface PastActs {
  readonly hearings: readonly Hearing[]
  readonly acts: readonly Act[]
}

/** What an agent did in a case from one day to another, both included. A later status puts it before the judge (R18-04). */
export function pastActs(
  { store }: ReadContext,
  { caseRef, agentId }: { readonly caseRef: string; readonly agentId: string },
  from: string,
  to: string | null,
): PastActs {
  const within = (day: string): boolean => day >= from && (to === null || day <= to)
  const limit = PAST_LOOKED_AT_MAX
  return {
    hearings: hearings(store)
      .list({ under: [caseRef], limit })
      .map(({ value }) => value)
      .filter((hearing) => within(hearing.onDate) && hearing.agents.some((agent) => agent.agentId === agentId)),
    acts: acts(store)
      .list({ under: [caseRef], limit })
      .map(({ value }) => value)
      .filter((act) => within(act.onDate) && act.agentId === agentId),
  }
}
