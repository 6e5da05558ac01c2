import { required } from '@xiezhi/interchain/testing'
import { describe, expect, test } from 'vitest'
import {
  act,
  CLIENT,
  INSTRUMENT,
  issue,
  judge,
  link,
  nextBlock,
  nobody,
  receivedOf,
  register,
  relay,
  takeOn,
  timeOut,
  violations,
} from '../fixtures.ts'
import { packets } from '../state.ts'
import { DELIVERY_RETRY_MS } from './deliver.ts'

const REVOKE = { instrumentId: INSTRUMENT, reason: 'SET_ASIDE' }

describe('deliver', () => {
  test('a revocation that times out is sent again until it has arrived', () => {
    const made = link()
    const { court } = made
    const { orderId, packet } = issue(court)
    relay(made, packet)
    act(court, 'order/Revoke', REVOKE, [judge])
    const [lost] = nextBlock(court)
    if (lost === undefined) throw new RangeError('no packet')
    timeOut(made, lost)
    const again = nextBlock(court)

    expect(again).toHaveLength(1)
    expect(packets(court.chain.store).get(CLIENT, String(again[0]?.sequence))).toEqual({
      kind: 'revoke',
      subject: INSTRUMENT,
      attempt: 2,
    })
    again.forEach((one) => relay(made, one))
    expect(receivedOf(made.bank, orderId)).toMatchObject({ result: { code: 'INSTRUMENT_REVOKED' } })
    expect(packets(court.chain.store).list({ under: [CLIENT], limit: 9 })).toMatchObject([{ value: { kind: 'order' } }])
    expect(nextBlock(court)).toEqual([])
  })

  test('what cannot be sent now is tried again after a while', () => {
    const made = link()
    const { court, clock } = made
    issue(court)
    const value = { clientId: court.end.clientId, reason: 'a key in doubt' }
    required('FreezeClient', court.end.govern([{ type: 'client/FreezeClient', value }]))
    act(court, 'order/Revoke', REVOKE, [judge])
    const atOnce = nextBlock(court)
    made.bank.chain.block([])
    const recovery = { ...value, checkpoint: made.bank.end.checkpoint() }
    required('RecoverClient', court.end.govern([{ type: 'client/RecoverClient', value: recovery }]))
    clock.nowMs += DELIVERY_RETRY_MS - 20_000
    const tooEarly = nextBlock(court)
    clock.nowMs += 20_000
    const inTime = nextBlock(court)

    expect([atOnce, tooEarly]).toEqual([[], []])
    expect(inTime).toHaveLength(1)
    expect(packets(court.chain.store).get(CLIENT, String(inTime[0]?.sequence))).toMatchObject({ attempt: 2 })
    expect(court.alarms).toEqual([])
  })

  test('a notice that the court refuses is given up, and somebody is told', () => {
    const made = link()
    const stranger = `${'0'.repeat(64)}-0`
    act(made.bank, 'desk/Tell', { client: CLIENT, orderId: stranger, event: 'PROMOTED' }, [nobody])
    const [packet] = nextBlock(made.bank)
    if (packet === undefined) throw new RangeError('no packet')
    relay(made, packet, made.bank)

    expect(made.bank.alarms).toMatchObject([{ kind: 'ORDER_UNPROVEN', owner: 'SUPERVISOR' }])
    expect(made.bank.alarms[0]?.alarmId.length).toBeLessThanOrEqual(64)
    expect(nextBlock(made.bank)).toEqual([])
  })

  test('a notice goes to the court of the order and is delivered once', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    takeOn(made, orderId)
    register(made, orderId)
    act(made.bank, 'desk/Tell', { client: CLIENT, orderId, event: 'EXPIRED' }, [nobody])
    nextBlock(made.bank).forEach((one) => relay(made, one, made.bank))

    expect(made.court.notices).toMatchObject([{ orderId, event: 'EXPIRED' }])
    expect(packets(made.bank.chain.store).list({ under: [CLIENT], limit: 9 })).toEqual([])
    expect(violations(made)).toEqual([])
  })
})
