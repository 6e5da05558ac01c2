import { Overlay } from '@xiezhi/kernel'
import type { Store } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { bureau, LAWYER_ID, LICENCE, OBJECTION_ID, SANCTION_ID, sanctionMessage, withLawyer } from './fixtures.ts'
import { invariants } from './invariants.ts'
import { lawyers, licences, sanctions, serials, statusEvents } from './state.ts'
import type { Lawyer } from './state.ts'

/** Names of the invariants that fail once `breakIt` has changed a sound state. */
function brokenBy(breakIt: (store: Store, lawyer: Lawyer) => void): string[] {
  const { chain } = withLawyer()
  chain.deliver([sanctionMessage()], bureau)
  const store = new Overlay(chain.store)
  const lawyer = lawyers(store).get(LAWYER_ID)
  if (lawyer !== undefined) breakIt(store, lawyer)
  const ctx = { ...chain.context(), store }
  return invariants.filter((one) => one.violation(ctx) !== null).map(({ name }) => name)
}

const REPLAY = 'history-gives-the-record'
const closed = ({ firmPeriods }: Lawyer): Lawyer['firmPeriods'] =>
  firmPeriods.map((one) => ({ ...one, to: '2026-12-31' }))

describe('lawyer invariants', () => {
  test('hold of a sound state', () => {
    expect(brokenBy(() => undefined)).toEqual([])
  })

  test.each<[name: string, breakIt: (store: Store, lawyer: Lawyer) => void]>([
    ['indices-lead-to-their-lawyer', (store) => serials(store).delete('123456')],
    ['indices-lead-to-their-lawyer', (store) => licences(store).delete(LICENCE)],
    ['indices-lead-to-their-lawyer', (store) => licences(store).set('11101201010999999', LAWYER_ID)],
    [
      'timelines-without-gap-or-overlap',
      (store, lawyer) =>
        lawyers(store).set(LAWYER_ID, {
          ...lawyer,
          statusPeriods: lawyer.statusPeriods.filter(({ status }) => status !== 'SUSPENDED'),
        }),
    ],
    ['suspensions-rest-on-a-sanction', (store) => sanctions(store).delete(LAWYER_ID, SANCTION_ID)],
    [
      'ended-licences-stay-ended',
      (store, lawyer) =>
        lawyers(store).set(LAWYER_ID, {
          ...lawyer,
          statusPeriods: lawyer.statusPeriods.map((one, at) => (at === 0 ? { ...one, status: 'CANCELLED' } : one)),
        }),
    ],
    [
      'disputes-name-an-open-objection',
      (store, lawyer) => lawyers(store).set(LAWYER_ID, { ...lawyer, disputedBy: OBJECTION_ID }),
    ],
    ['history-is-complete', (store) => statusEvents(store).delete(LAWYER_ID, '000002')],
  ])('%s is broken', (name, breakIt) => {
    // Whatever changes a timeline or the history alone also parts the two.
    expect(brokenBy(breakIt).filter((one) => one !== REPLAY)).toEqual([name])
  })

  test.each<[what: string, breakIt: (store: Store, lawyer: Lawyer) => void]>([
    ['firms', (store, lawyer) => lawyers(store).set(LAWYER_ID, { ...lawyer, firmPeriods: closed(lawyer) })],
    [
      'the last day of a suspension',
      (store, lawyer) =>
        lawyers(store).set(LAWYER_ID, {
          ...lawyer,
          statusPeriods: lawyer.statusPeriods.map((one) =>
            one.status === 'SUSPENDED'
              ? { ...one, to: '2026-08-30' }
              : one.from === '2026-09-01'
                ? { ...one, from: '2026-08-31' }
                : one,
          ),
        }),
    ],
  ])('a record that differs from its history in %s is told', (_, breakIt) => {
    expect(brokenBy(breakIt)).toEqual([REPLAY])
  })
})
