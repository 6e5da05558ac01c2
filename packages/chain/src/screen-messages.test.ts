import type { Json } from '@xiezhi/codec'
import { ContractError } from '@xiezhi/kernel'
import { expect, test } from 'vitest'
import { messageScreen } from './screen-messages.ts'
import { zoneModules } from './zone-modules.ts'

const screen = messageScreen(zoneModules('justice'))
const LICENCE = '14401199911000001'

function version(fields: Readonly<Record<string, Json>>, more: Readonly<Record<string, Json>> = {}): Json {
  return {
    recordType: 'lawyerProfile',
    recordId: LICENCE,
    validFrom: '2026-01-01',
    validTo: null,
    fields,
    commitments: [],
    ...more,
  }
}

function refusal(type: string, value: Json): string {
  try {
    screen([{ type, value }])
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    // A refusal names the field and never repeats its value.
    expect(JSON.stringify(error.facts)).not.toContain('999999')
    return `${error.kind.codespace}/${error.kind.name}`
  }
  return 'none'
}

const row = (fields: Readonly<Record<string, Json>>): Json => ({
  recordType: 'lawyerProfile',
  rows: [version({ practiceCategory: 'FULL_TIME' }), version(fields)],
})

test.each<[string, string, Json, string]>([
  ['what is in order', 'registry/RecordVersion', version({ practiceCategory: 'FULL_TIME' }), 'none'],
  [
    'a field that is for no ledger',
    'registry/RecordVersion',
    version({ identityNumber: '999999' }),
    'registry/FieldNever',
  ],
  [
    'a field that is committed only',
    'registry/RecordVersion',
    version({ phone: '999999' }),
    'registry/FieldCommittedOnly',
  ],
  ['a field that nobody declared', 'registry/RecordVersion', version({ note: '999999' }), 'registry/FieldUnknown'],
  ['a field beside the version', 'registry/RecordVersion', version({}, { note: '999999' }), 'kernel/MessageMalformed'],
  ['rows in order', 'registry/ImportRecords', row({ practiceCategory: 'PUBLIC' }), 'none'],
  ['one row with such a field', 'registry/ImportRecords', row({ identityNumber: '999999' }), 'registry/FieldNever'],
  [
    'a row that is no version',
    'registry/ImportRecords',
    { recordType: 'lawyerProfile', rows: [{ note: '999999' }] },
    'kernel/MessageMalformed',
  ],
  ['a field more in any message', 'lawyer/GrantLicence', { note: '999999' }, 'kernel/MessageMalformed'],
  ['what a relayer brings', 'packet/RecvPacket', { note: '999999' }, 'none'],
  ['a message of another ledger', 'case/OpenCase', { note: '999999' }, 'none'],
])('%s', (_, type, value, expected) => {
  expect(refusal(type, value)).toBe(expected)
})
