import { Type } from 'typebox'
import type { Static } from 'typebox'
import { recordProof } from './proof.ts'
import {
  caseId,
  civilDate,
  closed,
  code,
  count,
  digest,
  flag,
  instant,
  literal,
  nullable,
  oneOf,
  randomId,
  shortId,
  text,
} from './scalars.ts'

/** What an officer deposits. */
export const DEPOSIT_KINDS = ['EVIDENCE', 'SERVED_DOCUMENT'] as const
/** Beside it what the gateway prints from the ledger. */
const STORED_KINDS = [...DEPOSIT_KINDS, 'CERTIFICATE'] as const
export const INTERESTS = ['NONE', 'STAKE', 'OPERATOR', 'NOT_DECLARED'] as const
export const GROUNDS = ['POST_CHAIN', 'PRE_CHAIN'] as const
export const FACTORS = ['PLATFORM_COMPLIANCE', 'INTEREST', 'PLATFORM_SECURITY', 'TECHNIQUE_AND_PROCESS'] as const
export const SOURCE_KINDS = [
  'SOURCE',
  'GENERATION',
  'STORAGE',
  'NOTARISATION',
  'THIRD_PARTY_WITNESS',
  'LINKED_DATA',
] as const
/** Rulebook 2.7; the last three are found by whoever checks a proof. */
export const DEPOSIT_RESULTS = [
  'MATCH_ANCHORED',
  'ANCHOR_AFTER_EVENT',
  'SUPERSEDED',
  'REVOKED',
  'HASH_MISMATCH',
  'NO_ANCHOR',
  'MATCH_ANCHOR_ON_FOREIGN_CHAIN',
  'CHAIN_UNREACHABLE',
  'PROOF_INVALID',
] as const

export const depositId = randomId
const mediaType = Type.String({ pattern: '^[a-z]+/[a-z0-9.+-]+$', maxLength: 127, title: '媒体类型 / media type' })
const factors = Type.Array(oneOf(FACTORS), { maxItems: FACTORS.length, title: '第十七条各项 / factors of article 17' })

export const platformView = Type.Object({
  platformId: shortId,
  operatorCode: text,
  filingNumber: nullable(text),
  standards: Type.Array(text),
})

export const depositSummary = Type.Object({
  depositId,
  kind: oneOf(STORED_KINDS),
  caseId: nullable(caseId),
  digest,
  mediaType: text,
  sizeBytes: count,
  depositedAtMs: instant,
  state: oneOf(['STANDING', 'SUPERSEDED', 'REVOKED']),
  interest: oneOf(INTERESTS),
  platformId: nullable(shortId),
  objections: count,
  orders: count,
  recordKey: text,
})
export type DepositSummary = Static<typeof depositSummary>

export const depositView = Type.Object({
  deposit: depositSummary,
  collectedAtMs: instant,
  sourceSystem: code,
  factAtMs: nullable(instant),
  supersedes: nullable(depositId),
  supersededBy: nullable(depositId),
  platform: nullable(platformView),
  objections: Type.Array(
    Type.Object({
      number: count,
      ground: oneOf(GROUNDS),
      factors,
      reasonsDigest: digest,
      raisedBy: text,
      raisedAtMs: instant,
    }),
  ),
  orders: Type.Array(
    Type.Object({
      number: count,
      kinds: Type.Array(oneOf(SOURCE_KINDS)),
      dueAtMs: instant,
      state: oneOf(['OPEN', 'ANSWERED', 'OVERDUE']),
      answers: Type.Array(Type.Object({ kind: oneOf(SOURCE_KINDS), digest })),
    }),
  ),
  findings: Type.Array(
    Type.Object({
      outcome: oneOf(['CONFIRMED', 'NOT_CONFIRMED']),
      factors,
      corroboration: nullable(digest),
      crossExaminedOn: civilDate,
      decidedBy: text,
      decidedAtMs: instant,
    }),
  ),
})
export type DepositView = Static<typeof depositView>

/** The digest is computed where the file is: the file itself is never sent. */
export const depositEntry = closed({
  kind: oneOf(DEPOSIT_KINDS),
  digest,
  mediaType,
  sizeBytes: Type.Integer({ minimum: 1, title: '字节数 / bytes' }),
  collectedAtMs: instant,
  sourceSystem: code,
  platformId: nullable(shortId),
  interest: oneOf(INTERESTS),
  factAtMs: nullable(instant),
  preChainNotes: nullable(digest),
  supersedes: nullable(depositId),
})

export const depositObjection = closed({ ground: oneOf(GROUNDS), factors, reasonsDigest: digest })
export const sourceOrder = closed({
  kinds: Type.Array(oneOf(SOURCE_KINDS), { minItems: 1, maxItems: SOURCE_KINDS.length, title: '事项 / what for' }),
  orderDigest: digest,
  dueAtMs: instant,
})
export const sourceAnswer = closed({
  answers: Type.Array(closed({ kind: oneOf(SOURCE_KINDS), digest }), { minItems: 1, maxItems: SOURCE_KINDS.length }),
})
export const authenticityFinding = closed({
  confirmed: oneOf(['CONFIRMED', 'NOT_CONFIRMED']),
  factors,
  corroboration: nullable(digest),
  crossExaminedOn: civilDate,
  decisionDigest: digest,
})

/** Under both algorithms: a file, and earlier revisions inside it (a PDF that was added to). */
export const FILE_DIGESTS_MAX = 54

/** Digests of one file: the ledger holds one of them. */
export const depositQuestion = closed({
  digests: Type.Array(digest, { minItems: 1, maxItems: FILE_DIGESTS_MAX, uniqueItems: true }),
  depositId: Type.Optional(depositId),
  factAtMs: Type.Optional(instant),
})

/** What the ledger holds under the digests, each record with its proof: the browser judges them again. */
export const depositAnswer = Type.Object({
  result: oneOf(DEPOSIT_RESULTS),
  checks: Type.Array(
    Type.Object({
      result: oneOf(DEPOSIT_RESULTS),
      depositId,
      digest,
      kind: oneOf(STORED_KINDS),
      depositedAtMs: instant,
      /** Null: no fact is stated. Below zero: deposited before it. */
      delayMs: nullable(Type.Integer()),
      interest: oneOf(INTERESTS),
      platform: nullable(platformView),
      contested: flag,
      proof: recordProof,
    }),
  ),
  notProved: Type.Array(
    Type.Union([
      literal('TRUTH_BEFORE_CHAIN'),
      literal('CONTENT'),
      literal('AUTHORSHIP'),
      literal('CROSS_EXAMINATION'),
    ]),
  ),
})
export type DepositAnswer = Static<typeof depositAnswer>
