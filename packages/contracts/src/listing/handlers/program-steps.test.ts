import { describe, expect, test } from 'vitest'
import {
  alarmsIn,
  court,
  decideMessage,
  DIGEST,
  done,
  enforcer,
  ENTRY,
  entryIn,
  eventMessage,
  judge,
  LEADERS,
  published,
  serviceMessage,
  shared,
  tick,
  TODAY,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'
import { ended } from '../state.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const endOf = ({ chain }: Desk) => ended(chain.store).get(ENTRY)
const typesOf = ({ chain }: Desk): string[] => chain.events.map(({ type }) => type)
const kindsOf = (one: Desk): string[] => alarmsIn(one).map(({ kind }) => kind)

/** An entry for two years, in which three days are left. */
const expiring = (): Desk => published({ situation: 4, decidedOn: '2024-03-05' })

describe('the end of a term (T20-23)', () => {
  test('the last day is a day of the term; on the next the entry goes', () => {
    const one = expiring()
    const { termTo } = entryIn(one) ?? {}
    expect(termTo).toBe('2026-03-05')
    tick(one, 3 * DAY_MS + 14 * HOUR_MS)
    expect(entryIn(one)?.state).toBe('PUBLISHED')
    tick(one, HOUR_MS)
    expect(typesOf(one)).toEqual(['DeletionDue', 'EntryEnded'])
    expect(endOf(one)).toMatchObject({ end: 'DELETED', event: 'TERM_EXPIRED', endedAtMs: one.chain.nowMs })
    tick(one, 10 * DAY_MS)
    expect(alarmsIn(one)).toEqual([])
    expect(one.chain.violations()).toEqual([])
  })

  test('a term that was extended does not end on its first last day', () => {
    const one = expiring()
    const value = { entryId: ENTRY, decisionDigest: DIGEST, months: 12, ground: 'SEVERAL_BREACHES' }
    done(one, { type: 'listing/Extend', value }, LEADERS)
    tick(one, 5 * DAY_MS)
    expect(entryIn(one)).toMatchObject({ state: 'PUBLISHED', termTo: '2027-03-05' })
  })

  test('the clock of the law runs although the program may not act, and the program is tried again', () => {
    const one = expiring()
    one.set.isProgramLet = false
    tick(one, 4 * DAY_MS)
    const deletion = { event: 'TERM_EXPIRED', on: '2026-03-05', deleteBy: '2026-03-10', alarmOn: '2026-03-09' }
    expect(entryIn(one)).toMatchObject({ state: 'PUBLISHED', deletion })
    tick(one, 3 * DAY_MS)
    expect(kindsOf(one)).toEqual(['DELETION_DUE'])
    tick(one, 2 * DAY_MS)
    expect(kindsOf(one)).toEqual(['DELETION_DUE', 'DELETION_LATE'])
    expect(alarmsIn(one)[1]).toMatchObject({ owner: 'COURT_ENFORCER', organisation: 'court-x', dueOn: '2026-03-10' })
    one.set.isProgramLet = true
    tick(one, HOUR_MS)
    expect(endOf(one)).toMatchObject({ end: 'DELETED', deleteBy: '2026-03-10' })
    expect(alarmsIn(one).every(({ endedAtMs }) => endedAtMs !== null)).toBe(true)
  })
})

describe('publication and resumption', () => {
  test('a step that is refused leaves no trace, and is tried again after an hour', () => {
    const one = court()
    done(one, decideMessage(), LEADERS)
    one.set.isProgramLet = false
    const { events } = done(one, serviceMessage(), [enforcer])
    expect(events.map(({ type }) => type)).toEqual(['EntryServed'])
    one.set.isProgramLet = true
    tick(one, HOUR_MS - 1)
    expect(entryIn(one)).toMatchObject({ state: 'SERVED', publishedAtMs: null })
    tick(one, 1)
    expect(typesOf(one)).toEqual(['EntryPublished'])
    expect(entryIn(one)).toMatchObject({ state: 'PUBLISHED', publishedAtMs: one.chain.nowMs })
  })

  test('a lifted entry is shown again on the day after, and its subscribers are told', () => {
    const one = shared()
    const value = { entryId: ENTRY, decisionDigest: DIGEST, ground: 'EXAM', from: TODAY, to: '2026-03-04' }
    done(one, { type: 'listing/LiftTemporarily', value }, LEADERS)
    tick(one, 2 * DAY_MS)
    expect(entryIn(one)).toMatchObject({ state: 'SUSPENDED' })
    tick(one, DAY_MS)
    expect(typesOf(one)).toContain('EntryResumed')
    expect(entryIn(one)).toMatchObject({ state: 'PUBLISHED', lift: null })
    tick(one)
    expect(one.sent.at(-1)).toMatchObject({ kind: 'views', views: [{ view: { status: 'ACTIVE' } }] })
    expect(one.chain.violations()).toEqual([])
  })
})

describe('deletion', () => {
  test('what is due goes in the first hour in which the machine lets the program act', () => {
    const one = published()
    one.set.isProgramLet = false
    done(one, eventMessage('BANKRUPTCY_ACCEPTED'), [enforcer])
    tick(one, HOUR_MS)
    expect(entryIn(one)).toMatchObject({ state: 'DELETION_DUE', deletion: { event: 'BANKRUPTCY_ACCEPTED' } })
    one.set.isProgramLet = true
    tick(one, HOUR_MS)
    expect(endOf(one)).toMatchObject({ end: 'DELETED', event: 'BANKRUPTCY_ACCEPTED', deleteBy: '2026-03-05' })
  })

  test('where a person was quicker, the program has nothing left to do', () => {
    const one = published()
    one.set.isProgramLet = false
    done(one, eventMessage('PERFORMED'), [enforcer])
    done(one, { type: 'listing/DeleteByHand', value: { entryId: ENTRY } }, [enforcer])
    const end = endOf(one)
    one.set.isProgramLet = true
    tick(one, 5 * DAY_MS)
    expect(typesOf(one)).toEqual([])
    expect([endOf(one), kindsOf(one)]).toEqual([end, []])
  })
})

describe('an alarm of a later day', () => {
  test('is raised for an objection that nobody has decided, and not for one that somebody has', () => {
    const object = (one: Desk) => {
      const value = { entryId: ENTRY, kind: 'CONTENT', requestedOn: TODAY, documentDigest: DIGEST }
      done(one, { type: 'listing/Object', value }, [enforcer])
    }
    const [open, decided] = [published(), published()]
    object(open)
    object(decided)
    const value = { entryId: ENTRY, decisionDigest: DIGEST, on: TODAY, isUpheld: false }
    done(decided, { type: 'listing/DecideObjection', value }, [judge])
    tick(open, 40 * DAY_MS)
    tick(decided, 40 * DAY_MS)
    expect(kindsOf(open)).toEqual(['OBJECTION_UNDECIDED'])
    expect(kindsOf(decided)).toEqual([])
  })
})
