import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import type { Json } from '@xiezhi/codec'
import type { ErrorKind } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import {
  caseOf,
  DIGEST,
  done,
  enforcementChain,
  enforcer,
  frozen,
  issueMessage,
  judge,
  judgeAbove,
  measureFact,
  MEASURE,
  openMessage,
  orderOf,
  otherJudge,
  OTHER_MEASURE,
  resultMessage,
  stranger,
  TARGET_CENTS,
} from '../fixtures.ts'

const stay = {
  type: 'enforcement/SetStay',
  value: { caseRef: orderOf(1).caseRef, ground: 'SETTLEMENT', documentDigest: DIGEST },
}
const about = { asset: 'DEPOSIT', limitCents: null, months: null, measureId: MEASURE }

describe('what the case says to an instrument', () => {
  test('control up to the cent that is owed, none beyond it (R20-14)', () => {
    const chain = enforcementChain()
    done(chain, openMessage())
    const all = orderOf(1, { limitCents: TARGET_CENTS })
    const refused = expectRejected(
      chain,
      errors.OverControl,
      [issueMessage([all, orderOf(2, { limitCents: 1 })])],
      [enforcer],
    )
    expect(refused.facts).toMatchObject({ targetCents: TARGET_CENTS, controlledCents: TARGET_CENTS + 1 })
    done(chain, issueMessage([all]))
    expectRejected(chain, errors.OverControl, [issueMessage([orderOf(3, { limitCents: 1 })])], [enforcer])
  })

  test('what waits, or was rejected, is not controlled', () => {
    const chain = enforcementChain()
    done(chain, openMessage())
    const [waiting, rejected] = [orderOf(1, { limitCents: TARGET_CENTS }), orderOf(2, { limitCents: TARGET_CENTS })]
    done(chain, issueMessage([waiting]))
    done(chain, resultMessage(waiting, 'FULFILLED', measureFact({ rank: 1, from: null, to: null })))
    done(chain, issueMessage([rejected]))
    done(chain, resultMessage(rejected, 'REJECTED'))
    done(chain, issueMessage([orderOf(3, { limitCents: TARGET_CENTS })]))
    expect(caseOf(chain).controls.map(({ state }) => state)).toEqual(['WAITING', 'REJECTED', 'ORDERED'])
  })

  test.each<[string, ErrorKind, Readonly<Record<string, Json>>]>([
    ['a term beyond the cap (G20-03)', errors.TermRefused, { months: 13 }],
    ['another currency than the claim', errors.CurrencyOther, { currency: 'USD' }],
  ])('rejects %s', (_, kind, effect) => {
    const chain = enforcementChain()
    done(chain, openMessage())
    expectRejected(chain, kind, [issueMessage([orderOf(1, effect)])], [enforcer])
  })

  test('rejects a case without enforcement, another court, and new measures during a stay', () => {
    const chain = enforcementChain()
    expectRejected(chain, errors.EnforcementUnknown, [issueMessage([orderOf(1)])], [enforcer])
    done(chain, openMessage())
    expectRejected(chain, errors.OtherCourt, [issueMessage([orderOf(1)])], [stranger])
    done(chain, stay, judge)
    expectRejected(chain, errors.StateForbids, [issueMessage([orderOf(1)])], [enforcer])
    // A query, and the release of what stands, go on.
    done(chain, issueMessage([orderOf(1, { action: 'QUERY', limitCents: null, months: null })], 'QUERY_NOTICE'))
  })

  test('an order on a measure is of this case, of the same property, and of one that stands', () => {
    const { chain } = frozen()
    const release = (effect: Readonly<Record<string, Json>>) =>
      issueMessage([orderOf(2, { ...about, action: 'RELEASE', ...effect })], 'RELEASE_RULING')
    expectRejected(chain, errors.MeasureUnknown, [release({ measureId: OTHER_MEASURE })], [enforcer])
    expectRejected(chain, errors.AssetOther, [release({ asset: 'SECURITY' })], [enforcer])
    expectRejected(chain, errors.LimitNotLower, [release({ action: 'REDUCE', limitCents: 30_000_000 })], [enforcer])
    done(chain, release({}))
    done(chain, resultMessage(orderOf(2, { ...about, action: 'RELEASE' }), 'FULFILLED', measureFact()))
    expectRejected(chain, errors.MeasureEnded, [release({})], [enforcer])
  })

  test('a renewal keeps the cap (R20-09)', () => {
    const { chain } = frozen()
    const renew = (months: number) =>
      issueMessage([orderOf(2, { ...about, action: 'RENEW', months })], 'RENEWAL_RULING')
    const refused = expectRejected(chain, errors.RenewalRefused, [renew(13)], [enforcer])
    expect(refused.facts).toMatchObject({ reason: 'TERM_OVER_CAP' })
    done(chain, renew(12))
  })

  test('R20-58: the court above lifts a measure of the court below, and orders nothing else there', () => {
    const { chain } = frozen()
    const release = issueMessage([orderOf(2, { ...about, action: 'RELEASE' })], 'RELEASE_RULING')
    expectRejected(chain, errors.OtherCourt, [release], [otherJudge])
    const convert = issueMessage([orderOf(3, { ...about, action: 'CONVERT_TO_DISPOSAL' })], 'DISPOSAL_RULING')
    expectRejected(chain, errors.OtherCourt, [convert], [judgeAbove])
    expectRejected(chain, errors.OtherCourt, [issueMessage([orderOf(4)])], [judgeAbove])
    expect(chain.deliver([release], [judgeAbove]).data).toEqual([{ inPlaceOf: 'court' }])
    expect(
      chain.deliver([issueMessage([orderOf(5, { ...about, action: 'SUSPEND' })], 'VARIATION_RULING')], [judge]).data,
    ).toEqual([{}])
  })
})
