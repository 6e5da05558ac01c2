import { expect, test } from 'vitest'
import { messagePriority } from './message-priority.ts'
import { zoneModules } from './zone-modules.ts'

const messages = (...types: readonly string[]): { type: string; value: null }[] =>
  types.map((type) => ({ type, value: null }))

test.each([
  ['protective', ['authority/RevokeKey']],
  ['protective', ['lawyer/SanctionLawyer', 'case/StopAgent']],
  ['ordinary', ['query/Ask']],
  ['ordinary', ['authority/RevokeKey', 'query/Ask']],
  ['bulk', ['lawyer/ImportLawyers']],
  ['bulk', ['authority/RevokeKey', 'registry/ImportRecords']],
] as const)('%s: %s', (expected, types) => {
  expect(messagePriority(messages(...types))).toBe(expected)
})

test('every type that goes first or waits is a message of a zone', () => {
  const known = new Set(
    [...zoneModules('court'), ...zoneModules('justice'), ...zoneModules('institution')].flatMap((module) =>
      module.messages.map(({ type }) => type),
    ),
  )
  const special = [...known].filter((type) => messagePriority(messages(type)) !== 'ordinary')
  expect(special.sort()).toEqual([
    'authority/EndDelegation',
    'authority/ReleaseOfficer',
    'authority/RevokeKey',
    'authority/SuspendOrganisation',
    'case/StopAgent',
    'client/FreezeClient',
    'client/SubmitMisbehaviour',
    'lawyer/EndLicence',
    'lawyer/ImportLawyers',
    'lawyer/SanctionLawyer',
    'measure/Register',
    'order/Issue',
    'order/Revoke',
    'order/SetHalt',
    'registry/ImportRecords',
  ])
})
