import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  answerMessage,
  clerk,
  contestMessage,
  decideMessage,
  DEPOSIT,
  DIGEST,
  fixtureErrors,
  HOUR_MS,
  judge,
  lawyer,
  orderMessage,
  rival,
  withDeposit,
} from '../fixtures.ts'
import { FACTORS, FINDINGS_PER_DEPOSIT_MAX } from '../state.ts'

const preChain = contestMessage({ ground: 'PRE_CHAIN', factors: [] })

describe('decideAuthenticity', () => {
  test('a contested time after the chain needs all four factors of article 17', () => {
    const chain = withDeposit()
    chain.deliver([contestMessage()], [rival])
    expectRejected(chain, errors.FactorsMissing, [decideMessage({ factors: FACTORS.slice(1) })], [judge])
    chain.deliver([decideMessage({ factors: [...FACTORS] })], [judge])

    expect(chain.query('deposit/deposit', { depositId: DEPOSIT })).toMatchObject({
      findings: [{ outcome: 'CONFIRMED', objections: 1, decidedBy: { officer: 'judge' } }],
    })
    expect(chain.violations()).toEqual([])
  })

  test('a contested time before the chain is not confirmed without source data or corroboration', () => {
    const chain = withDeposit()
    chain.deliver([preChain], [rival])
    expectRejected(chain, errors.NotCorroborated, [decideMessage()], [judge])
    chain.deliver([decideMessage({ confirmed: 'NOT_CONFIRMED' })], [judge])
    chain.deliver([decideMessage({ corroboration: DIGEST })], [judge])

    expect(chain.query('deposit/deposit', { depositId: DEPOSIT })).toMatchObject({
      findings: [{ outcome: 'NOT_CONFIRMED' }, { outcome: 'CONFIRMED' }],
    })
  })

  test('waits for an open order, and an answer to it supports a confirmation', () => {
    const chain = withDeposit()
    chain.deliver([preChain], [rival])
    chain.deliver([orderMessage(chain)], [judge])
    expectRejected(chain, errors.OrderOpen, [decideMessage()], [judge])
    chain.deliver([answerMessage()], [lawyer])
    chain.deliver([decideMessage()], [judge])
    expect(chain.violations()).toEqual([])
  })

  test('an order that nobody answered supports nothing', () => {
    const chain = withDeposit()
    chain.deliver([preChain], [rival])
    chain.deliver([orderMessage(chain)], [judge])
    chain.nowMs += 25 * HOUR_MS
    chain.deliver([], [judge])
    expectRejected(chain, errors.NotCorroborated, [decideMessage()], [judge])
  })

  test('rejects others than the judge, a cross-examination to come, and one finding too many', () => {
    const chain = withDeposit()
    expectRejected(chain, fixtureErrors.RoleMissing, [decideMessage()], [clerk])
    expectRejected(chain, errors.DepositUnknown, [decideMessage({ depositId: 'd9'.repeat(16) })], [judge])
    expectRejected(chain, errors.NotCrossExamined, [decideMessage({ crossExaminedOn: '2099-01-01' })], [judge])
    for (let i = 0; i < FINDINGS_PER_DEPOSIT_MAX; i++) chain.deliver([decideMessage()], [judge])
    expectRejected(chain, errors.FindingLimit, [decideMessage()], [judge])
  })
})
