import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  act,
  deputy,
  enforcer,
  fixtureErrors,
  HOUR_MS,
  INSTRUMENT,
  issue,
  judge,
  link,
  otherJudge,
  president,
  refusal,
  twin,
} from '../fixtures.ts'
import type { Zone } from '../fixtures.ts'

const message = { type: 'order/Ratify', value: { instrumentId: INSTRUMENT } }
const ratificationOf = ({ chain }: Zone) => chain.query('order/instrument', { instrumentId: INSTRUMENT })

describe('ratify', () => {
  test('by a second person in time leaves nothing to tell', () => {
    const { court } = link()
    issue(court, { emergency: true }, [judge])
    court.chain.advance(47 * HOUR_MS)
    act(court, 'order/Ratify', message.value, [president])
    const atMs = court.chain.app.lastStampMs()
    court.chain.advance(2 * HOUR_MS)

    expect(ratificationOf(court)).toMatchObject({ instrument: { ratification: { officer: 'president', atMs } } })
    expect(court.alarms).toEqual([])
    expect(court.chain.violations()).toEqual([])
  })

  test('that does not come within 48 hours raises an alarm; it may come later', () => {
    const { court } = link()
    issue(court, { emergency: true }, [judge])
    court.chain.advance(48 * HOUR_MS - 10_000)
    expect(court.alarms).toEqual([])
    court.chain.advance(10_000)

    const alarm = { kind: 'EMERGENCY_UNRATIFIED', owner: 'COURT_PRESIDENT', subject: INSTRUMENT }
    expect(court.alarms).toMatchObject([alarm])
    act(court, 'order/Ratify', message.value, [deputy])
    expect(ratificationOf(court)).toMatchObject({
      instrument: { state: 'IN_FORCE', ratification: { officer: 'deputy' } },
    })
  })

  test('of a revoked instrument is not asked for', () => {
    const { court } = link()
    issue(court, { emergency: true }, [judge])
    act(court, 'order/Revoke', { instrumentId: INSTRUMENT, reason: 'NOT_RATIFIED' }, [president])
    court.chain.advance(49 * HOUR_MS)

    expect(court.alarms).toEqual([])
    expect(refusal(court, errors.InstrumentRevoked, message, [deputy])).toEqual({ instrumentId: INSTRUMENT })
  })

  test('rejects strangers, the same person, another court, a second time, and what needs none', () => {
    const { court } = link()
    refusal(court, errors.InstrumentUnknown, message, [deputy])
    issue(court, { emergency: true }, [judge])
    refusal(court, fixtureErrors.RoleMissing, message, [enforcer])
    refusal(court, errors.SamePerson, message, [judge])
    refusal(court, errors.SamePerson, message, [twin])
    refusal(court, errors.OtherOrganisation, message, [otherJudge])
    act(court, 'order/Ratify', message.value, [deputy])
    refusal(court, errors.AlreadyRatified, message, [president])
    const instrumentId = '2f'.repeat(16)
    issue(court, { instrumentId })

    const other = { type: 'order/Ratify', value: { instrumentId } }
    expect(refusal(court, errors.AlreadyRatified, other, [deputy])).toEqual({ instrumentId })
  })
})
