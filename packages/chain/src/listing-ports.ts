import { agreementApi, authorityApi, enforcementState, governanceApi, listingErrors } from '@xiezhi/contracts'
import type { ListingPorts } from '@xiezhi/contracts'
import type { Interchain } from '@xiezhi/interchain'
import { ContractError } from '@xiezhi/kernel'
import type { ReadContext } from '@xiezhi/kernel'
import { bundledLaw } from '@xiezhi/law'
import { agreementPorts } from './agreement-ports.ts'

/** The policy document that decides whose lists are taken. */
export const LISTING_POLICY = 'listing'

/** States of a case in which nothing is left to be performed, or not any more here. */
const SETTLED: readonly string[] = ['PERFORMED', 'CLOSED', 'TERMINATED']

/** What the lists need from the other modules of their zone: a court decides, other zones hold subscribers. */
export function listingPortsOf(decides: boolean, { sender, clients }: Interchain): ListingPorts {
  return {
    decides,
    sender,
    clients,
    requireRole: (ctx, role) => authorityApi.requireRole(ctx, role),
    requireTwoPersons: (ctx, first, second) => authorityApi.requireTwoPersons(ctx, first, second),
    noteAct: authorityApi.noteAct,
    lawBook: (ctx) => governanceApi.lawBook(ctx, bundledLaw),
    listingPolicy: (ctx) => governanceApi.accessPolicy(ctx, LISTING_POLICY),
    isSubscriber: (ctx, organisation) => !decides && authorityApi.organisationOf(ctx, organisation) !== undefined,
    ...(decides ? stepsByAgreement : NO_STEPS),
    debtOf: (ctx, caseRef) => (decides ? debtOf(ctx, caseRef) : undefined),
    isAbove,
  }
}

/** Whose enforcement a case is, and whether anything is left to be performed. */
export function debtOf({ store }: ReadContext, caseRef: string): ReturnType<ListingPorts['debtOf']> {
  const found = enforcementState.enforcements(store).get(caseRef)
  if (found === undefined) return undefined
  const { organisation, state } = found
  return { organisation, isUnperformed: !SETTLED.includes(state) }
}

/** Whether one court stands above another, at whatever distance. */
export function isAbove(ctx: ReadContext, court: string, below: string): boolean {
  const above = authorityApi.chainOf(ctx, below).slice(1)
  return above.some(({ organisation }) => organisation === court)
}

type Steps = Pick<ListingPorts, 'planStep' | 'planProgramStep'>

/** Steps of persons and of the program by the machine in force. */
export const stepsByAgreement: Steps = {
  planStep: (ctx, asked) => {
    const plan = agreementApi.planStep(ctx, agreementPorts, asked)
    return { actors: plan.actors, take: (tx, facts) => agreementApi.takeStep(tx, plan, facts) }
  },
  planProgramStep: (ctx, asked) => {
    const plan = agreementApi.planProgramStep(ctx, agreementPorts, asked)
    return { actors: plan.actors, take: (tx, facts) => agreementApi.takeStep(tx, plan, facts) }
  },
}

function refuse(): never {
  throw new ContractError(listingErrors.NotACourt)
}
const NO_STEPS: Steps = { planStep: refuse, planProgramStep: refuse }
