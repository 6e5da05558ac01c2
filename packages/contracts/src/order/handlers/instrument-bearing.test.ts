import { decodeCanonical, base64Decode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { effectDigest, orderIdOf } from '../api.ts'
import {
  act,
  deputy,
  INSTRUMENT,
  issue,
  issueQuery,
  judge,
  link,
  nextBlock,
  orderOf,
  receivedOf,
  relay,
  sendContent,
} from '../fixtures.ts'
import type { Issued, Link } from '../fixtures.ts'
import type { OrderPacket } from '../messages.ts'
import { mayBeUrgent, signingRoles } from './instrument-bearing.ts'

type Packed = Extract<OrderPacket, { kind: 'order' }>

const contentOf = ({ packet }: Issued): Packed =>
  decodeCanonical(base64Decode(packet.payload.value)) as unknown as Packed

/** What the institution makes of an order that a dishonest court changed before it sent it. */
function resultOf(made: Link, content: Packed): unknown {
  made.path.receive(made.court.end, sendContent(made.court, content))
  return receivedOf(made.bank, content.orderId)
}
const rejected = (code: string) => ({ state: 'REJECTED', result: { kind: 'REJECTED', code, rule: 'X-70' } })

describe('what the receiver itself judges of an instrument', () => {
  test('an effect that is not among those signed', () => {
    const made = link()
    const content = contentOf(issue(made.court))
    const more = { ...content, effect: { ...content.effect, limitCents: 30_000_001 } }

    expect(resultOf(made, more)).toMatchObject(rejected('EFFECT_NOT_SIGNED'))
    expect(made.bank.received).toEqual([])
  })

  test('an effect for another institution', () => {
    const made = link()
    const content = contentOf(issue(made.court))

    expect(resultOf(made, { ...content, institution: 'bank-2' })).toMatchObject(rejected('EFFECT_NOT_SIGNED'))
  })

  test('a signed effect under another number, or another instrument: each is ordered once', () => {
    const made = link()
    const issued = issue(made.court)
    const content = contentOf(issued)
    relay(made, issued.packet)
    const ctx = made.court.chain.context()

    for (const orderId of [orderIdOf(ctx, INSTRUMENT, 1), orderIdOf(ctx, '2f'.repeat(16), 0)]) {
      expect(resultOf(made, { ...content, orderId })).toMatchObject(rejected('EFFECT_NOT_SIGNED'))
    }
    expect(made.bank.received.map(({ orderId }) => orderId)).toEqual([issued.orderId])
  })

  test('an action that its kind does not order', () => {
    const made = link()
    const query = contentOf(issueQuery(made.court))
    const { effect } = contentOf(issue(made.court, { instrumentId: '2f'.repeat(16) }))
    const effectDigests = [effectDigest(made.court.chain.context(), { institution: 'bank-1', effect })]
    const instrument = { ...query.instrument, effectDigests }

    expect(resultOf(made, { ...query, effect, instrument })).toMatchObject(rejected('ACTION_NOT_COVERED'))
  })

  test('a signature that is missing, of the wrong role, of another court, or twice of one officer', () => {
    const made = link()
    const content = contentOf(issue(made.court))
    const [first, second] = content.instrument.signers
    if (first === undefined || second === undefined) throw new RangeError('two signers')
    const cases = [
      { signers: [first] },
      { signers: [second, first] },
      { signers: [first, { ...first, role: 'COURT_ENFORCER' }] },
      { organisation: 'court-1', signers: [{ ...first, organisation: 'court-2' }, second] },
      { signers: [first, { ...second, organisation: 'court-2' }] },
      { emergency: true },
    ]
    const codes = cases.map((change, n) => {
      const instrumentId = `${String(n)}a`.repeat(16)
      const orderId = orderIdOf(made.court.chain.context(), instrumentId, 0)
      return resultOf(made, { ...content, orderId, instrument: { ...content.instrument, ...change, instrumentId } })
    })

    expect(codes).toMatchObject(cases.map(() => rejected('SIGNATURE_MISSING')))
  })

  test('urgency of what can wait', () => {
    const made = link()
    const content = contentOf(issueQuery(made.court))
    const instrument = { ...content.instrument, emergency: true }

    expect(resultOf(made, { ...content, instrument })).toMatchObject(rejected('EMERGENCY_NOT_ALLOWED'))
  })

  test('a signature from the future, beyond what two clocks may differ', () => {
    const made = link()
    const content = contentOf(issue(made.court))
    const signedAtMs = made.clock.nowMs + 6 * 60_000

    const instrument = { ...content.instrument, signedAtMs }
    expect(resultOf(made, { ...content, instrument })).toMatchObject(rejected('CLOCK_SKEW'))
  })

  test('an effect that says too little', () => {
    const made = link()
    const content = contentOf(issue(made.court))
    const effect = { ...content.effect, limitCents: null }
    const effectDigests = [effectDigest(made.court.chain.context(), { institution: 'bank-1', effect })]
    const instrument = { ...content.instrument, effectDigests }

    expect(resultOf(made, { ...content, effect, instrument })).toMatchObject(rejected('EFFECT_MALFORMED'))
  })

  test('an instrument that is not in force on the day of arrival', () => {
    const made = link()
    const content = contentOf(issue(made.court))
    const instrument = { ...content.instrument, validFrom: '2026-03-03' }

    expect(resultOf(made, { ...content, instrument })).toMatchObject(rejected('INSTRUMENT_NOT_IN_FORCE'))
  })

  test('an instrument whose revocation has overtaken it (G31-06)', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    act(made.court, 'order/Revoke', { instrumentId: INSTRUMENT, reason: 'SET_ASIDE' }, [judge])
    nextBlock(made.court).forEach((one) => relay(made, one))
    made.clock.nowMs += 60_000
    relay(made, packet)

    expect(receivedOf(made.bank, orderId)).toMatchObject(rejected('INSTRUMENT_REVOKED'))
    expect(orderOf(made.court, orderId)).toMatchObject({ order: { result: { code: 'INSTRUMENT_REVOKED' } } })
    expect(made.court.alarms).toMatchObject([{ kind: 'ORDER_REVOKED', owner: 'COURT_JUDGE', subject: orderId }])
    expect(made.bank.received).toEqual([])
  })

  test('an emergency of one judge is borne', () => {
    const made = link()
    const { orderId, packet } = issue(made.court, { emergency: true }, [deputy])
    relay(made, packet)

    expect(receivedOf(made.bank, orderId)).toMatchObject({ state: 'RECEIVED', instrument: { emergency: true } })
  })
})

test('who signs which kind', () => {
  expect(signingRoles('QUERY_NOTICE', false)).toEqual(['COURT_ENFORCER'])
  expect(signingRoles('CONTROL_RULING', true)).toEqual(['COURT_JUDGE'])
  expect(signingRoles('DISPOSAL_RULING', false)).toEqual(['COURT_JUDGE', 'COURT_ENFORCER'])
  expect([mayBeUrgent('CONTROL_RULING'), mayBeUrgent('RELEASE_RULING')]).toEqual([true, false])
})
