import type { Answers } from './answers.ts'
import * as credit from './samples/credit.ts'
import * as board from './samples/credit-board.ts'
import * as held from './samples/credit-held.ts'
import { certificateFile, own, ownCertificate, ownGrace } from './samples/credit-own.ts'
import * as subscription from './samples/credit-subscription.ts'
import * as personal from './samples/personal.ts'

function page<T>(items: readonly T[]): { items: T[]; next: string | null } {
  return { items: [...items], next: null }
}

const received = {
  requestId: credit.REQUEST_ID,
  receivedOn: '2026-11-29',
  documentDigest: credit.requests[0]?.documentDigest ?? '',
}

/** Samples of the credit lists. */
export const creditAnswers: Answers = {
  listCreditEntries: () => page(credit.entries),
  listCaseCreditEntries: () => ({ items: [...credit.entries] }),
  listCaseGraces: () => ({ items: [...credit.graces] }),
  getCreditEntry: ({ params }) => (params['entryId'] === credit.CONSUMPTION_ID ? credit.consumption : credit.entry),
  listEndedEntries: () => page(credit.ended),
  evaluateListing: () => credit.judgement,
  listCreditDrafts: () => page([credit.creditDraft]),
  getCreditDraft: () => credit.creditDraft,
  listCreditRequests: () => page(credit.requests),
  returnCreditRequest: () => credit.requests[0]!,
  getCreditBoard: () => board.creditBoard,
  listSubscriptions: () => ({ items: [...board.subscriptions] }),
  listSubscriptionRequests: () => page(subscription.subscriptionRequests),
  listSubscriptionDrafts: () => page([subscription.subscriptionDraft]),
  getOwnSubscription: () => subscription.ownSubscription,
  listPropagation: () => page(board.propagation),
  listWithdrawals: () => page(board.withdrawals),
  listCreditReconciliations: () => ({ items: [...board.creditReconciliations] }),
  listCreditAlarms: () => page(credit.entry.alarms),
  getCreditSupervision: () => board.creditSupervision,
  getCreditChecks: () => board.creditChecks,
  checkPublicCredit: ({ body }) => board.checkOf(body as Parameters<typeof board.checkOf>[0]),
  listOwnCreditEntries: () => ({ items: [own] }),
  getOwnCreditEntry: () => own,
  listOwnCreditUses: () => ({ items: [...credit.uses] }),
  listOwnCreditRequests: () => ({ items: [...credit.requests] }),
  listOwnGraces: () => ({ items: [ownGrace] }),
  listOwnCertificates: () => ({ items: [ownCertificate] }),
  makeOwnCertificate: () => certificateFile,
  objectToOwnEntry: () => received,
  askOwnReconsideration: () => received,
  applyForOwnRepair: () => received,
  getCreditSummary: () => held.creditSummary,
  listPersonalMeasures: () => page(personal.measures),
  listCasePersonalMeasures: () => ({ items: [...personal.measures], limits: personal.limits }),
  getPersonalMeasure: () => personal.measure,
  listPersonalDrafts: () => page([personal.personalDraft]),
  getPersonalDraft: () => personal.personalDraft,
  listPersonalRequests: () => page([personal.personalRequest]),
  returnPersonalRequest: () => personal.personalRequest,
  getPersonalSupervision: () => personal.personalSupervision,
  listOwnPersonalMeasures: () => ({ items: [personal.ownMeasure] }),
  askPersonalReconsideration: () => received,
  listHeldEntries: () => page(held.held),
  getHeldEntry: ({ params }) => held.heldEntry(params['entryId'] ?? ''),
  listCreditReceipts: () => page(held.creditReceipts),
  listCreditUses: () => page(held.creditUses),
  listCreditSets: () => page(held.creditSets),
  listCreditDifferences: () => page(held.creditDifferences),
}
