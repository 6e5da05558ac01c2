import { array, boolean, enumeration, integer, nullable, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import { EVENTS_OF_DELETION } from '@xiezhi/law'
import { caseReference, civilDate, clientId, code, digest, randomId, shortId } from '../ids.ts'

export const CO_SUBJECTS_MAX = 16
export const EXCEPTIONS_MAX = 32
export const ENTRIES_PER_CASE_MAX = 64
export const SUBSCRIPTIONS_MAX = 512
export const SUBSCRIBERS_PER_PACKET_MAX = 32
export const ENTRIES_PER_PACKET_MAX = 16
export const MEASURES_PER_SUBSCRIPTION_MAX = 16
/** Ids of one bucket that are stated at once: 18 KB of a packet. A bucket of more is stated by its parts. */
export const IDS_PER_BUCKET_MAX = 512
/** Buckets of the set as a whole: by the first two digits of the ids. */
export const BUCKETS = 256
export const BUCKET_DIGITS = 2
/** A bucket is divided by one more digit, as often as needed. */
export const PARTS_PER_BUCKET = 16
const BUCKET_DIGITS_MAX = 8
/** Buckets that differ and are not settled: beyond, some have to be settled before others are divided. */
export const DIFFERING_MAX = 1_024

export const LISTS = ['DISHONEST', 'CONSUMPTION'] as const
export type ListKind = (typeof LISTS)[number]
/** The machine under which the entries of a list run. */
export const MACHINE_OF = { DISHONEST: 'dishonest-list', CONSUMPTION: 'consumption-restriction' } as const

export const instant = integer({ min: 0 })
/** Output of the keyed function over certificate number and name, in hexadecimal: never a plain hash (rulebook 2.8). */
export const indexKey = string({ bytesMin: 64, bytesMax: 64, pattern: /^[0-9a-f]{64}$/ })
export const situation = integer({ min: 1, max: 6 })
export const category = integer({ min: 1, max: 9 })
export const LIFT_GROUNDS = ['SERIOUS_ILLNESS', 'FUNERAL', 'OFFICIAL_DUTY', 'EXAM', 'OTHER'] as const
export const EXTENSION_GROUNDS = ['NONE', 'SERIOUS_VIOLENCE_OR_THREAT', 'SEVERAL_BREACHES'] as const
export const CO_SUBJECT_ROLES = [
  'LEGAL_REPRESENTATIVE',
  'MAIN_RESPONSIBLE',
  'DIRECTLY_RESPONSIBLE',
  'ACTUAL_CONTROLLER',
] as const
export const OBJECTION_KINDS = ['IDENTITY', 'DELETION', 'CONTENT'] as const
export const OUTCOMES = ['PENDING', 'UPHELD', 'REFUSED'] as const

export const coSubjectSchema = object({ role: enumeration(CO_SUBJECT_ROLES), subject: digest, indexKey })
export const extensionSchema = object({ months: integer({ min: 1, max: 120 }), ground: enumeration(EXTENSION_GROUNDS) })

const exceptionSchema = object({
  /** Commitment of the person; the debtor or one of the responsible persons. */
  subject: digest,
  category,
  from: civilDate,
  to: civilDate,
  decisionDigest: digest,
})
const objectionSchema = object({
  kind: enumeration(OBJECTION_KINDS),
  requestedOn: civilDate,
  documentDigest: digest,
  decideBy: nullable(civilDate),
  outcome: enumeration(OUTCOMES),
  outcomeOn: nullable(civilDate),
  decisionDigest: nullable(digest),
  fixBy: nullable(civilDate),
  reconsiderBy: nullable(civilDate),
  reconsiderAskedOn: nullable(civilDate),
  reconsiderDecideBy: nullable(civilDate),
})

export const ENTRY_STATES = ['DECIDED', 'SERVED', 'PUBLISHED', 'SUSPENDED', 'RESTRUCTURING', 'DELETION_DUE'] as const
/** How grave the failure is (R26-05). */
export const GRADES = ['MINOR', 'GENERAL', 'SERIOUS'] as const

const repairSchema = object({
  grade: enumeration(GRADES),
  appliedOn: civilDate,
  documentDigest: digest,
  decideBy: nullable(civilDate),
  outcome: enumeration(OUTCOMES),
  outcomeOn: nullable(civilDate),
  decisionDigest: nullable(digest),
})

/** A person on a list while the entry stands (失信规定 4, 6). Commitments, days, codes and digests only. */
export const entrySchema = object({
  entryId: randomId,
  list: enumeration(LISTS),
  caseRef: caseReference,
  organisation: shortId,
  subject: digest,
  indexKey,
  subjectKind: enumeration(['NATURAL', 'UNIT']),
  situation: nullable(situation),
  categories: array(category, { max: 9 }),
  coSubjects: array(coSubjectSchema, { max: CO_SUBJECTS_MAX }),
  decisionDigest: digest,
  decidedOn: civilDate,
  servedOn: nullable(civilDate),
  publishedAtMs: nullable(instant),
  state: enumeration(ENTRY_STATES),
  /** Last day; null: until an event or a decision. */
  termTo: nullable(civilDate),
  extension: nullable(extensionSchema),
  lift: nullable(object({ ground: enumeration(LIFT_GROUNDS), from: civilDate, to: civilDate })),
  exceptions: array(exceptionSchema, { max: EXCEPTIONS_MAX }),
  /** A person has to decide whether the entry goes early (R20-86, O-07). */
  proposal: nullable(object({ event: enumeration(EVENTS_OF_DELETION), on: civilDate, documentDigest: digest })),
  deletion: nullable(
    object({
      event: enumeration(EVENTS_OF_DELETION),
      on: civilDate,
      deleteBy: nullable(civilDate),
      alarmOn: nullable(civilDate),
    }),
  ),
  objection: nullable(objectionSchema),
  repair: nullable(repairSchema),
  /** Lifted while a plan that a court approved is carried out (R26-06). */
  restructuring: nullable(object({ approvedOn: civilDate, rulingDigest: digest, decisionDigest: digest })),
  revision: integer({ min: 1 }),
  changedAtMs: instant,
})
export type Entry = Infer<typeof entrySchema>
/** `listing/entry/<entry id>`: goes when the entry ends. */
export const entries = collection('listing/entry', entrySchema)

export const graceSchema = object({
  entryId: randomId,
  organisation: shortId,
  decidedOn: civilDate,
  /** Last day on which the person is not listed (R20-84). */
  until: civilDate,
  decisionDigest: digest,
})
/** `listing/grace/<case>/<index key>`: goes when it is over. */
export const graces = collection('listing/grace', graceSchema)

/** `listing/of-case/<case>/<entry id>`: goes when the entry ends. */
export const entriesOfCase = collection('listing/of-case', enumeration(LISTS))

/** What the public index shows of an active entry. */
export const leafSchema = object({
  list: enumeration(LISTS),
  role: enumeration(['DEBTOR', ...CO_SUBJECT_ROLES]),
  from: civilDate,
  to: nullable(civilDate),
  isObjected: boolean(),
})
/** `listing/index/<index key>/<entry id>`: there while the entry is active, and not a moment longer. */
export const indexLeaves = collection('listing/index', leafSchema)

export const activeSchema = object({ dishonest: integer({ min: 0 }), consumption: integer({ min: 0 }) })
export type Active = Infer<typeof activeSchema>
/**
 * `listing/active/<index key>`: how many leaves of each list stand under the key; gone with the last. Keys of the tree are hashed,
 * so that nothing is listed under an index key can be proved by the absence of this one alone.
 */
export const activeCounts = collection('listing/active', activeSchema)

export const ENDS = ['DELETED', 'EARLY_DELETED', 'WITHDRAWN', 'LIFTED', 'REPAIRED'] as const
export const endedSchema = object({
  list: enumeration(LISTS),
  organisation: shortId,
  /** Of the entry as it stood; without the vault's salt it says nothing about anybody. */
  digest,
  end: enumeration(ENDS),
  event: nullable(code),
  deleteBy: nullable(civilDate),
  endedAtMs: instant,
})
/** `listing/ended/<entry id>`: permanent. */
export const ended = collection('listing/ended', endedSchema)

export const ALARM_KINDS = [
  'UNPUBLISHED',
  'DELETION_DUE',
  'DELETION_LATE',
  'OBJECTION_UNDECIDED',
  'FIX_LATE',
  'RECEIPT_LATE',
  'RECEIPT_REPORTED',
  'RECEIPT_VIOLATION',
  'STILL_SHOWN',
  'SETS_DIFFER',
  'UNDELIVERED',
  'LOOKUP_VOLUME',
  'LOOKUP_PURPOSE',
  'REPAIR_UNDECIDED',
  'GRACE_ENDED',
] as const
/** Those that nothing else ends: what they are about has happened. */
export const RESOLVABLE_ALARMS = ['STILL_SHOWN', 'UNDELIVERED', 'LOOKUP_VOLUME', 'LOOKUP_PURPOSE'] as const
export const alarmSchema = object({
  kind: enumeration(ALARM_KINDS),
  /** Role that owns it, in this organisation. */
  owner: code,
  organisation: shortId,
  /** Entry, subscriber or month that it is about. */
  subject: string({ bytesMin: 1, bytesMax: 160 }),
  raisedAtMs: instant,
  dueOn: nullable(civilDate),
  endedAtMs: nullable(instant),
})
export type Alarm = Infer<typeof alarmSchema>
/** `listing/alarm/<entry, or set>/<kind>/<client>/<subscriber>` */
export const alarms = collection('listing/alarm', alarmSchema)

export const SCOPES = ['TOKEN', 'BASIC', 'FULL'] as const
export type Scope = (typeof SCOPES)[number]

/** What a subscription lets its subscriber have, and for what. */
const termsFields = {
  lists: array(enumeration(LISTS), { min: 1, max: LISTS.length }),
  scope: enumeration(SCOPES),
  purpose: code,
  legalBasis: code,
  measures: array(code, { min: 1, max: MEASURES_PER_SUBSCRIPTION_MAX }),
  validTo: nullable(civilDate),
}
export const termsSchema = object(termsFields)
export type Terms = Infer<typeof termsSchema>

/** A department or platform that acts on the lists, and for what (R26-09, R26-10). */
export const subscriptionSchema = object({
  client: clientId,
  subscriber: shortId,
  ...termsFields,
  /** How often this subscriber has been granted a subscription: what it was told to delete under an earlier one it may get again. */
  grant: integer({ min: 1 }),
  grantedAtMs: instant,
  /** Since when it does not stand. */
  endedAtMs: nullable(instant),
  /** It does not stand because it was suspended, and may be resumed. */
  suspendedAtMs: nullable(instant),
})
export type Subscription = Infer<typeof subscriptionSchema>
/** `listing/subscription/<client>/<subscriber>`, at the court; at the subscriber: as the court last told it. */
export const subscriptions = collection('listing/subscription', subscriptionSchema)

export const REQUEST_KINDS = ['SUBSCRIBE', 'CHANGE', 'END'] as const
/** Of one subscriber, not decided yet. */
export const OPEN_REQUESTS_MAX = 8
/** Why a request is refused; the reasons in full stay with the court, under the digest of the decision. */
export const REQUEST_REFUSALS = [
  'PURPOSE_OUT_OF_TASK',
  'LEGAL_BASIS_MISSING',
  'SCOPE_TOO_WIDE',
  'MEASURE_WITHOUT_BASIS',
  'DOCUMENT_INSUFFICIENT',
  'RECEIPTS_OPEN',
] as const
export const subscriptionRequestSchema = object({
  requestId: randomId,
  kind: enumeration(REQUEST_KINDS),
  /** Null: the subscription is to end. */
  terms: nullable(termsSchema),
  /** Of the subscriber's letter. */
  documentDigest: digest,
  askedAtMs: instant,
  state: enumeration(['OPEN', 'GRANTED', 'REFUSED']),
  reasons: array(enumeration(REQUEST_REFUSALS), { max: REQUEST_REFUSALS.length }),
  decisionDigest: nullable(digest),
  decidedAtMs: nullable(instant),
})
export type SubscriptionRequest = Infer<typeof subscriptionRequestSchema>
/** `listing/request/<client>/<subscriber>/<request id>`, both zones */
export const subscriptionRequests = collection('listing/request', subscriptionRequestSchema)

/** What a subscriber learns of an entry; its scope says how much of it is filled. */
export const viewSchema = object({
  entryId: randomId,
  revision: integer({ min: 1 }),
  list: nullable(enumeration(LISTS)),
  organisation: nullable(shortId),
  legalBasis: code,
  basisDigest: nullable(digest),
  situation: nullable(situation),
  categories: array(category, { max: 9 }),
  from: civilDate,
  /** Day of the first publication, which platforms show; null in a token, and in what was shared before version 5. */
  publishedOn: nullable(civilDate),
  /** Null is refused by the receiver: a record without a term is expired (R26-03). */
  term: nullable(object({ kind: enumeration(['FIXED', 'UNTIL_EVENT']), to: nullable(civilDate) })),
  status: enumeration(['ACTIVE', 'SUSPENDED', 'RESTRUCTURING']),
  objection: nullable(enumeration(OBJECTION_KINDS)),
})
export type View = Infer<typeof viewSchema>

export const shareSchema = object({
  /** Revision last sent, and the one that the subscriber confirmed. */
  sentRevision: integer({ min: 1 }),
  confirmedRevision: integer({ min: 0 }),
  /** Of the subscription under which it was sent. */
  grant: integer({ min: 1 }),
  sentAtMs: instant,
  /** When the revision last sent had arrived; null: it is under way, or arrived before version 7. */
  deliveredAtMs: nullable(instant),
  /** Of the last receipt, by the subscriber's ledger. */
  confirmedAtMs: nullable(instant),
})
export type Share = Infer<typeof shareSchema>
/** `listing/share/<client>/<subscriber>/<entry id>`, at the court: who has the entry. */
export const shares = collection('listing/share', shareSchema)
/** `listing/share-bucket/<client>/<subscriber>/<first two digits>`: the ids of these shares as a set, which T26-4 compares. */
export const shareBuckets = collection(
  'listing/share-bucket',
  object({ count: integer({ min: 1 }), sum: string({ bytesMin: 64, bytesMax: 64, pattern: /^[0-9a-f]+$/ }) }),
)
/** `listing/holder/<entry id>/<client>/<subscriber>`: the same, by entry. */
export const holders = collection('listing/holder', integer({ min: 1 }))

export const withdrawalSchema = object({
  /** Of the subscription under which the entry had been shared. */
  grant: integer({ min: 1 }),
  withdrawnAtMs: instant,
  /** Last day on which the subscriber may still have it (R26-04); null: no holidays are loaded for it. */
  dueOn: nullable(civilDate),
  deliveredAtMs: nullable(instant),
  confirmedAtMs: nullable(instant),
  /** When somebody proved that the entry was still shown. */
  shownAtMs: nullable(instant),
  evidenceDigest: nullable(digest),
})
export type Withdrawal = Infer<typeof withdrawalSchema>
/** `listing/withdrawal/<entry id>/<client>/<subscriber>`, at the court: open until there is a receipt. */
export const withdrawals = collection('listing/withdrawal', withdrawalSchema)

export const PACKET_KINDS = [
  'views',
  'withdraw',
  'receipt',
  'use',
  'buckets',
  'parts',
  'ids',
  'request',
  'decision',
  'subscription',
] as const
export const packetRowSchema = object({
  kind: enumeration(PACKET_KINDS),
  attempt: integer({ min: 1 }),
  entryIds: array(randomId, { max: ENTRIES_PER_PACKET_MAX }),
  subscribers: array(shortId, { max: SUBSCRIBERS_PER_PACKET_MAX }),
  /** Id of a use or request, or month of a set. */
  key: nullable(string({ bytesMax: 32 })),
  /** 0: before version 7. */
  sentAtMs: instant,
})
export type PacketRow = Infer<typeof packetRowSchema>
/** `listing/packet/<client>/<sequence>`: what a packet on its way carries. */
export const packets = collection('listing/packet', packetRowSchema)

export const mirrorSchema = object({
  /** Null: withdrawn again although nothing was held here, after a set that differed. */
  view: nullable(viewSchema),
  measures: array(code, { max: MEASURES_PER_SUBSCRIPTION_MAX }),
  purpose: code,
  grant: integer({ min: 1 }),
  receivedAtMs: instant,
  /** Null: the entry stands. */
  withdrawnAtMs: nullable(instant),
})
export type Mirror = Infer<typeof mirrorSchema>
/** `listing/mirror/<client>/<subscriber>/<entry id>`, at the subscriber; goes with the receipt of a withdrawal. */
export const mirrors = collection('listing/mirror', mirrorSchema)

export const receiptSchema = object({
  entryId: randomId,
  revision: integer({ min: 0 }),
  isWithdrawal: boolean(),
  grant: integer({ min: 1 }),
  atMs: instant,
})
/** `listing/receipt/<client>/<subscriber>/<entry id>`, at the subscriber: what it confirmed, as sent. */
export const receipts = collection('listing/receipt', receiptSchema)

export const useSchema = object({
  useId: randomId,
  entryId: randomId,
  measure: code,
  action: enumeration(['REFUSE', 'INSPECT', 'LIMIT', 'RISK_WEIGHT']),
  count: integer({ min: 1, max: 1_000_000 }),
  purpose: code,
  on: civilDate,
  /** Why the entry was used while its content was contested (26.4). */
  reasonDigest: nullable(digest),
})
export type Use = Infer<typeof useSchema>
/** `listing/use/<client>/<subscriber>/<use id>`, both zones: receipts of use. */
export const uses = collection('listing/use', useSchema)

const bucket = string({ bytesMin: BUCKET_DIGITS, bytesMax: BUCKET_DIGITS_MAX, pattern: /^[0-9a-f]+$/ })
export const bucketSchema = object({ bucket, count: integer({ min: 1, max: 1_000_000 }), digest })
export type Bucket = Infer<typeof bucketSchema>
export const bucketName = bucket
export const month = string({ bytesMin: 7, bytesMax: 7, pattern: /^\d{4}-\d{2}$/ })

/** Of each kind; what is beyond is acted on and counted, not listed. */
export const DIFFERENCES_KEPT_MAX = 1_024
export const reconciliationSchema = object({
  month,
  subscriber: shortId,
  state: enumeration(['STATED', 'EQUAL', 'DIFFERENT']),
  courtCount: integer({ min: 0 }),
  receiverCount: integer({ min: 0 }),
  differing: array(bucket, { max: DIFFERING_MAX }),
  resend: array(randomId, { max: DIFFERENCES_KEPT_MAX }),
  withdraw: array(randomId, { max: DIFFERENCES_KEPT_MAX }),
  atMs: instant,
})
export type Reconciliation = Infer<typeof reconciliationSchema>
/** `listing/reconciliation/<client>/<subscriber>/<month>`, both zones (T26-4). */
export const reconciliations = collection('listing/reconciliation', reconciliationSchema)

/** Subscribers and purposes of one batch. */
export const LOOKUP_COUNTS_MAX = 128
export const lookupCountSchema = object({
  /** Null: somebody who has no subscription, such as at the public page. */
  subscriber: nullable(shortId),
  purpose: code,
  count: integer({ min: 1, max: 1_000_000 }),
})
export type LookupCount = Infer<typeof lookupCountSchema>
export const lookupBatchSchema = object({
  batchId: randomId,
  /** Root over the commitments to the single look-ups. */
  root: digest,
  count: integer({ min: 1, max: 1_000_000 }),
  fromMs: instant,
  toMs: instant,
  byPurpose: array(lookupCountSchema, { min: 1, max: LOOKUP_COUNTS_MAX }),
  organisation: shortId,
  recordedAtMs: instant,
})
export type LookupBatch = Infer<typeof lookupBatchSchema>
/** `listing/lookup/<day>/<batch id>`, at the court */
export const lookups = collection('listing/lookup', lookupBatchSchema)
/** `listing/lookup-total/<day>/<subscriber, or ->/<purpose>`, at the court */
export const lookupTotals = collection('listing/lookup-total', integer({ min: 1 }))
/** In the place of a subscriber: somebody who has no subscription. */
export const NO_SUBSCRIBER = '-'

export const tokenSetSchema = object({
  client: clientId,
  subscriber: shortId,
  setId: randomId,
  /** Of the subscriber's key for tokens; the key lies in its signer. */
  keyDigest: digest,
  count: integer({ min: 0 }),
  builtAtMs: instant,
  /** First instant at which it may no longer be used. */
  validToMs: instant,
  setDigest: digest,
  recordedAtMs: instant,
})
export type TokenSet = Infer<typeof tokenSetSchema>
/** `listing/token-set/<client>/<subscriber>/<set id>`, at the court */
export const tokenSets = collection('listing/token-set', tokenSetSchema)
