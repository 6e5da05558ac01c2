import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  act,
  CLIENT,
  enforcer,
  fixtureErrors,
  INSTRUMENT,
  issue,
  judge,
  link,
  nextBlock,
  orderPart,
  otherJudge,
  president,
  refusal,
  relay,
} from '../fixtures.ts'
import { revoked } from '../state.ts'

const value = { instrumentId: INSTRUMENT, reason: 'ISSUED_IN_ERROR' }
const message = { type: 'order/Revoke', value }

describe('revoke', () => {
  test('states who and why, and tells the zone of the institutions once', () => {
    const made = link()
    issue(made.court, { orders: [orderPart(0), orderPart(1)] })
    act(made.court, 'order/Revoke', value, [president])
    const revokedAtMs = made.court.chain.app.lastStampMs()
    const packets = nextBlock(made.court)
    packets.forEach((packet) => relay(made, packet))

    expect(made.court.chain.query('order/instrument', { instrumentId: INSTRUMENT })).toMatchObject({
      instrument: {
        state: 'REVOKED',
        revocation: { reason: 'ISSUED_IN_ERROR', officer: 'president', atMs: revokedAtMs },
      },
    })
    expect(packets).toHaveLength(1)
    expect(revoked(made.bank.chain.store).get(CLIENT, INSTRUMENT)).toMatchObject({ revokedAtMs })
    expect(made.court.chain.violations()).toEqual([])
  })

  test('rejects strangers, an unknown instrument, another court, and a second time', () => {
    const { court } = link()
    refusal(court, errors.InstrumentUnknown, message, [judge])
    issue(court)
    refusal(court, fixtureErrors.RoleMissing, message, [enforcer])
    refusal(court, errors.OtherOrganisation, message, [otherJudge])
    act(court, 'order/Revoke', value, [judge])
    nextBlock(court)

    expect(refusal(court, errors.InstrumentRevoked, message, [judge])).toEqual({ instrumentId: INSTRUMENT })
  })
})
