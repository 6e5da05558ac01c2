import { Overlay } from '@xiezhi/kernel'
import type { Store } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { askFor, both, CASE_REF, CLIENT, DIGEST, judge, LICENCE, link } from './fixtures.ts'
import { invariants } from './invariants.ts'
import { dispatches, fallbacks, logs, packets, receipts, requests, subscribedCases } from './state.ts'

type Break = (store: Store, ids: { dispatchId: string; fallbackId: string }) => void

function brokenBy(zone: 'court' | 'justice', breakIt: Break): string[] {
  const made = link()
  const { dispatchId, sequence } = askFor(made.court)
  made.relay(made.court, sequence)
  const value = {
    caseRef: CASE_REF,
    licenceNo: LICENCE,
    asOf: '2026-03-02',
    use: 'HEARING',
    verdict: 'PASS',
    reason: 'LINK_DOWN',
    documentDigest: DIGEST,
    dispatchId: null,
  }
  const [recorded] = made.court.chain.deliver([{ type: 'query/RecordOfflineFallback', value }], [both]).data ?? []
  const { fallbackId } = recorded as { fallbackId: string }
  made.court.chain.deliver([{ type: 'query/RatifyOfflineFallback', value: { fallbackId, approved: true } }], [judge])
  const { chain } = made[zone]
  const store = new Overlay(chain.store)
  breakIt(store, { dispatchId, fallbackId })
  const ctx = { ...chain.context(), store }
  return invariants.filter((one) => one.violation(ctx) !== null).map(({ name }) => name)
}

describe('query invariants', () => {
  test('hold of a sound state', () => {
    expect([...brokenBy('court', () => undefined), ...brokenBy('justice', () => undefined)]).toEqual([])
  })

  test.each<[name: string, zone: 'court' | 'justice', breakIt: Break]>([
    ['dispatches-have-their-request', 'court', (store, { dispatchId }) => requests(store).delete(dispatchId)],
    ['dispatches-have-their-request', 'court', (store, { dispatchId }) => receipts(store).delete(dispatchId)],
    [
      'receipts-belong-to-an-answered-packet',
      'court',
      (store, { dispatchId }) => {
        const dispatch = dispatches(store).get(dispatchId)
        if (dispatch !== undefined) dispatches(store).set(dispatchId, { ...dispatch, packets: [] })
      },
    ],
    [
      'answers-are-logged',
      'justice',
      (store) => {
        for (const { id } of logs(store).list({ limit: 9 })) logs(store).delete(...id)
      },
    ],
    ['subscription-indices-agree', 'justice', (store) => subscribedCases(store).delete(CLIENT, CASE_REF, '123456')],
    [
      'open-packets-are-pending',
      'court',
      (store, { dispatchId }) =>
        packets(store).set([CLIENT, '1'], { kind: 'ask', subject: dispatchId, caseRefs: [], attempt: 1 }),
    ],
    [
      'paper-checks-take-two-persons',
      'court',
      (store, { fallbackId }) => {
        const fallback = fallbacks(store).get(fallbackId)
        if (fallback !== undefined) {
          fallbacks(store).set(fallbackId, { ...fallback, ratifiedByPerson: fallback.recordedByPerson })
        }
      },
    ],
  ])('%s is broken', (name, zone, breakIt) => {
    expect(brokenBy(zone, breakIt)).toEqual([name])
  })
})
