import { expectRejected, testSigner } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { auditorOne, auditorTwo, governed, governorOne, message, portErrors, raise } from '../fixtures.ts'
import { alarms } from '../state.ts'

const take = message('TakeAlarm', { alarmId: 'alarm-1' })
const close = (alarmId = 'alarm-1') => message('CloseAlarm', { alarmId, resolution: 'CASE_FOUND' })
const gone = testSigner('court', 'auditor-gone', 9)

describe('closeAlarm', () => {
  test('says what was done and ends the duty', () => {
    const { chain, duties } = governed()
    expect(chain.deliver([raise('alarm-1', chain.nowMs + 1_000)], [governorOne]).code).toBe(0)
    expect(chain.deliver([take], [auditorOne]).code).toBe(0)
    expectRejected(chain, errors.AlarmTaken, [close()], [auditorTwo])
    expect(chain.deliver([close()], [auditorOne]).events).toMatchObject([{ type: 'AlarmClosed' }])
    expect(alarms(chain.store).get('alarm-1')).toMatchObject({ state: 'CLOSED', resolution: 'CASE_FOUND' })
    expect([...duties]).toEqual([])
    expectRejected(chain, errors.AlarmClosed, [close()], [auditorOne])
    expect(chain.violations()).toEqual([])
  })

  test('is done by the successor of who took it, and by any officer of the role where nobody did', () => {
    const { chain } = governed()
    const due = chain.nowMs + 1_000
    expect(chain.deliver([raise('alarm-1', due), raise('alarm-2', due)], [governorOne]).code).toBe(0)
    expect(chain.deliver([take], [gone]).code).toBe(0)
    expectRejected(chain, errors.AlarmTaken, [close()], [auditorOne])
    expect(chain.deliver([close(), close('alarm-2')], [auditorTwo]).code).toBe(0)
  })

  test('rejects unknown alarms, other roles and owners that are no role', () => {
    const { chain } = governed()
    const due = chain.nowMs + 1_000
    expect(chain.deliver([raise('alarm-1', due), raise('alarm-2', due, 'NOBODY')], [governorOne]).code).toBe(0)
    expectRejected(chain, errors.AlarmUnknown, [close('alarm-9')], [auditorOne])
    expectRejected(chain, errors.AlarmOwnerUnknown, [close('alarm-2')], [auditorOne])
    expect(expectRejected(chain, portErrors.RoleNotHeld, [close()], [governorOne]).data).toBeNull()
  })
})
