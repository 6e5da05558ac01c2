import {
  array,
  CodecError,
  concatBytes,
  decodeCanonical,
  encodeCanonical,
  enumeration,
  integer,
  literal,
  object,
  string,
  utf8Encode,
} from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import type { Suite } from '@xiezhi/crypto'
import { CreditCheckError } from '../credit-check-error.ts'
import { digestText, id, instant, randomId, signatureText } from '../scalars.ts'
import { TOKEN_BYTES } from '../token.ts'

const FORMAT = 'xiezhi/token-set/v1'
/** First line of the file, before the length of the header in four bytes. */
const MAGIC = utf8Encode(`${FORMAT}\n`)
const LENGTH_BYTES = 4
const HEADER_BYTES_MAX = 16 * 1024
export const TOKENS_MAX = 16_000_000
const TOKEN_BITS = 8 * TOKEN_BYTES

/** What an answer from the set does not say. */
export const SET_NOT_PROVED = [
  /** Entries that began or ended after the set was built. */
  'CHANGES_SINCE_BUILT',
  'IDENTITY_OF_BEARER',
  'COURT_AND_CASE',
] as const

const statementSchema = object({
  format: literal(FORMAT),
  authority: id,
  chainId: string({ bytesMin: 1, bytesMax: 50 }),
  suite: enumeration(['intl', 'sm']),
  client: id,
  subscriber: id,
  setId: randomId,
  keyDigest: digestText,
  count: integer({ min: 0, max: TOKENS_MAX }),
  /** The ledger's state that the set is of. */
  height: integer({ min: 0 }),
  builtAtMs: instant,
  /** First instant at which it may no longer be used. */
  validToMs: instant,
  /** Of all tokens, one behind the other. */
  tokensDigest: digestText,
  assurance: object({
    /** A person who is not listed is taken for a listed one with a chance of at most two to the minus this. */
    falsePositiveBits: integer({ min: 0, max: TOKEN_BITS }),
    /** Everybody listed at the height has a token: as far as the court says. */
    isComplete: literal('COURT_ASSERTS'),
    notProved: array(enumeration(SET_NOT_PROVED), { max: SET_NOT_PROVED.length }),
  }),
})
export type TokenSetStatement = Infer<typeof statementSchema>

const headerSchema = object({ statement: statementSchema, signature: signatureText })
export type TokenSetHeader = Infer<typeof headerSchema>

export type NewTokenSet = Omit<
  TokenSetStatement,
  'format' | 'suite' | 'count' | 'tokensDigest' | 'assurance' | 'keyDigest'
>

export function statementOf(
  algorithms: Suite,
  about: NewTokenSet & { readonly keyDigest: string },
  tokens: Uint8Array,
): TokenSetStatement {
  const count = tokens.length / TOKEN_BYTES
  return {
    format: FORMAT,
    suite: algorithms.id,
    ...about,
    count,
    tokensDigest: algorithms.digest(tokens),
    assurance: {
      falsePositiveBits: TOKEN_BITS - count.toString(2).length,
      isComplete: 'COURT_ASSERTS',
      notProved: [...SET_NOT_PROVED],
    },
  }
}

/** What the court's ledger holds of a set. */
export function tokenSetDigest(algorithms: Suite, { statement }: TokenSetHeader): string {
  return algorithms.digest(encodeCanonical(statement))
}

export function headerBytes(header: TokenSetHeader): Uint8Array {
  const text = encodeCanonical(header, { bytesMax: HEADER_BYTES_MAX })
  const length = new Uint8Array(LENGTH_BYTES)
  new DataView(length.buffer).setUint32(0, text.length)
  return concatBytes(MAGIC, length, text)
}

/** The header, and where the tokens begin. @throws CreditCheckError SET_FORMAT, SET_BYTES */
export function readHeader(file: Uint8Array): { readonly header: TokenSetHeader; readonly tokensFrom: number } {
  const textFrom = MAGIC.length + LENGTH_BYTES
  if (file.length < textFrom || MAGIC.some((byte, at) => file[at] !== byte)) throw new CreditCheckError('SET_FORMAT')
  const length = new DataView(file.buffer, file.byteOffset, file.byteLength).getUint32(MAGIC.length)
  if (length > HEADER_BYTES_MAX || file.length < textFrom + length) throw new CreditCheckError('SET_FORMAT')
  const tokensFrom = textFrom + length
  const header = parsed(file.subarray(textFrom, tokensFrom))
  const expected = tokensFrom + header.statement.count * TOKEN_BYTES
  if (file.length !== expected) throw new CreditCheckError('SET_BYTES', { expected, seen: file.length })
  return { header, tokensFrom }
}

function parsed(bytes: Uint8Array): TokenSetHeader {
  try {
    return headerSchema.parse(decodeCanonical(bytes, { bytesMax: HEADER_BYTES_MAX }))
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    throw new CreditCheckError('SET_FORMAT', { reason: error.code }, error)
  }
}
