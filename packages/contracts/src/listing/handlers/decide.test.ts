import { expectRejected } from '@xiezhi/kernel/testing'
import type { ErrorKind, Message } from '@xiezhi/kernel'
import type { Json } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  CASE,
  CO_INDEX_KEY,
  CO_SUBJECT,
  court,
  decideMessage,
  decidedMessage,
  done,
  enforcer,
  ENTRY,
  entryIn,
  eventMessage,
  fixtureErrors,
  judge,
  LEADERS,
  leavesIn,
  moveTo,
  otherJudge,
  OTHER_CASE,
  otherPresident,
  PERFORMED_CASE,
  president,
  published,
  RESTRICTION,
  serviceMessage,
  tick,
  TODAY,
} from '../fixtures.ts'
import { ENTRIES_PER_CASE_MAX } from '../state.ts'

type Change = Readonly<Record<string, Json>>

describe('a decision to list', () => {
  test('R20-81: situation 4 is listed for two years, and shown to nobody before service', () => {
    const one = court()
    const { events, data } = done(one, decideMessage({ situation: 4, decidedOn: '2026-02-27' }), LEADERS)
    expect(data).toEqual([{ entryId: entryIn(one)?.entryId, termTo: '2028-02-27' }])
    expect(entryIn(one)).toMatchObject({
      state: 'DECIDED',
      organisation: 'court-x',
      termTo: '2028-02-27',
      publishedAtMs: null,
      objection: null,
      revision: 1,
    })
    expect(events).toMatchObject([{ type: 'EntryDecided', data: { situation: 4, organisation: 'court-x' } }])
    expect(leavesIn(one)).toEqual([])
    expect(one.chain.query('listing/ofCase', { caseRef: CASE, limit: 10 })).toMatchObject([{ state: 'DECIDED' }])
    expect(one.chain.violations()).toEqual([])
  })

  test('situation 1 has no term, nor have limits of consumption', () => {
    const one = court()
    expect(done(one, decideMessage(), LEADERS).data).toMatchObject([{ termTo: null }])
    const restriction = decideMessage({ ...RESTRICTION, entryId: 'e2'.repeat(16) })
    expect(done(one, restriction, LEADERS).data).toMatchObject([{ termTo: null }])
  })

  test('G20-75: violence extended by 12 months lasts three years; by 48 months it is refused', () => {
    const extended = (months: number) => ({ situation: 2, extension: { months, ground: 'SERIOUS_VIOLENCE_OR_THREAT' } })
    const { chain } = court()
    const { facts } = expectRejected(chain, errors.TermRefused, [decideMessage(extended(48))], LEADERS)
    expect(facts).toEqual({ reasons: ['EXTENSION_OUT_OF_RANGE R20-81'] })
    expect(chain.deliver([decideMessage(extended(12))], LEADERS).data).toMatchObject([{ termTo: '2029-03-02' }])
  })

  test('R20-84: a campus-loan student is listed where two persons state their reasons', () => {
    const one = court()
    const student = { isCampusLoanStudent: true }
    const { facts } = expectRejected(one.chain, errors.ReasonsMissing, [decideMessage({}, student)], LEADERS)
    expect(facts).toEqual({ reasons: ['CAMPUS_LOAN_STUDENT R20-84'] })
    done(one, decideMessage({ reasonsDigest: `sha256:${'0e'.repeat(32)}` }, student), LEADERS)
    expect(entryIn(one)).toMatchObject({ state: 'DECIDED' })
  })

  test.each<[string, ErrorKind, Change, Change]>([
    ['G20-72: sealed assets that suffice', errors.NotListable, {}, { sealedAssetsSuffice: true }],
    ['G20-73: a minor', errors.NotListable, {}, { isOfAge: false }],
    ['G20-74: a representative', errors.NotListable, {}, { isRepresentative: true }],
    ['R20-87: the same applicant soon', errors.NotListable, {}, { deletedAtSameApplicantsRequestOn: '2025-10-01' }],
    [
      'a term where the law has none',
      errors.TermRefused,
      { extension: { months: 12, ground: 'SEVERAL_BREACHES' } },
      {},
    ],
    ['no situation', errors.FormMismatch, { situation: null }, {}],
    ['a category on the list of dishonest debtors', errors.FormMismatch, { categories: [1] }, {}],
    ['a restriction with a situation', errors.FormMismatch, { ...RESTRICTION, situation: 4 }, {}],
    ['a restriction of nothing', errors.FormMismatch, { ...RESTRICTION, categories: [] }, {}],
    ['a category twice', errors.FormMismatch, { ...RESTRICTION, categories: [9, 9] }, {}],
    ['responsible persons of a person', errors.FormMismatch, { ...RESTRICTION, subjectKind: 'NATURAL' }, {}],
    ['a day to come', errors.DateOrder, { decidedOn: '2026-03-03' }, {}],
    ['a case without enforcement', errors.EnforcementUnknown, { caseRef: OTHER_CASE }, {}],
    ['a debt that is paid', errors.NotInDefault, { caseRef: PERFORMED_CASE }, {}],
  ])('refuses %s', (_, kind, change, statement) => {
    expectRejected(court().chain, kind, [decideMessage(change, statement)], LEADERS)
  })

  test('is one of president and judge of the court that enforces, under an id of its own', () => {
    const one = court()
    expectRejected(one.chain, fixtureErrors.RoleMissing, [decideMessage()], [president, enforcer])
    expectRejected(one.chain, fixtureErrors.RoleMissing, [decideMessage()], [judge])
    expectRejected(one.chain, errors.OtherCourt, [decideMessage()], [otherPresident, otherJudge])
    done(one, decideMessage(), LEADERS)
    expectRejected(one.chain, errors.EntryExists, [decideMessage()], LEADERS)
    done(one, decidedMessage('Withdraw', { reason: 'SET_ASIDE' }), LEADERS)
    expectRejected(one.chain, errors.EntryExists, [decideMessage()], LEADERS)
  })

  test('a case has a largest number of entries', () => {
    const one = court()
    const idOf = (n: number) => n.toString(16).padStart(32, '0')
    const all = Array.from({ length: ENTRIES_PER_CASE_MAX }, (_, n) =>
      decideMessage({ entryId: idOf(n), indexKey: idOf(n).repeat(2) }),
    )
    for (let at = 0; at < all.length; at += 8) {
      expect(one.chain.deliver(all.slice(at, at + 8), LEADERS).code).toBe(0)
    }
    const { facts } = expectRejected(one.chain, errors.EntryLimit, [decideMessage()], LEADERS)
    expect(facts).toEqual({ entriesMax: ENTRIES_PER_CASE_MAX })
  })

  describe('one person, one list, one case', () => {
    const TWIN = 'e2'.repeat(16)
    const twin = (change: Change = {}) => decideMessage({ entryId: TWIN, ...change })

    test.each<[string, Change]>([
      ['dishonest debtors', {}],
      ['limits of consumption', RESTRICTION],
    ])('%s: refuses a second entry while the first stands, decided or published', (_, list) => {
      const one = court()
      done(one, decideMessage(list), LEADERS)
      const { facts } = expectRejected(one.chain, errors.AlreadyListed, [twin(list)], LEADERS)
      expect(facts).toEqual({ entryId: ENTRY, list: list['list'] ?? 'DISHONEST' })
      done(one, serviceMessage(), [enforcer])
      // Another commitment is the same person: the index key is what says so.
      const again = twin({ ...list, subject: CO_SUBJECT })
      expectRejected(one.chain, errors.AlreadyListed, [again], LEADERS)
      expectRejected(court().chain, errors.AlreadyListed, [decideMessage(list), again], LEADERS)
      expect(entryIn(one, TWIN)).toBeUndefined()
      expect(one.chain.query('listing/ofCase', { caseRef: CASE, limit: 10 })).toHaveLength(1)
    })

    test('while the first waits for its deletion, or is lifted for a while, it stands', () => {
      const proposed = published({ situation: 4 })
      done(proposed, eventMessage('PERFORMED'), [enforcer])
      expect(entryIn(proposed)?.proposal).not.toBeNull()
      expectRejected(proposed.chain, errors.AlreadyListed, [twin()], LEADERS)
      const lifted = published({ situation: 4 })
      const lift = { ground: 'SERIOUS_ILLNESS', from: TODAY, to: '2026-03-20' }
      done(lifted, decidedMessage('LiftTemporarily', lift), LEADERS)
      expect(entryIn(lifted)?.state).toBe('SUSPENDED')
      expectRejected(lifted.chain, errors.AlreadyListed, [twin()], LEADERS)
    })

    test('the other list of the same person, and another person on the same list, are entries of their own', () => {
      const one = court()
      done(one, decideMessage(), LEADERS)
      done(one, twin({ ...RESTRICTION, subjectKind: 'NATURAL', coSubjects: [] }), LEADERS)
      done(one, twin({ entryId: 'e3'.repeat(16), indexKey: CO_INDEX_KEY, subject: CO_SUBJECT }), LEADERS)
      expect(one.chain.query('listing/ofCase', { caseRef: CASE, limit: 10 })).toHaveLength(3)
      expect(one.chain.violations()).toEqual([])
    })

    test('who was limited as responsible for a unit may be limited as a debtor too', () => {
      const one = court()
      done(one, decideMessage(RESTRICTION), LEADERS)
      const own = {
        ...RESTRICTION,
        subjectKind: 'NATURAL',
        coSubjects: [],
        indexKey: CO_INDEX_KEY,
        subject: CO_SUBJECT,
      }
      done(one, twin(own), LEADERS)
      expect(entryIn(one, TWIN)).toMatchObject({ state: 'DECIDED' })
    })

    test.each<[string, Change, Message]>([
      ['withdrawn', { situation: 4 }, decidedMessage('Withdraw', { reason: 'SET_ASIDE' })],
      ['deleted', {}, eventMessage('PERFORMED')],
    ])(
      'an entry that was %s is followed by another; the extension of that one is no second entry',
      (_, change, end) => {
        const one = published(change)
        done(one, end, end.type === 'listing/Withdraw' ? LEADERS : [enforcer])
        expect(entryIn(one)).toBeUndefined()
        published({ entryId: TWIN, situation: 4 }, one)
        const extension = { entryId: TWIN, months: 12, ground: 'SEVERAL_BREACHES' }
        done(one, decidedMessage('Extend', extension), LEADERS)
        expect(entryIn(one, TWIN)).toMatchObject({ state: 'PUBLISHED', termTo: '2029-03-02' })
        expect(one.chain.violations()).toEqual([])
      },
    )

    test('after the last day of the term the person may be listed anew', () => {
      const one = published({ situation: 4 })
      moveTo(one, '2028-03-03')
      tick(one)
      expect(entryIn(one)).toBeUndefined()
      done(one, twin({ situation: 4, decidedOn: '2028-03-03' }), LEADERS)
      expect(entryIn(one, TWIN)).toMatchObject({ state: 'DECIDED' })
    })
  })
})
