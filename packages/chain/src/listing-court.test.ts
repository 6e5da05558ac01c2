import { agreementState, listingErrors as errors } from '@xiezhi/contracts'
import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { ErrorKind } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import {
  alarmsOf,
  at,
  CASE,
  decision,
  digest,
  ENFORCER,
  ENTRY,
  entryOf,
  event,
  hex,
  INDEX_KEY,
  LEADERS,
  leavesOf,
  list,
  openCase,
  restriction,
  serve,
} from './testing/listing-acts.ts'
import type { Values } from './testing/listing-acts.ts'
import { ListingZones } from './testing/listing-zones.ts'

const TEST_MS = 300_000

function begin(day: string): ListingZones {
  const zones = new ListingZones(nodeCrypto, at(`${day}T09:00:00`))
  openCase(zones)
  return zones
}

const act = (zones: ListingZones, officers: readonly string[], type: string, value: Json): Json =>
  zones.act(zones.court, officers, `listing/${type}`, value)
const expectRefused = (zones: ListingZones, officers: readonly string[], type: string, value: Json, kind: ErrorKind) =>
  zones.expectRefused(zones.court, officers, { type: `listing/${type}`, value, kind })
const decided = (zones: ListingZones): void => void act(zones, LEADERS, 'Decide', decision('2024-10-08'))
const suspension = (suspended: boolean) => ({ machineId: 'dishonest-list', suspended, reason: 'DRILL' })
const suspend = (zones: ListingZones, suspended = true): void => {
  const officers = ['court-x/president', 'court-x/auditor']
  zones.act(zones.court, officers, 'agreement/SetSuspension', suspension(suspended))
}

describe('a decision', () => {
  test('T20-20: president and judge decide, service publishes, and not before', () => {
    const zones = begin('2024-10-08')
    decided(zones)
    expect(leavesOf(zones.court)).toEqual([])
    zones.jumpTo(at('2024-10-09T10:00:00'))
    serve(zones, '2024-10-09')
    expect(leavesOf(zones.court)).toEqual([
      { entryId: ENTRY, list: 'DISHONEST', role: 'DEBTOR', from: '2024-10-08', to: '2026-10-08', isObjected: false },
    ])
    expect(entryOf(zones.court)?.entry).toMatchObject({ state: 'PUBLISHED', termTo: '2026-10-08' })
    zones.sound()
  })

  test.each<[string, ErrorKind, Values, Values]>([
    ['G20-72: sealed assets that suffice', errors.NotListable, { situation: 1 }, { sealedAssetsSuffice: true }],
    ['sufficient security', errors.NotListable, { situation: 1 }, { hasSufficientSecurity: true }],
    ['a debtor later in order', errors.NotListable, { situation: 1 }, { isLaterInOrder: true }],
    ['G20-73: a minor', errors.NotListable, {}, { isOfAge: false }],
    ['G20-74: the representative of a unit', errors.NotListable, {}, { isRepresentative: true }],
    [
      'the same applicant within six months',
      errors.NotListable,
      {},
      { deletedAtSameApplicantsRequestOn: '2024-05-01' },
    ],
    ['a campus-loan student without reasons', errors.ReasonsMissing, {}, { isCampusLoanStudent: true }],
    ['no situation', errors.FormMismatch, { situation: null }, {}],
    ['categories of consumption', errors.FormMismatch, { categories: [1] }, {}],
    [
      'G20-75: an extension of 48 months',
      errors.TermRefused,
      { situation: 2, extension: { months: 48, ground: 'SERIOUS_VIOLENCE_OR_THREAT' } },
      {},
    ],
    ['a day to come', errors.DateOrder, { decidedOn: '2024-10-09' }, {}],
    ['a case without enforcement', errors.EnforcementUnknown, { caseRef: hex('a9') }, {}],
  ])('refuses %s', (_, kind, change, statement) => {
    const zones = begin('2024-10-08')
    expectRefused(zones, LEADERS, 'Decide', decision('2024-10-08', change, statement), kind)
  })

  test('G20-75: violence extended by 12 months ends after three years', () => {
    const zones = begin('2026-03-10')
    const extension = { months: 12, ground: 'SERIOUS_VIOLENCE_OR_THREAT' }
    expect(act(zones, LEADERS, 'Decide', decision('2026-03-10', { situation: 2, extension }))).toMatchObject({
      termTo: '2029-03-10',
    })
  })

  test('takes two persons of the court that enforces, and what is not yet performed', () => {
    const zones = begin('2024-10-08')
    const value = decision('2024-10-08')
    const authority = { codespace: 'authority' } as ErrorKind
    const alone = zones.court.chain.deliver(
      [{ type: 'listing/Decide', value }],
      [zones.signer(zones.court, 'court-x/president')],
    )
    expect(alone.codespace).toBe(authority.codespace)
    expectRefused(zones, ['court-y/president', 'court-y/judge'], 'Decide', value, errors.OtherCourt)
    const performed = { caseRef: CASE, on: '2024-10-08', documentDigest: digest('0d') }
    zones.act(zones.court, ENFORCER, 'enforcement/RecordPerformance', performed)
    expectRefused(zones, LEADERS, 'Decide', value, errors.NotInDefault)
    expect(entryOf(zones.court)).toBeNull()
  })

  test('a decision withdrawn before publication is never published', () => {
    const zones = begin('2024-10-08')
    decided(zones)
    act(zones, LEADERS, 'Withdraw', { entryId: ENTRY, decisionDigest: digest('d1'), reason: 'SET_ASIDE' })
    const service = { entryId: ENTRY, servedOn: '2024-10-08', evidenceDigest: digest('5e') }
    expectRefused(zones, ENFORCER, 'RecordService', service, errors.EntryUnknown)
    expectRefused(zones, LEADERS, 'Decide', decision('2024-10-08'), errors.EntryExists)
    expect(leavesOf(zones.court)).toEqual([])
    expect(entryOf(zones.court)).toMatchObject({ entry: null, ended: { end: 'WITHDRAWN' } })
    zones.sound()
  })

  test(
    'no program takes a step into a state that only persons bring about',
    () => {
      const zones = begin('2024-10-08')
      list(zones, '2024-10-08')
      zones.jumpTo(at('2026-10-12T09:00:00'))
      const { store } = zones.court.chain
      const { machine } = agreementState.machines(store).get('dishonest-list', '0001') ?? {}
      const human = machine?.states.filter((state) => state.human).map(({ name }) => name) ?? []
      const taken = agreementState.steps(store).list({ under: ['dishonest-list', ENTRY], limit: 100 })
      const byProgram = taken.filter(({ value }) => value.by === 'PROGRAM').map(({ value }) => value.to)
      expect(byProgram).toEqual(['PUBLISHED', 'DELETION_DUE', 'DELETED'])
      expect(byProgram.filter((state) => human.includes(state))).toEqual([])
    },
    TEST_MS,
  )
})

describe('the end of an entry', () => {
  test(
    'G20-70: a fixed term of two years ends at midnight, and the entry is gone with its index leaf',
    () => {
      const zones = begin('2024-10-08')
      list(zones, '2024-10-08')
      zones.jumpTo(at('2026-10-08T23:59:59'))
      expect(leavesOf(zones.court)).toHaveLength(1)
      zones.jumpTo(at('2026-10-09T00:00:00'))
      expect(leavesOf(zones.court)).toEqual([])
      expect(entryOf(zones.court)).toMatchObject({
        entry: null,
        ended: { end: 'DELETED', event: 'TERM_EXPIRED', deleteBy: '2026-10-12', endedAtMs: at('2026-10-09T00:00:00') },
      })
      zones.sound()
    },
    TEST_MS,
  )

  test('G20-71: full payment under situation 1 deletes by the third working day; the program does it at once', () => {
    const zones = begin('2026-09-28')
    list(zones, '2026-09-28', { situation: 1 })
    zones.jumpTo(at('2026-09-29T16:00:00'))
    expect(act(zones, ENFORCER, 'RecordEvent', event('PERFORMED', '2026-09-29'))).toMatchObject({
      verdict: 'DELETE',
      deleteBy: '2026-10-09',
      isDeleted: true,
    })
    expect(leavesOf(zones.court)).toEqual([])
  })

  test('O-07: payment under another situation proposes; president and judge decide', () => {
    const zones = begin('2026-09-28')
    list(zones, '2026-09-28')
    const paid = event('PERFORMED', '2026-09-28')
    expect(act(zones, ENFORCER, 'RecordEvent', paid)).toMatchObject({ verdict: 'PROPOSE_EARLY_DELETION' })
    expect(leavesOf(zones.court)).toHaveLength(1)
    const answer = { entryId: ENTRY, decisionDigest: digest('d2'), isApproved: false }
    act(zones, LEADERS, 'DecideDeletion', answer)
    expectRefused(zones, LEADERS, 'DecideDeletion', answer, errors.DeletionNotOpen)
    act(zones, ENFORCER, 'RecordEvent', paid)
    act(zones, LEADERS, 'DecideDeletion', { ...answer, isApproved: true })
    expect(entryOf(zones.court)).toMatchObject({ entry: null, ended: { end: 'EARLY_DELETED', event: 'PERFORMED' } })
    zones.sound()
  })

  test('the end of a round deletes after two searches without assets and without another clue only', () => {
    const zones = begin('2026-09-28')
    list(zones, '2026-09-28', { situation: 1 })
    const round = event('ROUND_ENDED_NO_ASSETS', '2026-09-28', { searchesWithoutAssets: 1 })
    expect(expectRefused(zones, ENFORCER, 'RecordEvent', round, errors.DeletionNotDue)).toEqual({
      reasons: ['SEARCHES_TOO_FEW R20-85'],
    })
    act(zones, ENFORCER, 'RecordEvent', { ...round, searchesWithoutAssets: 2 })
    expect(entryOf(zones.court)?.entry).toBeNull()
  })

  test('T20-21: while two officers have suspended the machine, alarms come on day 2 and after day 3, and a person deletes', () => {
    const zones = begin('2026-09-28')
    list(zones, '2026-09-28', { situation: 1 })
    suspend(zones)
    zones.jumpTo(at('2026-09-29T16:00:00'))
    act(zones, ENFORCER, 'RecordEvent', event('PERFORMED', '2026-09-29'))
    expect(entryOf(zones.court)?.entry).toMatchObject({
      state: 'DELETION_DUE',
      deletion: { deleteBy: '2026-10-09', alarmOn: '2026-10-08' },
    })
    zones.jumpTo(at('2026-10-07T23:59:59'))
    expect(alarmsOf(zones.court)).toEqual([])
    zones.jumpTo(at('2026-10-08T00:00:01'))
    expect(alarmsOf(zones.court)).toMatchObject([{ kind: 'DELETION_DUE', endedAtMs: null }])
    zones.jumpTo(at('2026-10-10T00:00:01'))
    expect(alarmsOf(zones.court).map(({ kind }) => kind)).toEqual(['DELETION_DUE', 'DELETION_LATE'])
    act(zones, ENFORCER, 'DeleteByHand', { entryId: ENTRY })
    expect(leavesOf(zones.court)).toEqual([])
    expect(alarmsOf(zones.court).every(({ endedAtMs }) => endedAtMs !== null)).toBe(true)
    zones.sound()
  })

  test(
    'a suspended machine stops no clock: the term ends, and the program deletes when it may again',
    () => {
      const zones = begin('2024-10-08')
      list(zones, '2024-10-08')
      zones.jumpTo(at('2026-10-08T12:00:00'))
      suspend(zones)
      zones.jumpTo(at('2026-10-11T12:00:00'))
      expect(entryOf(zones.court)?.entry).toMatchObject({ state: 'PUBLISHED', deletion: { deleteBy: '2026-10-12' } })
      expect(alarmsOf(zones.court)).toMatchObject([{ kind: 'DELETION_DUE' }])
      suspend(zones, false)
      zones.jumpTo(at('2026-10-11T14:00:00'))
      zones.jumpTo(at('2026-10-11T16:00:00'))
      expect(entryOf(zones.court)?.entry).toBeNull()
    },
    TEST_MS,
  )

  test('no burden begins and nothing is published while the machine is suspended', () => {
    const zones = begin('2024-10-08')
    decided(zones)
    suspend(zones)
    serve(zones, '2024-10-08')
    expect(leavesOf(zones.court)).toEqual([])
    const { MachineSuspended } = { MachineSuspended: { codespace: 'agreement', code: 22, name: 'MachineSuspended' } }
    const next = decision('2024-10-08', { entryId: hex('e2') })
    expectRefused(zones, LEADERS, 'Decide', next, MachineSuspended as ErrorKind)
    zones.jumpTo(at('2024-10-09T00:00:01'))
    expect(alarmsOf(zones.court)).toMatchObject([{ kind: 'UNPUBLISHED' }])
  })

  test('double listing by two courts: two entries on one index, each court deletes its own', () => {
    const zones = begin('2024-10-08')
    openCase(zones, 'court-y', hex('a2'))
    list(zones, '2024-10-08')
    const second = { entryId: hex('e2'), caseRef: hex('a2'), subject: digest('5d'), situation: 1 }
    list(zones, '2024-10-08', second, 'court-y')
    expect(leavesOf(zones.court)).toHaveLength(2)
    const paid = event('PERFORMED', '2024-10-08', { entryId: hex('e2') })
    expectRefused(zones, ENFORCER, 'RecordEvent', paid, errors.OtherCourt)
    act(zones, ['court-y/enforcer'], 'RecordEvent', paid)
    expect(leavesOf(zones.court)).toMatchObject([{ entryId: ENTRY }])
    zones.sound()
  })

  test('what stays of a deleted entry leads to nobody', () => {
    const zones = begin('2024-10-08')
    list(zones, '2024-10-08', { situation: 1 })
    act(zones, ENFORCER, 'RecordEvent', event('PERFORMED', '2024-10-08'))
    const state = zones.court.chain.backend
      .entries()
      .map(({ key, value }) => new TextDecoder().decode(key) + new TextDecoder().decode(value))
      .filter((text) => text.startsWith('listing/') || text.startsWith('agreement/'))
    expect(state.length).toBeGreaterThan(3)
    expect(state.filter((text) => [INDEX_KEY, digest('5b'), CASE].some((trace) => text.includes(trace)))).toEqual([])
  })
})

describe('lifts, corrections and objections', () => {
  const lift = (from: string, to: string, ground = 'EXAM') => ({
    entryId: ENTRY,
    decisionDigest: digest('d3'),
    ground,
    from,
    to,
  })

  test('G20-78: a lift of 45 days is refused; of a month it ends by itself', () => {
    const zones = begin('2026-03-02')
    list(zones, '2026-03-02')
    const long = lift('2026-03-02', '2026-04-15')
    expect(expectRefused(zones, LEADERS, 'LiftTemporarily', long, errors.LiftRefused)).toEqual({
      reasons: ['LIFT_TOO_LONG R20-84'],
    })
    expectRefused(zones, LEADERS, 'LiftTemporarily', lift('2026-03-02', '2026-03-09', 'OTHER'), errors.LiftRefused)
    act(zones, LEADERS, 'LiftTemporarily', lift('2026-03-02', '2026-04-02'))
    expect(leavesOf(zones.court)).toEqual([])
    zones.jumpTo(at('2026-04-02T23:59:59'))
    expect(leavesOf(zones.court)).toEqual([])
    zones.jumpTo(at('2026-04-03T00:00:00'))
    expect(leavesOf(zones.court)).toHaveLength(1)
  })

  test('an extension of a standing entry moves its end; both together stay below the cap', () => {
    const zones = begin('2026-03-02')
    list(zones, '2026-03-02', { situation: 2 })
    const extend = (months: number) => ({
      entryId: ENTRY,
      decisionDigest: digest('d4'),
      months,
      ground: 'SEVERAL_BREACHES',
    })
    expect(act(zones, LEADERS, 'Extend', extend(24))).toMatchObject({ termTo: '2030-03-02' })
    expectRefused(zones, LEADERS, 'Extend', extend(13), errors.TermRefused)
    expect(act(zones, LEADERS, 'Extend', extend(12))).toMatchObject({ termTo: '2031-03-02' })
  })

  test('R20-88: 15 days to decide, ten to ask the court above, which decides; upheld is corrected within three working days', () => {
    const zones = begin('2026-04-20')
    list(zones, '2026-04-20')
    const objection = { entryId: ENTRY, kind: 'IDENTITY', requestedOn: '2026-04-20', documentDigest: digest('0b') }
    expect(act(zones, ENFORCER, 'Object', objection)).toEqual({ entryId: ENTRY, decideBy: '2026-05-06' })
    expect(leavesOf(zones.court)).toMatchObject([{ isObjected: true }])
    expectRefused(zones, ENFORCER, 'Object', objection, errors.ObjectionOpen)
    zones.jumpTo(at('2026-05-07T00:00:01'))
    expect(alarmsOf(zones.court)).toMatchObject([{ kind: 'OBJECTION_UNDECIDED' }])
    const decide = (on: string, isUpheld: boolean) => ({ entryId: ENTRY, decisionDigest: digest('d5'), on, isUpheld })
    act(zones, ['court-x/judge'], 'DecideObjection', decide('2026-05-07', false))
    expect(leavesOf(zones.court)).toMatchObject([{ isObjected: false }])
    zones.jumpTo(at('2026-05-15T09:00:00'))
    const again = { entryId: ENTRY, askedOn: '2026-05-15', documentDigest: digest('0c') }
    act(zones, ENFORCER, 'Reconsider', again)
    expectRefused(zones, ['court-x/judge'], 'DecideObjection', decide('2026-05-15', true), errors.NotAbove)
    act(zones, ['alliance/root-1'], 'DecideObjection', decide('2026-05-15', true))
    expect(entryOf(zones.court)?.entry).toMatchObject({ objection: { outcome: 'UPHELD', fixBy: '2026-05-20' } })
    zones.jumpTo(at('2026-05-21T00:00:01'))
    expect(alarmsOf(zones.court).map(({ kind }) => kind)).toContain('FIX_LATE')
    const corrected = {
      entryId: ENTRY,
      decisionDigest: digest('d6'),
      subject: digest('5f'),
      indexKey: '3d'.repeat(32),
      situation: 4,
    }
    expectRefused(zones, LEADERS, 'Correct', { ...corrected, situation: 1 }, errors.FormMismatch)
    act(zones, LEADERS, 'Correct', corrected)
    expect(leavesOf(zones.court)).toEqual([])
    expect(leavesOf(zones.court, '3d'.repeat(32))).toMatchObject([{ isObjected: false }])
    zones.sound()
  })

  test('reconsideration is not asked after its term, or where nothing was refused', () => {
    const zones = begin('2026-04-20')
    list(zones, '2026-04-20')
    const again = (askedOn: string) => ({ entryId: ENTRY, askedOn, documentDigest: digest('0c') })
    expectRefused(zones, ENFORCER, 'Reconsider', again('2026-04-20'), errors.ObjectionNone)
    act(zones, ENFORCER, 'Object', {
      entryId: ENTRY,
      kind: 'CONTENT',
      requestedOn: '2026-04-20',
      documentDigest: digest('0b'),
    })
    const value = { entryId: ENTRY, decisionDigest: digest('d5'), on: '2026-04-20', isUpheld: false }
    act(zones, ['court-x/judge'], 'DecideObjection', value)
    expectRefused(zones, ['court-x/judge'], 'DecideObjection', value, errors.ObjectionNone)
    zones.jumpTo(at('2026-05-07T09:00:00'))
    expect(expectRefused(zones, ENFORCER, 'Reconsider', again('2026-05-07'), errors.LawRefused)).toMatchObject({
      law: 'DEADLINE_PASSED',
    })
  })
})

describe('limits of consumption', () => {
  const RESTRICTION = hex('c1')
  const lifted = (change: Values = {}) => ({
    entryId: RESTRICTION,
    decisionDigest: digest('d7'),
    ground: 'REPRESENTATIVE_CHANGED',
    isChangeGenuine: true,
    isActualController: false,
    isDirectlyResponsible: false,
    ...change,
  })
  const restrict = (zones: ListingZones): void => {
    act(zones, LEADERS, 'Decide', restriction('2026-05-06'))
    serve(zones, '2026-05-06', RESTRICTION)
  }

  test('G20-74, G20-77: unit and representative are limited; who still controls the unit stays so', () => {
    const zones = begin('2026-05-06')
    restrict(zones)
    expect(leavesOf(zones.court)).toMatchObject([{ list: 'CONSUMPTION', role: 'DEBTOR', to: null }])
    expect(leavesOf(zones.court, '2d'.repeat(32))).toMatchObject([{ role: 'LEGAL_REPRESENTATIVE' }])
    expect(expectRefused(zones, LEADERS, 'Lift', lifted({ isActualController: true }), errors.LiftNotDue)).toEqual({
      reasons: ['ACTUAL_CONTROLLER R20-91'],
    })
    act(zones, LEADERS, 'Lift', lifted())
    expect(leavesOf(zones.court, '2d'.repeat(32))).toEqual([])
    expect(entryOf(zones.court, RESTRICTION)).toMatchObject({ ended: { end: 'LIFTED' } })
    zones.sound()
  })

  test('R20-90: an exception is for a person and a category of the order', () => {
    const zones = begin('2026-05-06')
    restrict(zones)
    const exception = {
      entryId: RESTRICTION,
      decisionDigest: digest('d8'),
      subject: digest('5c'),
      category: 9,
      from: '2026-05-06',
      to: '2026-05-07',
    }
    const judge = ['court-x/judge']
    expectRefused(zones, judge, 'GrantException', { ...exception, category: 8 }, errors.FormMismatch)
    expectRefused(zones, judge, 'GrantException', { ...exception, subject: digest('ff') }, errors.SubjectUnknown)
    expectRefused(zones, judge, 'GrantException', { ...exception, to: '2026-05-05' }, errors.DateOrder)
    act(zones, judge, 'GrantException', exception)
    expect(entryOf(zones.court, RESTRICTION)?.entry).toMatchObject({ exceptions: [{ category: 9 }] })
  })

  test('a natural person has no responsible persons beside them, and a restriction no situation', () => {
    const zones = begin('2026-05-06')
    expectRefused(zones, LEADERS, 'Decide', restriction('2026-05-06', { subjectKind: 'NATURAL' }), errors.FormMismatch)
    expectRefused(zones, LEADERS, 'Decide', restriction('2026-05-06', { situation: 4 }), errors.FormMismatch)
    expectRefused(zones, LEADERS, 'Decide', restriction('2026-05-06', { categories: [9, 9] }), errors.FormMismatch)
  })
})
