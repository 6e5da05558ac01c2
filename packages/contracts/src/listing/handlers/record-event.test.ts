import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  alarmsIn,
  done,
  enforcer,
  ENTRY,
  entryIn,
  eventMessage,
  fixtureErrors,
  INDEX_KEY,
  otherEnforcer,
  president,
  published,
  tick,
  TODAY,
} from '../fixtures.ts'
import { ended } from '../state.ts'

const DAY_MS = 86_400_000

describe('recordEvent', () => {
  test('R20-85: an entry whose debtor has performed goes at once, and nothing leads to it', () => {
    const one = published()
    const { events, data } = done(one, eventMessage('PERFORMED'), [enforcer])
    expect(events.map(({ type }) => type)).toEqual(['DeletionDue', 'EntryEnded'])
    const due = { deleteBy: '2026-03-05', alarmOn: '2026-03-04' }
    expect(data).toEqual([{ entryId: ENTRY, verdict: 'DELETE', ...due, isDeleted: true }])
    expect(entryIn(one)).toBeUndefined()
    expect(one.chain.query('listing/check', { indexKey: INDEX_KEY })).toEqual([])
    expect(ended(one.chain.store).get(ENTRY)).toMatchObject({
      end: 'DELETED',
      event: 'PERFORMED',
      deleteBy: due.deleteBy,
    })
    tick(one, 7 * DAY_MS)
    expect(alarmsIn(one)).toEqual([])
    expect(one.chain.violations()).toEqual([])
  })

  test('O-07: payment proposes the end of a fixed term, and a person decides', () => {
    const one = published({ situation: 4 })
    const { events, data } = done(one, eventMessage('PERFORMED'), [enforcer])
    expect(data).toEqual([{ entryId: ENTRY, verdict: 'PROPOSE_EARLY_DELETION' }])
    expect(events).toEqual([{ type: 'DeletionProposed', data: { entryId: ENTRY, event: 'PERFORMED', on: TODAY } }])
    expect(entryIn(one)).toMatchObject({
      state: 'PUBLISHED',
      deletion: null,
      proposal: { event: 'PERFORMED', on: TODAY },
    })
  })

  test('T20-21: what the program may not delete has an alarm on the second working day, and after the third', () => {
    const one = published()
    one.set.isProgramLet = false
    expect(done(one, eventMessage('PERFORMED'), [enforcer]).data).toMatchObject([{ isDeleted: false }])
    expect(entryIn(one)).toMatchObject({
      state: 'DELETION_DUE',
      deletion: { event: 'PERFORMED', deleteBy: '2026-03-05' },
    })
    tick(one, DAY_MS)
    expect(alarmsIn(one)).toEqual([])
    tick(one, DAY_MS)
    expect(alarmsIn(one)).toMatchObject([{ kind: 'DELETION_DUE', dueOn: '2026-03-05', endedAtMs: null }])
    tick(one, 2 * DAY_MS)
    expect(alarmsIn(one).map(({ kind }) => kind)).toEqual(['DELETION_DUE', 'DELETION_LATE'])
    one.set.isProgramLet = true
    tick(one, 3_600_000)
    expect(entryIn(one)).toBeUndefined()
    expect(alarmsIn(one).every(({ endedAtMs }) => endedAtMs !== null)).toBe(true)
  })

  test('a round that ended is no ground while too few searches were made, or there is a clue', () => {
    const { chain } = published()
    const message = (searchesWithoutAssets: number, hasOtherClue: boolean) =>
      eventMessage('ROUND_ENDED_NO_ASSETS', { searchesWithoutAssets, hasOtherClue })
    const few = expectRejected(chain, errors.DeletionNotDue, [message(1, false)], [enforcer])
    expect(few.facts).toEqual({ reasons: ['SEARCHES_TOO_FEW R20-85'] })
    const clue = expectRejected(chain, errors.DeletionNotDue, [message(2, true)], [enforcer])
    expect(clue.facts).toEqual({ reasons: ['OTHER_CLUE R20-85'] })
    expect(chain.deliver([message(2, false)], [enforcer]).code).toBe(0)
  })

  test('rejects unknown entries, other roles and courts, days out of order, and a term that has not ended', () => {
    const { chain } = published({ decidedOn: '2026-02-27', situation: 4 })
    const unknown = eventMessage('PERFORMED', { entryId: 'e9'.repeat(16) })
    expectRejected(chain, errors.EntryUnknown, [unknown], [enforcer])
    expectRejected(chain, fixtureErrors.RoleMissing, [eventMessage('PERFORMED')], [president])
    expectRejected(chain, errors.OtherCourt, [eventMessage('PERFORMED')], [otherEnforcer])
    expectRejected(chain, errors.DateOrder, [eventMessage('PERFORMED', { on: '2026-02-26' })], [enforcer])
    expectRejected(chain, errors.DateOrder, [eventMessage('PERFORMED', { on: '2026-03-03' })], [enforcer])
    expectRejected(chain, errors.DateOrder, [eventMessage('TERM_EXPIRED')], [enforcer])
    expectRejected(published().chain, errors.DateOrder, [eventMessage('TERM_EXPIRED')], [enforcer])
  })
})
