import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { acknowledge, askFor, bureau, clerk, fixtureErrors, link } from '../fixtures.ts'

const message = (alarmId: string) => ({ type: 'query/ResolveAlarm', value: { alarmId, resolution: 'ASKED_AGAIN' } })

describe('resolveAlarm', () => {
  test('is for the role that owns the alarm, once', () => {
    const { court } = link()
    const { sequence } = askFor(court)
    acknowledge(court, sequence, null)
    const [alarm] = court.chain.query('query/alarms', { limit: 1 }) as { alarmId: string }[]
    const alarmId = alarm?.alarmId ?? ''

    expectRejected(court.chain, errors.AlarmUnknown, [message('none')], [clerk])
    expectRejected(court.chain, fixtureErrors.RoleMissing, [message(alarmId)], [bureau])
    expect(court.chain.deliver([message(alarmId)], [clerk]).events).toMatchObject([{ type: 'AlarmResolved' }])
    expectRejected(court.chain, errors.AlarmResolved, [message(alarmId)], [clerk])
  })

  test('what happens again after it was resolved is open again, with its own due date', () => {
    const { court } = link()
    const { dispatchId, sequence } = askFor(court)
    acknowledge(court, sequence, null)
    const [first] = court.chain.query('query/alarms', { limit: 1 }) as { alarmId: string; dueAtMs: number }[]
    const { alarmId, dueAtMs } = first ?? { alarmId: '', dueAtMs: 0 }
    court.chain.deliver([message(alarmId)], [clerk])
    court.chain.advance(60_000)
    const timeoutSeconds = Math.floor(court.chain.nowMs / 1_000) + 600
    const again = court.chain.deliver([{ type: 'query/Resend', value: { dispatchId, timeoutSeconds } }], [clerk])
    const { sequence: second } = again.data?.[0] as { sequence: number }
    const { events } = acknowledge(court, second, null)

    expect(events.map(({ type }) => type)).toContain('AlarmRaised')
    const [now] = court.chain.query('query/alarms', { limit: 5 }) as { dueAtMs: number }[]
    expect(now).toMatchObject({ alarmId, state: 'OPEN', resolution: null, resolvedAtMs: null })
    expect(now?.dueAtMs).toBeGreaterThan(dueAtMs)
  })
})
