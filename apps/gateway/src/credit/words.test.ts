import {
  CO_SUBJECT_ROLES,
  CONSUMPTION_LIFTS,
  CREDIT_DECISIONS,
  CREDIT_ENDS,
  CREDIT_ENTRY_STATES,
  CREDIT_REQUEST_KINDS,
  CREDIT_REQUEST_STATES,
  DELETION_EVENTS,
  LIFT_GROUNDS,
  PROPAGATION_STATES,
} from '@xiezhi/gateway-api'
import { listingApi, listingState } from '@xiezhi/contracts'
import { expect, test } from 'vitest'
import { categoryWords, creditWords, situationWords } from './words.ts'

const transitions = listingApi.LISTING_MACHINES.flatMap((machine) => machine.transitions.map(({ name }) => name))

test.each([
  ['state', CREDIT_ENTRY_STATES],
  ['end', CREDIT_ENDS],
  ['role', ['DEBTOR', ...CO_SUBJECT_ROLES]],
  ['event', [...DELETION_EVENTS, ...CONSUMPTION_LIFTS]],
  ['lift', LIFT_GROUNDS],
  ['decision', CREDIT_DECISIONS],
  ['request', CREDIT_REQUEST_KINDS],
  ['requestState', CREDIT_REQUEST_STATES],
  ['propagation', PROPAGATION_STATES],
  ['alarm', listingState.ALARM_KINDS],
  ['transition', transitions],
] as const)('every %s has words in both languages', (table, codes) => {
  for (const code of codes) {
    const { zh, en } = creditWords(table, code)
    expect(zh, code).toMatch(/\p{Script=Han}/u)
    expect(en).toMatch(/^[a-z][\x20-\x7e]+$/)
  }
})

test('so have situations and categories', () => {
  for (const item of [1, 2, 3, 4, 5, 6]) expect(situationWords(item).zh).not.toBe('')
  for (const item of [1, 2, 3, 4, 5, 6, 7, 8, 9]) expect(categoryWords(item).zh).not.toBe('')
})
