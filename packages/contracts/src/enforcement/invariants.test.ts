import { Overlay } from '@xiezhi/kernel'
import type { Store } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { CASE, DIGEST, done, frozen, MEASURE, orderIdOf, TODAY } from './fixtures.ts'
import { invariants } from './invariants.ts'
import {
  assetOfMeasure,
  contested,
  controlOfMeasure,
  controls,
  enforcements,
  openProposals,
  openTransfers,
  openWrongs,
  proposals,
} from './state.ts'
import type { Control, Enforcement, Proposal } from './state.ts'

interface Rows {
  readonly found: Enforcement
  readonly control: Control
  readonly proposal: Proposal
}

/** The invariants that are broken after a change of a performed case with one measure and one proposal. */
function brokenBy(breakIt: (store: Store, rows: Rows) => void): string[] {
  const { chain } = frozen()
  done(chain, { type: 'enforcement/RecordPerformance', value: { caseRef: CASE, on: TODAY, documentDigest: DIGEST } })
  const store = new Overlay(chain.store)
  const found = enforcements(store).get(CASE)
  const control = controls(store).get(CASE, orderIdOf(1))
  const proposal = proposals(store).list({ under: [CASE], limit: 1 })[0]?.value
  if (found !== undefined && control !== undefined && proposal !== undefined) {
    breakIt(store, { found, control, proposal })
  }
  const ctx = { ...chain.context(), store }
  return invariants.filter((one) => one.violation(ctx) !== null).map(({ name }) => name)
}

const proposalIs = (store: Store, proposal: Proposal, change: Partial<Proposal>): void => {
  proposals(store).set([CASE, proposal.proposalId], { ...proposal, ...change })
}

describe('enforcement invariants', () => {
  test('hold of a sound state', () => {
    expect(brokenBy(() => undefined)).toEqual([])
  })

  test.each<[name: string, breakIt: (store: Store, rows: Rows) => void]>([
    ['controls-have-their-case', (store) => enforcements(store).delete(CASE)],
    [
      'controls-have-their-case',
      (store, { control }) => controls(store).set([CASE, control.orderId], { ...control, state: 'FAILED' }),
    ],
    ['measure-index-is-controls', (store) => controlOfMeasure(store).delete(MEASURE)],
    [
      'measure-index-is-controls',
      (store, { control }) => controlOfMeasure(store).set('77'.repeat(16), { caseRef: CASE, orderId: control.orderId }),
    ],
    [
      'closed-cases-withhold-nothing',
      (store, { found }) => enforcements(store).set(CASE, { ...found, state: 'CLOSED' }),
    ],
    [
      'signed-proposals-name-their-instrument',
      (store, { proposal }) => proposalIs(store, proposal, { state: 'SIGNED' }),
    ],
    [
      'signed-proposals-name-their-instrument',
      (store, { proposal }) => proposalIs(store, proposal, { state: 'DISMISSED' }),
    ],
    ['signed-proposals-name-their-instrument', (store, { proposal }) => proposalIs(store, proposal, { endedAtMs: 1 })],
    ['signed-proposals-name-their-instrument', (store) => openProposals(store).delete(CASE, MEASURE, 'RELEASE')],
    [
      'signed-proposals-name-their-instrument',
      (store, { proposal }) => openProposals(store).set([CASE, MEASURE, 'RENEW'], proposal.proposalId),
    ],
    ['assets-are-measures', (store) => assetOfMeasure(store).delete(MEASURE)],
    [
      'assets-are-measures',
      (store, { control }) => controls(store).set([CASE, control.orderId], { ...control, measureId: '77'.repeat(16) }),
    ],
    ['open-matters-are-found', (store) => contested(store).set([MEASURE, '0b'.repeat(16)], CASE)],
    ['open-matters-are-found', (store) => openWrongs(store).set([CASE, orderIdOf(1)], '0e'.repeat(16))],
    ['open-matters-are-found', (store) => openTransfers(store).set(MEASURE, '7f'.repeat(16))],
  ])('%s', (name, breakIt) => {
    expect(brokenBy(breakIt)).toContain(name)
  })
})
