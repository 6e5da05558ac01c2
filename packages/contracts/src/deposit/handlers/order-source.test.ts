import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { clerk, DEPOSIT, fixtureErrors, HOUR_MS, judge, orderMessage, withDeposit } from '../fixtures.ts'
import { ORDERS_PER_DEPOSIT_MAX } from '../state.ts'

describe('orderSource', () => {
  test('asks for source data, and says when its time has passed', () => {
    const chain = withDeposit()
    chain.deliver([orderMessage(chain)], [judge])
    expect(chain.query('deposit/deposit', { depositId: DEPOSIT })).toMatchObject({
      orders: [{ number: 1, kinds: ['SOURCE', 'STORAGE'], state: 'OPEN' }],
    })
    chain.nowMs += 25 * HOUR_MS
    chain.deliver([], [judge])

    expect(chain.query('deposit/deposit', { depositId: DEPOSIT })).toMatchObject({ orders: [{ state: 'OVERDUE' }] })
    expect(chain.violations()).toEqual([])
  })

  test('rejects others than the judge, a time that has passed, a kind named twice and one order too many', () => {
    const chain = withDeposit()
    expectRejected(chain, fixtureErrors.RoleMissing, [orderMessage(chain)], [clerk])
    expectRejected(chain, errors.DepositUnknown, [orderMessage(chain, { depositId: 'd9'.repeat(16) })], [judge])
    expectRejected(chain, errors.TimeOrder, [orderMessage(chain, { dueAtMs: 1 })], [judge])
    expectRejected(chain, errors.RepeatedEntry, [orderMessage(chain, { kinds: ['SOURCE', 'SOURCE'] })], [judge])
    for (let i = 0; i < ORDERS_PER_DEPOSIT_MAX; i++) chain.deliver([orderMessage(chain)], [judge])
    expectRejected(chain, errors.OrderLimit, [orderMessage(chain)], [judge])
  })
})
