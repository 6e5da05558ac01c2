import { expect, test } from 'vitest'
import type { Role } from '@xiezhi/gateway-api'
import type { Entry } from './entries.ts'
import { nextActs } from './next-acts.ts'

const COURT = 'court-below'
const by = (roles: readonly Role[], organisation = COURT): Parameters<typeof nextActs>[1] => ({
  roles,
  person: { organisation },
})

const entry = (change: Partial<Entry>): Entry => {
  const standing: Partial<Entry> = {
    organisation: COURT,
    list: 'DISHONEST',
    state: 'PUBLISHED',
    situation: 2,
    objection: null,
    repair: null,
  }
  return { ...standing, ...change } as Entry
}

test.each<[string, Partial<Entry>, readonly Role[], string[]]>([
  [
    'served by the officer',
    { state: 'DECIDED' },
    ['COURT_ENFORCER'],
    ['recordEntryService', 'recordEntryEvent', 'enterObjection'],
  ],
  ['deleted by hand when due', { state: 'DELETION_DUE' }, ['COURT_ENFORCER'], ['deleteEntryByHand', 'enterObjection']],
  [
    'decided on by the president',
    {},
    ['COURT_PRESIDENT'],
    [
      'proposeExtension',
      'proposeTemporaryLift',
      'proposeDeletion',
      'proposeWithdrawal',
      'proposeCorrection',
      'proposeRestructuring',
    ],
  ],
  [
    'without a term: not extended',
    { situation: 1 },
    ['COURT_PRESIDENT'],
    ['proposeTemporaryLift', 'proposeDeletion', 'proposeWithdrawal', 'proposeCorrection', 'proposeRestructuring'],
  ],
  ['nothing for whoever has no office here', {}, ['PARTY', 'AUDITOR', 'SUPERVISOR'], []],
])('%s', (_, change, roles, expected) => {
  expect(nextActs(entry(change), by(roles), false)).toEqual(expected)
})

test('while the machine is suspended nobody is burdened further', () => {
  expect(nextActs(entry({}), by(['COURT_PRESIDENT']), true)).not.toContain('proposeExtension')
})

test('an objection is decided by the court, a request for reconsideration by the court above and by nobody else', () => {
  const objection = { outcome: 'PENDING', reconsiderAskedOn: null } as Entry['objection']
  const again = { outcome: 'PENDING', reconsiderAskedOn: '2026-11-20' } as Entry['objection']
  const judges = (change: Entry['objection'], organisation?: string): string[] =>
    nextActs(entry({ objection: change }), by(['COURT_JUDGE'], organisation), false)
  expect(judges(objection)).toContain('decideEntryObjection')
  expect(judges(again)).not.toContain('decideEntryObjection')
  expect(judges(again, 'court-above')).toEqual(['decideEntryObjection'])
  expect(judges(objection, 'court-above')).toEqual([])
})
