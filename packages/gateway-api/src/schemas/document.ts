import { Type } from 'typebox'
import type { Static } from 'typebox'
import { FILE_DIGESTS_MAX } from './deposit.ts'
import { INSTRUMENT_KINDS, REVOCATIONS } from './enforcement-scalars.ts'
import { recordProof } from './proof.ts'
import {
  bilingual,
  civilDate,
  closed,
  count,
  digest,
  flag,
  instant,
  nullable,
  oneOf,
  randomId,
  shortId,
  text,
} from './scalars.ts'

/** `XXXX-XXXX-XXXX-XXXX-X`, as it is printed. */
export const verificationCode = Type.String({
  pattern: '^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]$',
  title: '核验码 / verification code',
})

/** Where an instrument stands on the day of the question; the first that holds. */
export const DOCUMENT_STATES = ['REVOKED', 'SUPERSEDED', 'ENDED', 'IN_FORCE'] as const

/** By what a file is, or by what is printed on the paper: one of the two. */
export const documentQuestion = Type.Object(
  {
    digests: Type.Optional(Type.Array(digest, { minItems: 1, maxItems: FILE_DIGESTS_MAX, uniqueItems: true })),
    verificationCode: Type.Optional(verificationCode),
  },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
)

/** Instruments of this ledger under the digests, each with its proof: the browser judges them again. */
export const documentAnswer = Type.Object({
  /** Of a code: whether this authority made a document with it, and its digest. Null where digests were asked. */
  code: nullable(Type.Object({ isKnown: flag, digest: nullable(digest), title: nullable(bilingual) })),
  instruments: Type.Array(
    Type.Object({
      instrumentId: randomId,
      digest,
      kind: oneOf(INSTRUMENT_KINDS),
      title: bilingual,
      organisation: shortId,
      signedAtMs: instant,
      validFrom: civilDate,
      validTo: nullable(civilDate),
      state: oneOf(DOCUMENT_STATES),
      revocation: nullable(Type.Object({ reason: oneOf(REVOCATIONS), atMs: instant })),
      /** Orders of it, and those that a later order corrects or takes the place of. */
      orders: count,
      superseded: count,
      emergency: flag,
      ratified: flag,
      proof: recordProof,
    }),
  ),
})
export type DocumentAnswer = Static<typeof documentAnswer>

/** Fields as the template of the kind asks for them; what is missing is refused with its path. */
export const newDocument = closed({
  kind: Type.String({ pattern: '^[A-Z][A-Z_]{0,47}$', title: '文书种类 / kind of document' }),
  fields: Type.Record(Type.String({ pattern: '^[A-Za-z]{1,40}$' }), Type.Unknown(), { title: '文书内容 / fields' }),
})

export const renderedDocument = Type.Object({ documentId: randomId, digest, verificationCode: text })

export const documentFile = Type.Unknown({ title: 'PDF of the document' })
