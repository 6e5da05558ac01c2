import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  alarmsIn,
  CLIENT,
  DIGEST,
  done,
  enforcer,
  ENTRY,
  eventMessage,
  fixtureErrors,
  otherPresident,
  president,
  shared,
  tick,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'

const HOUR_MS = 3_600_000
const SUBJECT = `${ENTRY} ${CLIENT} platform`
const message = (kind = 'STILL_SHOWN', subject = SUBJECT) => ({
  type: 'listing/ResolveAlarm',
  value: { kind, subject, documentDigest: DIGEST },
})

/** Withdrawn, not confirmed, and still shown after a day. */
function shownLate(): Desk {
  const one = shared()
  done(one, eventMessage('PERFORMED'), [enforcer])
  tick(one, 25 * HOUR_MS)
  const shownAtMs = one.chain.nowMs
  const seen = { entryId: ENTRY, client: CLIENT, subscriber: 'platform', shownAtMs, evidenceDigest: DIGEST }
  done(one, { type: 'listing/ReportShown', value: seen }, [enforcer])
  return one
}

describe('resolveAlarm', () => {
  test('the owner ends an alarm about what has happened', () => {
    const one = shownLate()
    const { events } = done(one, message(), [president])
    expect(events.map(({ type }) => type)).toEqual(['ListingAlarmEnded'])
    const found = alarmsIn(one).find(({ kind }) => kind === 'STILL_SHOWN')
    expect(found?.endedAtMs).toBe(one.chain.nowMs)
    expectRejected(one.chain, errors.AlarmUnknown, [message()], [president])
  })

  test('rejects other roles, other courts, alarms that are not there', () => {
    const one = shownLate()
    expectRejected(one.chain, fixtureErrors.RoleMissing, [message()], [enforcer])
    expectRejected(one.chain, errors.OtherCourt, [message()], [otherPresident])
    expectRejected(one.chain, errors.AlarmUnknown, [message('STILL_SHOWN', `${ENTRY} ${CLIENT} railway`)], [president])
  })
})
