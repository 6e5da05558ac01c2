import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { contestMessage, DEPOSIT, DIGEST, fixtureErrors, rival, tech, withDeposit } from '../fixtures.ts'
import { OBJECTIONS_PER_DEPOSIT_MAX } from '../state.ts'

describe('contestDeposit', () => {
  test('records the objection and says so in the check, whose result stays', () => {
    const chain = withDeposit()
    chain.deliver([contestMessage()], [rival])

    expect(chain.query('deposit/deposit', { depositId: DEPOSIT })).toMatchObject({
      objections: [{ number: 1, ground: 'POST_CHAIN', factors: ['INTEREST'], raisedBy: { officer: 'rival' } }],
    })
    expect(chain.query('deposit/verify', { digest: DIGEST })).toMatchObject({
      result: 'MATCH_ANCHORED',
      checks: [{ contested: true }],
    })
    expect(chain.violations()).toEqual([])
  })

  test('rejects what is not reasoned, what names foreign factors, strangers and one too many', () => {
    const chain = withDeposit()
    expectRejected(chain, fixtureErrors.RoleMissing, [contestMessage()], [tech])
    expectRejected(chain, errors.DepositUnknown, [contestMessage({ depositId: 'd9'.repeat(16) })], [rival])
    expectRejected(chain, errors.FactorsMissing, [contestMessage({ factors: [] })], [rival])
    expectRejected(chain, errors.FactorsForeign, [contestMessage({ ground: 'PRE_CHAIN' })], [rival])
    expectRejected(chain, errors.RepeatedEntry, [contestMessage({ factors: ['INTEREST', 'INTEREST'] })], [rival])
    for (let i = 0; i < OBJECTIONS_PER_DEPOSIT_MAX; i++) chain.deliver([contestMessage()], [rival])
    expectRejected(chain, errors.ObjectionLimit, [contestMessage()], [rival])
  })
})
