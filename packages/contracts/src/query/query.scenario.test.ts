import { describe, expect, test } from 'vitest'
import {
  askFor,
  bureau,
  CASE_REF,
  clerk,
  CLIENT,
  DIGEST,
  judge,
  link,
  otherCourt,
  receive,
  sent,
  timeOut,
} from './fixtures.ts'
import type { Zone } from './fixtures.ts'
import { OUTCOME_GRACE_MS } from '../dispatch-ledger.ts'
import type { Notice } from './state.ts'

const HOUR_MS = 3_600_000
const dispatchOf = (zone: Zone, dispatchId: string) => zone.chain.query('query/dispatch', { dispatchId })
const resend = (zone: Zone, dispatchId: string) => ({
  type: 'query/Resend',
  value: { dispatchId, timeoutSeconds: Math.floor(zone.chain.nowMs / 1_000) + 600 },
})

describe('a question between two zones', () => {
  test('is answered at once, logged at the bureau, and a permanent receipt at the court', () => {
    const { court, justice, relay } = link()
    const { dispatchId, sequence } = askFor(court)
    relay(court, sequence)

    const receipt = court.chain.query('query/receipt', { dispatchId })
    expect(receipt).toMatchObject({
      dispatchId,
      result: { refusal: null, policyId: 'lawyer-query', policyVersion: 3, finding: { verdict: 'PASS' } },
      assurance: { level: 'institution' },
    })
    const { freshUntilMs, result } = receipt as { freshUntilMs: number; result: { decidedAtMs: number } }
    expect(freshUntilMs).toBe(Math.floor(result.decidedAtMs / 1_000) * 1_000 + 24 * HOUR_MS)
    expect(court.receipts).toHaveLength(1)
    expect(justice.chain.query('query/answer', { client: CLIENT, dispatchId })).toMatchObject({
      organisation: 'court-1',
    })
    expect(justice.chain.query('query/log', { subject: '123456', limit: 5 })).toMatchObject([
      { organisation: 'court-1', purpose: 'LAWYER_VERIFICATION', commitment: DIGEST, caseRef: CASE_REF, refusal: null },
    ])
    expect(dispatchOf(court, dispatchId)).toMatchObject({
      dispatch: {
        outcome: { kind: 'answered' },
        ladder: [{ rung: 'submitted' }, { rung: 'delivered' }, { rung: 'feedback-verified' }],
      },
    })
    expect([...court.chain.violations(), ...justice.chain.violations()]).toEqual([])
  })

  test('that times out is sent again under the same id and answered once', () => {
    const { court, justice, relay } = link()
    const { dispatchId, sequence } = askFor(court)
    const lost = sent(court, sequence)
    court.chain.nowMs += 601_000
    timeOut(court, sequence)
    const again = court.chain.deliver([resend(court, dispatchId)], [clerk]).data?.[0] as { sequence: number }
    relay(court, again.sequence)

    const first = justice.chain.query('query/answer', { client: CLIENT, dispatchId })
    expect(receive(justice, lost)).not.toBeNull()
    expect(justice.chain.query('query/answer', { client: CLIENT, dispatchId })).toEqual(first)
    expect(justice.chain.query('query/log', { subject: '123456', limit: 5 })).toHaveLength(1)
    expect(dispatchOf(court, dispatchId)).toMatchObject({
      dispatch: { packets: [{ state: 'timed-out' }, { state: 'acknowledged' }], outcome: { kind: 'answered' } },
    })
    expect(court.chain.violations()).toEqual([])
  })

  test('reads "no newer header" when nothing came past the deadline, and what held is added later', () => {
    const { court, relay } = link()
    const { dispatchId, sequence } = askFor(court)
    const { chain } = court
    const decidedInTime = sent(court, sequence)
    court.chain.advance(HOUR_MS + OUTCOME_GRACE_MS)

    expect(dispatchOf(court, dispatchId)).toMatchObject({ dispatch: { outcome: { kind: 'no-newer-header' } } })
    expect(decidedInTime.sequence).toBe(sequence)
    relay(court, sequence)
    expect(dispatchOf(court, dispatchId)).toMatchObject({
      dispatch: { outcome: { kind: 'no-newer-header' }, additions: [{ kind: 'answered-late' }] },
    })
    expect(chain.violations()).toEqual([])
  })

  test('is undelivered when all its packets are proved absent past the deadline', () => {
    const { court } = link()
    const { dispatchId, sequence } = askFor(court)
    court.chain.nowMs += 601_000
    timeOut(court, sequence)
    expect(dispatchOf(court, dispatchId)).toMatchObject({ dispatch: { outcome: null } })

    court.set.peerTimeMs = court.chain.nowMs + HOUR_MS
    court.chain.advance(HOUR_MS + OUTCOME_GRACE_MS)

    expect(dispatchOf(court, dispatchId)).toMatchObject({
      dispatch: { outcome: { kind: 'undelivered' }, additions: [] },
    })
  })

  test('with headers past the deadline but no proof is put before a person', () => {
    const { court } = link()
    const { dispatchId } = askFor(court)
    court.set.peerTimeMs = court.chain.nowMs + 2 * HOUR_MS
    court.chain.advance(HOUR_MS + OUTCOME_GRACE_MS)

    expect(dispatchOf(court, dispatchId)).toMatchObject({ dispatch: { outcome: null } })
    expect(court.chain.query('query/alarms', { limit: 5 })).toMatchObject([
      { kind: 'OUTCOME_UNPROVEN', owner: 'COURT_CLERK', subject: dispatchId, state: 'OPEN' },
    ])
  })

  test('by a court that the policy does not name is refused, and the refusal is logged and returned', () => {
    const { court, justice, relay } = link()
    const { dispatchId, sequence } = askFor(court, {}, otherCourt)
    relay(court, sequence)

    expect(court.chain.query('query/receipt', { dispatchId })).toMatchObject({
      result: { refusal: 'ORGANISATION_NOT_ALLOWED', finding: null },
      freshUntilMs: null,
    })
    expect(justice.chain.query('query/log', { subject: 'unknown', limit: 5 })).toMatchObject([
      { organisation: 'court-2', refusal: 'ORGANISATION_NOT_ALLOWED' },
    ])
    expect(justice.chain.query('query/subscriptions', { serial: '123456', limit: 5 })).toEqual([])
  })
})

describe('status events', () => {
  const notice = {
    eventId: '123456-2',
    serial: '123456',
    kind: 'SUSPENDED',
    status: 'SUSPENDED',
    from: '2026-03-02',
    to: '2026-09-01',
    recordedAtMs: 1,
  }

  test('reach the open cases that asked, once, and end with the case', () => {
    const { court, justice, relay } = link()
    relay(court, askFor(court).sequence)
    publish(justice, notice)
    justice.chain.advance(1_000)
    relay(justice, 1)

    expect(court.notices).toMatchObject([{ notice, caseRefs: [CASE_REF] }])
    receive(court, sent(justice, 1))
    expect(court.notices).toHaveLength(1)

    closeCase(court)
    court.chain.advance(1_000)
    relay(court, 2)
    expect(justice.chain.query('query/subscriptions', { serial: '123456', limit: 5 })).toEqual([])
    relay(court, askFor(court).sequence)
    expect(justice.chain.query('query/subscriptions', { serial: '123456', limit: 5 })).toEqual([])
    expect([...court.chain.violations(), ...justice.chain.violations()]).toEqual([])
  })

  test('are sent again after a timeout and while the wire is closed', () => {
    const { court, justice, relay } = link()
    relay(court, askFor(court).sequence)
    justice.set.wireOpen = false
    publish(justice, notice)
    justice.chain.advance(1_000)
    justice.set.wireOpen = true
    justice.chain.advance(600_000)
    timeOut(justice, 1)
    justice.chain.advance(1)
    court.chain.nowMs = justice.chain.nowMs
    relay(justice, 2)

    expect(court.notices).toHaveLength(1)
  })

  test('from a client that no case asked are refused', () => {
    const { court, justice } = link()
    publish(justice, notice)
    expect(justice.chain.query('query/notice', { eventId: notice.eventId })).toEqual(notice)
    const { court: strange, justice: sender, relay } = link()
    relay(strange, askFor(strange).sequence)
    publish(sender, notice)
    sender.chain.advance(1_000)

    expect(receive(court, sent(sender, 1))).toBeNull()
    expect(court.notices).toEqual([])
  })
})

describe('abuse and outage', () => {
  test('many questions without a case raise one alarm a day, which the bureau ends', () => {
    const { court, justice, relay } = link()
    for (let at = 0; at < 22; at++) relay(court, askFor(court, { caseRef: null, subscribe: false }).sequence)

    const alarms = justice.chain.query('query/alarms', { limit: 5 }) as { alarmId: string }[]
    expect(alarms).toMatchObject([{ kind: 'VOLUME_WITHOUT_CASE', owner: 'JUSTICE_BUREAU', state: 'OPEN' }])
    const value = { alarmId: alarms[0]?.alarmId ?? '', resolution: 'CLARIFIED' }
    justice.chain.deliver([{ type: 'query/ResolveAlarm', value }], [bureau])
    expect(justice.chain.query('query/alarms', { limit: 5 })).toMatchObject([{ state: 'RESOLVED' }])
  })

  test('a paper check stands in when the other zone cannot be reached, once a second person agrees', () => {
    const { court } = link()
    const value = {
      caseRef: CASE_REF,
      licenceNo: '11101201010123456',
      asOf: '2026-03-02',
      use: 'HEARING',
      verdict: 'PASS',
      reason: 'LINK_DOWN',
      documentDigest: DIGEST,
      dispatchId: null,
    }
    const [made] = court.chain.deliver([{ type: 'query/RecordOfflineFallback', value }], [clerk]).data ?? []
    const { fallbackId } = made as { fallbackId: string }
    court.chain.deliver([{ type: 'query/RatifyOfflineFallback', value: { fallbackId, approved: true } }], [judge])

    expect(court.chain.query('query/fallback', { fallbackId })).toMatchObject({
      state: 'RATIFIED',
      reason: 'LINK_DOWN',
    })
    expect(court.chain.violations()).toEqual([])
  })
})

function publish({ chain }: Zone, notice: Notice): void {
  chain.deliver([{ type: 'wire/Publish', value: notice }], [clerk])
}

function closeCase({ chain }: Zone): void {
  chain.deliver([{ type: 'wire/CloseCase', value: { caseRef: CASE_REF } }], [clerk])
}
