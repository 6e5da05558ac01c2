import { kernelErrors } from '@xiezhi/kernel'
import type { ErrorKind } from '@xiezhi/kernel'
import { packetErrors } from '@xiezhi/interchain'
import { describe, expect, test } from 'vitest'
import { DEADLINE_AHEAD_MAX_MS } from '../../dispatch-ledger.ts'
import { effectDigest } from '../api.ts'
import { errors } from '../errors.ts'
import {
  act,
  auditor,
  CASE_REF,
  DIGEST,
  enforcer,
  fixtureErrors,
  FREEZE,
  INSTRUMENT,
  issue,
  issueMessage,
  issueQuery,
  judge,
  link,
  orderOf,
  orderPart,
  otherEnforcer,
  president,
  QUERY,
  refusal,
  TODAY,
  twin,
} from '../fixtures.ts'
import type { Effect, Instrument, Order } from '../state.ts'

const ORDERS_MAX = 64
const both = [judge, enforcer]

describe('issue', () => {
  test('keeps the instrument with its effects, its signers, and the orders under it', () => {
    const { court } = link()
    const { orderId } = issue(court)

    const { instrument, orders } = court.chain.query('order/instrument', { instrumentId: INSTRUMENT }) as unknown as {
      instrument: Instrument
      orders: Order[]
    }
    const [order] = orders
    expect(instrument).toMatchObject({
      state: 'IN_FORCE',
      signers: [
        { organisation: 'court-1', officer: 'judge', role: 'COURT_JUDGE' },
        { organisation: 'court-1', officer: 'enforcer', role: 'COURT_ENFORCER' },
      ],
      persons: ['court-1-judge', 'court-1-enforcer'],
      effectDigests: order === undefined ? [] : [effectDigest(court.chain.context(), order)],
    })
    expect(orders).toMatchObject([{ orderId, state: 'SENT', result: null, effect: { limitCents: 30_000_000 } }])
    expect(court.chain.query('order/ofCase', { caseRef: CASE_REF, limit: 5 })).toEqual(orders)
    expect(court.chain.violations()).toEqual([])
  })

  test('a query takes one enforcement officer', () => {
    const { court } = link()
    const { orderId } = issueQuery(court)

    expect(orderOf(court, orderId)).toMatchObject({ order: { effect: { action: 'QUERY' } } })
    refusal(court, fixtureErrors.RoleMissing, issueMessage(court, { kind: 'QUERY_NOTICE' }), [judge])
  })

  test('takes two persons, not two offices of one', () => {
    const { court } = link()
    refusal(court, fixtureErrors.TwoPersonsNeeded, issueMessage(court), [judge])
    refusal(court, fixtureErrors.TwoPersonsNeeded, issueMessage(court), [enforcer])

    expect(refusal(court, fixtureErrors.TwoPersonsNeeded, issueMessage(court), [judge, twin])).toEqual({})
  })

  const shared = link().court
  const now = shared.chain.clock.nowMs
  const part = (effect: Partial<Effect>) => ({ orders: [orderPart(0, {}, { ...FREEZE, ...effect })] })
  test.each<[name: string, kind: ErrorKind, change: Parameters<typeof issueMessage>[1]]>([
    ['a deadline that is over', errors.DeadlineOver, { deadlineMs: now }],
    ['a deadline beyond a year', errors.DeadlineTooFar, { deadlineMs: now + DEADLINE_AHEAD_MAX_MS + 60_000 }],
    ['an instrument of tomorrow', errors.InstrumentNotInForce, { validFrom: '2026-03-03' }],
    ['an instrument of yesterday', errors.InstrumentNotInForce, { validFrom: '2026-02-01', validTo: '2026-03-01' }],
    ['an action of another kind', errors.ActionNotCovered, { orders: [orderPart(0, {}, QUERY)] }],
    ['an account without an amount', errors.EffectMalformed, part({ limitCents: null })],
    ['one effect twice', errors.DuplicateEffect, { orders: [orderPart(), orderPart()] }],
    [
      'an earlier order that is not of the case',
      errors.RelatedUnknown,
      { orders: [orderPart(0, { relation: { kind: 'VARIES', orderId: `${'0'.repeat(64)}-0` } })] },
    ],
    ['a timeout that is over', packetErrors.TimeoutElapsed, { timeoutSeconds: 1 }],
  ])('rejects %s', (_, kind, change) => {
    expect(refusal(shared, kind, issueMessage(shared, change), both)).not.toBeNull()
  })

  test('rejects urgency of what can wait', () => {
    const { court } = link()
    const change = { kind: 'RELEASE_RULING', emergency: true }

    expect(refusal(court, errors.EmergencyNotAllowed, issueMessage(court, change), [judge])).toEqual({
      kind: 'RELEASE_RULING',
    })
  })

  test('rejects what the case does not bear, a used instrument, and anything while effects are halted', () => {
    const { court } = link()
    court.set.refuses = true
    refusal(court, fixtureErrors.CaseRefuses, issueMessage(court), both)
    court.set.refuses = false
    issue(court)
    refusal(court, errors.InstrumentExists, issueMessage(court), both)
    act(court, 'order/SetHalt', { halted: true, reason: 'INCIDENT' }, [president, auditor])
    const other = issueMessage(court, { instrumentId: '2f'.repeat(16) })

    expect(refusal(court, errors.EffectsHalted, other, both)).toMatchObject({ reason: 'INCIDENT' })
  })

  test('an order of the same case may be named as the earlier one, one of another case may not', () => {
    const { court } = link()
    const { orderId } = issue(court)
    const orders = [orderPart(1, { relation: { kind: 'SUPERSEDES', orderId } })]
    const other = { instrumentId: '2f'.repeat(16), orders }
    refusal(court, errors.RelatedUnknown, issueMessage(court, { ...other, caseRef: 'cb'.repeat(16) }), both)
    const later = issue(court, other)

    expect(orderOf(court, later.orderId)).toMatchObject({ order: { relation: { kind: 'SUPERSEDES', orderId } } })
  })

  test('64 orders in one instrument are taken, 65 are not, and one that is refused refuses all', () => {
    const { court } = link()
    const orders = Array.from({ length: ORDERS_MAX }, (_, n) => orderPart(n))
    const many = issueMessage(court, { orders: [...orders, orderPart(ORDERS_MAX)] })
    refusal(court, kernelErrors.MessageMalformed, many, both)
    const spoiled = [...orders.slice(1), orderPart(0, { client: '07-tendermint-9' })]
    refusal(court, packetErrors.CounterpartyMissing, issueMessage(court, { orders: spoiled }), both)

    expect(issue(court, { orders }).packets).toHaveLength(ORDERS_MAX)
  })

  test('states the document by digest and its validity', () => {
    const { court } = link()
    issue(court, { validTo: '2027-03-01' })

    expect(court.chain.query('order/instrument', { instrumentId: INSTRUMENT })).toMatchObject({
      instrument: { documentDigest: DIGEST, validFrom: TODAY, validTo: '2027-03-01', emergency: false },
    })
  })

  test('rejects two signers of two courts, and states the court in whose place another orders', () => {
    const { court } = link()
    const message = issueMessage(court)
    const facts = refusal(court, errors.DifferentCourts, message, [judge, otherEnforcer])
    expect(facts).toEqual({ first: 'court-1', second: 'court-2' })

    court.set.inPlaceOf = 'court-0'
    issue(court)
    expect(court.chain.query('order/instrument', { instrumentId: INSTRUMENT })).toMatchObject({
      instrument: { organisation: 'court-1', inPlaceOf: 'court-0' },
    })
  })
})
