import { describe, expect, test } from 'vitest'
import { OUTCOME_GRACE_MS } from '../../dispatch-ledger.ts'
import { askFor, link, timeOut } from '../fixtures.ts'
import type { Zone } from '../fixtures.ts'

const HOUR_MS = 3_600_000
const outcomeOf = ({ chain }: Zone, dispatchId: string): string | null => {
  const found = chain.query('query/dispatch', { dispatchId }) as { dispatch: { outcome: { kind: string } | null } }
  return found.dispatch.outcome?.kind ?? null
}

/** A question whose deadline and grace have passed, with the other zone's latest header at `peerTimeMs` past the deadline. */
function afterGrace(peerAheadMs: number | null, ended: boolean) {
  const { court } = link()
  const { dispatchId, sequence } = askFor(court)
  const deadlineMs = court.chain.nowMs + HOUR_MS
  if (peerAheadMs !== null) court.set.peerTimeMs = deadlineMs + peerAheadMs
  if (ended) timeOut(court, sequence)
  court.chain.nowMs = deadlineMs + OUTCOME_GRACE_MS + 1_000
  court.chain.block([])
  return { court, dispatchId }
}

describe('settle', () => {
  test('no header past the deadline: that is what this zone records of itself', () => {
    const { court, dispatchId } = afterGrace(null, false)
    expect(outcomeOf(court, dispatchId)).toBe('no-newer-header')
  })

  test('every packet proved not to have arrived: undelivered', () => {
    const { court, dispatchId } = afterGrace(1_000, true)
    expect(outcomeOf(court, dispatchId)).toBe('undelivered')
  })

  test('headers past the deadline and no proof of what they hold: no outcome, and an alarm for the clerk', () => {
    const { court, dispatchId } = afterGrace(1_000, false)
    expect(outcomeOf(court, dispatchId)).toBeNull()
    expect(court.chain.query('query/alarms', { limit: 5 })).toMatchObject([
      { kind: 'OUTCOME_UNPROVEN', owner: 'COURT_CLERK', subject: dispatchId, state: 'OPEN' },
    ])
  })
})
