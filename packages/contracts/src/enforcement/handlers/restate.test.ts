import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import type { Json } from '@xiezhi/codec'
import { errors } from '../errors.ts'
import {
  CASE,
  caseOf,
  CLAIM,
  DIGEST,
  done,
  enforcementChain,
  enforcer,
  fixtureErrors,
  frozen,
  issueMessage,
  judge,
  measureFact,
  openMessage,
  orderOf,
  proposalsOf,
  resultMessage,
  stranger,
  TODAY,
} from '../fixtures.ts'
import { STATEMENTS_PER_CASE_MAX } from '../state.ts'

const message = (claim: Json, on = TODAY) => ({
  type: 'enforcement/Restate',
  value: { caseRef: CASE, on, claim, calculationDigest: DIGEST },
})
const left = (principalCents: number): Json => ({ principalCents, general: null, currency: 'CNY' })

describe('restate', () => {
  test('T20-4: what is controlled beyond the claim that is left is proposed for reduction', () => {
    const { chain } = frozen()
    const { data } = done(chain, message(left(10_000_000)))
    // 100,000 yuan, three days of the doubled part, and the fee of 1,400 yuan.
    const targetCents = 10_000_000 + 5_250 + 140_000
    expect(data?.[0]).toEqual({ caseRef: CASE, number: 1, targetCents, proposals: 1 })
    expect(proposalsOf(chain)).toMatchObject([
      { kind: 'REDUCE', keepCents: targetCents, reason: 'OVER_CONTROL', rule: 'T20-4', state: 'OPEN' },
    ])
    expect(caseOf(chain)).toMatchObject({ claim: left(10_000_000), statements: [{ number: 1 }] })
    expect(chain.violations()).toEqual([])
  })

  test.each(['SECURITY', 'VEHICLE'])('T20-4: no part of a %s is proposed for reduction', (asset) => {
    const chain = enforcementChain()
    const order = orderOf(1, { asset })
    done(chain, openMessage())
    done(chain, issueMessage([order]))
    done(chain, resultMessage(order, 'FULFILLED', measureFact()))
    done(chain, message(left(10_000_000)))
    expect(proposalsOf(chain)).toEqual([])
    expect(caseOf(chain)).toMatchObject({ statements: [{ number: 1 }] })
  })

  test('proposes nothing while the claim is larger, and keeps each statement', () => {
    const { chain } = frozen()
    done(chain, message(CLAIM))
    done(chain, message(left(90_000_000)))
    expect(proposalsOf(chain)).toEqual([])
    expect(caseOf(chain).statements).toMatchObject([{ number: 1 }, { number: 2 }])
  })

  test('rejects other roles and courts, days out of order, another currency, a rate that is none', () => {
    const { chain } = frozen()
    expectRejected(chain, fixtureErrors.RoleMissing, [message(CLAIM)], [judge])
    expectRejected(chain, errors.OtherCourt, [message(CLAIM)], [stranger])
    expectRejected(chain, errors.DateOrder, [message(CLAIM, '2026-03-31')], [enforcer])
    expectRejected(chain, errors.CurrencyOther, [message({ ...CLAIM, currency: 'USD' })], [enforcer])
    const future = { ...CLAIM, general: { ...CLAIM.general, from: '2026-04-01' } }
    expectRejected(chain, errors.LawRefused, [message(future)], [enforcer])
  })

  test('rejects one statement more than a case keeps', () => {
    const { chain } = frozen()
    for (let n = 0; n < STATEMENTS_PER_CASE_MAX; n++) done(chain, message(CLAIM))
    const { facts } = expectRejected(chain, errors.StatementLimit, [message(CLAIM)], [enforcer])
    expect(facts).toEqual({ statementsMax: STATEMENTS_PER_CASE_MAX })
    expect(caseOf(chain).statements).toHaveLength(STATEMENTS_PER_CASE_MAX)
  })
})
