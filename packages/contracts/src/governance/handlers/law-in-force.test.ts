import type { Json } from '@xiezhi/codec'
import type { TestChain } from '@xiezhi/kernel/testing'
import { bundledLaw, changeLaw, evaluate, parameterVersion, toEvaluateAgain } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { describe, expect, test } from 'vitest'
import { lawBook } from '../api.ts'
import { DIGEST, governed, governorOne, governorTwo, message, TODAY, TOMORROW, YESTERDAY } from '../fixtures.ts'

const DAY_MS = 86_400_000
const KEY = 'P-18-01'
const base = bundledLaw.parameters.get(KEY)?.at(-1)
const value = { key: KEY, value: 3, unit: base?.unit ?? '', effectiveFrom: TOMORROW, source: '示例修法（虚构）' }
const notice = {
  year: 2027,
  version: 'CN-2027-1',
  digest: DIGEST,
  offDays: ['2027-01-01'],
  makeUpWorkdays: ['2027-01-03'],
  effectiveFrom: TODAY,
  source: '示例通知（虚构）',
}

function enact(chain: TestChain, type: string, act: object): void {
  expect(chain.deliver([message(type, act)], [governorOne, governorTwo])).toMatchObject({ code: 0 })
}

const lawOf = (chain: TestChain, filedOn?: string): LawBook => lawBook(chain.context(), bundledLaw, filedOn)
/** The value of the parameter on a day, as functions read it. */
function on(law: LawBook, day: string): Json | undefined {
  const startsBy = (start: number | null): boolean => start === null || start * DAY_MS <= Date.parse(day)
  return law.parameters.get(KEY)?.findLast(({ effectiveFrom }) => startsBy(effectiveFrom))?.value
}

describe('the law book of a zone', () => {
  test('is that of the build until an act changes it; a zone’s own parameter does not', () => {
    const { chain } = governed()
    expect(lawOf(chain)).toBe(bundledLaw)
    enact(chain, 'SetParameter', { ...value, key: 'zone.own', value: 1, unit: '', migration: 'KEEP' })
    expect(lawOf(chain)).toBe(bundledLaw)
  })

  test('a value with a future day changes nothing before it, and is one book for all who ask', () => {
    const { chain } = governed()
    enact(chain, 'SetParameter', { ...value, migration: 'LAW_REQUIRES_NEW' })
    const law = lawOf(chain)
    expect(parameterVersion(law)).not.toBe(parameterVersion(bundledLaw))
    expect([on(law, TODAY), on(law, TOMORROW)]).toEqual([base?.value, 3])
    expect(lawOf(chain)).toBe(law)
  })

  test('a running case keeps the value of its first day unless the law requires the new one; history shows both', () => {
    const { chain } = governed()
    enact(chain, 'SetParameter', { ...value, migration: 'KEEP' })
    chain.advance(DAY_MS)
    expect(on(lawOf(chain, TODAY), TOMORROW)).toBe(base?.value)
    expect(on(lawOf(chain, TOMORROW), TOMORROW)).toBe(3)
    const later = { ...value, value: 4, effectiveFrom: '2026-03-04', migration: 'LAW_REQUIRES_NEW' }
    enact(chain, 'SetParameter', later)
    expect([TODAY, '2026-03-03', '2026-03-04'].map((day) => on(lawOf(chain, YESTERDAY), day))).toEqual([
      base?.value,
      base?.value,
      4,
    ])
    expect(chain.query('governance/parameterRows', { key: KEY })).toMatchObject([
      { value: 3, migration: 'KEEP' },
      { value: 4, migration: 'LAW_REQUIRES_NEW' },
    ])
  })

  test('a notice makes days of its year final from its day on; results that rested on none are found again', () => {
    const { chain } = governed()
    const input = { start: '2026-12-30', days: 2 }
    const before = evaluate('calendar.addWorkingDays', input, lawOf(chain))
    const settled = evaluate('calendar.addWorkingDays', { start: '2026-03-02', days: 2 }, lawOf(chain))
    expect(before.output).toMatchObject({ status: 'PROVISIONAL', end: null })

    enact(chain, 'ActivateCalendarYear', { ...notice, effectiveFrom: TOMORROW })
    expect(evaluate('calendar.addWorkingDays', input, lawOf(chain)).output).toEqual(before.output)
    chain.advance(DAY_MS)
    const law = lawOf(chain)
    expect(toEvaluateAgain([before, settled], law)).toEqual([before])
    expect(evaluate('calendar.addWorkingDays', input, law).output).toMatchObject({ status: 'FINAL', end: '2027-01-03' })
  })

  test('anybody can make the same law book from the query', () => {
    const { chain } = governed()
    enact(chain, 'SetParameter', { ...value, migration: 'KEEP' })
    enact(chain, 'ActivateCalendarYear', notice)
    const change = chain.query('governance/lawChange', {})
    expect(parameterVersion(changeLaw(bundledLaw, change))).toBe(parameterVersion(lawOf(chain)))
    const kept = chain.query('governance/lawChange', { filedOn: TODAY })
    expect(kept).toMatchObject({ parameters: [], calendars: [{ year: 2027, version: 'CN-2027-1' }] })
  })
})

test('two zones with other acts have other law books, however many acts they have', () => {
  const [one, other] = [governed().chain, governed().chain]
  enact(one, 'SetParameter', { ...value, migration: 'KEEP' })
  enact(other, 'SetParameter', { ...value, value: 5, migration: 'KEEP' })
  expect([on(lawOf(one), TOMORROW), on(lawOf(other), TOMORROW)]).toEqual([3, 5])
})
