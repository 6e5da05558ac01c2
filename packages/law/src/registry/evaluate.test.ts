import { describe, expect, test } from 'vitest'
import { lawyer } from '../lawyer/area.ts'
import { bundledLaw } from '../data/bundled-law.ts'
import { evaluate } from './evaluate.ts'
import { judge, sortReasons } from './judgement.ts'

const receipt = { verifiedAt: '2026-05-07T09:00:00+08:00', usedAt: '2026-05-08T00:30:00+08:00' }

describe('evaluate', () => {
  test('gives the output of the typed function, and the rows and calendars that it rests on', () => {
    const evaluation = evaluate('lawyer.receiptFreshness', receipt, bundledLaw)
    expect(evaluation.output).toEqual(lawyer.receiptFreshness(receipt, bundledLaw))
    expect(evaluation.parameters).toEqual([
      {
        key: 'P-18-07',
        value: 24,
        effectiveFrom: null,
        effectiveTo: null,
        source: 'rulebook R18-24',
        verified: 'D',
        // The day of usedAt in Shanghai, eight hours before the UTC day.
        on: '2026-05-08',
      },
    ])
    expect(evaluation.calendars).toEqual([])
  })

  test('names a year that was needed and is not loaded', () => {
    const { calendars } = evaluate('calendar.dayKind', { date: '2027-01-01' }, bundledLaw)
    expect(calendars).toEqual([{ year: 2027, version: null }])
  })

  test('a function without a date in its input reads numbers that never changed', () => {
    const input = { procedure: 'CIVIL', appointments: [], connectedCases: [] }
    expect(evaluate('lawyer.representation', input, bundledLaw).parameters).toMatchObject([
      { key: 'P-18-05', value: 2, on: null },
    ])
  })

  test.each(['lawyer', 'lawyer.height', 'toString', ''])('refuses the name %j', (name) => {
    expect(() => evaluate(name, {}, bundledLaw)).toThrow(
      expect.objectContaining({ code: 'FORMAT_ENUM', path: '/function' }) as Error,
    )
  })
})

describe('judge', () => {
  const verdicts = ['PASS', 'WARN', 'BLOCK'] as const

  test('the worst ground wins, all grounds are listed once and in order', () => {
    expect(
      judge(verdicts, [
        { verdict: 'BLOCK', code: 'B', rule: 'R18-05' },
        { verdict: 'WARN', code: 'C', rule: 'R18-03' },
        { verdict: 'WARN', code: 'A', rule: 'R18-05' },
        { verdict: 'WARN', code: 'C', rule: 'R18-03' },
      ]),
    ).toEqual({
      verdict: 'BLOCK',
      reasons: [
        { code: 'C', rule: 'R18-03' },
        { code: 'A', rule: 'R18-05' },
        { code: 'B', rule: 'R18-05' },
      ],
    })
  })

  test('no ground gives the best verdict', () => {
    expect(judge(verdicts, [])).toEqual({ verdict: 'PASS', reasons: [] })
  })

  test('rules and codes are ordered by code points, not by locale or number', () => {
    const reasons = ['S2.4', 'R18-10', 'X-14', 'R18-09', 'R2-1'].map((rule) => ({ code: 'a_B', rule }))
    expect(sortReasons(reasons).map(({ rule }) => rule)).toEqual(['R18-09', 'R18-10', 'R2-1', 'S2.4', 'X-14'])
  })
})
