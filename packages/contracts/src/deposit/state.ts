import { array, enumeration, integer, nullable, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import { actId, caseReference, civilDate, code, creditCode, digest, randomId, shortId } from '../ids.ts'

/**
 * Evidence of a party, a document that the court has served (在线诉讼规则 16; 意见 10, 12), or a certificate that the court's
 * gateway prints from what the ledger says already.
 */
export const DEPOSIT_KINDS = ['EVIDENCE', 'SERVED_DOCUMENT', 'CERTIFICATE'] as const

/** What ties the submitting party to the storing platform (在线诉讼规则 17 (2)). */
export const INTERESTS = ['NONE', 'STAKE', 'OPERATOR', 'NOT_DECLARED'] as const

/** Whether the authenticity after going on chain is contested (17), or that of the time before (18). */
export const GROUNDS = ['POST_CHAIN', 'PRE_CHAIN'] as const

/** What the court considers on a reasoned objection (在线诉讼规则 17 (1)–(4)), in its order. */
export const FACTORS = ['PLATFORM_COMPLIANCE', 'INTEREST', 'PLATFORM_SECURITY', 'TECHNIQUE_AND_PROCESS'] as const

/** What the court may require about the time before the chain (在线诉讼规则 18). */
export const SOURCE_KINDS = [
  'SOURCE',
  'GENERATION',
  'STORAGE',
  'NOTARISATION',
  'THIRD_PARTY_WITNESS',
  'LINKED_DATA',
] as const

export const REVOCATIONS = ['ENTERED_IN_ERROR', 'WITHDRAWN_BY_PARTY', 'DOCUMENT_RECALLED'] as const

export const DEPOSITS_PER_DIGEST_MAX = 64
export const OBJECTIONS_PER_DEPOSIT_MAX = 64
export const ORDERS_PER_DEPOSIT_MAX = 16
export const STANDARDS_PER_PLATFORM_MAX = 16
/** 64 GiB: a longer file is deposited in parts. */
export const FILE_BYTES_MAX = 64 * 1024 ** 3

const personSchema = object({ organisation: shortId, officer: shortId })

/** A platform that stores evidence, with its filing as a blockchain information service (区块链信息服务备案). */
export const platformSchema = object({
  platformId: shortId,
  operatorCode: creditCode,
  /** 备案号, as published; null: not filed. */
  filingNumber: nullable(string({ bytesMin: 4, bytesMax: 96 })),
  /** Standards that an appraisal found met, such as `GB_T_43580`. */
  standards: array(code, { max: STANDARDS_PER_PLATFORM_MAX }),
  appraisalDigest: nullable(digest),
  recordedAtMs: integer({ min: 0 }),
})
export type Platform = Infer<typeof platformSchema>
/** `deposit/platform/<platform>` */
export const platforms = collection('deposit/platform', platformSchema)

/** A transaction on another chain that holds the same digest. Stated by the submitter; proved by whoever checks it. */
export const foreignAnchorSchema = object({
  chain: shortId,
  transaction: string({ bytesMin: 8, bytesMax: 130, pattern: /^[0-9A-Za-z]+$/ }),
  height: integer({ min: 0 }),
  timeMs: integer({ min: 0 }),
})

/** What anybody who holds the file may see. */
export const openFields = {
  depositId: randomId,
  kind: enumeration(DEPOSIT_KINDS),
  digest,
  mediaType: string({ bytesMin: 3, bytesMax: 127, pattern: /^[a-z]+\/[a-z0-9.+-]+$/ }),
  sizeBytes: integer({ min: 1, max: FILE_BYTES_MAX }),
  platformId: nullable(shortId),
  interest: enumeration(INTERESTS),
  /** Instant of the fact that it shall prove; null: not stated. */
  factAtMs: nullable(integer({ min: 0 })),
  foreignAnchor: nullable(foreignAnchorSchema),
  supersedes: nullable(randomId),
} as const

/** What the court alone sees. */
export const filedFields = {
  caseRef: nullable(caseReference),
  collectedAtMs: integer({ min: 0 }),
  sourceSystem: code,
  /** Digest of the notes on the time before the chain. */
  preChainNotes: nullable(digest),
} as const

export const filingSchema = object({ ...filedFields, actId, submittedBy: personSchema })
export type Filing = Infer<typeof filingSchema>
/** `deposit/filing/<deposit>`: apart from the deposit, so that a proof of the one shows nothing of the other. */
export const filings = collection('deposit/filing', filingSchema)

export const depositSchema = object({
  ...openFields,
  depositedAtMs: integer({ min: 0 }),
  state: enumeration(['STANDING', 'SUPERSEDED', 'REVOKED']),
  supersededBy: nullable(randomId),
  revocation: nullable(object({ reason: enumeration(REVOCATIONS), atMs: integer({ min: 0 }) })),
  objections: integer({ min: 0, max: OBJECTIONS_PER_DEPOSIT_MAX }),
  orders: integer({ min: 0, max: ORDERS_PER_DEPOSIT_MAX }),
})
export type Deposit = Infer<typeof depositSchema>
/** `deposit/deposit/<deposit>`: a permanent record. */
export const deposits = collection('deposit/deposit', depositSchema)

/** `deposit/by-digest/<digest>/<deposit>` → when it was deposited. */
export const depositsByDigest = collection('deposit/by-digest', integer({ min: 0 }))
/** `deposit/of-case/<case>/<deposit>` → when it was deposited. */
export const depositsOfCase = collection('deposit/of-case', integer({ min: 0 }))

export const objectionSchema = object({
  number: integer({ min: 1 }),
  ground: enumeration(GROUNDS),
  /** The factors of article 17 that the reasons speak of; none for the time before the chain. */
  factors: array(enumeration(FACTORS), { max: FACTORS.length }),
  reasonsDigest: digest,
  raisedBy: personSchema,
  raisedAtMs: integer({ min: 0 }),
})
export type DepositObjection = Infer<typeof objectionSchema>
/** `deposit/objection/<deposit>/<number>` */
export const objections = collection('deposit/objection', objectionSchema)

const answerSchema = object({ kind: enumeration(SOURCE_KINDS), digest })
export const sourceOrderSchema = object({
  number: integer({ min: 1 }),
  kinds: array(enumeration(SOURCE_KINDS), { min: 1, max: SOURCE_KINDS.length }),
  orderDigest: digest,
  orderedBy: personSchema,
  orderedAtMs: integer({ min: 0 }),
  dueAtMs: integer({ min: 0 }),
  state: enumeration(['OPEN', 'ANSWERED', 'OVERDUE']),
  answers: array(answerSchema, { max: SOURCE_KINDS.length }),
})
export type SourceOrder = Infer<typeof sourceOrderSchema>
/** `deposit/source-order/<deposit>/<number>` */
export const sourceOrders = collection('deposit/source-order', sourceOrderSchema)

export const findingSchema = object({
  outcome: enumeration(['CONFIRMED', 'NOT_CONFIRMED']),
  /** Factors that the judge considered. */
  factors: array(enumeration(FACTORS), { max: FACTORS.length }),
  /** Digest of what else supports it (在线诉讼规则 18): null, nothing does. */
  corroboration: nullable(digest),
  crossExaminedOn: civilDate,
  decisionDigest: digest,
  decidedBy: personSchema,
  decidedAtMs: integer({ min: 0 }),
  /** Numbers of objections and orders that stood when it was made. */
  objections: integer({ min: 0 }),
  orders: integer({ min: 0 }),
})
export type Finding = Infer<typeof findingSchema>
/** `deposit/finding/<deposit>/<number>`: a later one stands beside an earlier one. */
export const findings = collection('deposit/finding', findingSchema)
export const FINDINGS_PER_DEPOSIT_MAX = 16
