import type { LawReading } from '../law-book/law-reading.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged } from '../registry/judgement.ts'
import { boolean, date, enumeration, list, nullable, object, text, timestamp, type Value } from '../schema/schema.ts'
import { dayOf, MINUTE_SECONDS, type Instant } from '../time/instant.ts'

const VERDICTS = ['ACCEPT', 'REJECT'] as const

const instrumentSchema = object({
  instrumentNo: text(),
  signatureValid: boolean(),
  organCompetent: boolean(),
  caseNoMatches: boolean(),
  effectiveFrom: date(),
  effectiveTo: nullable(date()),
  revokedAt: nullable(timestamp()),
})
const input = object({
  instrument: nullable(instrumentSchema),
  messageAt: timestamp(),
  trustedAt: timestamp(),
  replayIdUsed: boolean(),
  schemaValid: boolean(),
  signerInRole: boolean(),
  prohibitedFields: list(text()),
})
type Facts = Value<typeof input>

/** A call with legal effect refers to a signed instrument in force; without one it has no effect. */
export const effectGate = defineFunction({
  name: 'contractReview.effectGate',
  question: { zh: '该消息能否产生法律效果？', en: 'May a message produce a legal effect?' },
  rules: ['S2.11', 'X-70', 'R31-07'],
  parameters: ['P-31-01'],
  reasons: [
    'CLOCK_SKEW S2.11',
    'REPLAY S2.11',
    'SCHEMA_INVALID R31-07',
    'SIGNER_NOT_IN_ROLE R31-07',
    'PROHIBITED_FIELD R31-07',
    'NO_INSTRUMENT X-70',
    'SIGNATURE_INVALID X-70',
    'ORGAN_NOT_COMPETENT X-70',
    'CASE_MISMATCH X-70',
    'INSTRUMENT_NOT_YET_EFFECTIVE X-70',
    'INSTRUMENT_EXPIRED X-70',
    'INSTRUMENT_REVOKED X-70',
  ],
  errors: [],
  decisiveDate: 'trustedAt',
  input,
  output: judged(VERDICTS, { alarm: nullable(enumeration(['REQUESTING_COURT'])) }),
  evaluate(facts, law) {
    const faults = [...messageFaults(facts, law), ...instrumentFaults(facts.instrument, facts.trustedAt)]
    const grounds = faults
      .filter(([fault]) => fault)
      .map(([, code, rule]) => ({ verdict: 'REJECT' as const, code, rule }))
    const revoked = grounds.some(({ code }) => code === 'INSTRUMENT_REVOKED')
    return { ...judge(VERDICTS, grounds), alarm: revoked ? 'REQUESTING_COURT' : null }
  },
})

type Fault = readonly [fault: boolean, code: string, rule: string]

function messageFaults(facts: Facts, law: LawReading): Fault[] {
  const skewSeconds = Math.abs(facts.messageAt - facts.trustedAt)
  return [
    [skewSeconds > law.count('P-31-01', 'minute') * MINUTE_SECONDS, 'CLOCK_SKEW', 'S2.11'],
    [facts.replayIdUsed, 'REPLAY', 'S2.11'],
    [!facts.schemaValid, 'SCHEMA_INVALID', 'R31-07'],
    [!facts.signerInRole, 'SIGNER_NOT_IN_ROLE', 'R31-07'],
    [facts.prohibitedFields.length > 0, 'PROHIBITED_FIELD', 'R31-07'],
  ]
}

function instrumentFaults(instrument: Facts['instrument'], trustedAt: Instant): Fault[] {
  const rule = 'X-70'
  if (instrument === null) return [[true, 'NO_INSTRUMENT', rule]]
  const { effectiveFrom, effectiveTo, revokedAt } = instrument
  const today = dayOf(trustedAt)
  return [
    [!instrument.signatureValid, 'SIGNATURE_INVALID', rule],
    [!instrument.organCompetent, 'ORGAN_NOT_COMPETENT', rule],
    [!instrument.caseNoMatches, 'CASE_MISMATCH', rule],
    [today < effectiveFrom, 'INSTRUMENT_NOT_YET_EFFECTIVE', rule],
    [effectiveTo !== null && today > effectiveTo, 'INSTRUMENT_EXPIRED', rule],
    [revokedAt !== null && revokedAt <= trustedAt, 'INSTRUMENT_REVOKED', rule],
  ]
}
