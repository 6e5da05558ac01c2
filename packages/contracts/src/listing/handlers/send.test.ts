import { describe, expect, test } from 'vitest'
import {
  alarmsIn,
  answered,
  CLIENT,
  court,
  desk,
  done,
  ending,
  enforcer,
  ENTRY,
  eventMessage,
  GRANTORS,
  published,
  service,
  shared,
  subscribeMessage,
  tick,
  views,
  withdrawn,
} from '../fixtures.ts'
import { packets } from '../state.ts'

const RETRY_MS = 600_000

describe('send', () => {
  test('subscribers of one scope and basis share a view; each scope has its own', () => {
    const one = court()
    done(one, subscribeMessage({ subscriber: 'a' }), GRANTORS)
    done(one, subscribeMessage({ subscriber: 'b', purpose: 'TICKETING' }), GRANTORS)
    done(one, subscribeMessage({ subscriber: 'c', scope: 'TOKEN' }), GRANTORS)
    published({}, one)
    tick(one)
    const [packet] = one.sent
    const groups = packet?.kind === 'views' ? packet.views : []
    expect(groups.map(({ view, subscribers }) => [view.list, subscribers.map(({ subscriber }) => subscriber)])).toEqual(
      [
        ['DISHONEST', ['a', 'b']],
        [null, ['c']],
      ],
    )
    expect(groups[0]?.subscribers[1]).toEqual({
      grant: 1,
      subscriber: 'b',
      purpose: 'TICKETING',
      measures: ['BIDDING', 'HIGH_CONSUMPTION'],
    })
    const sentAtMs = one.chain.nowMs
    const row = { kind: 'views', attempt: 1, entryIds: [ENTRY], subscribers: ['a', 'b', 'c'], key: null, sentAtMs }
    expect(packets(one.chain.store).get(CLIENT, '1')).toEqual(row)
  })

  test('while the client sends nothing it is tried again, with what holds then', () => {
    const one = court()
    done(one, subscribeMessage(), GRANTORS)
    one.set.isOpen = false
    published({}, one)
    tick(one, RETRY_MS)
    expect(one.sent).toEqual([])
    one.set.isOpen = true
    tick(one, RETRY_MS)
    expect(one.sent).toMatchObject([{ kind: 'views', views: [{ view: { revision: 3 } }] }])
    expect(packets(one.chain.store).get(CLIENT, '1')?.attempt).toBeGreaterThan(1)
  })

  test('what is not so any more is not said: an entry that ended before its view went out', () => {
    const one = court()
    done(one, subscribeMessage(), GRANTORS)
    one.set.isOpen = false
    published({}, one)
    tick(one)
    done(one, eventMessage('PERFORMED'), [enforcer])
    one.set.isOpen = true
    tick(one, RETRY_MS)
    tick(one, RETRY_MS)
    expect(one.sent.map(({ kind }) => kind)).toEqual(['withdraw'])
  })

  test('a packet that time has ended goes again until it has arrived', () => {
    const one = shared()
    done(one, eventMessage('PERFORMED'), [enforcer])
    tick(one)
    const sequence = one.sent.length
    done(one, ending(sequence, 'TIMEOUT'), [service])
    expect(packets(one.chain.store).has(CLIENT, String(sequence))).toBe(false)
    tick(one)
    expect(one.sent.at(-1)).toEqual(one.sent.at(-2))
    expect(packets(one.chain.store).get(CLIENT, String(sequence + 1))?.attempt).toBe(2)
    done(one, ending(sequence + 1, { answer: { received: 1 } }), [service])
    const rows = one.chain.query('listing/withdrawals', { entryId: ENTRY })
    expect(rows).toMatchObject([{ deliveredAtMs: one.chain.nowMs, confirmedAtMs: null }])
    const underWay = packets(one.chain.store).list({ under: [CLIENT], limit: 10 })
    expect(underWay.map(({ id, value }) => [id[1], value.kind])).toEqual([
      ['1', 'views'],
      ['10001', 'subscription'],
    ])
    // An end of a packet that is not known here changes nothing.
    const before = one.chain.moduleEntries()
    done(one, ending(99, 'TIMEOUT'), [service])
    expect(one.chain.moduleEntries()).toBe(before)
  })

  test('what the other zone refuses does not go again: a person is told', () => {
    const one = shared()
    done(one, ending(1, 'ERROR'), [service])
    const alarm = { kind: 'UNDELIVERED', owner: 'COURT_ENFORCER', organisation: 'platform' }
    expect(alarmsIn(one)).toMatchObject([{ ...alarm, subject: `${ENTRY} ${CLIENT} platform` }])
    tick(one, RETRY_MS)
    expect(one.sent).toHaveLength(1)
  })

  test('a receipt goes to the court with the instant of the act', () => {
    const one = desk()
    answered(one, views())
    answered(one, withdrawn)
    const value = { client: CLIENT, items: [{ entryId: ENTRY, revision: 3 }] }
    done(one, { type: 'listing/Confirm', value }, [service])
    const atMs = one.chain.nowMs
    tick(one)
    const receipts = [{ entryId: ENTRY, revision: 3, isWithdrawal: true, grant: 1, atMs }]
    expect(one.sent).toEqual([{ kind: 'receipt', subscriber: 'platform', receipts }])
  })
})
