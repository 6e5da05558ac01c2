import { Overlay } from '@xiezhi/kernel'
import type { Store } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { DIGEST, done, inForce, judge, president, step, SUBJECT } from './fixtures.ts'
import { invariants } from './invariants.ts'
import { machines, runs, standings, steps } from './state.ts'

function brokenBy(breakIt: (store: Store) => void): string[] {
  const chain = inForce()
  done(chain, step('Person', 'DECIDE', { digest: DIGEST }), president, judge)
  done(chain, step('Program', 'PUBLISH'), judge)
  const store = new Overlay(chain.store)
  breakIt(store)
  const ctx = { ...chain.context(), store }
  return invariants.filter((one) => one.violation(ctx) !== null).map(({ name }) => name)
}

const stepIs = (store: Store, change: object): void => {
  const found = steps(store).get('sample', SUBJECT, '0002')
  if (found !== undefined) steps(store).set(['sample', SUBJECT, '0002'], { ...found, ...change })
}

describe('agreement invariants', () => {
  test('hold of a sound state', () => {
    expect(brokenBy(() => undefined)).toEqual([])
  })

  test.each<[string, (store: Store) => void]>([
    ['what-is-in-force-was-activated', (store) => machines(store).delete('sample', '0001')],
    ['what-is-in-force-was-activated', (store) => standings(store).set('sample', { version: 2, suspension: null })],
    ['runs-stand-where-their-last-step-led', (store) => steps(store).delete('sample', SUBJECT, '0002')],
    [
      'runs-stand-where-their-last-step-led',
      (store) => runs(store).set(['sample', SUBJECT], { version: 1, state: 'REMOVED', steps: 2, instruments: [] }),
    ],
    ['effects-have-their-ground', (store) => stepIs(store, { instrument: null, event: null })],
    ['no-program-reached-a-human-state', (store) => stepIs(store, { to: 'DECIDED' })],
  ])('%s', (name, breakIt) => {
    expect(brokenBy(breakIt)).toContain(name)
  })
})
