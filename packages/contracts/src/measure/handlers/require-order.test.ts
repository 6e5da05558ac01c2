import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { at, id, Institution, registrar } from '../fixtures.ts'
import { MEASURE_STATES, measures } from '../state.ts'
import type { Action, MeasureState } from '../state.ts'
import { isDeducting, requireOpenFor } from './require-order.ts'

const START = at('2026-03-02 09:00:00')
const M = id(1)

function sealed(): Institution {
  const zone = new Institution(START)
  zone.registered(M)
  return zone
}

describe('requireOpenFor', () => {
  test.each<[action: Action, open: readonly MeasureState[]]>([
    ['RENEW', ['EFFECTIVE', 'SUSPENDED', 'CONVERTED_TO_DISPOSAL']],
    ['REDUCE', ['EFFECTIVE', 'SUSPENDED', 'CONVERTED_TO_DISPOSAL', 'WAITING']],
    ['RELEASE', ['EFFECTIVE', 'SUSPENDED', 'CONVERTED_TO_DISPOSAL', 'WAITING']],
    ['SUSPEND', ['EFFECTIVE', 'CONVERTED_TO_DISPOSAL']],
    ['RESUME', ['SUSPENDED']],
    ['CONVERT_TO_DISPOSAL', ['EFFECTIVE']],
    ['DEDUCT', ['EFFECTIVE', 'CONVERTED_TO_DISPOSAL']],
    ['CLOSE_DISPOSAL', ['CONVERTED_TO_DISPOSAL']],
    ['FREEZE', []],
    ['QUERY', []],
  ])('%s is open in its own states only', (action, open) => {
    const found = measures(sealed().chain.store).get(M)
    expect(found).toBeDefined()
    const seen = MEASURE_STATES.filter((state) => {
      try {
        if (found !== undefined) requireOpenFor({ ...found, state }, action)
        return true
      } catch {
        return false
      }
    })
    expect(new Set(seen)).toEqual(new Set(open))
  })
})

describe('isDeducting', () => {
  test('from its beginning until the order has an answer', () => {
    const zone = sealed()
    const found = measures(zone.chain.store).get(M)
    if (found === undefined) throw new TypeError('no measure')
    const ctx = zone.chain.context()
    const pending = { ...found, pendingDeduction: `${'d'.repeat(64)}-0` }
    expect(isDeducting(ctx, { isOrderOpen: () => true }, found)).toBe(false)
    expect(isDeducting(ctx, { isOrderOpen: () => true }, pending)).toBe(true)
    expect(isDeducting(ctx, { isOrderOpen: () => false }, pending)).toBe(false)
  })
})

describe('requireAdmitted', () => {
  test('gives the reason of the law with its rule', () => {
    const zone = sealed()
    const deposit = zone.order({ asset: 'DEPOSIT', months: 12, limitCents: null })
    const message = zone.registerMessage(deposit, id(2), { assetKey: id(7) })
    expect(expectRejected(zone.chain, errors.AmountMissing, [message], [registrar]).facts).toEqual({
      code: 'AMOUNT_MISSING',
      rule: 'R20-13',
    })
  })
})
