import { Overlay } from '@xiezhi/kernel'
import type { Store } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { ASSET_KEY, id, Institution } from './fixtures.ts'
import { invariants } from './invariants.ts'
import { histories, lines, measures, measuresOfCase, measuresOfInstitution, measuresOfOrder } from './state.ts'
import type { Line, Measure } from './state.ts'

const [FIRST, SECOND] = [id(1), id(2)]

function brokenBy(breakIt: (store: Store, line: Line, first: Measure, second: Measure) => void): string[] {
  const zone = new Institution()
  zone.registered(FIRST)
  zone.registered(SECOND)
  const store = new Overlay(zone.chain.store)
  const line = lines(store).get(ASSET_KEY)
  const [first, second] = [measures(store).get(FIRST), measures(store).get(SECOND)]
  if (line !== undefined && first !== undefined && second !== undefined) breakIt(store, line, first, second)
  const ctx = { ...zone.chain.context(), store }
  return invariants.filter((one) => one.violation(ctx) !== null).map(({ name }) => name)
}

describe('measure invariants', () => {
  test('hold of a sound state', () => {
    expect(brokenBy(() => undefined)).toEqual([])
  })

  const rowsAs = (store: Store, line: Line, change: (rows: Line['rows']) => Line['rows']): void => {
    lines(store).set(ASSET_KEY, { ...line, rows: change(line.rows) })
  }
  test.each<[name: string, breakIt: (store: Store, line: Line, first: Measure, second: Measure) => void]>([
    ['lines-are-measures', (store, line) => rowsAs(store, line, (rows) => rows.slice(1))],
    ['lines-are-measures', (store, _, first) => measures(store).set(FIRST, { ...first, to: '2030-01-01' })],
    ['lines-are-measures', (store, line) => lines(store).set(ASSET_KEY, { ...line, asset: 'VEHICLE' })],
    ['ranks-follow-registration', (store, line) => rowsAs(store, line, (rows) => [...rows].reverse())],
    [
      'ranks-follow-registration',
      (store, line) => rowsAs(store, line, (rows) => rows.map((row) => ({ ...row, state: 'EFFECTIVE' }))),
    ],
    [
      'ranks-follow-registration',
      (store, line) => rowsAs(store, line, (rows) => rows.map((row) => ({ ...row, state: 'WAITING' }))),
    ],
    ['dates-only-in-effect', (store, _, first) => measures(store).set(FIRST, { ...first, from: null })],
    ['dates-only-in-effect', (store, _, __, second) => measures(store).set(SECOND, { ...second, to: '2030-01-01' })],
    ['dates-only-in-effect', (store, _, first) => measures(store).set(FIRST, { ...first, state: 'RELEASED' })],
    ['dates-only-in-effect', (store, _, first) => measures(store).set(FIRST, { ...first, state: 'SUSPENDED' })],
    [
      'dates-only-in-effect',
      (store, _, first) => measures(store).set(FIRST, { ...first, distribution: `sha256:${'0e'.repeat(32)}` }),
    ],
    ['indexes-are-measures', (store, _, { client, orderId }) => measuresOfOrder(store).delete(client, orderId)],
    ['indexes-are-measures', (store, _, { caseRef }) => measuresOfCase(store).delete(caseRef, FIRST)],
    ['indexes-are-measures', (store) => measuresOfInstitution(store).set(['land-registry', id(9)], 1)],
    ['history-is-counted', (store, _, first) => measures(store).set(FIRST, { ...first, history: 3 })],
    ['history-is-counted', (store) => histories(store).delete(FIRST, '000001')],
  ])('%s is found broken', (name, breakIt) => {
    expect(brokenBy(breakIt)).toContain(name)
  })
})
