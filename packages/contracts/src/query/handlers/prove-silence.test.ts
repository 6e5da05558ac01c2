import { expectRejected } from '@xiezhi/kernel/testing'
import type { Json } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { OUTCOME_GRACE_MS } from '../../dispatch-ledger.ts'
import { errors } from '../errors.ts'
import { askFor, fixtureErrors, link, nobody, PROOF } from '../fixtures.ts'
import type { Zone } from '../fixtures.ts'

const dispatchOf = (zone: Zone, dispatchId: string) => zone.chain.query('query/dispatch', { dispatchId })
const HOUR_MS = 3_600_000
const message = (dispatchId: string, change: Readonly<Record<string, Json>> = {}) => ({
  type: 'query/ProveSilence',
  value: { dispatchId, sequence: 1, height: 7, receiptProof: PROOF, absenceProof: PROOF, ...change },
})

describe('proveSilence', () => {
  test('anyone may prove that a delivered question was not answered by its deadline', () => {
    const { court } = link()
    const { dispatchId } = askFor(court)
    court.set.peerTimeMs = court.chain.nowMs + HOUR_MS + 1
    court.chain.deliver([message(dispatchId)], [nobody])

    expect(court.chain.query('query/dispatch', { dispatchId })).toMatchObject({
      dispatch: { outcome: { kind: 'silent', atMs: court.set.peerTimeMs } },
    })
  })

  test('after "no newer header" it is added to the outcome', () => {
    const { court } = link()
    const { dispatchId } = askFor(court)
    court.chain.advance(2 * HOUR_MS)
    court.set.peerTimeMs = court.chain.nowMs
    court.chain.deliver([message(dispatchId)], [nobody])

    expect(court.chain.query('query/dispatch', { dispatchId })).toMatchObject({
      dispatch: { outcome: { kind: 'no-newer-header' }, additions: [{ kind: 'held-silent' }] },
    })
  })

  test('a late answer does not hide that there was none at the deadline, until the grace is over', () => {
    const { court, relay } = link()
    const { dispatchId, sequence } = askFor(court, { timeoutSeconds: Math.floor(court.chain.nowMs / 1_000) + 7_200 })
    const peerTimeMs = court.chain.nowMs + HOUR_MS + 1
    court.set.peerTimeMs = peerTimeMs
    court.chain.advance(HOUR_MS + 1_000)
    relay(court, sequence)
    expect(dispatchOf(court, dispatchId)).toMatchObject({
      dispatch: { outcome: null, additions: [], packets: [{ state: 'acknowledged' }] },
      receipt: { sequence },
    })

    court.chain.deliver([message(dispatchId)], [nobody])
    const after = {
      dispatch: { outcome: { kind: 'silent', atMs: peerTimeMs }, additions: [{ kind: 'answered-late' }] },
    }
    expect(dispatchOf(court, dispatchId)).toMatchObject(after)
    court.chain.advance(OUTCOME_GRACE_MS)
    expect(dispatchOf(court, dispatchId)).toMatchObject(after)
    expect(court.chain.violations()).toEqual([])
  })

  test('a late answer without a proof of silence reads "undelivered" once the grace is over', () => {
    const { court, relay } = link()
    const { dispatchId, sequence } = askFor(court, { timeoutSeconds: Math.floor(court.chain.nowMs / 1_000) + 7_200 })
    court.set.peerTimeMs = court.chain.nowMs + HOUR_MS + 1
    court.chain.advance(HOUR_MS + 1_000)
    relay(court, sequence)
    court.chain.advance(OUTCOME_GRACE_MS)

    const { receipt } = dispatchOf(court, dispatchId) as { receipt: { result: { decidedAtMs: number } } }
    const atMs = receipt.result.decidedAtMs
    expect(dispatchOf(court, dispatchId)).toMatchObject({
      dispatch: { outcome: { kind: 'undelivered', atMs }, additions: [{ kind: 'answered-late', atMs }] },
    })
    expect(expectRejected(court.chain, errors.OutcomeProved, [message(dispatchId)], [nobody]).events).toEqual([])
    expect(court.chain.query('query/alarms', { limit: 5 })).toEqual([])
    expect(court.chain.violations()).toEqual([])
  })

  test('rejects proofs that do not hold, come too early, or are for nothing', () => {
    const { court } = link()
    const deadlineMs = court.chain.nowMs + HOUR_MS
    const { dispatchId } = askFor(court)

    expectRejected(court.chain, errors.TooEarly, [message(dispatchId)], [nobody])
    court.set.peerTimeMs = deadlineMs
    // At the deadline itself an answer may still be stamped.
    expectRejected(court.chain, errors.TooEarly, [message(dispatchId)], [nobody])
    court.set.peerTimeMs = deadlineMs + 1
    expectRejected(court.chain, errors.DispatchUnknown, [message(`${'0'.repeat(64)}-0`)], [nobody])
    expectRejected(court.chain, errors.PacketUnknown, [message(dispatchId, { sequence: 2 })], [nobody])
    expectRejected(court.chain, errors.ProofMalformed, [message(dispatchId, { receiptProof: '????' })], [nobody])
    expectRejected(court.chain, fixtureErrors.WireClosed, [message(dispatchId, { absenceProof: 'AAAA' })], [nobody])
    court.chain.deliver([message(dispatchId)], [nobody])
    expect(expectRejected(court.chain, errors.OutcomeProved, [message(dispatchId)], [nobody]).facts).toEqual({
      outcome: 'silent',
    })
  })

  test('rejects a question that has been answered', () => {
    const { court, relay } = link()
    const { dispatchId, sequence } = askFor(court)
    relay(court, sequence)

    expect(expectRejected(court.chain, errors.DispatchAnswered, [message(dispatchId)], [nobody]).events).toEqual([])
  })
})
