import type { LawReading } from '../law-book/law-reading.ts'
import { isAfterEnd, provisionalReasons } from '../period/end-day.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields, type Period } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged, sortReasons } from '../registry/judgement.ts'
import {
  boolean,
  cents,
  date,
  enumeration,
  nullable,
  object,
  optional,
  positive,
  type FieldValues,
} from '../schema/schema.ts'

const VERDICTS = ['SECOND_VOTE', 'COURT_RULES'] as const
const REVIEWS = ['ADMISSIBLE', 'NOT_ENTITLED', 'OUT_OF_TIME'] as const
const RULE = 'R25-19'

const reviewFields = { receivedOn: date(), appliedOn: date(), unsecuredCents: cents(), totalUnsecuredCents: cents() }
type Review = FieldValues<typeof reviewFields>

type Item = 'ASSET_MANAGEMENT' | 'REALISATION' | 'DISTRIBUTION'

interface ReviewFinding {
  readonly review: (typeof REVIEWS)[number]
  readonly reviewDue: Period
  readonly codes: readonly string[]
}

/** Bankruptcy Law arts. 65–66; a review never stays the execution. */
export const failedVotePath = defineFunction({
  name: 'bankruptcy.failedVotePath',
  question: {
    zh: '方案未获表决通过后如何处理，谁可以申请复议？',
    en: 'What follows a failed vote, and who may ask for review?',
  },
  rules: [RULE, 'X-01', 'X-02', 'X-09', 'X-14'],
  parameters: ['PB-R25-19.review', ...PERIOD_PARAMETERS],
  reasons: [
    ...['BELOW_HALF_OF_UNSECURED', 'COURT_RULES', 'REVIEW_LATE', 'SECOND_VOTE_NEEDED'].map((code) => `${code} ${RULE}`),
    'CALENDAR_NOT_LOADED X-14',
  ],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: null,
  input: object({
    item: enumeration(['ASSET_MANAGEMENT', 'REALISATION', 'DISTRIBUTION']),
    failedVotes: positive(),
    review: optional(object(reviewFields)),
  }),
  output: judged(VERDICTS, {
    review: nullable(enumeration(REVIEWS)),
    reviewDue: nullable(object(periodFields)),
    executionStayed: boolean(),
  }),
  evaluate({ item, failedVotes, review }, law) {
    if (item === 'DISTRIBUTION' && failedVotes === 1) {
      return {
        verdict: 'SECOND_VOTE',
        reasons: [{ code: 'SECOND_VOTE_NEEDED', rule: RULE }],
        review: null,
        reviewDue: null,
        executionStayed: false,
      }
    }
    const found = review === null ? null : reviewOf(law, item, review)
    const codes = ['COURT_RULES', ...(found?.codes ?? [])]
    return {
      verdict: 'COURT_RULES',
      reasons: sortReasons([
        ...codes.map((code) => ({ code, rule: RULE })),
        ...provisionalReasons([found?.reviewDue ?? null]),
      ]),
      review: found?.review ?? null,
      reviewDue: found?.reviewDue ?? null,
      executionStayed: false,
    }
  },
})

function reviewOf(law: LawReading, item: Item, review: Review): ReviewFinding {
  const { receivedOn, appliedOn, unsecuredCents, totalUnsecuredCents } = review
  const length = law.count('PB-R25-19.review', 'day', receivedOn)
  const reviewDue = endOfPeriod(law, { start: receivedOn, length, unit: 'DAY', regime: 'CIVIL' })
  // Art. 66: on a distribution plan only who holds at least half of all unsecured claims.
  if (item === 'DISTRIBUTION' && 2n * unsecuredCents < totalUnsecuredCents) {
    return { review: 'NOT_ENTITLED', reviewDue, codes: ['BELOW_HALF_OF_UNSECURED'] }
  }
  return isAfterEnd(appliedOn, reviewDue) === true
    ? { review: 'OUT_OF_TIME', reviewDue, codes: ['REVIEW_LATE'] }
    : { review: 'ADMISSIBLE', reviewDue, codes: [] }
}
