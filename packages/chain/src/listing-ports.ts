import { agreementApi, authorityApi, enforcementState, governanceApi } from '@xiezhi/contracts'
import type { ListingPorts } from '@xiezhi/contracts'
import { bundledLaw } from '@xiezhi/law'
import { agreementPorts } from './agreement-ports.ts'

/** States of a case in which nothing is left to be performed, or not any more here. */
const SETTLED: readonly string[] = ['PERFORMED', 'CLOSED', 'TERMINATED']

/** What the lists need from the other modules of their zone. */
export const listingPorts: ListingPorts = {
  requireRole: (ctx, role) => authorityApi.requireRole(ctx, role),
  noteAct: authorityApi.noteAct,
  lawBook: (ctx) => governanceApi.lawBook(ctx, bundledLaw),
  planStep: (ctx, asked) => {
    const plan = agreementApi.planStep(ctx, agreementPorts, asked)
    return { actors: plan.actors, take: (tx, facts) => agreementApi.takeStep(tx, plan, facts) }
  },
  planProgramStep: (ctx, asked) => {
    const plan = agreementApi.planProgramStep(ctx, agreementPorts, asked)
    return { actors: plan.actors, take: (tx, facts) => agreementApi.takeStep(tx, plan, facts) }
  },
  debtOf: ({ store }, caseRef) => {
    const found = enforcementState.enforcements(store).get(caseRef)
    if (found === undefined) return undefined
    const { organisation, state } = found
    return { organisation, isUnperformed: !SETTLED.includes(state) }
  },
  isAbove: (ctx, court, below) =>
    authorityApi
      .chainOf(ctx, below)
      .slice(1)
      .some(({ organisation }) => organisation === court),
}
