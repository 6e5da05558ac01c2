import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  alarmsIn,
  court,
  decideMessage,
  done,
  enforcer,
  ENTRY,
  entryIn,
  fixtureErrors,
  INDEX_KEY,
  judge,
  LEADERS,
  otherEnforcer,
  serviceMessage,
  tick,
  TODAY,
} from '../fixtures.ts'

const DAY_MS = 86_400_000

function decided() {
  const one = court()
  done(one, decideMessage({ decidedOn: '2026-02-27' }), LEADERS)
  return one
}

describe('recordService', () => {
  test('T20-20: what two persons have signed is published in the block in which service is recorded', () => {
    const one = decided()
    expect(one.chain.query('listing/check', { indexKey: INDEX_KEY })).toEqual([])
    const { events, data } = done(one, serviceMessage(), [enforcer])
    expect(events.map(({ type }) => type)).toEqual(['EntryServed', 'EntryPublished'])
    expect(data).toEqual([{ entryId: ENTRY, state: 'PUBLISHED' }])
    expect(entryIn(one)).toMatchObject({ state: 'PUBLISHED', servedOn: TODAY, publishedAtMs: one.chain.nowMs })
    expect(one.chain.query('listing/check', { indexKey: INDEX_KEY })).toMatchObject([
      { entryId: ENTRY, role: 'DEBTOR', from: '2026-02-27', isObjected: false },
    ])
    expect(one.chain.violations()).toEqual([])
  })

  test('a program that may not publish is tried again; on the next day somebody is told', () => {
    const one = decided()
    one.set.isProgramLet = false
    expect(done(one, serviceMessage(), [enforcer]).data).toEqual([{ entryId: ENTRY, state: 'SERVED' }])
    tick(one, DAY_MS)
    expect(alarmsIn(one)).toMatchObject([{ kind: 'UNPUBLISHED', owner: 'COURT_ENFORCER', organisation: 'court-x' }])
    one.set.isProgramLet = true
    tick(one, DAY_MS)
    expect(entryIn(one)?.state).toBe('PUBLISHED')
  })

  test('nobody is told of what was published in time', () => {
    const one = decided()
    one.set.isProgramLet = false
    done(one, serviceMessage(), [enforcer])
    one.set.isProgramLet = true
    tick(one, 3_600_000)
    expect(entryIn(one)?.state).toBe('PUBLISHED')
    tick(one, DAY_MS)
    expect(alarmsIn(one)).toEqual([])
  })

  test('rejects unknown entries, other roles and courts, days out of order, and a second service', () => {
    const one = decided()
    const { chain } = one
    expectRejected(chain, errors.EntryUnknown, [serviceMessage({ entryId: 'e9'.repeat(16) })], [enforcer])
    expectRejected(chain, fixtureErrors.RoleMissing, [serviceMessage()], [judge])
    expectRejected(chain, errors.OtherCourt, [serviceMessage()], [otherEnforcer])
    expectRejected(chain, errors.DateOrder, [serviceMessage({ servedOn: '2026-02-26' })], [enforcer])
    expectRejected(chain, errors.DateOrder, [serviceMessage({ servedOn: '2026-03-03' })], [enforcer])
    done(one, serviceMessage(), [enforcer])
    expectRejected(chain, fixtureErrors.StepRefused, [serviceMessage()], [enforcer])
  })
})
