import { Overlay } from '@xiezhi/kernel'
import type { Store } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { CASE_REF, contestMessage, decideMessage, DEPOSIT, DIGEST, judge, rival, withDeposit } from './fixtures.ts'
import { invariants } from './invariants.ts'
import { deposits, depositsByDigest, depositsOfCase, FACTORS, filings, findings, objections } from './state.ts'
import type { Deposit } from './state.ts'

function brokenBy(breakIt: (store: Store, deposit: Deposit) => void): string[] {
  const chain = withDeposit()
  chain.deliver([contestMessage()], [rival])
  chain.deliver([decideMessage({ factors: [...FACTORS] })], [judge])
  const store = new Overlay(chain.store)
  const deposit = deposits(store).get(DEPOSIT)
  if (deposit !== undefined) breakIt(store, deposit)
  const ctx = { ...chain.context(), store }
  return invariants.filter((one) => one.violation(ctx) !== null).map(({ name }) => name)
}

describe('deposit invariants', () => {
  test('hold of a sound state', () => {
    expect(brokenBy(() => undefined)).toEqual([])
  })

  test.each<[name: string, breakIt: (store: Store, deposit: Deposit) => void]>([
    ['digest-index-is-deposits', (store) => depositsByDigest(store).delete(DIGEST, DEPOSIT)],
    ['digest-index-is-deposits', (store) => depositsByDigest(store).set([DIGEST, 'd9'.repeat(16)], 1)],
    ['case-index-is-deposits', (store) => depositsOfCase(store).delete(CASE_REF, DEPOSIT)],
    ['case-index-is-deposits', (store) => depositsOfCase(store).set([CASE_REF, 'd9'.repeat(16)], 1)],
    [
      'case-index-is-deposits',
      (store) => {
        const filing = filings(store).get(DEPOSIT)
        if (filing !== undefined) filings(store).set('d9'.repeat(16), { ...filing, caseRef: null })
      },
    ],
    ['supersession-agrees', (store, deposit) => deposits(store).set(DEPOSIT, { ...deposit, state: 'SUPERSEDED' })],
    ['supersession-agrees', (store, deposit) => deposits(store).set(DEPOSIT, { ...deposit, state: 'REVOKED' })],
    ['counts-agree', (store) => objections(store).delete(DEPOSIT, '001')],
    ['counts-agree', (store, deposit) => deposits(store).set(DEPOSIT, { ...deposit, orders: 1 })],
    [
      'findings-are-a-persons',
      (store) => {
        const found = findings(store).get(DEPOSIT, '001')
        if (found !== undefined) findings(store).set([DEPOSIT, '001'], { ...found, orders: 3 })
      },
    ],
  ])('%s is found broken', (name, breakIt) => {
    expect(brokenBy(breakIt)).toContain(name)
  })
})
