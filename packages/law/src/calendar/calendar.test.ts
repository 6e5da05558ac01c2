import { describe, expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { calendarTable, dayKindOf } from '../law-book/calendar-table.ts'
import { LawError } from '../law-error.ts'
import { addDays, correspondingDay, parseCivilDate } from '../time/civil-date.ts'
import { calendar } from './area.ts'

type Act = Parameters<typeof calendar.timeliness>[0]
const act: Act = {
  deadline: 'CIVIL_DEFENCE',
  eventOn: '2026-03-02',
  receivedOn: '2026-03-10',
  postedOn: null,
  travelDays: 0,
}

function refusal(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    const { code, path, facts } = error
    return { code, path, facts }
  }
  return null
}

describe('a refusal names the field and what was expected', () => {
  test.each<[Partial<Act>, object]>([
    [{ postedOn: '2026-03-11' }, { code: 'DEADLINE_ORDER', path: '/postedOn', facts: { later: 'receivedOn' } }],
    [
      { postedOn: '2026-03-09', travelDays: 1 },
      { code: 'FORMAT_ENUM', path: '/travelDays', facts: { expected: 'zero with postedOn' } },
    ],
    [{ receivedOn: null }, { code: 'FORMAT_MISSING', path: '/receivedOn', facts: { or: 'postedOn' } }],
    [{ receivedOn: '2026-03-01' }, { code: 'DEADLINE_ORDER', path: '/receivedOn', facts: { earlier: 'eventOn' } }],
    [
      { receivedOn: null, postedOn: '2026-03-01' },
      { code: 'DEADLINE_ORDER', path: '/postedOn', facts: { earlier: 'eventOn' } },
    ],
    [
      { receivedOn: '2026-03-10', postedOn: '2026-03-01' },
      { code: 'DEADLINE_ORDER', path: '/postedOn', facts: { earlier: 'eventOn' } },
    ],
  ])('timeliness with %j', (change, expected) => {
    expect(refusal(() => calendar.timeliness({ ...act, ...change }, law))).toEqual(expected)
  })

  test('a sentence of no length', () => {
    expect(refusal(() => calendar.sentenceEnd({ start: '2026-03-02', years: 0, months: 0 }, law))).toEqual({
      code: 'FORMAT_NUMBER',
      path: '',
      facts: { expected: 'years or months', seen: 'zero' },
    })
  })

  test('a day beyond the calendar', () => {
    const [first, last] = [parseCivilDate('0001-01-01')!, parseCivilDate('9999-12-31')!]
    const expected = {
      code: 'LIMIT_EXCEEDED',
      path: '',
      facts: { earliest: '0001-01-01', latest: '9999-12-31' },
    }
    expect(refusal(() => addDays(first, -1))).toEqual(expected)
    expect(refusal(() => addDays(last, 1))).toEqual(expected)
    expect(refusal(() => correspondingDay(last, 1))).toEqual(expected)
    expect([addDays(first, 0), addDays(last, 0)]).toEqual([first, last])
    expect(correspondingDay(parseCivilDate('9999-11-30')!, 1)).toBe(parseCivilDate('9999-12-30'))
    expect(correspondingDay(first, 0)).toBe(first)
  })
})

describe('a document posted on the day on which it arrived', () => {
  test('is in time by that day', () => {
    const posted = { ...act, receivedOn: '2026-03-17', postedOn: '2026-03-17' }
    expect(calendar.timeliness(posted, law)).toMatchObject({ verdict: 'IN_TIME', daysLate: 0, legalEnd: '2026-03-17' })
    const late = { ...act, receivedOn: '2026-03-18', postedOn: '2026-03-18' }
    expect(calendar.timeliness(late, law)).toMatchObject({ verdict: 'LATE', daysLate: 1 })
  })

  test('or on the day of the event', () => {
    expect(calendar.timeliness({ ...act, receivedOn: act.eventOn }, law)).toMatchObject({ verdict: 'IN_TIME' })
  })
})

describe('the notice of a year', () => {
  const year = { year: 2030, version: 'T-1', source: 'test', verified: 'D', offDays: [], makeUpWorkdays: [] }
  const table = (change: object): ReturnType<typeof calendarTable> =>
    calendarTable({
      region: 'CN',
      timeZone: 'Asia/Shanghai',
      weeklyRestDays: ['SUNDAY'],
      years: [{ ...year, ...change }],
    })

  test('may not list days of another year, nor one day as both', () => {
    expect(refusal(() => table({ offDays: ['2031-01-01'] }))).toEqual({
      code: 'DEADLINE_ORDER',
      path: '/calendar/years/2030',
      facts: { day: '2031-01-01' },
    })
    expect(refusal(() => table({ makeUpWorkdays: ['2029-12-31'] }))).toMatchObject({ facts: { day: '2029-12-31' } })
    expect(refusal(() => table({ offDays: ['2030-01-01'], makeUpWorkdays: ['2030-01-01'] }))).toEqual({
      code: 'STATE_OVERLAP',
      path: '/calendar/years/2030',
      facts: { day: '2030-01-01' },
    })
  })

  test('rests on the weekdays that the calendar names', () => {
    const read = table({ offDays: ['2030-01-04'], makeUpWorkdays: ['2030-01-06'] })
    const days = ['2030-01-04', '2030-01-05', '2030-01-06', '2030-01-07', '2030-01-13', '2031-01-01']
    expect(days.map((day) => dayKindOf(read, parseCivilDate(day)!))).toEqual([
      'HOLIDAY',
      'WORKDAY',
      'MAKE_UP_WORKDAY',
      'WORKDAY',
      'WEEKEND',
      null,
    ])
  })
})
