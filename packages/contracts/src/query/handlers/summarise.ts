import { encodeCanonical } from '@xiezhi/codec'
import type { ReadContext } from '@xiezhi/kernel'
import { digestOf } from '../../json-port.ts'
import type { Answer, Question, Receipt, Result, Summary } from '../state.ts'

/** Bytes of the acknowledgement that carries an answer. */
export function acknowledgementOf({
  dispatchId,
  requestDigest,
  result,
}: Pick<Answer, 'dispatchId' | 'requestDigest' | 'result'>): Uint8Array {
  return encodeCanonical({ dispatchId, requestDigest, result })
}

export function summaryOfAnswer(ctx: ReadContext, answer: Answer): Summary {
  return summary(answer.dispatchId, answer.question, answer.result, digestOf(ctx, acknowledgementOf(answer)))
}

export function summaryOfReceipt(receipt: Receipt): Summary & Pick<Receipt, 'sequence' | 'receivedAtMs'> {
  const { dispatchId, question, result, ackDigest, sequence, receivedAtMs } = receipt
  return { ...summary(dispatchId, question, result, ackDigest), sequence, receivedAtMs }
}

function summary(
  dispatchId: string,
  { licenceNo, asOf }: Question,
  { finding, refusal, decidedAtMs }: Result,
  resultDigest: string,
): Summary {
  return {
    dispatchId,
    licenceNo,
    asOf,
    verdict: finding?.verdict ?? null,
    refusal,
    disputed: finding?.disputed ?? false,
    decidedAtMs,
    parameterVersion: finding?.parameterVersion ?? null,
    resultDigest,
  }
}
