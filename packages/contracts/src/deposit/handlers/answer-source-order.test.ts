import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  answerMessage,
  DEPOSIT,
  fixtureErrors,
  HOUR_MS,
  judge,
  lawyer,
  orderMessage,
  tech,
  withDeposit,
} from '../fixtures.ts'

describe('answerSourceOrder', () => {
  test.each([0, 25])('files the answer %d hours later', (hours) => {
    const chain = withDeposit()
    chain.deliver([orderMessage(chain)], [judge])
    chain.nowMs += hours * HOUR_MS
    chain.deliver([answerMessage()], [lawyer])

    expect(chain.query('deposit/deposit', { depositId: DEPOSIT })).toMatchObject({
      orders: [{ state: 'ANSWERED', answers: [{ kind: 'SOURCE' }] }],
    })
    expect(chain.violations()).toEqual([])
  })

  test('rejects strangers, unknown orders, what was not asked for, and a second answer', () => {
    const chain = withDeposit()
    chain.deliver([orderMessage(chain)], [judge])
    const other = { kind: 'NOTARISATION', digest: `sm3:${'0a'.repeat(32)}` }
    const twice = { kind: 'SOURCE', digest: `sm3:${'0a'.repeat(32)}` }
    expectRejected(chain, fixtureErrors.RoleMissing, [answerMessage()], [tech])
    expectRejected(chain, errors.OrderUnknown, [answerMessage({ order: 2 })], [lawyer])
    expectRejected(chain, errors.AnswerForeign, [answerMessage({ answers: [other] })], [lawyer])
    expectRejected(chain, errors.RepeatedEntry, [answerMessage({ answers: [twice, twice] })], [lawyer])
    chain.deliver([answerMessage()], [lawyer])
    expectRejected(chain, errors.OrderAnswered, [answerMessage()], [lawyer])
  })
})
