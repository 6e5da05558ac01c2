import { bundledLaw } from '@xiezhi/law'
import { describe, expect, test } from 'vitest'
import { at, id, Institution } from '../fixtures.ts'
import type { Row } from '../state.ts'
import { endOfTermMs, standingAt, termFrom, termStartOf, wholeSecond } from './stand.ts'

const row = (n: number, registered: string, change: Partial<Row> = {}): Row => ({
  measureId: id(n),
  n,
  registeredAtMs: at(registered),
  state: 'WAITING',
  to: null,
  endedAtMs: null,
  ...change,
})

describe('standingAt', () => {
  const rows = [
    row(1, '2026-03-02 09:00:00', { state: 'EXPIRED', to: '2026-04-02', endedAtMs: at('2026-04-03 00:00:00') }),
    row(2, '2026-03-02 09:00:01', { state: 'RELEASED', endedAtMs: at('2026-03-20 10:00:00') }),
    row(3, '2026-03-02 09:00:02', { state: 'EFFECTIVE', to: '2026-05-03' }),
    row(4, '2026-03-02 09:00:02'),
  ]

  test.each([
    ['2026-03-02 08:59:59', null, [], [], false],
    ['2026-03-02 09:00:00', 1, [], [], false],
    ['2026-03-03 00:00:00', 1, [2, 3, 4], [], true],
    ['2026-03-20 10:00:00', 1, [3, 4], [2], true],
    ['2026-04-02 23:59:59', 1, [3, 4], [2], true],
    ['2026-04-03 00:00:00', 3, [4], [1, 2], true],
    ['2026-05-04 00:00:00', 4, [], [1, 2, 3], true],
  ])('at %s measure %s is in effect', (instant, effective, waiting, ended, review) => {
    const standing = standingAt({ rows }, at(instant), bundledLaw)
    expect(standing.effective?.measureId ?? null).toBe(effective === null ? null : id(effective))
    expect(standing.waiting).toEqual(waiting.map((n, index) => ({ measureId: id(n), rank: index + 1 })))
    expect(standing.ended).toEqual(ended.map(id))
    expect(standing.review).toBe(review)
  })

  test('the next is in effect since the earlier ended', () => {
    const { effective } = standingAt({ rows }, at('2026-04-20 00:00:00'), bundledLaw)
    expect(effective?.sinceMs).toBe(at('2026-04-03 00:00:00'))
  })
})

describe('settle', () => {
  test('changes nothing where nothing has come', () => {
    const zone = new Institution(at('2026-03-02 09:00:00'))
    zone.registered(id(1))
    zone.registered(id(2))
    const before = zone.chain.moduleEntries()
    zone.chain.advance(86_400_000)
    expect(zone.chain.moduleEntries()).toBe(before)
  })

  test('a measure that was overtaken gets a new term when its turn comes again', () => {
    const zone = new Institution(at('2026-03-02 23:50:00'))
    const deposit = { asset: 'DEPOSIT', months: 1, limitCents: 1, whole: false } as const
    const early = zone.order(deposit)
    zone.moveTo(at('2026-03-02 23:55:00'))
    zone.registered(id(2), deposit)
    expect(zone.measure(id(2))).toMatchObject({ from: '2026-03-02', to: '2026-04-02' })
    zone.moveTo(at('2026-03-03 00:05:00'))
    zone.do(zone.registerMessage(early, id(1), { registeredAtMs: at('2026-03-02 23:51:00') }))
    expect(zone.measure(id(2))).toMatchObject({ state: 'WAITING', from: null })
    zone.moveTo(at('2026-04-03 00:00:00'))
    expect(zone.measure(id(1))).toMatchObject({ state: 'EXPIRED' })
    expect(zone.measure(id(2))).toMatchObject({ state: 'EFFECTIVE', from: '2026-04-03', to: '2026-05-03' })
    zone.moveTo(at('2026-05-04 00:00:00'))
    expect(zone.measure(id(2))).toMatchObject({ state: 'EXPIRED', endedAtMs: at('2026-05-04 00:00:00') })
    expect(zone.chain.violations()).toEqual([])
  })
})

describe('terms', () => {
  test('last until 24:00 of the last day, in Asia/Shanghai', () => {
    expect(endOfTermMs('2026-12-31')).toBe(at('2027-01-01 00:00:00'))
    expect(wholeSecond(1_999)).toBe(1_000)
  })

  test('run from the day of effect, for patents and trademarks from that of receipt', () => {
    const receivedAtMs = at('2026-03-10 23:59:59')
    const since = at('2026-03-11 00:00:00')
    expect(termStartOf({ asset: 'EQUITY', receivedAtMs }, since)).toBe('2026-03-11')
    for (const asset of ['PATENT', 'TRADEMARK'] as const) {
      expect(termStartOf({ asset, receivedAtMs }, since)).toBe('2026-03-10')
    }
  })

  test('one over the cap has no end', () => {
    expect(termFrom({ asset: 'VEHICLE', months: 24 }, '2026-03-10', bundledLaw).to).toBe('2028-03-10')
    expect(termFrom({ asset: 'VEHICLE', months: 25 }, '2026-03-10', bundledLaw)).toMatchObject({
      verdict: 'REFUSE',
      to: null,
      latestTo: '2028-03-10',
    })
  })
})
