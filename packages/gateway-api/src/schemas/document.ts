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

/** One place of a form that an officer fills; what the case knows already stands in `value`. */
const formEntry = Type.Object({
  name: text,
  title: bilingual,
  type: oneOf(['LINE', 'LINES', 'PARAGRAPH', 'PARAGRAPHS', 'DATE', 'CENTS', 'COUNT', 'CHOICE', 'TABLE']),
  /** Of a choice. */
  choices: Type.Array(Type.Object({ code: text, text: bilingual })),
  /** Of a table: its columns. */
  columns: Type.Array(
    Type.Object({
      name: text,
      title: bilingual,
      type: oneOf(['LINE', 'DATE', 'CENTS', 'COUNT', 'CHOICE', 'DIGEST']),
      choices: Type.Array(Type.Object({ code: text, text: bilingual })),
      isOptional: flag,
    }),
  ),
  isOptional: flag,
  value: Type.Unknown(),
})
/** What a person has to write for a kind of document; all the rest follows from the case. */
export const documentForm = Type.Object({
  kind: text,
  title: bilingual,
  entries: Type.Array(formEntry),
  /** What the gateway fills by itself, as it will stand there. */
  known: Type.Array(Type.Object({ name: text, title: bilingual, text })),
})
export type DocumentForm = Static<typeof documentForm>

export const documentKinds = Type.Object({
  items: Type.Array(
    Type.Object({
      kind: text,
      title: bilingual,
      /** A ruling or notice that is rendered with its instrument. */
      isInstrument: flag,
    }),
  ),
})
/** Entries of the form by name; the rest comes from the case. */
export const caseDocument = closed({
  kind: Type.String({ pattern: '^[A-Z][A-Z_]{0,47}$', title: '文书种类 / kind of document' }),
  entries: Type.Record(Type.String({ pattern: '^[A-Za-z]{1,40}$' }), Type.Unknown(), { title: '填写内容 / entries' }),
})
export const caseDocumentRow = Type.Object({
  documentId: randomId,
  kind: text,
  title: bilingual,
  digest,
  verificationCode: text,
  madeBy: text,
  madeAtMs: instant,
  /** The instrument of the ledger that has this digest; null: none has. */
  instrumentId: nullable(randomId),
})
export type CaseDocumentRow = Static<typeof caseDocumentRow>
