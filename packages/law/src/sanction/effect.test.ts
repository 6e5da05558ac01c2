import { describe, expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { functions } from '../registry/functions.ts'
import { effect } from './effect.ts'

type Input = Parameters<typeof effect>[0]
type Earlier = Input['earlier'][number]
type Proposed = NonNullable<Input['proposed']>

const offence: Input = { offenceOn: '2026-05-08', article: 48, deserved: 'WARNING', proposed: null, earlier: [] }
const warned = (from: string, annulled = false): Earlier => ({ kind: 'WARNING', from, to: null, annulled })
const suspended = (from: string, to: string, annulled = false): Earlier => ({ kind: 'SUSPENSION', from, to, annulled })
const suspend = (months: number): Proposed => ({ kind: 'SUSPENSION', months })
const kind = (name: 'WARNING' | 'REVOCATION'): Proposed => ({ kind: name, months: null })

function codesOf(change: Partial<Input>): string[] {
  return effect({ ...offence, ...change }, law).reasons.map(({ code }) => code)
}

describe('range of a sanction', () => {
  test.each([
    [47, 'WARNING', 'WARNING', null, null],
    [47, 'SUSPENSION', 'SUSPENSION', null, 3],
    [48, 'SUSPENSION', 'SUSPENSION', 3, 6],
    [49, 'SUSPENSION', 'SUSPENSION', 6, 12],
    [49, 'REVOCATION', 'REVOCATION', null, null],
  ] as const)('article %i, %s', (article, deserved, required, minMonths, maxMonths) => {
    expect(effect({ ...offence, article, deserved }, law)).toEqual({
      verdict: 'WITHIN_LAW',
      reasons: [],
      required,
      minMonths,
      maxMonths,
    })
  })

  const proposals: [article: 47 | 48 | 49, deserved: Input['deserved'], proposed: Proposed, codes: string[]][] = [
    [47, 'SUSPENSION', suspend(1), []],
    [47, 'SUSPENSION', suspend(3), []],
    [47, 'SUSPENSION', suspend(4), ['SUSPENSION_TOO_LONG']],
    [48, 'SUSPENSION', suspend(2), ['SUSPENSION_TOO_SHORT']],
    [48, 'SUSPENSION', suspend(3), []],
    [48, 'SUSPENSION', suspend(6), []],
    [48, 'SUSPENSION', suspend(7), ['SUSPENSION_TOO_LONG']],
    [49, 'SUSPENSION', suspend(5), ['SUSPENSION_TOO_SHORT']],
    [49, 'SUSPENSION', suspend(6), []],
    [49, 'SUSPENSION', suspend(12), []],
    [49, 'SUSPENSION', suspend(13), ['SUSPENSION_TOO_LONG']],
    [48, 'SUSPENSION', kind('WARNING'), ['PROPOSED_TOO_LIGHT']],
    [48, 'WARNING', suspend(3), ['PROPOSED_TOO_HEAVY']],
    [48, 'WARNING', kind('REVOCATION'), ['KIND_NOT_ALLOWED', 'PROPOSED_TOO_HEAVY']],
    [49, 'SUSPENSION', kind('WARNING'), ['KIND_NOT_ALLOWED', 'PROPOSED_TOO_LIGHT']],
    [49, 'WARNING', kind('WARNING'), ['KIND_NOT_ALLOWED']],
    [47, 'REVOCATION', kind('REVOCATION'), ['KIND_NOT_ALLOWED']],
    [49, 'REVOCATION', suspend(12), ['PROPOSED_TOO_LIGHT']],
  ]
  test.each(proposals)('article %i, deserved %s, proposed %j: %j', (article, deserved, proposed, codes) => {
    const result = effect({ ...offence, article, deserved, proposed }, law)
    expect(result.reasons.map(({ code }) => code)).toEqual(codes)
    expect(result.verdict).toBe(codes.length === 0 ? 'WITHIN_LAW' : 'OUTSIDE_LAW')
  })
})

describe('repeated offence', () => {
  test.each<[string, Input['deserved'], Earlier[], Input['deserved'], string[]]>([
    ['last day of the year after a warning', 'WARNING', [warned('2025-05-08')], 'SUSPENSION', ['REPEAT_AFTER_WARNING']],
    ['a day more than a year after it', 'WARNING', [warned('2025-05-07')], 'WARNING', []],
    ['the day after the warning', 'WARNING', [warned('2026-05-07')], 'SUSPENSION', ['REPEAT_AFTER_WARNING']],
    ['the day of the warning itself', 'WARNING', [warned('2026-05-08')], 'WARNING', []],
    ['a warning that was set aside', 'WARNING', [warned('2026-05-07', true)], 'WARNING', []],
    ['a warning before a graver offence', 'SUSPENSION', [warned('2026-05-07')], 'SUSPENSION', []],
    ['a suspension before a lighter offence', 'WARNING', [suspended('2025-01-01', '2025-06-30')], 'WARNING', []],
    [
      'last day of two years after a suspension',
      'SUSPENSION',
      [suspended('2024-01-09', '2024-05-08')],
      'REVOCATION',
      ['REPEAT_AFTER_SUSPENSION'],
    ],
    ['a day more than two years', 'SUSPENSION', [suspended('2024-01-08', '2024-05-07')], 'SUSPENSION', []],
    ['the last day of the suspension', 'SUSPENSION', [suspended('2026-03-01', '2026-05-08')], 'SUSPENSION', []],
    ['a suspension that was set aside', 'SUSPENSION', [suspended('2024-01-09', '2024-05-08', true)], 'SUSPENSION', []],
    [
      'one of several',
      'SUSPENSION',
      [suspended('2019-01-01', '2019-06-30'), suspended('2025-01-01', '2025-06-30')],
      'REVOCATION',
      ['REPEAT_AFTER_SUSPENSION'],
    ],
  ])('%s', (_, deserved, earlier, required, codes) => {
    const result = effect({ ...offence, deserved, earlier }, law)
    expect(result).toMatchObject({ verdict: 'WITHIN_LAW', required })
    expect(result.reasons.map(({ code }) => code)).toEqual(codes)
  })

  test('after a warning the suspension lasts 3 to 12 months whatever the article', () => {
    const earlier = [warned('2026-01-01')]
    expect(effect({ ...offence, article: 47, earlier }, law)).toMatchObject({ minMonths: 3, maxMonths: 12 })
    expect(codesOf({ article: 47, earlier, proposed: suspend(12) })).toEqual(['REPEAT_AFTER_WARNING'])
    expect(codesOf({ earlier, proposed: suspend(13) })).toEqual(['REPEAT_AFTER_WARNING', 'SUSPENSION_TOO_LONG'])
    expect(codesOf({ earlier, proposed: suspend(2) })).toEqual(['REPEAT_AFTER_WARNING', 'SUSPENSION_TOO_SHORT'])
    expect(codesOf({ earlier, proposed: kind('WARNING') })).toEqual(['PROPOSED_TOO_LIGHT', 'REPEAT_AFTER_WARNING'])
  })

  test('after a suspension article 48 too leads to revocation', () => {
    const earlier = [suspended('2025-01-01', '2025-06-30')]
    expect(codesOf({ deserved: 'SUSPENSION', earlier, proposed: kind('REVOCATION') })).toEqual([
      'REPEAT_AFTER_SUSPENSION',
    ])
    expect(effect({ ...offence, deserved: 'SUSPENSION', earlier, proposed: suspend(6) }, law).verdict).toBe(
      'OUTSIDE_LAW',
    )
  })
})

test.each<[string, Partial<Input>, string, string]>([
  [
    'a suspension without end',
    { earlier: [{ ...suspended('2025-01-01', '2025-06-30'), to: null }] },
    'FORMAT_MISSING',
    '/earlier/0/to',
  ],
  ['a reversed suspension', { earlier: [suspended('2025-06-30', '2025-01-01')] }, 'DEADLINE_ORDER', '/earlier/0/to'],
  [
    'a suspension without months',
    { proposed: { kind: 'SUSPENSION', months: null } },
    'FORMAT_ENUM',
    '/proposed/months',
  ],
  ['months of a warning', { proposed: { kind: 'WARNING', months: 1 } }, 'FORMAT_ENUM', '/proposed/months'],
])('refuses %s', (_, change, code, path) => {
  expect(() => effect({ ...offence, ...change }, law)).toThrow(expect.objectContaining({ code, path }) as Error)
})

describe('publicity', () => {
  const shown = {
    on: '2026-05-08',
    subject: 'FULL_TIME',
    decidedOn: '2025-05-08',
    publicUntil: '2026-05-08',
    annulled: false,
  }
  const { run } = functions.get('sanction.publicity')!

  test.each([
    ['last day of the window', {}, []],
    ['first day of the window', { on: '2025-05-08' }, []],
    ['day before the decision', { on: '2025-05-07' }, ['BEFORE_DECISION']],
    ['day after the window', { on: '2026-05-09' }, ['WINDOW_OVER']],
    ['no end', { on: '2099-01-01', publicUntil: null }, []],
    ['set aside', { annulled: true }, ['ANNULLED']],
    ['a firm', { subject: 'LAW_FIRM' }, []],
    ['part-time', { subject: 'PART_TIME' }, []],
    ['public lawyer', { subject: 'PUBLIC' }, ['CATEGORY_NOT_SHOWN']],
    [
      'all grounds',
      { on: '2026-05-09', annulled: true, subject: 'COMPANY' },
      ['ANNULLED', 'CATEGORY_NOT_SHOWN', 'WINDOW_OVER'],
    ],
  ])('%s', (_, change, codes) => {
    expect(run({ ...shown, ...change }, law).output).toMatchObject({
      verdict: codes.length === 0 ? 'PUBLIC' : 'HIDDEN',
      reasons: codes.map((code) => ({ code, rule: 'R18-23' })),
    })
  })

  test('refuses a window that ends before the decision', () => {
    expect(() => run({ ...shown, publicUntil: '2025-05-07' }, law)).toThrow(
      expect.objectContaining({ code: 'DEADLINE_ORDER', path: '/publicUntil' }) as Error,
    )
  })
})
