import {
  array,
  CodecError,
  encodeCanonical,
  enumeration,
  hexEncode,
  integer,
  literal,
  nullable,
  object,
  optional,
  string,
} from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { CreditInterfaceError } from './credit-interface-error.ts'

const FORMAT = 'xiezhi/credit-annex/v1'
/** Purpose under which it travels. */
export const CREDIT_ANNEX_PURPOSE = 'CREDIT_PERSON'

const id = string({ bytesMin: 32, bytesMax: 32, pattern: /^[0-9a-f]{32}$/ })
const salt = string({ bytesMin: 32, bytesMax: 64, pattern: /^[0-9a-f]+$/ })
const short = string({ bytesMin: 1, bytesMax: 256 })
const long = string({ bytesMin: 1, bytesMax: 12_000 })
const day = string({ bytesMin: 10, bytesMax: 10, pattern: /^\d{4}-\d{2}-\d{2}$/ })
const AGE_MAX = 150
const RELATED_MAX = 16

const personSchema = object({
  certificateType: string({ bytesMin: 1, bytesMax: 32, pattern: /^[A-Z][A-Z0-9_]*$/ }),
  certificateNumber: short,
  name: short,
})
/** A person by certificate and name, as everywhere in the credit lists. */
export type CreditPerson = Infer<typeof personSchema>

/** What a list tells of an entry beside the person (失信规定 6); absent where the court does not tell it. */
const fieldsSchema = object({
  sex: optional(enumeration(['MALE', 'FEMALE'])),
  age: optional(integer({ min: 0, max: AGE_MAX })),
  /** Of a unit: its legal representative or who is responsible. */
  legalRepresentative: optional(short),
  caseNumber: optional(short),
  courtName: optional(short),
  areaName: optional(short),
  /** Number of the effective document, and who made it. */
  basisNumber: optional(short),
  basisUnit: optional(short),
  duty: optional(long),
  performance: optional(short),
  caseFiledOn: optional(day),
  /** Names of those who are limited with a unit (R20-90). */
  relatedPersons: optional(array(object({ role: short, name: short }), { max: RELATED_MAX })),
})
export type CreditFields = Infer<typeof fieldsSchema>

const annexSchema = object({
  format: literal(FORMAT),
  entryId: id,
  /** Random: without it the commitment on the ledger could be tried with guessed persons. */
  salt,
  person: personSchema,
  subjectKind: enumeration(['NATURAL', 'UNIT']),
  /** Null: the person alone. */
  fields: nullable(fieldsSchema),
})

/** Who an entry is about: travels from gateway to gateway, never on a ledger. */
export type CreditAnnex = Omit<Infer<typeof annexSchema>, 'format'>

export function encodeCreditAnnex({ entryId, salt: own, person, subjectKind, fields }: CreditAnnex): Json {
  const document = { format: FORMAT, entryId, salt: own, person, subjectKind, fields } as unknown as Json
  decodeCreditAnnex(document)
  return document
}

/** @throws CreditInterfaceError ANNEX_MALFORMED without what it says */
export function decodeCreditAnnex(document: Json): CreditAnnex {
  try {
    const { entryId, salt: own, person, subjectKind, fields } = annexSchema.parse(document)
    return { entryId, salt: own, person, subjectKind, fields }
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    const path = String(error.facts['path'] ?? '')
    throw new CreditInterfaceError('ANNEX_MALFORMED', { path, expected: FORMAT, seen: error.code })
  }
}

/** The commitment to the person that an entry has on the court's ledger: the digest of the annex's canonical bytes. */
export function creditSubject(crypto: Pick<Crypto, 'sha256'>, annex: CreditAnnex): string {
  return `sha256:${hexEncode(crypto.sha256(encodeCanonical(encodeCreditAnnex(annex))))}`
}

const DIGEST_CHARACTERS = 16

/** Under which an annex travels: a corrected entry commits to another person, and has another annex. */
export function creditAnnexReference(entryId: string, subject: string): string {
  return `${entryId}-${subject.slice(subject.indexOf(':') + 1).slice(0, DIGEST_CHARACTERS)}`
}
