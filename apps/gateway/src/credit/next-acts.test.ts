import { expect, test } from 'vitest'
import type { Entry } from './entries.ts'
import { nextActs } from './next-acts.ts'

const entry = (change: Partial<Entry>): Entry => {
  const standing: Partial<Entry> = {
    list: 'DISHONEST',
    state: 'PUBLISHED',
    situation: 2,
    objection: null,
    repair: null,
  }
  return { ...standing, ...change } as Entry
}

test.each<[string, Partial<Entry>, Parameters<typeof nextActs>[1], string[]]>([
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
  expect(nextActs(entry(change), roles, false)).toEqual(expected)
})

test('while the machine is suspended nobody is burdened further', () => {
  expect(nextActs(entry({}), ['COURT_PRESIDENT'], true)).not.toContain('proposeExtension')
})
