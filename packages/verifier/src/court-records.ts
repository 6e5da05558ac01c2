import { encodeCanonical, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { AnswererSummary, AskerSummary, Bundle, JsonObject } from '@xiezhi/evidence'
import { acknowledgementCommitment, acknowledgementKey, packetCommitment, receiptKey } from '@xiezhi/merkle'
import type { CheckList } from './checks.ts'
import type { Statement } from './verdict.ts'
import { differingFields, objectField, readRecord, sameJson, valueOf } from './zone-records.ts'

/** Port and encoding of the question (`xz.query.v1`); they are part of what a packet's hash covers. */
const QUERY_PORT = 'xz.query.v1'
const ENCODING = 'application/json'

interface CourtInput {
  readonly bundle: Bundle
  readonly asked: AskerSummary
  readonly answered: AnswererSummary
  readonly checks: CheckList
}

interface CourtRecords extends CourtInput {
  readonly crypto: Crypto
  readonly request: JsonObject
  readonly receipt: JsonObject
  readonly dispatch: JsonObject
  readonly answer: JsonObject
  readonly result: JsonObject
}

type Grounds = Pick<Statement, 'reasons'>

/** Checks of profile `court`: request, dispatch, receipt and answer tell one story. Undefined if they cannot be read. */
export function verifyCourtRecords(crypto: Crypto, input: CourtInput): Grounds | undefined {
  const { bundle, checks } = input
  const { about, asker, answerer } = bundle
  const answerKey = `query/answer/${answerer.clientId}/${about.dispatchId}`
  const request = readRecord(asker, `query/request/${about.dispatchId}`, checks)
  const receipt = readRecord(asker, `query/receipt/${about.dispatchId}`, checks)
  const dispatch = readRecord(asker, `query/dispatch/${about.dispatchId}`, checks)
  const answer = readRecord(answerer, answerKey, checks)
  if (request === undefined || receipt === undefined || dispatch === undefined || answer === undefined) return undefined
  const result = objectField(answer, 'result')
  const reasons = result === undefined ? undefined : reasonsOf(result)
  if (result === undefined || reasons === undefined) {
    checks.record('record-shape', answerer.chainId, false, { key: answerKey, reason: 'RECORD_SHAPE', detail: 'result' })
    return undefined
  }
  const records = { ...input, crypto, request, receipt, dispatch, answer, result }
  verifyIdentity(records)
  verifyQuestion(records)
  const ackDigest = verifyAnswer(records)
  verifySummaries(records, ackDigest)
  return { reasons }
}

function verifyIdentity({ bundle, checks, request, receipt, dispatch, answer }: CourtRecords): void {
  const { about, asker, answerer } = bundle
  const { dispatchId } = about
  const ofAsker = [request, receipt, dispatch]
  const ids = [...ofAsker, answer].every((record) => record['dispatchId'] === dispatchId)
  const clients =
    ofAsker.every((record) => record['client'] === asker.clientId) && answer['client'] === answerer.clientId
  checks.record('dispatch-identity', null, ids && clients, { dispatchId })
}

/** The question is the asker's, its digest and its packet are computed anew from the fields, and it arrived. */
function verifyQuestion({ crypto, bundle, checks, asked, request, receipt, dispatch, answer }: CourtRecords): void {
  const { about, answerer } = bundle
  const { dispatchId } = about
  const sameQuestion = [answer, receipt].every(({ question }) => sameJson(question, request['question']))
  const sameAsker = ['organisation', 'role', 'requestDigest'].every((name) => sameJson(answer[name], request[name]))
  checks.record('request-matches-answer', null, sameQuestion && sameAsker, { dispatchId })

  const { organisation = null, role = null, question = null } = request
  const value = encodeCanonical({ kind: 'ask', dispatchId, organisation, role, question })
  const digest = `sha256:${hexEncode(crypto.sha256(value))}`
  checks.record('request-digest', null, request['requestDigest'] === digest, {
    expected: digest,
    seen: shown(request['requestDigest']),
  })

  const sent = packetOf(dispatch, asked.sequence)
  const timeoutSeconds = sent?.['timeoutSeconds']
  const payload = {
    sourcePort: QUERY_PORT,
    destinationPort: QUERY_PORT,
    version: QUERY_PORT,
    encoding: ENCODING,
    value,
  }
  const expected =
    typeof timeoutSeconds === 'number' && timeoutSeconds >= 0
      ? hexEncode(packetCommitment(crypto, { destinationClient: answerer.clientId, timeoutSeconds, payload }))
      : 'unknown timeout'
  const received = valueOf(answerer, receiptKey(answerer.clientId, asked.sequence))
  const seen = received === null ? 'none' : hexEncode(received)
  const sentHash = shown(sent?.['packetHash'])
  checks.record('packet-received', answerer.chainId, seen === expected && sentHash === expected, {
    sequence: asked.sequence,
    expected,
    seen,
    sent: sentHash,
  })
}

/** The answer is what the answering ledger committed as acknowledgement of that packet, and what the asker received. */
function verifyAnswer({ crypto, bundle, checks, asked, receipt, answer, result }: CourtRecords): string {
  const { about, answerer } = bundle
  const { dispatchId } = about
  checks.record('answer-matches-receipt', null, sameJson(result, receipt['result']), { dispatchId })
  const { requestDigest = null } = answer
  const acknowledgement = encodeCanonical({ dispatchId, requestDigest, result })
  const ackDigest = `sha256:${hexEncode(crypto.sha256(acknowledgement))}`
  const committed = valueOf(answerer, acknowledgementKey(answerer.clientId, asked.sequence))
  const expected = hexEncode(acknowledgementCommitment(crypto, acknowledgement))
  const seen = committed === null ? 'none' : hexEncode(committed)
  const isKnown = receipt['ackDigest'] === ackDigest
  checks.record('acknowledgement-committed', answerer.chainId, isKnown && seen === expected, { expected, seen })
  return ackDigest
}

/** Whoever sees the summaries alone sees what the full records say, field by field. */
function verifySummaries(
  { bundle, checks, asked, answered, receipt, answer, result }: CourtRecords,
  ack: string,
): void {
  const question = objectField(answer, 'question') ?? {}
  const finding = objectField(result, 'finding')
  const expected: Record<string, Json> = {
    dispatchId: answer['dispatchId'] ?? null,
    licenceNo: question['licenceNo'] ?? null,
    asOf: question['asOf'] ?? null,
    verdict: finding?.['verdict'] ?? null,
    refusal: result['refusal'] ?? null,
    disputed: finding?.['disputed'] ?? false,
    decidedAtMs: result['decidedAtMs'] ?? null,
    parameterVersion: finding?.['parameterVersion'] ?? null,
    resultDigest: ack,
  }
  differences('summary-matches-answer', bundle.answerer.chainId, differingFields(expected, answered), checks)
  const { sequence = null, receivedAtMs = null } = receipt
  const { sequence: toldSequence, receivedAtMs: toldReceived } = asked
  const told = { sequence: toldSequence, receivedAtMs: toldReceived }
  differences(
    'summary-matches-receipt',
    bundle.asker.chainId,
    differingFields({ sequence, receivedAtMs }, told),
    checks,
  )
}

function differences(
  id: 'summary-matches-answer' | 'summary-matches-receipt',
  zone: string,
  fields: readonly string[],
  checks: CheckList,
): void {
  checks.record(id, zone, fields.length === 0, fields.length === 0 ? {} : { fields: fields.join(' ') })
}

/** The packet of a dispatch with this sequence. */
function packetOf(dispatch: JsonObject, sequence: number): JsonObject | undefined {
  const { packets } = dispatch
  if (!Array.isArray(packets)) return undefined
  const rows = (packets as readonly Json[]).map((row) => objectField({ row }, 'row'))
  return rows.find((row) => row?.['sequence'] === sequence)
}

/** Grounds of a finding; none where the answer is a refusal; undefined where they cannot be read. */
function reasonsOf(result: JsonObject): NonNullable<Statement['reasons']> | undefined {
  const finding = objectField(result, 'finding')
  if (finding === undefined) return result['finding'] === null ? [] : undefined
  const { reasons } = finding
  if (!Array.isArray(reasons)) return undefined
  const rows = (reasons as readonly Json[]).map((row) => objectField({ row }, 'row') ?? {})
  const read = rows.flatMap(({ code, rule }) =>
    typeof code === 'string' && typeof rule === 'string' ? [{ code, rule }] : [],
  )
  return read.length === rows.length ? read : undefined
}

function shown(value: Json | undefined): string {
  return typeof value === 'string' ? value : 'none'
}
