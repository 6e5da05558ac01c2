import { encodeCanonical, json, literal, nullable, object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { answer as answerRecord, assetNoOf, controlRequest, DOCUMENT_BYTES_MAX } from '@xiezhi/control-interface'
import type { Answer, ControlRequest } from '@xiezhi/control-interface'
import { formatDigest, parseDigest } from '@xiezhi/crypto'
import type { Crypto, Suite } from '@xiezhi/crypto'

const ORDER_FORMAT = 'xiezhi/order-annex/v1'
const ANSWER_FORMAT = 'xiezhi/answer-annex/v1'
const SUBJECT_FORMAT = 'xiezhi/order-subject/v1'
const AMOUNT_FORMAT = 'xiezhi/order-amount/v1'

const salt = string({ bytesMin: 32, bytesMax: 64, pattern: /^[0-9a-f]+$/ })
const digest = string({ bytesMin: 68, bytesMax: 71, pattern: /^(sha256|sm3):[0-9a-f]{64}$/ })
const document = json({ bytesMax: DOCUMENT_BYTES_MAX })

/** What the annex of an order says to the institution, and the ledger does not. */
export interface OrderAnnex {
  /** Its number is the order's id; a control has one item. Null: the order changes nothing in the core system. */
  readonly request: ControlRequest | null
  /** Opens the subject commitment of the effect. Hexadecimal, 16 random bytes or more. */
  readonly subjectSalt: string
  /** Digest of the distribution that a closed disposal states. */
  readonly distribution: string | null
}

/** What the annex of an answer says to the court. */
export interface AnswerAnnex {
  readonly answer: Answer
  /** Opens the amount commitment of the result. */
  readonly amountSalt: string
}

const orderSchema = object({
  format: literal(ORDER_FORMAT),
  request: nullable(document),
  subjectSalt: salt,
  distribution: nullable(digest),
})
const answerSchema = object({ format: literal(ANSWER_FORMAT), answer: document, amountSalt: salt })

/** The annex as JSON; its digest is that of the canonical bytes. @throws ControlInterfaceError */
export function encodeOrderAnnex({ request, subjectSalt, distribution }: OrderAnnex): Json {
  const wire = request === null ? null : controlRequest.encode(request)
  return { format: ORDER_FORMAT, request: wire, subjectSalt, distribution }
}

/** @throws CodecError, ControlInterfaceError */
export function decodeOrderAnnex(value: Json): OrderAnnex {
  const { request, subjectSalt, distribution } = orderSchema.parse(value)
  return { request: request === null ? null : controlRequest.decode(request), subjectSalt, distribution }
}

/** @throws ControlInterfaceError */
export function encodeAnswerAnnex({ answer, amountSalt }: AnswerAnnex): Json {
  return { format: ANSWER_FORMAT, answer: answerRecord.encode(answer), amountSalt }
}

/** @throws CodecError, ControlInterfaceError */
export function decodeAnswerAnnex(value: Json): AnswerAnnex {
  const { answer, amountSalt } = answerSchema.parse(value)
  return { answer: answerRecord.decode(answer), amountSalt }
}

/** The suite of the zone that commits to an annex: its digests name their algorithm. */
export type Digesting = Pick<Suite, 'digest'>

export function annexDigest(algorithms: Digesting, annex: Json): string {
  return algorithms.digest(encodeCanonical(annex))
}

/** To check a digest or a commitment with the algorithm that it names, whichever suite its zone had then. @throws CryptoError */
export function digestingAs(crypto: Pick<Crypto, 'sha256' | 'sm3'>, committed: string): Digesting {
  const { algorithm } = parseDigest(committed)
  return { digest: (bytes) => formatDigest({ algorithm, bytes: crypto[algorithm](bytes) }) }
}

/**
 * Commitment to person and thing: the `subject` of the effect that the instrument signs. What counts units names their number
 * here, since an effect speaks of money and of whole things.
 */
export function subjectCommitment(algorithms: Digesting, request: ControlRequest, subjectSalt: string): string {
  const { institutionKind, institutionCode, subjectName, idType, idNo, items } = request
  const item = items?.[0]
  const thing =
    item === undefined
      ? null
      : {
          assetNo: assetNoOf(institutionKind, item) ?? null,
          subAccount: item.subAccount ?? null,
          securityCode: item.securityCode ?? null,
          productNo: item.productNo ?? null,
          units: item.units ?? null,
        }
  const person = { subjectName, idType, idNo }
  return annexDigest(algorithms, { format: SUBJECT_FORMAT, salt: subjectSalt, institutionCode, person, thing })
}

/** What an amount commitment hides. */
export interface FoundAmount {
  readonly unit: 'CENTS' | 'UNITS'
  readonly quantity: number
  readonly currency: string | null
}

/** Commitment to what was found under control, or deducted: the `amount` of a result. */
export function amountCommitment(
  algorithms: Digesting,
  { unit, quantity, currency }: FoundAmount,
  amountSalt: string,
): string {
  return annexDigest(algorithms, { format: AMOUNT_FORMAT, salt: amountSalt, unit, quantity, currency })
}
