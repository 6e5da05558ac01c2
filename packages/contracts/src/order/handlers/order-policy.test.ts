import { describe, expect, test } from 'vitest'
import type { Json } from '@xiezhi/codec'
import { issue, link, orderOf, orderPart, otherEnforcer, otherJudge, POLICY, receivedOf, relay } from '../fixtures.ts'

const [RULE] = POLICY.rules
const rules = (change: Readonly<Record<string, Json>>): Json => ({ ...POLICY, rules: [{ ...RULE, ...change }] })

describe('order policy', () => {
  test.each<[code: string, policy: Json | undefined]>([
    ['NO_POLICY', undefined],
    ['NO_POLICY', { ...POLICY, version: 0 }],
    ['NO_POLICY', rules({ assuranceMin: 'none' })],
    ['CLIENT_NOT_ALLOWED', rules({ client: '07-tendermint-1' })],
    ['CLIENT_NOT_ALLOWED', { ...POLICY, rules: [] }],
    ['ORGANISATION_NOT_ALLOWED', rules({ organisations: ['court-2'] })],
    ['ROLE_NOT_ALLOWED', rules({ roles: ['COURT_JUDGE'] })],
    ['INSTRUMENT_NOT_ALLOWED', rules({ purposes: ['QUERY_NOTICE'] })],
    ['ASSET_NOT_ALLOWED', rules({ recordTypes: ['SECURITY'] })],
    ['ASSURANCE_TOO_LOW', rules({ assuranceMin: 'consensus' })],
  ])('rejects with %s, and the refusal is the proved answer', (code, policy) => {
    const made = link()
    made.bank.set.policy = policy
    const { orderId, packet } = issue(made.court)
    relay(made, packet)

    expect(orderOf(made.court, orderId)).toMatchObject({
      order: { state: 'REJECTED', result: { kind: 'REJECTED', code, rule: 'X-70', measure: null } },
      dispatch: { outcome: { kind: 'answered' } },
    })
    expect(receivedOf(made.bank, orderId)).toMatchObject({ state: 'REJECTED', result: { code } })
    expect(made.bank.received).toEqual([])
    expect(made.bank.chain.query('order/inbox', { institution: 'bank-1', limit: 5 })).toEqual([])
    expect(made.court.alarms).toMatchObject([{ kind: 'ORDER_REJECTED', subject: orderId }])
  })

  test('rejects an order for an institution that the zone does not have', () => {
    const made = link()
    const { orderId, packet } = issue(made.court, { orders: [orderPart(0, { institution: 'insurer-1' })] })
    relay(made, packet)

    expect(orderOf(made.court, orderId)).toMatchObject({ order: { result: { code: 'INSTITUTION_UNKNOWN' } } })
  })

  test('one rule that allows is enough, whatever the others say', () => {
    const made = link()
    made.bank.set.policy = { ...POLICY, rules: POLICY.rules.flatMap((rule) => [{ ...rule, organisations: [] }, rule]) }
    const own = issue(made.court)
    relay(made, own.packet)
    const other = issue(made.court, { instrumentId: '2f'.repeat(16) }, [otherJudge, otherEnforcer])
    relay(made, other.packet)

    expect(receivedOf(made.bank, own.orderId)).toMatchObject({ state: 'RECEIVED', result: null })
    expect(receivedOf(made.bank, other.orderId)).toMatchObject({ result: { code: 'ORGANISATION_NOT_ALLOWED' } })
  })

  test('a rejection stands when the policy changes; a new instrument is judged by the new one', () => {
    const made = link()
    made.bank.set.policy = undefined
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    made.bank.set.policy = POLICY
    const later = issue(made.court, { instrumentId: '2f'.repeat(16) })
    relay(made, later.packet)

    expect(receivedOf(made.bank, orderId)).toMatchObject({ state: 'REJECTED' })
    expect(receivedOf(made.bank, later.orderId)).toMatchObject({ state: 'RECEIVED' })
  })
})
