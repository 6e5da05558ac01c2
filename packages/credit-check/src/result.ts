import { array, CodecError, enumeration, integer, literal, nullable, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import type { Crypto, Signer, Suite } from '@xiezhi/crypto'
import { CreditCheckError } from './credit-check-error.ts'
import { lookupCommitment } from './lookup.ts'
import { requestDigest, signedRequestSchema } from './request.ts'
import type { SignedRequest } from './request.ts'
import { code, digestText, id, instant, randomId, signatureText } from './scalars.ts'
import { isSignedBy, signStatement } from './signed.ts'
import { trustedKeys } from './trust.ts'
import type { CheckTrust } from './trust.ts'

export const RESULT_FORMAT = 'xiezhi/credit-check-result/v1'

/** What a result does not show, whoever signed it. */
export const NOT_PROVED = [
  /** Who the person before the counter is. */
  'IDENTITY_OF_BEARER',
  /** Anything before or after the moment. */
  'OTHER_MOMENTS',
  /** Lists of other courts' ledgers. */
  'OTHER_LEDGERS',
  /** That the index key is that of number and name: the court says so, an auditor can test it. */
  'BINDING_OF_INDEX_KEY',
  /** That the ledger holds what the court says: no proof was asked for. */
  'STATE_OF_LEDGER',
] as const

const statementSchema = object({
  format: literal(RESULT_FORMAT),
  /** The court's gateway that signs, and its ledger. */
  authority: id,
  chainId: string({ bytesMin: 1, bytesMax: 50 }),
  client: id,
  subscriber: id,
  purpose: code,
  /** The request has the person; the result has not. */
  requestDigest: digestText,
  answer: enumeration(['ACTIVE', 'NOT_ACTIVE']),
  /** Empty where the subscriber's scope is a yes or no. */
  lists: array(enumeration(['DISHONEST', 'CONSUMPTION']), { max: 2 }),
  /** T of the answer. */
  atMs: instant,
  /** Height of the ledger whose state was read. */
  height: integer({ min: 0 }),
  /** From the rows that follow the ledger, or from the ledger at that height. */
  source: enumeration(['FOLLOWED', 'LEDGER']),
  answeredAtMs: instant,
  lookup: object({ salt: randomId, commitment: digestText }),
  /** With a proof only. */
  indexKey: nullable(string({ bytesMin: 64, bytesMax: 64, pattern: /^[0-9a-f]{64}$/ })),
  assurance: enumeration(['GATEWAY_ASSERTS', 'GATEWAY_ASSERTS_BINDING']),
  notProved: array(enumeration(NOT_PROVED), { max: NOT_PROVED.length }),
})
/** `active at T` or `not active at T`. */
export type CheckStatement = Infer<typeof statementSchema>

export interface CheckResult {
  readonly statement: CheckStatement
  readonly signature: string
}

const fileSchema = object({
  request: signedRequestSchema,
  result: object({ statement: statementSchema, signature: signatureText }),
})
/** What a subscriber keeps: both together can be judged without any network. */
export interface CheckRecord {
  readonly request: SignedRequest
  readonly result: CheckResult
}

export function signResult(
  signer: Signer,
  fields: Omit<CheckStatement, 'format' | 'assurance' | 'notProved'>,
): CheckResult {
  const isProved = fields.indexKey !== null
  const statement: CheckStatement = {
    format: RESULT_FORMAT,
    ...fields,
    assurance: isProved ? 'GATEWAY_ASSERTS_BINDING' : 'GATEWAY_ASSERTS',
    notProved: NOT_PROVED.filter((one) => one !== 'STATE_OF_LEDGER' || !isProved),
  }
  return { statement, signature: signStatement(signer, statement) }
}

export type CheckFinding =
  'REQUEST_SIGNATURE' | 'OTHER_REQUEST' | 'AUTHORITY_UNKNOWN' | 'RESULT_SIGNATURE' | 'LOOKUP_COMMITMENT'

export interface CheckJudgement {
  /** `undecidable`: the trust file does not name the court. */
  readonly verdict: 'valid' | 'invalid' | 'undecidable'
  readonly findings: readonly CheckFinding[]
  readonly statement: CheckStatement
}

/** Judges a kept result offline, against the keys that the judging person trusts. @throws CreditCheckError RESULT_FORM */
export function judgeResult(crypto: Crypto, algorithms: Suite, record: unknown, trust: CheckTrust): CheckJudgement {
  const { request, result } = parsed(record)
  const { statement, signature } = result
  const findings: CheckFinding[] = []
  if (!isSignedBy(crypto, request.request.key, request.request, request.signature)) findings.push('REQUEST_SIGNATURE')
  const digest = requestDigest(algorithms, request)
  const { client, subscriber, purpose, atMs } = request.request
  const isSame =
    statement.requestDigest === digest &&
    statement.client === client &&
    statement.subscriber === subscriber &&
    statement.purpose === purpose &&
    (atMs === null || statement.atMs === atMs)
  if (!isSame) findings.push('OTHER_REQUEST')
  const { salt, commitment } = statement.lookup
  if (lookupCommitment(algorithms, { salt, requestDigest: digest }) !== commitment) findings.push('LOOKUP_COMMITMENT')
  const keys = trustedKeys(trust, statement.authority, statement.chainId)
  if (keys.length === 0) findings.push('AUTHORITY_UNKNOWN')
  else if (!keys.some((key) => isSignedBy(crypto, key, statement, signature))) findings.push('RESULT_SIGNATURE')
  const [first] = findings
  const verdict =
    first === undefined ? 'valid' : findings.every((one) => one === 'AUTHORITY_UNKNOWN') ? 'undecidable' : 'invalid'
  return { verdict, findings, statement }
}

function parsed(record: unknown): CheckRecord {
  try {
    return fileSchema.parse(record)
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    throw new CreditCheckError('RESULT_FORM', { reason: error.code }, error)
  }
}
