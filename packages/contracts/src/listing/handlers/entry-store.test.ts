import { expect, test } from 'vitest'
import { digestOf } from '../../json-port.ts'
import {
  CASE,
  CO_INDEX_KEY,
  CO_SUBJECT,
  court,
  decideMessage,
  decidedMessage,
  DIGEST,
  done,
  endedIn,
  enforcer,
  ENTRY,
  entryIn,
  eventMessage,
  INDEX_KEY,
  LEADERS,
  leavesIn,
  published,
  RESTRICTION,
  serviceMessage,
  SUBJECT,
  TODAY,
} from '../fixtures.ts'
import { activeCounts } from '../state.ts'

test('each change is a revision of its own moment; the index shows the entry from publication only', () => {
  const one = court()
  done(one, decideMessage({ situation: 4 }), LEADERS)
  expect(entryIn(one)).toMatchObject({ revision: 1, changedAtMs: one.chain.nowMs })
  expect(leavesIn(one)).toEqual([])
  one.set.isProgramLet = false
  done(one, serviceMessage(), [enforcer])
  expect(entryIn(one)).toMatchObject({ state: 'SERVED', revision: 2, changedAtMs: one.chain.nowMs })
  expect(leavesIn(one)).toEqual([])
  one.set.isProgramLet = true
  one.chain.advance(3_600_000)
  expect(entryIn(one)).toMatchObject({ state: 'PUBLISHED', revision: 3, changedAtMs: one.chain.nowMs })
  expect(leavesIn(one)).toEqual([
    { entryId: ENTRY, list: 'DISHONEST', role: 'DEBTOR', from: TODAY, to: '2028-03-02', isObjected: false },
  ])
})

test('R20-90: the responsible persons of a unit stand in the index beside it, each in the own role', () => {
  const one = published(RESTRICTION)
  expect(leavesIn(one)).toMatchObject([{ role: 'DEBTOR', to: null }])
  expect(leavesIn(one, CO_INDEX_KEY)).toMatchObject([{ entryId: ENTRY, role: 'LEGAL_REPRESENTATIVE', to: null }])
})

test('a unit that is named as responsible person as well has one leaf, as the debtor', () => {
  const coSubjects = [{ role: 'ACTUAL_CONTROLLER', subject: SUBJECT, indexKey: INDEX_KEY }]
  const one = published({ ...RESTRICTION, coSubjects })
  expect(leavesIn(one)).toMatchObject([{ role: 'DEBTOR' }])
  expect(one.chain.violations()).toEqual([])
})

test('the leaves under an index key are counted; the count goes with the last', () => {
  const one = published(RESTRICTION)
  const counted = (key: string) => activeCounts(one.chain.context().store).get(key)
  expect([counted(INDEX_KEY), counted(CO_INDEX_KEY)]).toEqual([
    { dishonest: 0, consumption: 1 },
    { dishonest: 0, consumption: 1 },
  ])
  expect(one.chain.violations()).toEqual([])
  const lift = { ground: 'PERFORMED', isChangeGenuine: false, isActualController: true, isDirectlyResponsible: false }
  done(one, decidedMessage('Lift', lift), LEADERS)
  expect([counted(INDEX_KEY), counted(CO_INDEX_KEY)]).toEqual([undefined, undefined])
})

test('an entry whose deletion is due is shown until it goes', () => {
  const one = published()
  one.set.isProgramLet = false
  done(one, eventMessage('PERFORMED'), [enforcer])
  expect(entryIn(one)).toMatchObject({ state: 'DELETION_DUE' })
  expect(leavesIn(one)).toHaveLength(1)
  expect(one.chain.violations()).toEqual([])
})

test('a contested entry is marked while the request is open or upheld, not when it is refused', () => {
  const one = published()
  const marks: unknown[] = []
  const mark = () => marks.push((leavesIn(one) as { isObjected: boolean }[]).map(({ isObjected }) => isObjected))
  const object = { entryId: ENTRY, kind: 'CONTENT', requestedOn: TODAY, documentDigest: DIGEST }
  const judge = LEADERS.slice(1)
  for (const isUpheld of [false, true]) {
    done(one, { type: 'listing/Object', value: object }, [enforcer])
    mark()
    done(one, decidedMessage('DecideObjection', { isUpheld, on: TODAY }), judge)
    mark()
  }
  expect(marks).toEqual([[true], [false], [true], [true]])
})

test('2.8: of an ended entry the digest of what stood is left, and nothing that leads to person or case', () => {
  const one = published(RESTRICTION)
  const digest = digestOf(one.chain.context(), entryIn(one) ?? null)
  const lift = { ground: 'PERFORMED', isChangeGenuine: false, isActualController: true, isDirectlyResponsible: false }
  done(one, decidedMessage('Lift', lift), LEADERS)
  expect(endedIn(one)).toEqual({
    list: 'CONSUMPTION',
    organisation: 'court-x',
    digest,
    end: 'LIFTED',
    event: 'PERFORMED',
    deleteBy: null,
    endedAtMs: one.chain.nowMs,
  })
  expect(one.chain.query('listing/ofCase', { caseRef: CASE, limit: 10 })).toEqual([])
  const decoder = new TextDecoder()
  const texts = one.chain.backend
    .entries()
    .map(({ key, value }) => decoder.decode(key) + decoder.decode(value))
    .filter((text) => text.startsWith('listing/'))
  expect(texts).toHaveLength(1)
  for (const trace of [CASE, SUBJECT, INDEX_KEY, CO_SUBJECT, CO_INDEX_KEY]) {
    expect(texts.filter((text) => text.includes(trace))).toEqual([])
  }
  expect(one.chain.violations()).toEqual([])
})
