import { describe, expect, test } from 'vitest'
import { startOfCivilDateMs } from '../../ids.ts'
import { done, frozen, issueMessage, MEASURE, measureFact, orderOf, proposalsOf, resultMessage } from '../fixtures.ts'

/** Makes a block at the first instant of a day and tells how many days were left, for each reminder in it. */
function daysTold(chain: ReturnType<typeof frozen>['chain'], day: string): readonly unknown[] {
  chain.nowMs = startOfCivilDateMs(day)
  return chain
    .block([])
    .events.filter(({ type }) => type === 'ExpiryNear')
    .map(({ data }) => data['daysLeft'])
}

describe('reminders before the end of a measure', () => {
  test('T20-5: told 60, 30, 15 and 7 days before; renewal is proposed once', () => {
    const { chain } = frozen()
    expect(daysTold(chain, '2027-01-28')).toEqual([])
    expect(daysTold(chain, '2027-01-29')).toEqual([60])
    expect(proposalsOf(chain)).toMatchObject([
      { kind: 'RENEW', reason: 'EXPIRY_NEAR', state: 'OPEN', dueOn: '2027-03-23' },
    ])
    expect(daysTold(chain, '2027-02-28')).toEqual([30])
    expect(daysTold(chain, '2027-03-15')).toEqual([15])
    expect(daysTold(chain, '2027-03-23')).toEqual([7])
    expect(proposalsOf(chain)).toHaveLength(1)
  })

  test('a renewed measure is told of at its new end only', () => {
    const { chain } = frozen()
    const about = { asset: 'DEPOSIT', limitCents: null, months: 12, measureId: MEASURE }
    const renewal = orderOf(2, { ...about, action: 'RENEW' })
    done(chain, issueMessage([renewal], 'RENEWAL_RULING'))
    done(chain, resultMessage(renewal, 'FULFILLED', measureFact({ to: '2028-03-30' })))
    expect(daysTold(chain, '2027-03-29')).toEqual([])
    expect(daysTold(chain, '2028-01-30')).toEqual([60])
  })
})
