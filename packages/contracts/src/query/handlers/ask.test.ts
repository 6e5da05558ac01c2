import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import type { ErrorKind } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import { askFor, askMessage, both, CASE_REF, clerk, fixtureErrors, link, nobody } from '../fixtures.ts'
import { DEADLINE_AHEAD_MAX_MS } from '../../dispatch-ledger.ts'

describe('ask', () => {
  test('keeps the request for good and never the officer in the packet', () => {
    const { court } = link()
    const { dispatchId } = askFor(court, {}, both)

    expect(court.chain.query('query/dispatch', { dispatchId })).toMatchObject({
      request: { organisation: 'court-1', officer: 'both', role: 'COURT_CLERK', question: { caseRef: CASE_REF } },
      dispatch: { outcome: null, packets: [{ state: 'pending' }] },
      receipt: null,
    })
  })

  test('rejects an officer who may not ask', () => {
    const { court } = link()

    expect(expectRejected(court.chain, fixtureErrors.RoleMissing, [askMessage(court)], [nobody]).data).toBeNull()
  })

  const now = 1_772_413_200_000
  const rejections: [name: string, kind: ErrorKind, change: Parameters<typeof askMessage>[1]][] = [
    ['a deadline that is over', errors.DeadlineOver, { deadlineMs: now }],
    ['a deadline beyond a year', errors.DeadlineTooFar, { deadlineMs: now + DEADLINE_AHEAD_MAX_MS + 2_000 }],
    ['pushing without a case', errors.SubscribeNeedsCase, { caseRef: null }],
    ['a timeout that is over', fixtureErrors.WireClosed, { timeoutSeconds: 1 }],
  ]
  test.each(rejections)('rejects %s', (_, kind, change) => {
    const { court } = link()

    expect(expectRejected(court.chain, kind, [askMessage(court, change)], [clerk]).code).toBe(kind.code)
  })
})
