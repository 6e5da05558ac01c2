import { describe, expect, test } from 'vitest'
import {
  act,
  CLIENT,
  DIGEST,
  issue,
  link,
  nextBlock,
  nobody,
  operator,
  relay,
  sendContent,
  violations,
} from '../fixtures.ts'

const OBJECTION = '0b'.repeat(16)
const valueOf = (orderId: string) => ({ client: CLIENT, orderId, objectionId: OBJECTION, documentDigest: DIGEST })

describe('objections over the link (R20-03)', () => {
  test('reaches the court, which tells the case once; the answer reaches the institution', () => {
    const made = link()
    const { court, bank } = made
    const { orderId, packet } = issue(court)
    relay(made, packet)
    act(bank, 'order/Object', valueOf(orderId), [operator])
    nextBlock(bank).forEach((one) => relay(made, one, bank))

    const objection = { objectionId: OBJECTION, orderId, documentDigest: DIGEST }
    expect(court.objections).toMatchObject([objection])
    relay(made, sendContent(bank, { kind: 'objection', objection: { ...objection, raisedAtMs: 1 } }), bank)
    expect(court.objections).toHaveLength(1)

    act(court, 'desk/AnswerObjection', { objectionId: OBJECTION }, [nobody])
    nextBlock(court).forEach((one) => relay(made, one))
    for (const { chain } of [court, bank]) {
      expect(chain.query('order/objections', { client: CLIENT, limit: 5 })).toMatchObject([
        { objection, answer: { outcome: 'UPHELD', decisionDigest: DIGEST } },
      ])
    }
    expect(violations(made)).toEqual([])
  })

  test('an objection to an order that the court never sent, and the answer to none, are refused and a person is told', () => {
    const made = link()
    const objection = { objectionId: OBJECTION, orderId: `${'0'.repeat(64)}-0`, documentDigest: DIGEST, raisedAtMs: 1 }
    const answer = { objectionId: OBJECTION, outcome: 'UPHELD', decisionDigest: DIGEST, decidedAtMs: 1 }
    const toCourt = sendContent(made.bank, { kind: 'objection', objection })
    const toBank = sendContent(made.court, { kind: 'objection-answer', answer })
    relay(made, toCourt, made.bank)
    relay(made, toBank)

    expect(made.court.objections).toEqual([])
    expect(made.court.chain.query('order/objections', { client: CLIENT, limit: 5 })).toEqual([])
    expect(made.bank.chain.query('order/objections', { client: CLIENT, limit: 5 })).toEqual([])
  })
})
