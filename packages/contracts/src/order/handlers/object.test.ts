import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  act,
  CLIENT,
  DIGEST,
  fixtureErrors,
  gateway,
  issue,
  link,
  nextBlock,
  operator,
  otherOperator,
  refusal,
  relay,
} from '../fixtures.ts'

const OBJECTION = '0b'.repeat(16)
const valueOf = (orderId: string) => ({ client: CLIENT, orderId, objectionId: OBJECTION, documentDigest: DIGEST })
const message = (orderId: string) => ({ type: 'order/Object', value: valueOf(orderId) })

describe('object (R20-03)', () => {
  test('rejects an unknown order, a stranger, a program, and an id used twice', () => {
    const made = link()
    const { bank } = made
    const { orderId, packet } = issue(made.court)
    refusal(bank, errors.OrderUnknown, message(orderId), [operator])
    relay(made, packet)
    refusal(bank, errors.OtherOrganisation, message(orderId), [otherOperator])
    refusal(bank, fixtureErrors.RoleMissing, message(orderId), [gateway])
    act(bank, 'order/Object', valueOf(orderId), [operator])
    nextBlock(bank)
    expect(refusal(bank, errors.ObjectionExists, message(orderId), [operator])).toEqual({ objectionId: OBJECTION })
  })
})
