import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bundledLaw } from '../data/bundled-law.ts'
import { lawSwitches } from '../data/switches.ts'
import { changeLaw } from '../law-book/change.ts'
import { parameterVersion } from '../law-book/law-book.ts'
import { LawError } from '../law-error.ts'
import { evaluate } from '../registry/evaluate.ts'
import { functions } from '../registry/functions.ts'
import { outdatedBy, toEvaluateAgain } from '../registry/resting-on.ts'
import type { LawCase } from './case-list.ts'
import { lawDiff } from './law-diff.ts'

const folder = new URL('../../../../vectors/law/', import.meta.url)
const cases = readdirSync(folder)
  .filter((file) => file.startsWith('cases-'))
  .flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as readonly LawCase[])
  .filter(({ fn }) => functions.has(fn))

const LAST_DAY = '9999-12-31'

/** Null for a refusal and for facts that name no day. */
function decisiveDayOf(fn: string, input: unknown): string | null {
  try {
    return evaluate(fn, input, bundledLaw).decisiveOn
  } catch (error) {
    if (error instanceof LawError) return null
    throw error
  }
}

const notice2027 = {
  year: 2027,
  version: 'T-2027-1',
  source: 'test',
  verified: 'D',
  offDays: ['2027-01-01', '2027-01-04'],
  makeUpWorkdays: [],
}
const raised = (effectiveFrom: string): unknown => ({
  parameters: [{ key: 'P-24-05', value: 4, effectiveFrom, source: 'test' }],
})
const limitation = (dueOn: string, suitOn: string): { id: string; fn: string; input: unknown } => ({
  id: 'T',
  fn: 'loan.limitation',
  input: { dueOn, suitOn },
})

describe('a change of a number', () => {
  test('from a day in the future changes no case before it, whatever the number', () => {
    const before = cases.filter(({ fn, input }) => {
      const decisiveOn = decisiveDayOf(fn, input)
      return decisiveOn !== null && decisiveOn < LAST_DAY
    })
    expect(before.length).toBeGreaterThan(500)
    const open = [...bundledLaw.parameters].filter(([, rows]) => rows.at(-1)?.effectiveTo === null)
    const parameters = open.map(([key, rows]) => ({
      key,
      value: typeof rows.at(-1)?.value === 'number' ? 1 : rows.at(-1)?.value,
      effectiveFrom: LAST_DAY,
      source: 'test',
    }))
    expect(parameters.length).toBeGreaterThan(250)
    const { changed } = lawDiff({ parameters }, before, bundledLaw)
    expect(changed).toEqual([])
  })

  test('without a decisive day is answered for a day that is given, and refused otherwise', () => {
    const fee = { id: 'T', fn: 'bankruptcy.administratorFeeCap', input: { baseCents: 100_000_000 } }
    const rates = ['10', '10', '8', '6', '3', '1', '0.5']
    const change = { parameters: [{ key: 'P-25-15', value: rates, effectiveFrom: '2027-01-01', source: 'test' }] }
    expect(lawDiff(change, [fee], bundledLaw, { at: '2026-12-31' }).changed).toEqual([])
    expect(lawDiff(change, [fee], bundledLaw, { at: '2027-01-01' }).changed[0]?.differences).toContainEqual({
      path: '/capCents',
      before: 12_000_000,
      after: 10_000_000,
    })
    expect(lawDiff(change, [fee], bundledLaw).changed[0]?.differences[0]?.after).toEqual({
      $error: 'VERSION_PARAMETER_MISSING',
    })
  })

  test('tells which cases change, where, and because of which row', () => {
    const { cases: count, changed } = lawDiff(
      raised('2026-04-21'),
      [limitation('2023-04-20', '2026-04-20'), limitation('2023-04-20', '2026-04-21')],
      bundledLaw,
    )
    expect(count).toBe(2)
    expect(changed).toEqual([
      {
        id: 'T',
        fn: 'loan.limitation',
        differences: [
          { path: '/verdict', before: 'EXPIRED_INFO', after: 'WITHIN' },
          {
            path: '/reasons/0/code',
            before: 'LIMITATION_EXPIRED',
            after: 'CALENDAR_NOT_LOADED',
          },
          { path: '/reasons/0/rule', before: 'R24-08', after: 'X-14' },
          { path: '/expiresOn/rawEnd', before: '2026-04-20', after: '2027-04-20' },
          { path: '/expiresOn/legalEnd', before: '2026-04-20', after: null },
          { path: '/expiresOn/rolled', before: false, after: null },
          { path: '/expiresOn/status', before: 'FINAL', after: 'PROVISIONAL' },
          { path: '/expiresOn/calendarVersion', before: 'CN-2026-1', after: null },
        ],
        because: { parameters: ['P-24-05'], calendars: [] },
      },
    ])
  })

  test('that ends gives way to the row before it', () => {
    const law = changeLaw(bundledLaw, {
      parameters: [
        { key: 'P-24-05', value: 4, effectiveFrom: '2026-04-01', effectiveTo: '2026-04-30', source: 'test' },
      ],
    })
    const end = (suitOn: string): unknown =>
      evaluate('loan.limitation', { dueOn: '2022-10-10', suitOn }, law).output['expiresOn']
    expect(end('2026-03-31')).toMatchObject({ rawEnd: '2025-10-10' })
    expect(end('2026-04-01')).toMatchObject({ rawEnd: '2026-10-10' })
    expect(end('2026-04-30')).toMatchObject({ rawEnd: '2026-10-10' })
    expect(end('2026-05-01')).toMatchObject({ rawEnd: '2025-10-10' })
  })

  test('does not prolong a row that has ended', () => {
    const law = changeLaw(bundledLaw, {
      parameters: [{ key: 'PB-R24-10.dailyCap', value: '0.04', effectiveFrom: '2020-01-01', source: 'test' }],
    })
    expect(law.parameters.get('PB-R24-10.dailyCap')?.map(({ effectiveTo }) => effectiveTo === null)).toEqual([
      false,
      false,
    ])
  })

  const refusals: [name: string, change: unknown, code: string, path: string][] = [
    ['no object', [], 'FORMAT_TYPE', ''],
    [
      'a key that no row has',
      { parameters: [{ key: 'P-0', value: 1, effectiveFrom: '2026-01-01', source: 't' }] },
      'VERSION_PARAMETER_MISSING',
      '/parameters/0/key',
    ],
    [
      'no value',
      { parameters: [{ key: 'P-24-05', effectiveFrom: '2026-01-01', source: 't' }] },
      'FORMAT_MISSING',
      '/parameters/0/value',
    ],
    [
      'no day',
      { parameters: [{ key: 'P-24-05', value: 1, source: 't' }] },
      'FORMAT_MISSING',
      '/parameters/0/effectiveFrom',
    ],
    [
      'a reversed period',
      {
        parameters: [{ key: 'P-24-05', value: 1, effectiveFrom: '2026-01-02', effectiveTo: '2026-01-01', source: 't' }],
      },
      'DEADLINE_ORDER',
      '/parameters/0/effectiveTo',
    ],
    [
      'an unknown switch',
      { switches: [{ key: 'O-99', value: 'ON', from: '2026-01-01', source: 't' }] },
      'FORMAT_ENUM',
      '/switches/0/key',
    ],
    [
      'an unknown choice',
      { switches: [{ key: 'O-09', value: 'MAYBE', from: '2026-01-01', source: 't' }] },
      'FORMAT_ENUM',
      '/switches/0/value',
    ],
  ]
  test.each(refusals)('is refused: %s', (_, change, code, path) => {
    const before = parameterVersion(bundledLaw)
    expect(() => changeLaw(bundledLaw, change)).toThrow(expect.objectContaining({ code, path }) as Error)
    expect(parameterVersion(bundledLaw)).toBe(before)
  })
})

describe('switches', () => {
  const set = (key: string, value: string): ReturnType<typeof changeLaw> =>
    changeLaw(bundledLaw, { switches: [{ key, value, from: '2026-01-01', source: 'test court' }] })

  test('have their default among their choices, as the open row of the law book', () => {
    for (const { key, choices, defaultValue } of lawSwitches) {
      expect(choices.map(({ value }) => value)).toContain(defaultValue)
      expect(bundledLaw.parameters.get(key)?.[0]).toMatchObject({
        value: defaultValue,
        unit: 'switch',
        effectiveTo: null,
      })
    }
  })

  test('are read by functions, and set by a court from a day on', () => {
    const loan = (contractDate: string): unknown => ({
      lenderKind: 'LICENSED_FINANCIAL',
      contractDate,
      contractPrincipalCents: 100_000,
      deductedUpfrontCents: 0,
      agreedAnnualRate: '0.3',
      termYears: '1',
    })
    const off = set('O-09', 'OFF')
    expect(evaluate('loan.interestCap', loan('2025-12-31'), off).output).toMatchObject({
      verdict: 'REDUCED',
      supportedCents: 24_000,
    })
    expect(evaluate('loan.interestCap', loan('2026-01-01'), off).output).toMatchObject({
      verdict: 'WITHIN_CAP',
      capAnnualRate: null,
      limitCents: null,
      supportedCents: 30_000,
    })
  })

  const vote = {
    itemType: 'ORDINARY',
    claims: [
      { claimNo: '1', creditor: 'U', kind: 'UNSECURED', amountCents: 100, status: 'CONFIRMED' },
      { claimNo: '2', creditor: 'S', kind: 'SECURED', amountCents: 300, status: 'CONFIRMED' },
      { claimNo: '3', creditor: 'Q', kind: 'UNSECURED', amountCents: 500, status: 'UNDETERMINED' },
    ],
    present: ['U'],
    ballots: [{ creditor: 'U', choice: 'FOR', castAt: '2026-04-16T10:00:00+08:00' }],
    closesAt: '2026-04-16T11:00:00+08:00',
    revoteAllowed: false,
  }

  test.each([
    ['defaults', bundledLaw, 100, 'PASS'],
    ['secured amounts', set('O-03.secured', 'INCLUDED'), 400, 'FAIL'],
    ['undetermined claims', set('O-03.undetermined', 'IN_BASE'), 600, 'FAIL'],
  ])('base of a vote: %s', (_, law, amountTotalCents, verdict) => {
    expect(evaluate('bankruptcy.tallyVote', vote, law).output).toMatchObject({ verdict, amountTotalCents })
  })

  test('days of pre-emption in an enforcement sale', () => {
    const sale = {
      kind: 'ENFORCEMENT_SALE',
      shareholders: [{ id: 'A', notifiedOn: '2026-04-14', reply: 'NONE' }],
      asOf: '2026-05-05',
    }
    expect(evaluate('enterprise.preemption', sale, bundledLaw).output).toMatchObject({ verdict: 'OPEN' })
    expect(evaluate('enterprise.preemption', sale, set('O-12', 'NO_ROLL')).output).toMatchObject({
      verdict: 'WAIVED',
      windows: [{ due: { legalEnd: '2026-05-04', rolled: false } }],
    })
  })

  test('recourse of a guarantor who paid a part', () => {
    const input = {
      debtCents: 100,
      creditorDeclaredCents: 70,
      guarantorClaims: [{ id: 'G', paidCents: 30, declaredCents: 30 }],
    }
    expect(
      evaluate('bankruptcy.recourseClaims', input, set('O-20', 'AFTER_CREDITOR'), { at: '2026-01-01' }).output,
    ).toMatchObject({ totalConfirmedCents: 70, recourse: [{ confirmedCents: 0, forJudge: true }] })
  })
})

describe('a year that is not loaded', () => {
  const order = { servedOn: '2026-12-20', asOf: '2027-01-05', against: 'DEBTOR', objection: null }
  const loaded = changeLaw(bundledLaw, { calendars: [notice2027] })

  test('makes results provisional; loading its notice finds and changes them', () => {
    const stored = [order, { ...order, servedOn: '2026-03-27' }].map((input) =>
      evaluate('loan.paymentOrderEffect', input, bundledLaw),
    )
    expect(stored.map(({ provisional }) => provisional)).toEqual([true, false])
    expect(toEvaluateAgain(stored, loaded)).toEqual([stored[0]])
    expect(outdatedBy(stored[0]!, loaded)).toEqual({ parameters: [], calendars: [2027] })
    const again = evaluate('loan.paymentOrderEffect', order, loaded)
    expect(again.output).toMatchObject({
      verdict: 'PENDING',
      objectionBy: { rawEnd: '2027-01-04', legalEnd: '2027-01-05', status: 'FINAL', calendarVersion: 'T-2027-1' },
    })
    expect(again.provisional).toBe(false)
  })

  test('is in the diff of a change that loads it', () => {
    const diff = lawDiff(
      { calendars: [notice2027] },
      [{ id: 'T', fn: 'loan.paymentOrderEffect', input: order }],
      bundledLaw,
    )
    expect(diff.changed[0]).toMatchObject({ because: { parameters: [], calendars: [2027] } })
  })
})

test('an evaluation as of a day gives the same in every run', () => {
  const dated = cases.slice(0, 200)
  const run = (): unknown =>
    dated.map(({ fn, input }) => {
      try {
        return evaluate(fn, input, bundledLaw)
      } catch (error) {
        return String(error)
      }
    })
  expect(run()).toEqual(run())
})
