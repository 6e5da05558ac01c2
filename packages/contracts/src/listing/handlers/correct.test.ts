import { expectRejected } from '@xiezhi/kernel/testing'
import { expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  court,
  decideMessage,
  decidedMessage,
  DIGEST,
  done,
  enforcer,
  ENTRY,
  entryIn,
  fixtureErrors,
  judge,
  LEADERS,
  leavesIn,
  otherJudge,
  otherPresident,
  published,
  RESTRICTION,
  shared,
  tick,
  TODAY,
} from '../fixtures.ts'

const SUBJECT = `sha256:${'5f'.repeat(32)}`
const INDEX_KEY = '3d'.repeat(32)
const correction = (situation: number | null) =>
  decidedMessage('Correct', { subject: SUBJECT, indexKey: INDEX_KEY, situation })

test('R20-88: wrong data are corrected under the same entry; the index, the objection and the subscribers follow', () => {
  const one = shared({ situation: 4 })
  const objection = { entryId: ENTRY, kind: 'IDENTITY', requestedOn: TODAY, documentDigest: DIGEST }
  done(one, { type: 'listing/Object', value: objection }, [enforcer])
  tick(one)
  const sentBefore = one.sent.length
  const { events } = done(one, correction(5), LEADERS)
  expect(events).toMatchObject([{ type: 'EntryChanged', data: { entryId: ENTRY, list: 'DISHONEST' } }])
  expect(entryIn(one)).toMatchObject({
    subject: SUBJECT,
    indexKey: INDEX_KEY,
    situation: 5,
    objection: null,
    termTo: '2028-03-02',
    revision: 5,
  })
  expect(leavesIn(one)).toEqual([])
  expect(leavesIn(one, INDEX_KEY)).toMatchObject([{ entryId: ENTRY, role: 'DEBTOR', isObjected: false }])
  tick(one)
  expect(one.sent.slice(sentBefore)).toMatchObject([
    { kind: 'views', views: [{ view: { entryId: ENTRY, revision: 5, objection: null } }] },
  ])
  expect(one.chain.violations()).toEqual([])
})

test('R20-81: a correction gives no term, takes none away, and gives a restriction no situation', () => {
  const fixed = published({ situation: 4 }).chain
  expectRejected(fixed, errors.FormMismatch, [correction(1)], LEADERS)
  expectRejected(fixed, errors.FormMismatch, [correction(null)], LEADERS)
  expectRejected(published().chain, errors.FormMismatch, [correction(4)], LEADERS)
  expectRejected(published(RESTRICTION).chain, errors.FormMismatch, [correction(4)], LEADERS)
})

test('makes nobody of an entry who stands on this list for this case already; its own key stays', () => {
  const one = published({ situation: 4 })
  done(one, decideMessage({ entryId: 'e2'.repeat(16), indexKey: INDEX_KEY, subject: SUBJECT, situation: 4 }), LEADERS)
  const { facts } = expectRejected(one.chain, errors.AlreadyListed, [correction(4)], LEADERS)
  expect(facts).toEqual({ entryId: 'e2'.repeat(16), list: 'DISHONEST' })
  const own = { subject: SUBJECT, indexKey: entryIn(one)?.indexKey ?? '', situation: 5 }
  done(one, decidedMessage('Correct', own), LEADERS)
  expect(entryIn(one)).toMatchObject({ subject: SUBJECT, situation: 5 })
  done(one, decidedMessage('Withdraw', { entryId: 'e2'.repeat(16), reason: 'SET_ASIDE' }), LEADERS)
  done(one, correction(5), LEADERS)
  expect(entryIn(one)?.indexKey).toBe(INDEX_KEY)
  expect(one.chain.violations()).toEqual([])
})

test('is one of president and judge of the court, of what is published', () => {
  const { chain } = published()
  expectRejected(chain, fixtureErrors.RoleMissing, [correction(1)], [judge])
  expectRejected(chain, errors.OtherCourt, [correction(1)], [otherPresident, otherJudge])
  const one = court()
  expectRejected(one.chain, errors.EntryUnknown, [correction(1)], LEADERS)
  done(one, decideMessage(), LEADERS)
  expectRejected(one.chain, fixtureErrors.StepRefused, [correction(1)], LEADERS)
})
