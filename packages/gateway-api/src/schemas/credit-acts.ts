import { Type } from 'typebox'
import type { Static } from 'typebox'
import { reasonView } from './check.ts'
import {
  category,
  certificateNumber,
  certificateType,
  CO_SUBJECT_ROLES,
  CONSUMPTION_LIFTS,
  DELETION_EVENTS,
  EXTENSION_GROUNDS,
  LIFT_GROUNDS,
  PERFORMANCES,
  personName,
  REPAIR_GRADES,
  situation,
} from './credit-scalars.ts'
import { CREDIT_LISTS, CREDIT_OBJECTIONS } from './credit-subscriber.ts'
import { cents, client, documentNo, reasons } from './enforcement-scalars.ts'
import {
  bilingual,
  civilDate,
  closed,
  code,
  digest,
  flag,
  instant,
  nullable,
  oneOf,
  randomId,
  shortId,
} from './scalars.ts'

const CATEGORIES_MAX = 9
const CO_SUBJECTS_MAX = 16
const line = Type.String({ minLength: 1, maxLength: 400 })

const decision = {
  /** Number of the decision, as it is printed (决定书文号). */
  decisionNo: documentNo,
  /** Without it: the digest of the fields that the gateway signs for. */
  decisionDigest: Type.Optional(digest),
}
const extension = closed({ months: Type.Integer({ minimum: 1, maximum: 120 }), ground: oneOf(EXTENSION_GROUNDS) })

/** What the law lets be published (失信规定 6). Goes to the vault; the name and the number come from the case. */
export const publishedItems = closed({
  /** Of a natural person. */
  sex: nullable(oneOf(['MALE', 'FEMALE'])),
  /** Of a natural person; the age follows from it, and nothing else of it is shown. */
  birthDate: nullable(civilDate),
  /** Of a unit: the legal representative or whoever is in charge. */
  representative: nullable(personName),
  area: line,
  /** The effective document: its number, and who made it. */
  basisNo: documentNo,
  basisUnit: line,
  duty: Type.String({ minLength: 1, maxLength: 2_000, title: '生效法律文书确定的义务 / the duty' }),
  performance: oneOf(PERFORMANCES),
  performed: nullable(line),
  unperformed: nullable(line),
})
export type PublishedItems = Static<typeof publishedItems>

/** What the two who sign state of the person, and the ledger cannot know (R20-82 to R20-87). */
const statement = closed({
  isRepresentative: flag,
  hasSufficientSecurity: flag,
  isLaterInOrder: flag,
  isCampusLoanStudent: flag,
  /** Net value of what is sealed; the gateway counts what its own measures control beside it. */
  sealedNetCents: cents,
  deletedAtSameApplicantsRequestOn: nullable(civilDate),
})
const judged = { debtorId: randomId, situation, extension: Type.Optional(extension), statement }

/** May this debtor be listed? Signs nothing. */
export const listingQuestion = closed({ ...judged, birthDate: nullable(civilDate) })
export const listingJudgement = Type.Object({
  verdict: oneOf(['LIST', 'REFER', 'BLOCK']),
  verdictText: bilingual,
  consumptionOrder: oneOf(['NONE', 'MAY', 'MUST']),
  reasons: Type.Array(reasonView),
  /** Last day of the term; null: until an event. */
  termTo: nullable(civilDate),
  owedCents: cents,
  sealedNetCents: cents,
})
export type ListingJudgement = Static<typeof listingJudgement>

/** President and judge put a debtor of the case on the list. */
export const listingProposal = closed({
  ...judged,
  ...decision,
  published: publishedItems,
  /** Needed where the law leaves it to a person. */
  reasons: Type.Optional(reasons),
})

const coSubjectEntry = closed({
  role: oneOf(CO_SUBJECT_ROLES),
  name: personName,
  certificateType,
  certificateNumber,
})
/** Limits what a debtor, and the persons responsible for a unit, may spend. */
export const consumptionProposal = closed({
  debtorId: randomId,
  ...decision,
  categories: Type.Array(category, { minItems: 1, maxItems: CATEGORIES_MAX, uniqueItems: true }),
  coSubjects: Type.Array(coSubjectEntry, { maxItems: CO_SUBJECTS_MAX }),
  published: publishedItems,
})

export const entryService = closed({ servedOn: civilDate, evidenceDigest: digest })
export const extensionProposal = closed({ ...decision, ...extension.properties })
export const temporaryLiftProposal = closed({
  ...decision,
  ground: oneOf(LIFT_GROUNDS),
  from: civilDate,
  to: civilDate,
})
export const entryEvent = closed({
  event: oneOf(DELETION_EVENTS),
  on: civilDate,
  /** Of a round that ended without assets. */
  searchesWithoutAssets: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, default: 0 })),
  hasOtherClue: Type.Optional(Type.Boolean({ default: false })),
  documentDigest: digest,
})
export const deletionProposal = closed({ ...decision, isApproved: flag, reasons: Type.Optional(reasons) })
export const withdrawalProposal = closed({ ...decision, reason: code })
/** Absent parts stay as they are. */
export const correctionProposal = closed({
  ...decision,
  /** Who it really is: another debtor of the case, or the same with a corrected name or number. */
  person: Type.Optional(closed({ name: personName, certificateType, certificateNumber })),
  situation: Type.Optional(situation),
  published: Type.Optional(publishedItems),
})
export const exceptionGrant = closed({
  ...decision,
  /** Null: the debtor; else the place of the responsible person in the entry. */
  coSubject: nullable(Type.Integer({ minimum: 0, maximum: CO_SUBJECTS_MAX - 1 })),
  category,
  from: civilDate,
  to: civilDate,
})
export const liftProposal = closed({
  ...decision,
  ground: oneOf(CONSUMPTION_LIFTS),
  isChangeGenuine: flag,
  isActualController: flag,
  isDirectlyResponsible: flag,
})
/** While a plan that a court approved is carried out (R26-06). */
export const restructuringProposal = closed({
  ...decision,
  approvedOn: civilDate,
  rulingDigest: digest,
  isRulingVerified: flag,
})
export const restructuringEndProposal = closed({ ...decision, on: civilDate })
/** Months to perform in before anybody decides on a list (R20-84). */
export const graceGrant = closed({ ...decision, debtorId: randomId, list: oneOf(CREDIT_LISTS), until: civilDate })
export const objectionDecision = closed({ ...decision, isUpheld: flag, on: civilDate, reasons })
/** On paper, at the counter: the court enters it for the person. */
export const objectionEntry = closed({ kind: oneOf(CREDIT_OBJECTIONS), requestedOn: civilDate, reasons })
export const reconsiderationEntry = closed({ askedOn: civilDate, reasons })
export const repairDecision = closed({ ...decision, isApproved: flag, reasons })

/** A person concerned writes; the court registers it on the ledger with the day on which it came. */
export const ownObjection = closed({ kind: oneOf(CREDIT_OBJECTIONS), reasons })
export const ownReconsideration = closed({ reasons })
export const ownRepair = closed({
  /** Corrected what was wrong, fulfilled the duty, and promises publicly (R26-05). */
  isCorrected: flag,
  isDutyFulfilled: flag,
  hasCommitted: flag,
  reasons,
})
/** Of an application for repair: how grave the failure is; absent: serious. */
export const requestRegistration = closed({ grade: Type.Optional(oneOf(REPAIR_GRADES)) })
export const requestReturn = closed({ reasons })

/** Evidence that a subscriber still shows what was withdrawn (G20-80). */
export const stillShown = closed({ client, subscriber: shortId, shownAtMs: instant, evidenceDigest: digest })

/** Kinds of alarms of the lists that do not end with their cause: a person says what was done, and the document stands by its digest. */
export const RESOLVABLE_CREDIT_ALARMS = ['STILL_SHOWN', 'UNDELIVERED', 'LOOKUP_VOLUME', 'LOOKUP_PURPOSE'] as const
export const creditAlarmResolution = closed({
  kind: oneOf(RESOLVABLE_CREDIT_ALARMS),
  /** As the alarm states it: ids with one space between them. */
  subject: Type.String({ minLength: 1, maxLength: 160, pattern: '^[A-Za-z0-9._-]+( [A-Za-z0-9._-]+)*$' }),
  documentDigest: digest,
})
