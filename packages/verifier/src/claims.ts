import { canonicalText, concatBytes, encodeCanonical, hexDecode, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { packetKey, recordKeys, recordObject } from '@xiezhi/evidence'
import type { Bundle, JsonObject, ZoneEvidence } from '@xiezhi/evidence'
import type { CheckList } from './checks.ts'
import type { Statement } from './verdict.ts'

/** Checks that the proved records tell one story, and returns what they say; undefined if they cannot. */
export function verifyClaims(crypto: Crypto, bundle: Bundle, checks: CheckList): Statement | undefined {
  const { profile, about, asker, answerer } = bundle
  const { dispatchId } = about
  const summaryKey = `query/summary/${dispatchId}`
  const sequence = sequenceOf(asker, summaryKey, checks)
  if (sequence === undefined) return undefined
  const keys = recordKeys(profile, {
    dispatchId,
    askerClient: asker.clientId,
    answererClient: answerer.clientId,
    sequence,
  })
  const complete = [requireSet(asker, keys.asker, checks), requireSet(answerer, keys.answerer, checks)]
  if (complete.includes(false)) return undefined
  const read = (zone: ZoneEvidence, key: string): JsonObject | undefined =>
    checks.run('record-shape', zone.chainId, { key }, () => recordObject(key, valueOf(zone, key)))
  const asked = read(asker, summaryKey)
  const answered = read(answerer, `query/answer-summary/${answerer.clientId}/${dispatchId}`)
  if (asked === undefined || answered === undefined) return undefined
  const { receivedAtMs } = asked
  const told = Object.fromEntries(Object.entries(asked).filter(([name]) => !ASKER_ADDS.includes(name)))
  checks.record('summary-matches', asker.chainId, canonicalText(told) === canonicalText(answered), { dispatchId })
  checks.record(
    'answer-before-receipt',
    asker.chainId,
    Number(answered['decidedAtMs']) <= Number(receivedAtMs) + CLOCK_SKEW_MAX_MS,
    {
      decidedAtMs: Number(answered['decidedAtMs']),
      receivedAtMs: Number(receivedAtMs),
    },
  )
  const reasons = profile === 'court' ? verifyCourtRecords(crypto, bundle, sequence, answered, read, checks) : null
  return statementOf(answered, reasons ?? null)
}

/** Two ledgers have two clocks: stamps may run ahead by 5 s on each. */
const CLOCK_SKEW_MAX_MS = 10_000

/** What the asker's summary has beyond the answerer's. */
const ASKER_ADDS: readonly string[] = ['sequence', 'receivedAtMs']

type Read = (zone: ZoneEvidence, key: string) => JsonObject | undefined

function verifyCourtRecords(
  crypto: Crypto,
  { about, asker, answerer }: Bundle,
  sequence: number,
  summary: JsonObject,
  read: Read,
  checks: CheckList,
): Statement['reasons'] | undefined {
  const { dispatchId } = about
  const request = read(asker, `query/request/${dispatchId}`)
  const receipt = read(asker, `query/receipt/${dispatchId}`)
  const dispatch = read(asker, `query/dispatch/${dispatchId}`)
  const answer = read(answerer, `query/answer/${answerer.clientId}/${dispatchId}`)
  if (request === undefined || receipt === undefined || dispatch === undefined || answer === undefined) return undefined

  const ids = [request['dispatchId'], receipt['dispatchId'], dispatch['dispatchId'], answer['dispatchId']]
  const clients =
    request['client'] === asker.clientId &&
    receipt['client'] === asker.clientId &&
    answer['client'] === answerer.clientId
  checks.record('dispatch-identity', null, clients && ids.every((id) => id === dispatchId), { dispatchId })

  const sameQuestion = [answer['question'], receipt['question']].every((question) =>
    sameJson(question, request['question']),
  )
  const digests = answer['requestDigest'] === request['requestDigest']
  checks.record(
    'request-matches-answer',
    null,
    sameQuestion && digests && answer['organisation'] === request['organisation'],
    { dispatchId },
  )
  checks.record('answer-matches-receipt', null, sameJson(answer['result'], receipt['result']), { dispatchId })

  verifyDelivery(crypto, { zone: answerer, sequence, answer, receipt, summary }, checks)
  const finding = (answer['result'] as JsonObject | undefined)?.['finding'] as JsonObject | null | undefined
  return (finding?.['reasons'] ?? []) as unknown as NonNullable<Statement['reasons']>
}

interface Delivery {
  /** The answering zone. */
  readonly zone: ZoneEvidence
  readonly sequence: number
  readonly answer: JsonObject
  readonly receipt: JsonObject
  readonly summary: JsonObject
}

/** The answer is what the answering ledger committed as acknowledgement of the packet that it received. */
function verifyDelivery(
  crypto: Crypto,
  { zone, sequence, answer, receipt, summary }: Delivery,
  checks: CheckList,
): void {
  const acknowledgement = {
    dispatchId: answer['dispatchId'] ?? null,
    requestDigest: answer['requestDigest'] ?? null,
    result: answer['result'] ?? null,
  }
  const ackDigest = `sha256:${hexEncode(crypto.sha256(encodeCanonical(acknowledgement)))}`
  const committed = valueOf(zone, packetKey(zone.clientId, 'acknowledgement', sequence))
  const expected = crypto.sha256(concatBytes(Uint8Array.of(2), hexDecode(ackDigest.slice(7))))
  checks.record(
    'acknowledgement-committed',
    zone.chainId,
    receipt['ackDigest'] === ackDigest && committed !== null && hexEncode(committed) === hexEncode(expected),
    { expected: hexEncode(expected), seen: committed === null ? 'none' : hexEncode(committed) },
  )
  const received = valueOf(zone, packetKey(zone.clientId, 'receipt', sequence))
  checks.record('packet-received', zone.chainId, received !== null && received.length === 32, { sequence })
  checks.record('summary-matches', zone.chainId, summary['resultDigest'] === ackDigest, {
    expected: ackDigest,
    seen: textOf(summary, 'resultDigest'),
  })
}

function sequenceOf(zone: ZoneEvidence, key: string, checks: CheckList): number | undefined {
  const summary = checks.run('record-shape', zone.chainId, { key }, () => recordObject(key, valueOf(zone, key)))
  const sequence = summary?.['sequence']
  return typeof sequence === 'number' && Number.isSafeInteger(sequence) && sequence > 0 ? sequence : undefined
}

function requireSet(zone: ZoneEvidence, expected: readonly string[], checks: CheckList): boolean {
  const seen = zone.records.map(({ key }) => key)
  const missing = expected.filter((key) => !seen.includes(key)).length
  const extra = seen.filter((key) => !expected.includes(key)).length
  return checks.record('record-set', zone.chainId, missing === 0 && extra === 0, {
    expected: expected.length,
    missing,
    extra,
  })
}

function valueOf(zone: ZoneEvidence, key: string): Uint8Array | null {
  return zone.records.find((record) => record.key === key)?.value ?? null
}

function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  return a !== undefined && b !== undefined && canonicalText(a) === canonicalText(b)
}

function textOf(record: JsonObject, name: string): string {
  const value = record[name]
  return typeof value === 'string' ? value : ''
}

function statementOf(summary: JsonObject, reasons: Statement['reasons']): Statement {
  const text = (name: string): string => textOf(summary, name)
  const optional = (name: string): string | null => (typeof summary[name] === 'string' ? summary[name] : null)
  return {
    dispatchId: text('dispatchId'),
    licenceNo: text('licenceNo'),
    asOf: text('asOf'),
    verdict: optional('verdict'),
    refusal: optional('refusal'),
    disputed: summary['disputed'] === true,
    decidedAtMs: Number(summary['decidedAtMs']),
    parameterVersion: optional('parameterVersion'),
    reasons,
  }
}
