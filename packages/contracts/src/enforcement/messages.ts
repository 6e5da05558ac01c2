import { enumeration, nullable, object } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { actId, caseReference, civilDate, digest, randomId } from '../ids.ts'
import {
  claimSchema,
  OBJECTION_KINDS,
  openFields,
  openPreservationFields,
  STAY_GROUNDS,
  TERMINATIONS,
  TRANSFER_GROUNDS,
  WRONGS,
} from './state.ts'

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

/** Opens the preservation of an amount before, during or after a suit (R20-50 to R20-59). */
export const openPreservationSchema = object(openPreservationFields)

/** The suit, or the application for enforcement, that a preservation needs has been filed. */
export const recordFilingSchema = object({ caseRef: caseReference, on: civilDate, documentDigest: digest })

/** A court that waits asks the first court for the right to dispose of the asset. */
export const requestTransferSchema = object({
  transferId: randomId,
  caseRef: caseReference,
  /** Its own waiting measure. */
  measureId: randomId,
  ground: enumeration(TRANSFER_GROUNDS),
  requestDigest: digest,
})

/** The first court refuses; it grants by a letter of transfer. */
export const refuseTransferSchema = object({ transferId: randomId, reasonsDigest: digest })

/** A court above both decides what they dispute. */
export const decideTransferSchema = object({
  transferId: randomId,
  outcome: enumeration(['ORDERED', 'REFUSED']),
  decisionDigest: digest,
})

/** The notice of the auction or sale has been published. */
export const announceSaleSchema = object({
  caseRef: caseReference,
  measureId: randomId,
  on: civilDate,
  noticeDigest: digest,
})

export const raiseObjectionSchema = object({
  objectionId: randomId,
  caseRef: caseReference,
  kind: enumeration(OBJECTION_KINDS),
  measureId: nullable(randomId),
  earlierId: nullable(randomId),
  receivedOn: civilDate,
  documentDigest: digest,
})
export type RaiseObjection = Infer<typeof raiseObjectionSchema>

export const decideObjectionSchema = object({
  caseRef: caseReference,
  objectionId: randomId,
  outcome: enumeration(['UPHELD', 'DISMISSED']),
  decisionDigest: digest,
  /** From this day a remedy runs. */
  servedOn: civilDate,
})

/** A third party that owes the debtor was served the notice to perform (R20-29). */
export const notifyThirdPartySchema = object({
  caseRef: caseReference,
  measureId: randomId,
  servedOn: civilDate,
  noticeDigest: digest,
})

/** The third party objects, orally or in writing. */
export const disputeDebtSchema = object({
  caseRef: caseReference,
  measureId: randomId,
  on: civilDate,
  documentDigest: digest,
})

/** A judge finds that an order of the case did wrong. */
export const findWrongSchema = object({
  wrongId: randomId,
  caseRef: caseReference,
  orderId: actId,
  kind: enumeration(WRONGS),
  findingDigest: digest,
})

/** It has been made good, and compensation decided. */
export const settleWrongSchema = object({
  caseRef: caseReference,
  orderId: actId,
  outcome: enumeration(['COMPENSATED', 'NO_DAMAGE']),
  decisionDigest: digest,
})

/** Ends the enforcement without performance; the release of every measure is proposed (民诉法 268, R20-25). */
export const terminateSchema = object({
  caseRef: caseReference,
  ground: enumeration(TERMINATIONS),
  documentDigest: digest,
})

/** Ends this round of the enforcement (终结本次执行程序): nothing more can be found now (R20-37). */
export const endRoundSchema = object({
  caseRef: caseReference,
  rulingDigest: digest,
  consumptionOrderDigest: digest,
  listingDigest: nullable(digest),
  searchDigest: digest,
  hearingDigest: digest,
})

/** Property has been found: the enforcement goes on, and no limitation runs against it. */
export const resumeRoundSchema = object({ caseRef: caseReference, on: civilDate, documentDigest: digest })
