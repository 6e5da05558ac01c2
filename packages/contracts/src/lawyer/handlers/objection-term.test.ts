import { bundledLaw, changeLaw } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import type { TestChain } from '@xiezhi/kernel/testing'
import type { Json } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { startOfCivilDateMs } from '../../ids.ts'
import { CALENDAR_BATCH } from '../../law-reading.ts'
import { bureau, DIGEST, lawyerSelf, LICENCE, OBJECTION_ID, withLawyer } from '../fixtures.ts'
import { lawyers, objections, objectionsOfYear } from '../state.ts'

const DAY_MS = 86_400_000
const notice = (version: string, offDays: readonly string[]) => ({
  year: 2027,
  version,
  source: '示例通知（虚构）',
  verified: 'D',
  offDays: [...offDays],
  makeUpWorkdays: [],
})
const loaded = changeLaw(bundledLaw, {
  parameters: [],
  switches: [],
  calendars: [notice('2027-1', ['2027-01-01', '2027-01-02', '2027-01-03'])],
})
const corrected = changeLaw(bundledLaw, {
  parameters: [],
  switches: [],
  calendars: [notice('2027-2', ['2027-01-01', '2027-01-04', '2027-01-05'])],
})

const raise = (objectionId = OBJECTION_ID) => ({
  type: 'lawyer/RaiseObjection',
  value: { objectionId, licenceNo: LICENCE, groundsDigest: DIGEST },
})
const decide = (objectionId = OBJECTION_ID) => ({
  type: 'lawyer/DecideObjection',
  value: { objectionId, upheld: true, decisionDigest: DIGEST },
})
const calendarYear = { type: 'foreign/CalendarYear', value: 2027 }

/** A register that opens on a day, under a law that the test may change. */
function opened(day: string): { readonly chain: TestChain; readonly law: { book: LawBook } } {
  const law = { book: bundledLaw }
  const startMs = startOfCivilDateMs(day) + 9 * 3_600_000
  return { chain: withLawyer({ law: () => law.book, startMs }).chain, law }
}

function termOf(chain: TestChain, objectionId = OBJECTION_ID): Readonly<Record<string, Json>> {
  const found = chain.query('lawyer/objection', { objectionId }) as { readonly term: Readonly<Record<string, Json>> }
  return found.term
}

const ofYear = (chain: TestChain, limit = 100): Json => chain.query('lawyer/objectionsOfYear', { year: 2027, limit })
const kinds = (chain: TestChain): readonly string[] => chain.events.map(({ type }) => type)

describe('the term of an objection', () => {
  test('is the twentieth working day, and overdue once on the day after it', () => {
    const { chain } = opened('2026-03-02')
    chain.deliver([raise()], [lawyerSelf])
    expect(termOf(chain)).toMatchObject({
      number: 1,
      verdict: 'OPEN',
      answerBy: '2026-03-30',
      status: 'FINAL',
      calendars: [{ year: 2026, version: 'CN-2026-1' }],
    })
    chain.advance(28 * DAY_MS)
    expect(termOf(chain)['verdict']).toBe('OPEN')
    chain.advance(DAY_MS)
    expect(kinds(chain)).toEqual(['ObjectionOverdue'])
    expect(termOf(chain)['verdict']).toBe('OVERDUE')
    chain.advance(DAY_MS)
    expect(kinds(chain)).toEqual([])
    chain.deliver([decide()], [bureau[0]])
    expect(termOf(chain)).toMatchObject({ number: 2, verdict: 'ANSWERED_LATE', answerBy: '2026-03-30' })
    expect(chain.violations()).toEqual([])
  })

  test('is not told overdue when it has been decided', () => {
    const { chain } = opened('2026-03-02')
    chain.deliver([raise()], [lawyerSelf])
    chain.deliver([decide()], [bureau[0]])
    expect(termOf(chain)).toMatchObject({ verdict: 'ANSWERED' })
    chain.advance(60 * DAY_MS)
    expect(kinds(chain)).toEqual([])
    // Its timeliness is certain: no notice can change it.
    expect(chain.query('lawyer/objectionsOfYear', { year: 2026, limit: 10 })).toEqual([])
  })

  test('is provisional without the notice of a year, is found by the year, and computed anew with the notice', () => {
    const { chain, law } = opened('2026-12-31')
    chain.deliver([raise()], [lawyerSelf])
    const before = termOf(chain)
    expect(before).toMatchObject({ answerBy: null, status: 'PROVISIONAL', calendars: [{ year: 2027, version: null }] })
    expect(ofYear(chain)).toEqual([{ objectionId: OBJECTION_ID, version: null }])

    law.book = loaded
    chain.deliver([calendarYear], [bureau[0]])
    chain.advance(1_000)
    // Off until Sunday 3 January: the twentieth working day behind it.
    expect(termOf(chain)).toMatchObject({
      number: 2,
      verdict: 'OPEN',
      answerBy: '2027-01-29',
      status: 'FINAL',
      calendars: [{ year: 2027, version: '2027-1' }],
    })
    expect(chain.events).toMatchObject([
      { type: 'ObjectionTermRenewed', data: { objectionId: OBJECTION_ID, number: 2, answerBy: '2027-01-29' } },
    ])
    expect(chain.query('lawyer/replacedTerms', { objectionId: OBJECTION_ID, limit: 10 })).toEqual([before])
    expect(ofYear(chain)).toEqual([{ objectionId: OBJECTION_ID, version: '2027-1' }])
    expect(chain.violations()).toEqual([])
  })

  test('follows a notice that replaces another, and its first end tells nothing', () => {
    const { chain, law } = opened('2026-12-31')
    law.book = loaded
    chain.deliver([raise()], [lawyerSelf])
    expect(termOf(chain)).toMatchObject({ number: 1, answerBy: '2027-01-29' })
    law.book = corrected
    chain.deliver([calendarYear], [bureau[0]])
    chain.advance(1_000)
    expect(termOf(chain)).toMatchObject({ number: 2, answerBy: '2027-02-02' })
    chain.nowMs = startOfCivilDateMs('2027-01-30')
    chain.advance(1_000)
    expect(kinds(chain)).toEqual([])
    chain.nowMs = startOfCivilDateMs('2027-02-03')
    chain.advance(1_000)
    expect(kinds(chain)).toEqual(['ObjectionOverdue'])
  })

  test('stays as it is where the notice changes nothing', () => {
    const { chain, law } = opened('2026-12-31')
    law.book = loaded
    chain.deliver([raise()], [lawyerSelf])
    const before = termOf(chain)
    chain.deliver([calendarYear], [bureau[0]])
    chain.advance(1_000)
    expect(kinds(chain)).toEqual([])
    expect(termOf(chain)).toEqual(before)
  })

  test('is renewed a batch in a block, decided objections too', () => {
    const { chain, law } = opened('2026-12-31')
    const ids = Array.from({ length: CALENDAR_BATCH + 3 }, (_, at) => String(at).padStart(32, '0'))
    for (const id of ids) {
      chain.deliver([raise(id)], [lawyerSelf])
      chain.deliver([decide(id)], [bureau[0]])
    }
    expect(termOf(chain, ids[0])).toMatchObject({ verdict: 'ANSWERED', status: 'PROVISIONAL' })
    expect(objectionsOfYear(chain.store).list({ limit: 100 })).toHaveLength(ids.length)
    law.book = loaded
    chain.deliver([calendarYear], [bureau[0]])
    chain.advance(1_000)
    const first = kinds(chain)
    expect(first).toEqual(Array.from({ length: CALENDAR_BATCH }, () => 'ObjectionTermRenewed'))
    chain.advance(1_000)
    expect(kinds(chain)).toHaveLength(3)
    for (const id of ids) expect(termOf(chain, id)).toMatchObject({ verdict: 'ANSWERED', status: 'FINAL' })
    expect(ofYear(chain)).toEqual([])
    chain.advance(1_000)
    expect(kinds(chain)).toEqual([])
    expect(objections(chain.store).list({ limit: 100 })).toHaveLength(ids.length)
    expect(lawyers(chain.store).list({ limit: 2 })).toHaveLength(1)
    expect(chain.violations()).toEqual([])
  })

  test('years are listed a page at a time', () => {
    const { chain } = opened('2026-12-31')
    const [first, second] = ['1'.repeat(32), '2'.repeat(32)]
    for (const id of [first, second]) {
      chain.deliver([raise(id)], [lawyerSelf])
      chain.deliver([decide(id)], [bureau[0]])
    }
    expect(ofYear(chain, 1)).toMatchObject([{ objectionId: first }])
    expect(chain.query('lawyer/objectionsOfYear', { year: 2027, after: first, limit: 1 })).toMatchObject([
      { objectionId: second },
    ])
  })
})
