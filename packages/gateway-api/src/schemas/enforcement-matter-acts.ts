import { Type } from 'typebox'
import {
  currency,
  documentNo,
  OBJECTION_KINDS,
  positiveCents,
  PRESERVATION_KINDS,
  reasons,
  TERMINATIONS,
  TRANSFER_GROUNDS,
  WRONGS,
} from './enforcement-scalars.ts'
import { applicantEntry, basisEntry, debtorEntry } from './enforcement-acts.ts'
import { OBJECTORS } from './enforcement-matters.ts'
import { actId, caseId, civilDate, closed, digest, instant, literal, nullable, oneOf, randomId } from './scalars.ts'

/** What a person writes; its salted digest goes to the ledger, the text to the vault. */
const written = {
  reasons,
  /** Of the paper, where there is one. */
  fileDigest: Type.Optional(digest),
}

export const objectionEntry = closed({
  kind: oneOf(OBJECTION_KINDS),
  raisedBy: oneOf(OBJECTORS),
  /** Of a person who is no debtor of the case. In the vault. */
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 120, title: '姓名或者名称 / name' })),
  /** Order of the control that is contested; a third party's objection always has it. */
  orderId: Type.Optional(actId),
  /** For a reconsideration. */
  earlierId: Type.Optional(randomId),
  receivedOn: civilDate,
  /** What a party handed in at the page, and is taken on by this. */
  submissionId: Type.Optional(randomId),
  ...written,
})
export const objectionDecision = closed({ outcome: oneOf(['UPHELD', 'DISMISSED']), servedOn: civilDate, ...written })
export const transferRequest = closed({
  /** Order of the own control that waits. */
  orderId: actId,
  ground: oneOf(TRANSFER_GROUNDS),
  ...written,
})
export const writtenReasons = closed({ ...written })
export const transferDecision = closed({ outcome: oneOf(['ORDERED', 'REFUSED']), ...written })
export const transferLetter = closed({
  noticeNo: documentNo,
  rulingNo: documentNo,
  documentDigest: Type.Optional(digest),
})
export const saleNotice = closed({ orderId: actId, on: civilDate, noticeDigest: digest })
export const debtNotice = closed({ orderId: actId, servedOn: civilDate, noticeDigest: digest })
export const debtDispute = closed({ on: civilDate, submissionId: Type.Optional(randomId), ...written })
export const wrongFinding = closed({ orderId: actId, kind: oneOf(WRONGS), ...written })
export const wrongSettlement = closed({ outcome: oneOf(['COMPENSATED', 'NO_DAMAGE']), ...written })
export const roundEnd = closed({
  rulingDigest: digest,
  consumptionOrderDigest: digest,
  listingDigest: nullable(digest),
  searchDigest: digest,
  hearingDigest: digest,
})
export const roundResumption = closed({ on: civilDate, ...written })
export const termination = closed({ ground: oneOf(TERMINATIONS), ...written })
/** Measures before there is a claim; respondents go to the vault. */
export const preservationEntry = closed({
  caseId,
  /** Of a case that is not public. In the vault. */
  caseNumber: Type.Optional(documentNo),
  kind: oneOf(PRESERVATION_KINDS),
  rulingDigest: digest,
  amountCents: positiveCents,
  currency,
  /** What the applicant gave; null: none was asked. */
  security: nullable(closed({ cents: positiveCents, digest })),
  /** For AFTER_JUDGMENT: last day on which the debtor can perform. */
  performanceEndsOn: nullable(civilDate),
  debtors: Type.Array(debtorEntry, { minItems: 1, maxItems: 16 }),
  /** Only in a suit may a court act without an application (民诉法 103, 104; 民诉解释 163). */
  applicants: Type.Optional(Type.Array(applicantEntry, { minItems: 1, maxItems: 16 })),
  /** The ruling as orders and papers name it. */
  basis: closed({ ...basisEntry.properties, type: literal('RULING') }),
})
export const filingEntry = closed({ on: civilDate, documentDigest: digest })
export const creditorEntry = closed({
  class: oneOf(['PRIORITY', 'ORDINARY']),
  name: Type.String({ minLength: 1, maxLength: 60, title: '债权人 / creditor' }),
  cents: positiveCents,
  ground: reasons,
  sealedAtMs: nullable(instant),
  appliedOn: civilDate,
})
