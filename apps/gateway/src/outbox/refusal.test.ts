import { SdkError } from '@xiezhi/sdk'
import { describe, expect, test } from 'vitest'
import { passed } from './outbox-store.ts'
import type { Entry } from './outbox-store.ts'
import { mayBeIncluded, refusalOf } from './refusal.ts'

const refused = (codespace: string, name: string): SdkError => new SdkError('TX_REFUSED', { codespace, code: 8, name })

describe('a refusal', () => {
  test.each([
    ['kernel', 'Spent', true],
    ['kernel', 'TxDuplicate', true],
    ['kernel', 'Expired', true],
    ['kernel', 'NotYetIssued', false],
    ['host', 'HOST_TX_KNOWN', true],
    ['host', 'HOST_MEMPOOL_FULL', false],
    ['case', 'Expired', false],
  ])('of %s with %s: the transaction may stand on the ledger already: %s', (codespace, name, expected) => {
    expect(mayBeIncluded(refused(codespace, name))).toBe(expected)
  })

  test('that is none of a ledger says nothing about it', () => {
    expect(mayBeIncluded(new SdkError('PROOF_INVALID', {}))).toBe(false)
    expect(mayBeIncluded(new Error('Spent'))).toBe(false)
    expect(refusalOf(refused('host', 'HOST_TX_KNOWN'))).toBeUndefined()
  })
})

test('steps that are not written yet follow each other, and keep the result', () => {
  const entry: Entry = {
    id: 'row',
    person: 'clerk',
    state: 'submitted',
    plan: { chainId: 'xz-court-1', messages: [], then: 'answer', dispatchId: 'd', facts: {} },
    signed: [],
    expiresAtMs: 0,
    result: null,
    unwritten: [],
  }
  const relayed = passed(passed(entry, { state: 'included', result: { height: 7 } }), { state: 'relayed' })
  expect(relayed).toMatchObject({ state: 'relayed', result: { height: 7 } })
  expect(relayed.unwritten.map(({ state }) => state)).toEqual(['included', 'relayed'])
  expect(entry.unwritten).toEqual([])
})
