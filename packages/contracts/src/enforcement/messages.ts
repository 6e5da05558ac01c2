import { enumeration, nullable, object } from '@xiezhi/codec'
import { caseReference, civilDate, digest, randomId } from '../ids.ts'
import { claimSchema, openFields, STAY_GROUNDS } from './state.ts'

/** Opens the enforcement of an effective document (民诉法 247, 250). */
export const openSchema = object(openFields)

/** States the claim anew after a part payment; the calculation is a signed document. */
export const restateSchema = object({
  caseRef: caseReference,
  on: civilDate,
  claim: claimSchema,
  calculationDigest: digest,
})

/** The debtor has performed in full: release is proposed for every measure at once (T20-6). */
export const recordPerformanceSchema = object({ caseRef: caseReference, on: civilDate, documentDigest: digest })

/** A judge stays the enforcement, or lets it go on (ground null). */
export const setStaySchema = object({
  caseRef: caseReference,
  ground: nullable(enumeration(STAY_GROUNDS)),
  documentDigest: digest,
})

/** A judge decides against a proposal, with reasons. */
export const dismissProposalSchema = object({
  caseRef: caseReference,
  proposalId: randomId,
  reasonsDigest: digest,
})

export const closeSchema = object({ caseRef: caseReference })
