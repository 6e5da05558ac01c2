import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { auditorOne, auditorTwo, governed, governorOne, message, portErrors, raise } from '../fixtures.ts'
import { alarms } from '../state.ts'

const take = (alarmId = 'alarm-1') => message('TakeAlarm', { alarmId })

describe('takeAlarm', () => {
  test('makes the alarm a duty of an officer of the owning role', () => {
    const { chain, duties } = governed()
    expect(chain.deliver([raise('alarm-1', chain.nowMs + 1_000)], [governorOne]).code).toBe(0)
    expect(chain.deliver([take()], [auditorOne]).events).toMatchObject([{ type: 'AlarmTaken' }])
    expect(alarms(chain.store).get('alarm-1')).toMatchObject({ state: 'TAKEN', takenBy: { officer: 'auditor-one' } })
    expect([...duties]).toEqual(['auditor-one/alarm-1'])
    expect(chain.violations()).toEqual([])
  })

  test('rejects unknown and taken alarms, other roles and owners that are no role', () => {
    const { chain } = governed()
    const due = chain.nowMs + 1_000
    expect(chain.deliver([raise('alarm-1', due), raise('alarm-2', due, 'NOBODY')], [governorOne]).code).toBe(0)
    expectRejected(chain, errors.AlarmUnknown, [take('alarm-9')], [auditorOne])
    expectRejected(chain, errors.AlarmOwnerUnknown, [take('alarm-2')], [auditorOne])
    expectRejected(chain, portErrors.RoleNotHeld, [take()], [governorOne])
    expect(chain.deliver([take()], [auditorOne]).code).toBe(0)
    expectRejected(chain, errors.AlarmNotOpen, [take()], [auditorTwo])
  })
})
