import { array, boolean, enumeration, integer, nullable, object, string, variants } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { EVENTS_OF_DELETION } from '@xiezhi/law'
import { caseReference, civilDate, clientId, code, digest, randomId, shortId } from '../ids.ts'
import {
  bucketName,
  BUCKETS,
  bucketSchema,
  category,
  CO_SUBJECTS_MAX,
  coSubjectSchema,
  ENTRIES_PER_PACKET_MAX,
  EXTENSION_GROUNDS,
  extensionSchema,
  GRADES,
  IDS_PER_BUCKET_MAX,
  indexKey,
  LIFT_GROUNDS,
  LISTS,
  LOOKUP_COUNTS_MAX,
  lookupCountSchema,
  MEASURES_PER_SUBSCRIPTION_MAX,
  month,
  OBJECTION_KINDS,
  PARTS_PER_BUCKET,
  receiptSchema,
  REQUEST_KINDS,
  REQUEST_REFUSALS,
  RESOLVABLE_ALARMS,
  SCOPES,
  situation,
  SUBSCRIBERS_PER_PACKET_MAX,
  subscriptionRequestSchema,
  subscriptionSchema,
  termsSchema,
  useSchema,
  viewSchema,
} from './state.ts'

const entry = { entryId: randomId }
const decided = { ...entry, decisionDigest: digest }

/** What two persons state of the person concerned; they have seen the papers, the ledger has not. */
export const statementSchema = object({
  isOfAge: boolean(),
  isRepresentative: boolean(),
  hasSufficientSecurity: boolean(),
  sealedAssetsSuffice: boolean(),
  isLaterInOrder: boolean(),
  isCampusLoanStudent: boolean(),
  deletedAtSameApplicantsRequestOn: nullable(civilDate),
})

/** President and judge put somebody on a list, or limit what they may spend (失信规定 5; 限制消费规定 3, 4). */
export const decideSchema = object({
  ...decided,
  list: enumeration(LISTS),
  caseRef: caseReference,
  subject: digest,
  indexKey,
  subjectKind: enumeration(['NATURAL', 'UNIT']),
  decidedOn: civilDate,
  situation: nullable(situation),
  extension: nullable(extensionSchema),
  categories: array(category, { max: 9 }),
  coSubjects: array(coSubjectSchema, { max: CO_SUBJECTS_MAX }),
  statement: statementSchema,
  /** Needed where the law leaves the decision to a person. */
  reasonsDigest: nullable(digest),
})
export type Decide = Infer<typeof decideSchema>

/** The decision was served; it is published now. */
export const recordServiceSchema = object({ ...entry, servedOn: civilDate, evidenceDigest: digest })

/** Extends the term of an entry (R20-81). */
export const extendSchema = object({
  ...decided,
  months: integer({ min: 1, max: 120 }),
  ground: enumeration(EXTENSION_GROUNDS),
})

/** Lifts an entry for a while (R20-84). */
export const liftTemporarilySchema = object({
  ...decided,
  ground: enumeration(LIFT_GROUNDS),
  from: civilDate,
  to: civilDate,
})

/** Something happened that ends an entry, or lets a person decide whether it ends (R20-85, R20-86). */
export const recordEventSchema = object({
  ...entry,
  event: enumeration(EVENTS_OF_DELETION),
  on: civilDate,
  searchesWithoutAssets: integer({ min: 0, max: 100 }),
  hasOtherClue: boolean(),
  documentDigest: digest,
})

/** President and judge delete an entry early, or keep it against a proposal. */
export const decideDeletionSchema = object({ ...decided, isApproved: boolean() })

/** A person deletes what is due, where no program does. */
export const deleteByHandSchema = object(entry)

/** An unlawful entry, or one whose decision was revoked, is withdrawn (R20-88). */
export const withdrawSchema = object({ ...decided, reason: code })

/** Wrong data are corrected; the entry goes on (R20-88). */
export const correctSchema = object({ ...decided, subject: digest, indexKey, situation: nullable(situation) })

/** The person concerned asks for correction in writing (失信规定 11). */
export const objectSchema = object({
  ...entry,
  kind: enumeration(OBJECTION_KINDS),
  requestedOn: civilDate,
  documentDigest: digest,
})

/** Decides a request for correction, or, of a court above, its reconsideration. */
export const decideObjectionSchema = object({ ...decided, isUpheld: boolean(), on: civilDate })

/** The person asks the court above to reconsider (失信规定 12). */
export const reconsiderSchema = object({ ...entry, askedOn: civilDate, documentDigest: digest })

/** Private money of a responsible person, or something that is needed, on application (R20-90). */
export const grantExceptionSchema = object({ ...decided, subject: digest, category, from: civilDate, to: civilDate })

/** President and judge lift limits of consumption (R20-91). */
export const liftSchema = object({
  ...decided,
  ground: enumeration(['PERFORMED', 'SECURITY_SUFFICIENT', 'APPLICANT_CONSENT', 'REPRESENTATIVE_CHANGED']),
  isChangeGenuine: boolean(),
  isActualController: boolean(),
  isDirectlyResponsible: boolean(),
})

/** President and governance officer let a department or platform have a list, for a purpose and measures (R26-09, R26-10). */
export const subscribeSchema = object({ client: clientId, subscriber: shortId, ...termsSchema.fields })

/** Ends a subscription for good; what was shared is withdrawn. */
export const endSubscriptionSchema = object({ client: clientId, subscriber: shortId, decisionDigest: digest })

/** Nothing more is sent, and what was shared is withdrawn, until it is resumed. */
export const suspendSubscriptionSchema = object({ client: clientId, subscriber: shortId, decisionDigest: digest })

/** A suspended subscription stands again, with the same terms. */
export const resumeSubscriptionSchema = object({ client: clientId, subscriber: shortId, decisionDigest: digest })

/** An operator of a department asks the court for a subscription, for other terms, or for its end (R26-09). */
export const askSubscriptionSchema = object({
  client: clientId,
  requestId: randomId,
  kind: enumeration(REQUEST_KINDS),
  terms: nullable(termsSchema),
  documentDigest: digest,
})

/** President and governance officer grant no more than was asked, or refuse with reasons. */
export const decideRequestSchema = object({
  client: clientId,
  subscriber: shortId,
  requestId: randomId,
  isGranted: boolean(),
  terms: nullable(termsSchema),
  reasons: array(enumeration(REQUEST_REFUSALS), { max: REQUEST_REFUSALS.length }),
  decisionDigest: digest,
})

/** The subscriber has taken over, or deleted, these entries in its own system (R26-04). */
export const confirmSchema = object({
  client: clientId,
  items: array(object({ entryId: randomId, revision: integer({ min: 0 }) }), { min: 1, max: ENTRIES_PER_PACKET_MAX }),
})

/** The subscriber acted on an entry (26.2). */
export const recordUseSchema = object({ client: clientId, use: useSchema })

/** Somebody proves that a subscriber still showed what was withdrawn (T20-22, G20-80). */
export const reportShownSchema = object({
  ...entry,
  client: clientId,
  subscriber: shortId,
  shownAtMs: integer({ min: 0 }),
  evidenceDigest: digest,
})

/** The subscriber states the set that its own system holds, by buckets of ids (T26-4). */
export const stateSetSchema = object({ client: clientId, month, buckets: array(bucketSchema, { max: BUCKETS }) })

/** A bucket that differs and holds more ids than are stated at once, by the buckets of one digit more. */
export const statePartsSchema = object({
  client: clientId,
  month,
  bucket: bucketName,
  parts: array(bucketSchema, { max: PARTS_PER_BUCKET }),
})

/** The ids of a bucket that differs. */
export const stateBucketSchema = object({
  client: clientId,
  month,
  bucket: bucketName,
  ids: array(randomId, { max: IDS_PER_BUCKET_MAX }),
})

/** The person has time to perform before a list is decided on (R20-84). */
export const grantGraceSchema = object({
  ...decided,
  list: enumeration(LISTS),
  caseRef: caseReference,
  indexKey,
  decidedOn: civilDate,
  until: civilDate,
})

/** The person concerned applies for repair (信用修复; R26-05). */
export const applyRepairSchema = object({
  ...entry,
  grade: enumeration(GRADES),
  appliedOn: civilDate,
  isCorrected: boolean(),
  isDutyFulfilled: boolean(),
  isCommitmentSigned: boolean(),
  documentDigest: digest,
})

/** President and judge grant or refuse it: who recognised the failure repairs it. */
export const decideRepairSchema = object({ ...decided, isGranted: boolean(), on: civilDate })

/** President and judge lift an entry while a plan that a court approved is carried out (R26-06). */
export const beginRestructuringSchema = object({
  ...decided,
  approvedOn: civilDate,
  rulingDigest: digest,
  isRulingVerified: boolean(),
})

/** The plan has been terminated: the entry is in force again. */
export const endRestructuringSchema = object({ ...decided, on: civilDate })

/** The look-ups that the gateway answered since the batch before, by the root over their commitments (T26-5). */
export const recordLookupsSchema = object({
  batchId: randomId,
  root: digest,
  count: integer({ min: 1, max: 1_000_000 }),
  fromMs: integer({ min: 0 }),
  toMs: integer({ min: 0 }),
  byPurpose: array(lookupCountSchema, { min: 1, max: LOOKUP_COUNTS_MAX }),
})

/** A set of keyed tokens was built for a subscriber, who checks against it by itself (R26-11, T20-25). */
export const recordTokenSetSchema = object({
  client: clientId,
  subscriber: shortId,
  setId: randomId,
  keyDigest: digest,
  count: integer({ min: 0 }),
  builtAtMs: integer({ min: 0 }),
  validToMs: integer({ min: 0 }),
  setDigest: digest,
})

/** Who owns an alarm has dealt with it; only of the kinds that do not end with their cause. */
export const resolveAlarmSchema = object({
  kind: enumeration(RESOLVABLE_ALARMS),
  subject: string({ bytesMin: 1, bytesMax: 160, pattern: /^[A-Za-z0-9._-]+( [A-Za-z0-9._-]+)*$/ }),
  documentDigest: digest,
})

/** Bytes of `xz.listing.v1`. */
export const listingPacketSchema = variants('kind', {
  views: object({
    views: array(
      object({
        view: viewSchema,
        subscribers: array(
          object({
            subscriber: shortId,
            purpose: code,
            measures: array(code, { max: MEASURES_PER_SUBSCRIPTION_MAX }),
            grant: integer({ min: 1 }),
          }),
          { max: SUBSCRIBERS_PER_PACKET_MAX },
        ),
      }),
      { min: 1, max: ENTRIES_PER_PACKET_MAX * SCOPES.length },
    ),
  }),
  withdraw: object({
    entries: array(
      object({
        ...entry,
        subscribers: array(object({ subscriber: shortId, grant: integer({ min: 1 }) }), {
          max: SUBSCRIBERS_PER_PACKET_MAX,
        }),
        withdrawnAtMs: integer({ min: 0 }),
      }),
      { min: 1, max: ENTRIES_PER_PACKET_MAX },
    ),
  }),
  receipt: object({ subscriber: shortId, receipts: array(receiptSchema, { min: 1, max: ENTRIES_PER_PACKET_MAX }) }),
  use: object({ subscriber: shortId, use: useSchema }),
  buckets: object({ subscriber: shortId, month, buckets: array(bucketSchema, { max: BUCKETS }) }),
  parts: object({
    subscriber: shortId,
    month,
    bucket: bucketName,
    parts: array(bucketSchema, { max: PARTS_PER_BUCKET }),
  }),
  ids: object({ subscriber: shortId, month, bucket: bucketName, ids: array(randomId, { max: IDS_PER_BUCKET_MAX }) }),
  request: object({ subscriber: shortId, request: subscriptionRequestSchema }),
  decision: object({ subscriber: shortId, request: subscriptionRequestSchema }),
  subscription: object({ subscription: subscriptionSchema }),
})
export type ListingPacket = Infer<typeof listingPacketSchema>
