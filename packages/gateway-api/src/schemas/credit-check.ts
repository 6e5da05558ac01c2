import { Type } from 'typebox'
import type { Static } from 'typebox'
import { certificateNumber, certificateType, personName, situation } from './credit-scalars.ts'
import { recordProof } from './proof.ts'
import {
  bilingual,
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

const indexKey = Type.String({ pattern: '^[0-9a-f]{64}$' })
const signature = Type.String({ pattern: '^[A-Za-z0-9+/]{86}==$', title: '签名 / signature' })

/** Number and name of one person, for the public page. */
export const publicCheckRequest = closed({ certificateType, certificateNumber, name: personName })

/** What the public list shows of an active entry (失信规定 6), and nothing of anybody who is not on it. */
export const publicCheckAnswer = Type.Object({
  isActive: flag,
  entries: Type.Array(
    Type.Object({
      list: literal('DISHONEST'),
      /** Organisation of the court. */
      court: text,
      courtName: bilingual,
      situation: nullable(situation),
      decidedOn: civilDate,
      publishedAtMs: nullable(instant),
      /** Last day; null: until an event or a decision. */
      to: nullable(civilDate),
      isObjected: flag,
    }),
  ),
  /** State of the ledger that the answer is of. */
  height: count,
  answeredAtMs: instant,
})
export type PublicCheckAnswer = Static<typeof publicCheckAnswer>

/** A number may be empty here: that a name alone is refused has its own code. */
const checkedPerson = closed({
  certificateType,
  certificateNumber: Type.String({ maxLength: 64 }),
  name: Type.String({ maxLength: 120 }),
})

/** Signed with the service key of the subscriber (spec 45). One person a request. */
export const creditCheckRequest = closed({
  request: closed({
    format: literal('xiezhi/credit-check/v1'),
    /** Light client of the subscriber's zone on the court's ledger. */
    client: shortId,
    subscriber: shortId,
    /** Public key that signs, registered for the subscriber's program on the subscriber's ledger. */
    key: Type.String({ pattern: '^(ed25519:[0-9a-f]{64}|(p256|sm2):[0-9a-f]{66})$' }),
    purpose: code,
    legalBasis: code,
    person: checkedPerson,
    /** The moment that is asked about; null: now. */
    atMs: nullable(instant),
    withProof: flag,
    nonce: randomId,
    askedAtMs: instant,
  }),
  signature,
})

const CHECK_SOURCES = ['FOLLOWED', 'LEDGER'] as const

export const creditCheckAnswer = Type.Object({
  statement: Type.Object({
    format: literal('xiezhi/credit-check-result/v1'),
    authority: shortId,
    chainId: text,
    client: shortId,
    subscriber: shortId,
    purpose: code,
    requestDigest: digest,
    answer: oneOf(['ACTIVE', 'NOT_ACTIVE']),
    /** Empty where the scope is a yes or no. */
    lists: Type.Array(oneOf(['DISHONEST', 'CONSUMPTION'])),
    atMs: instant,
    height: count,
    source: oneOf(CHECK_SOURCES),
    answeredAtMs: instant,
    lookup: Type.Object({ salt: randomId, commitment: digest }),
    /** Only with a proof: under it the ledger has what is proved. */
    indexKey: nullable(indexKey),
    assurance: oneOf(['GATEWAY_ASSERTS', 'GATEWAY_ASSERTS_BINDING']),
    notProved: Type.Array(text),
  }),
  signature,
  /** Of presence or absence under `listing/active/<index key>`; null where none was asked for. */
  proof: nullable(recordProof),
})

/** What the court knows of the checks: volumes, batches on the ledger, alarms. No person. */
export const creditCheckBoard = Type.Object({
  today: Type.Array(
    Type.Object({ client: nullable(text), subscriber: nullable(text), purpose: text, count, refused: count }),
  ),
  batches: Type.Array(
    Type.Object({
      batchId: randomId,
      root: digest,
      count,
      fromMs: instant,
      toMs: instant,
      recordedAtMs: nullable(instant),
    }),
  ),
  alarms: Type.Array(
    Type.Object({
      kind: oneOf(['VOLUME', 'PURPOSE']),
      subscriber: text,
      day: civilDate,
      atMs: instant,
    }),
  ),
})
export type CreditCheckBoard = Static<typeof creditCheckBoard>
