import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectRefusal } from './testing/expect-refusal.ts'
import { askRows, cometJudge, recordedRows, recordRows } from '../../../tools/judges/comet-rows.ts'
import type { JudgeRow } from '../../../tools/judges/comet-rows.ts'
import {
  compareTimestamps,
  decodeTimestamp,
  encodeTimestamp,
  formatRfc3339,
  parseRfc3339,
  timestampFromMs,
  timestampToMs,
  ZERO_TIME,
} from './timestamp.ts'
import type { Timestamp } from './timestamp.ts'

// Record again, with Go: XIEZHI_RECORD=1 npx vitest run packages/comet/src/timestamp.test.ts
const SECONDS_MAX = 253_402_300_799n

interface Question {
  readonly kind: 'time'
  readonly text: string
}
interface Answer {
  readonly refused: boolean
  readonly seconds: string
  readonly nanos: number
  readonly printed: string
}

const TEXTS = [
  '2026-03-02T01:00:00Z',
  '2026-03-02T01:00:00.5Z',
  '2026-03-02T01:00:00.000000001Z',
  '2026-03-02T01:00:00.120000000Z',
  '2024-02-29T23:59:59.12Z',
  '2000-02-29T00:00:00Z',
  '1900-02-28T00:00:00Z',
  '1969-12-31T23:59:59.999999999Z',
  '2026-03-02T09:00:00+08:00',
  '2026-03-02T01:00:00-11:30',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '2025-02-29T00:00:00Z',
  '1900-02-29T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-00-01T00:00:00Z',
  '2026-04-31T00:00:00Z',
  '2026-04-00T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:60:00Z',
  '2026-01-01T00:00:60Z',
  '2026-01-01',
  '',
  '2026-01-01 00:00:00Z',
  '2026-01-01T00:00:00',
  '2026-01-01T00:00:00z',
  '2026-01-01T00:00:00+25:00',
  '2026-01-01T00:00:00+08:60',
  '2026-1-01T00:00:00Z',
  '1970-01-01T00:00:00.Z',
  '10000-01-01T00:00:00Z',
]

function checkRow({ question: { text }, answer }: JudgeRow<Question, Answer>): void {
  if (answer.refused) {
    expectRefusal(() => parseRfc3339(text), 'TIME_INVALID')
    return
  }
  const { seconds, nanos } = parseRfc3339(text)
  expect([text, String(seconds), nanos, formatRfc3339({ seconds, nanos })]).toEqual([
    text,
    answer.seconds,
    answer.nanos,
    answer.printed,
  ])
}

const time: fc.Arbitrary<Timestamp> = fc.record({
  seconds: fc.bigInt({ min: ZERO_TIME.seconds, max: SECONDS_MAX }),
  nanos: fc.integer({ min: 0, max: 999_999_999 }),
})

const judge = await cometJudge('times before cometbft v0.38.19')

describe.skipIf('absent' in judge)('times before cometbft v0.38.19', () => {
  it('reads and prints times as Go', async () => {
    const made = fc.sample(time, { numRuns: 500, seed: 7 }).map(formatRfc3339)
    const rows = await askRows<Question, Answer>(
      judge,
      [...TEXTS, ...made].map((text) => ({ kind: 'time', text })),
    )
    rows.forEach(checkRow)
    recordRows('times', rows.slice(0, TEXTS.length + 40))
  })
})

describe('recorded times of cometbft v0.38.19', () => {
  it('reads and prints the recorded times', () => {
    const rows = recordedRows<Question, Answer>('times')
    expect(rows.filter(({ answer }) => answer.refused).length).toBeGreaterThan(10)
    rows.forEach(checkRow)
  })
})

describe('timestamps', () => {
  it('keep every nanosecond in text and in bytes', () => {
    fc.assert(
      fc.property(time, (one) => {
        expect(parseRfc3339(formatRfc3339(one))).toEqual(one)
        expect(decodeTimestamp(encodeTimestamp(one))).toEqual(one)
      }),
    )
  })

  it('are ordered as their instants', () => {
    fc.assert(
      fc.property(time, time, (a, b) => {
        const nanos = ({ seconds, nanos: rest }: Timestamp): bigint => seconds * 1_000_000_000n + BigInt(rest)
        const wanted = nanos(a) < nanos(b) ? -1 : nanos(a) > nanos(b) ? 1 : 0
        expect(Math.sign(compareTimestamps(a, b))).toBe(wanted)
      }),
    )
  })

  it('come from milliseconds and are cut to them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (ms) => {
        expect(timestampToMs(timestampFromMs(ms))).toBe(ms)
      }),
    )
    expect(timestampToMs({ seconds: 1n, nanos: 1_999_999 })).toBe(1_001)
    expect(timestampToMs({ seconds: -1n, nanos: 999_999_999 })).toBe(-1)
  })

  it.each([0.5, Number.NaN, 253_402_300_800_000, -62_135_596_800_001])('refuse %d milliseconds', (ms) => {
    expectRefusal(() => timestampFromMs(ms), 'TIME_INVALID')
  })

  it.each([
    ['a second before year 1', { seconds: ZERO_TIME.seconds - 1n, nanos: 0 }],
    ['year 10000', { seconds: SECONDS_MAX + 1n, nanos: 0 }],
    ['negative nanoseconds', { seconds: 0n, nanos: -1 }],
    ['a whole second of nanoseconds', { seconds: 0n, nanos: 1_000_000_000 }],
  ])('refuse bytes with %s', (_, wrong) => {
    expectRefusal(() => decodeTimestamp(encodeTimestamp(wrong)), 'TIME_INVALID')
  })

  it('refuse the text of an instant before year 1', () => {
    const text = '0000-12-31T23:59:59Z'
    expectRefusal(() => parseRfc3339(text), 'TIME_INVALID')
  })
})
