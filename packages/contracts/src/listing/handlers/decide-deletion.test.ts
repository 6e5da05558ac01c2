import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  court,
  decideMessage,
  decidedMessage,
  done,
  endedIn,
  enforcer,
  ENTRY,
  entryIn,
  eventMessage,
  fixtureErrors,
  judge,
  LEADERS,
  leavesIn,
  otherEnforcer,
  otherJudge,
  otherPresident,
  president,
  published,
  serviceMessage,
} from '../fixtures.ts'

const answer = (isApproved: boolean) => decidedMessage('DecideDeletion', { isApproved })
const byHand = { type: 'listing/DeleteByHand', value: { entryId: ENTRY } }
const withdrawal = decidedMessage('Withdraw', { reason: 'SET_ASIDE' })

describe('early deletion', () => {
  test('O-07: who paid before the term ends is proposed; two persons keep the entry, or delete it', () => {
    const one = published({ situation: 4 })
    done(one, eventMessage('PERFORMED'), [enforcer])
    const { events } = done(one, answer(false), LEADERS)
    expect(events).toMatchObject([{ type: 'ProposalDismissed', data: { entryId: ENTRY, event: 'PERFORMED' } }])
    expect(entryIn(one)).toMatchObject({ state: 'PUBLISHED', proposal: null })
    expectRejected(one.chain, errors.DeletionNotOpen, [answer(false)], LEADERS)
    done(one, eventMessage('PERFORMED'), [enforcer])
    expect(done(one, answer(true), LEADERS).data).toEqual([{ entryId: ENTRY, isDeleted: true }])
    expect(entryIn(one)).toBeUndefined()
    expect(endedIn(one)).toMatchObject({ end: 'EARLY_DELETED', event: 'PERFORMED', organisation: 'court-x' })
    expect(leavesIn(one)).toEqual([])
    expect(one.chain.violations()).toEqual([])
  })

  test('two persons may delete without a proposal; one alone, another court and an unknown entry are refused', () => {
    const one = published({ situation: 4 })
    expectRejected(one.chain, fixtureErrors.RoleMissing, [answer(true)], [judge, enforcer])
    expectRejected(one.chain, errors.OtherCourt, [answer(true)], [otherPresident, otherJudge])
    expectRejected(court().chain, errors.EntryUnknown, [answer(true)], LEADERS)
    done(one, answer(true), LEADERS)
    expect(endedIn(one)).toMatchObject({ end: 'EARLY_DELETED', event: null })
    expectRejected(one.chain, errors.EntryUnknown, [answer(true)], LEADERS)
  })
})

describe('deletion by hand', () => {
  test('T20-21: a person of the court deletes what is due while the program may not', () => {
    const one = published()
    expectRejected(one.chain, errors.DeletionNotOpen, [byHand], [enforcer])
    one.set.isProgramLet = false
    done(one, eventMessage('PERFORMED'), [enforcer])
    expect(entryIn(one)).toMatchObject({ state: 'DELETION_DUE', deletion: { deleteBy: '2026-03-05' } })
    expectRejected(one.chain, fixtureErrors.RoleMissing, [byHand], [president])
    expectRejected(one.chain, errors.OtherCourt, [byHand], [otherEnforcer])
    done(one, byHand, [enforcer])
    expect(endedIn(one)).toMatchObject({ end: 'DELETED', event: 'PERFORMED', deleteBy: '2026-03-05' })
    expectRejected(one.chain, errors.EntryUnknown, [byHand], [enforcer])
    expect(one.chain.violations()).toEqual([])
  })
})

describe('withdrawal', () => {
  test('X-70: an entry whose decision was set aside before publication is never published', () => {
    const one = court()
    done(one, decideMessage(), LEADERS)
    const { events } = done(one, withdrawal, LEADERS)
    expect(events).toMatchObject([{ type: 'EntryEnded', data: { entryId: ENTRY, end: 'WITHDRAWN' } }])
    expect(endedIn(one)).toMatchObject({ end: 'WITHDRAWN', event: 'SET_ASIDE', deleteBy: null })
    expectRejected(one.chain, errors.EntryUnknown, [serviceMessage()], [enforcer])
  })

  test('a published entry goes from the index; president and judge of the court sign', () => {
    const one = published()
    expectRejected(one.chain, fixtureErrors.RoleMissing, [withdrawal], [president, enforcer])
    expectRejected(one.chain, errors.OtherCourt, [withdrawal], [otherPresident, otherJudge])
    expectRejected(court().chain, errors.EntryUnknown, [withdrawal], LEADERS)
    expect(leavesIn(one)).toHaveLength(1)
    done(one, withdrawal, LEADERS)
    expect(leavesIn(one)).toEqual([])
    expect(one.chain.violations()).toEqual([])
  })
})
