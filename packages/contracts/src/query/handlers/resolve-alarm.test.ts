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
})
