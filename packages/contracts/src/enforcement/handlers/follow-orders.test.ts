import { describe, expect, test } from 'vitest'
import type { Json } from '@xiezhi/codec'
import {
  caseOf,
  done,
  enforcementChain,
  frozen,
  issueMessage,
  MEASURE,
  measureFact,
  openMessage,
  orderOf,
  proposalsOf,
  resultMessage,
} from '../fixtures.ts'

const about = { asset: 'DEPOSIT', limitCents: null, months: null, measureId: MEASURE }
const notice = (event: string, measure: Json, order = orderOf(1)) => ({
  type: 'desk/Notice',
  value: { orderId: order.orderId, event, measure, order: order as unknown as Json },
})

describe('what becomes of orders', () => {
  test('a freeze is ordered, then in effect with its term; a failure is told', () => {
    const { chain } = frozen()
    expect(caseOf(chain).controls).toMatchObject([{ state: 'EFFECTIVE', to: '2027-03-30', rank: 0 }])
    const failed = orderOf(2)
    done(chain, issueMessage([failed]))
    done(chain, resultMessage(failed, 'FAILED'))
    expect(caseOf(chain).controls).toMatchObject([{ state: 'EFFECTIVE' }, { state: 'FAILED' }])
    expect(chain.violations()).toEqual([])
  })

  test.each([
    ['SUSPEND', { months: null }, 'VARIATION_RULING', { state: 'SUSPENDED' }],
    ['REDUCE', { limitCents: 5_000_000 }, 'RELEASE_RULING', { state: 'EFFECTIVE', limitCents: 5_000_000 }],
    ['RENEW', { months: 12 }, 'RENEWAL_RULING', { state: 'EFFECTIVE', to: '2028-03-30' }],
    ['RELEASE', {}, 'RELEASE_RULING', { state: 'RELEASED' }],
  ])('%s changes the control once the institution has carried it out', (action, effect, kind, after) => {
    const { chain } = frozen()
    const order = orderOf(2, { ...about, action, ...effect })
    done(chain, issueMessage([order], kind))
    expect(caseOf(chain).controls).toMatchObject([{ state: 'EFFECTIVE', to: '2027-03-30' }])
    done(chain, resultMessage(order, 'FULFILLED', measureFact({ to: '2028-03-30' })))
    expect(caseOf(chain).controls).toMatchObject([after])
    expect(chain.violations()).toEqual([])
  })

  test('a measure that waited is promoted with its dates; one that is told to have ended has ended', () => {
    const chain = enforcementChain()
    const order = orderOf(1)
    done(chain, openMessage())
    done(chain, issueMessage([order]))
    done(chain, resultMessage(order, 'FULFILLED', measureFact({ rank: 2, from: null, to: null })))
    expect(caseOf(chain).controls).toMatchObject([{ state: 'WAITING', rank: 2, to: null }])
    done(chain, notice('PROMOTED', measureFact({ to: '2027-04-01' })))
    expect(caseOf(chain).controls).toMatchObject([{ state: 'EFFECTIVE', rank: 0, to: '2027-04-01' }])
    done(chain, notice('DEMOTED', measureFact({ rank: 1, from: null, to: null })))
    expect(caseOf(chain).controls).toMatchObject([{ state: 'WAITING', rank: 1 }])
    done(chain, notice('SURPLUS_CLAIM', measureFact({ rank: 0, from: null, to: null })))
    expect(caseOf(chain).controls).toMatchObject([{ state: 'SURPLUS_CLAIM', rank: null }])
    done(chain, notice('EXPIRED', measureFact({ measureId: '77'.repeat(16) })))
    expect(chain.violations()).toEqual([])
  })

  test('a release signs the proposals that it carries out', () => {
    const { chain } = frozen()
    const performed = { caseRef: orderOf(1).caseRef, on: '2026-03-30', documentDigest: `sha256:${'0d'.repeat(32)}` }
    done(chain, { type: 'enforcement/RecordPerformance', value: performed })
    expect(proposalsOf(chain)).toMatchObject([{ kind: 'RELEASE', state: 'OPEN' }])
    const order = orderOf(2, { ...about, action: 'RELEASE' })
    done(chain, issueMessage([order], 'RELEASE_RULING'))
    expect(proposalsOf(chain)).toMatchObject([{ state: 'SIGNED', instrumentId: order.instrumentId }])
  })

  test('what was booked before a revocation arrived stands, and its release is proposed at once', () => {
    const chain = enforcementChain()
    const order = orderOf(1)
    done(chain, openMessage())
    done(chain, issueMessage([order]))
    done(chain, resultMessage(order, 'REJECTED'))
    expect(caseOf(chain).controls).toMatchObject([{ state: 'REJECTED' }])
    done(chain, notice('BOOKED_LATE', measureFact()))
    expect(caseOf(chain).controls).toMatchObject([{ state: 'EFFECTIVE', to: '2027-03-30' }])
    const proposed = { kind: 'RELEASE', reason: 'INSTRUMENT_REVOKED', rule: 'X-70', state: 'OPEN' }
    expect(proposalsOf(chain)).toMatchObject([proposed])

    const reduce = orderOf(2, { ...about, action: 'REDUCE', limitCents: 5_000_000 })
    done(chain, issueMessage([reduce], 'RELEASE_RULING'))
    done(chain, resultMessage(reduce, 'REJECTED'))
    done(chain, notice('BOOKED_LATE', measureFact(), reduce))
    expect(caseOf(chain).controls).toMatchObject([{ state: 'EFFECTIVE', limitCents: 5_000_000 }])
    expect(chain.violations()).toEqual([])
  })
})
