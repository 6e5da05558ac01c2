import { describe, expect, test } from 'vitest'
import { ASSET_KEY, at, id, Institution } from '../fixtures.ts'
import { lines, measures } from '../state.ts'
import type { Line, Measure } from '../state.ts'
import { factOf, measureIn, planOf, withMeasure } from './line-plan.ts'

const START = at('2026-03-02 09:00:00')

function twoMeasures(): { zone: Institution; line: Line; first: Measure; second: Measure } {
  const zone = new Institution(START)
  zone.registered(id(1))
  zone.moveTo(START + 10_000)
  zone.registered(id(2))
  const { store } = zone.chain
  const [line, first, second] = [lines(store).get(ASSET_KEY), measures(store).get(id(1)), measures(store).get(id(2))]
  if (line === undefined || first === undefined || second === undefined) throw new TypeError('not registered')
  return { zone, line, first, second }
}

describe('withMeasure', () => {
  test('puts the row in registered order, counts the history, and leaves the line it was given alone', () => {
    const { zone, line, second } = twoMeasures()
    const between = { ...second, measureId: id(3), n: 3, registeredAtMs: START + 5_000, history: 0 }
    const plan = withMeasure(planOf(line), between, { kind: 'REGISTERED', atMs: START })
    expect(plan.line.rows.map(({ measureId }) => measureId)).toEqual([id(1), id(3), id(2)])
    expect(line.rows).toHaveLength(2)
    expect(plan.entries).toMatchObject([{ kind: 'REGISTERED', orderId: null, digest: null, measure: { history: 1 } }])
    expect(measureIn(zone.chain.context(), plan, id(3))).toMatchObject({ n: 3, history: 1 })
  })

  test('replaces the row of a measure that has one', () => {
    const { line, second } = twoMeasures()
    const released = { ...second, state: 'RELEASED', endedAtMs: START + 10_000 } as const
    const { rows } = withMeasure(planOf(line), released, { kind: 'RELEASED', atMs: START }).line
    expect(rows.map(({ state }) => state)).toEqual(['EFFECTIVE', 'RELEASED'])
  })
})

describe('factOf', () => {
  test('counts who stands before a measure that lives, and nobody before one that has ended', () => {
    const { line, first, second } = twoMeasures()
    expect(factOf(line, first)).toMatchObject({ rank: 0, from: '2026-03-02', to: '2029-03-02' })
    expect(factOf(line, second)).toMatchObject({ rank: 1, from: null, to: null })
    const released = { ...first, state: 'RELEASED', endedAtMs: START } as const
    const after = withMeasure(planOf(line), released, { kind: 'RELEASED', atMs: START }).line
    expect(factOf(after, released).rank).toBe(0)
    expect(factOf(after, second).rank).toBe(0)
  })

  test('a claim to the surplus keeps its rank among those of the same disposal', () => {
    const { line, second } = twoMeasures()
    const claim = (registered: Measure, endedAtMs: number): Measure => ({
      ...registered,
      state: 'SURPLUS_CLAIM',
      endedAtMs,
    })
    const third = claim({ ...second, history: 0, measureId: id(3), n: 3, registeredAtMs: START + 20_000 }, 9)
    const older = claim({ ...second, history: 0, measureId: id(4), n: 4, registeredAtMs: START + 1_000 }, 5)
    const plan = [claim(second, 9), third, older].reduce(
      (next, one) => withMeasure(next, one, { kind: 'SURPLUS_CLAIM', atMs: 9 }),
      planOf(line),
    )
    expect([claim(second, 9), third, older].map((one) => factOf(plan.line, one).rank)).toEqual([1, 2, 1])
  })
})
