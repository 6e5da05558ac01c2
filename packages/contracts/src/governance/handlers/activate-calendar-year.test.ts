import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { calendarYear } from '../api.ts'
import { errors } from '../errors.ts'
import {
  DIGEST,
  governed,
  governorOne,
  governorTwo,
  message,
  portErrors,
  TODAY,
  TOMORROW,
  YESTERDAY,
} from '../fixtures.ts'

const both = [governorOne, governorTwo]
const valid = {
  year: 2027,
  version: '2027-1',
  digest: DIGEST,
  offDays: ['2027-01-01'],
  makeUpWorkdays: ['2027-01-03'],
  effectiveFrom: TODAY,
  source: '国办发明电〔2026〕7号',
}

describe('activateCalendarYear', () => {
  test('replaces the calendar of a year from a day on', () => {
    const { chain, duties } = governed()
    const second = { ...valid, version: '2027-2', effectiveFrom: TOMORROW }
    const two = [message('ActivateCalendarYear', valid), message('ActivateCalendarYear', second)]
    expect(chain.deliver(two, both).code).toBe(0)
    expect(calendarYear(chain.context(), 2027)?.version).toBe('2027-1')
    // What rests on the year is computed anew on the first day of each.
    expect([...duties]).toEqual([`calendar 2027 from ${TODAY}`, `calendar 2027 from ${TOMORROW}`])
    expect(calendarYear(chain.context(), 2028)).toBeUndefined()
    chain.advance(86_400_000)
    expect(chain.query('governance/calendarYear', { year: 2027 })).toMatchObject({ version: '2027-2' })
    expect(chain.violations()).toEqual([])
  })

  test('rejects one person, the past and a second one for the day', () => {
    const { chain } = governed()
    const value = { ...valid, effectiveFrom: YESTERDAY }
    expectRejected(chain, portErrors.NotGovernors, [message('ActivateCalendarYear', valid)], [governorOne])
    expectRejected(chain, errors.EffectInPast, [message('ActivateCalendarYear', value)], both)
    expect(chain.deliver([message('ActivateCalendarYear', valid)], both).code).toBe(0)
    expectRejected(chain, errors.CalendarYearExists, [message('ActivateCalendarYear', valid)], both)
  })

  test('rejects the 513th calendar of a year', () => {
    const { chain } = governed()
    const on = (n: number) => message('ActivateCalendarYear', { ...valid, effectiveFrom: `${3000 + n}-01-01` })
    expect(
      chain.deliver(
        Array.from({ length: 512 }, (_, n) => on(n)),
        both,
      ).code,
    ).toBe(0)
    expectRejected(chain, errors.CalendarLimit, [on(512)], both)
  })

  test.each<[string, object]>([
    ['a day of another year', { offDays: ['2028-01-01'] }],
    ['a day that is off and worked', { makeUpWorkdays: ['2027-01-01'] }],
    ['a day twice', { offDays: ['2027-01-01', '2027-01-01'] }],
  ])('rejects a notice with %s', (_, change) => {
    const { chain } = governed()
    const wrong = message('ActivateCalendarYear', { ...valid, ...change })
    expectRejected(chain, errors.CalendarInvalid, [wrong], both)
  })
})
