import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { CLIENT, desk, DIGEST, done, ending, ENTRY, fixtureErrors, president, service } from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'
import { DIFFERING_MAX } from '../state.ts'

const MONTH = '2026-03'
const bucket = (name: string) => ({ bucket: name, count: 2, digest: DIGEST })
const setMessage = (buckets: readonly Json[]) => ({
  type: 'listing/StateSet',
  value: { client: CLIENT, month: MONTH, buckets: [...buckets] },
})
const bucketMessage = (name: string, ids: readonly string[], month = MONTH) => ({
  type: 'listing/StateBucket',
  value: { client: CLIENT, month, bucket: name, ids: [...ids] },
})
const known = ({ chain }: Desk): Json =>
  chain.query('listing/reconciliation', { client: CLIENT, subscriber: 'platform', month: MONTH })

describe('stateSet', () => {
  test('states the set of the own system and sends it in the same block', () => {
    const one = desk()
    const { events } = done(one, setMessage([bucket('a0'), bucket('e1')]), [service])
    expect(events).toEqual([{ type: 'SetStated', data: { client: CLIENT, subscriber: 'platform', month: MONTH } }])
    expect(known(one)).toMatchObject({ state: 'STATED', courtCount: 0, receiverCount: 4, differing: [] })
    expect(one.sent).toEqual([
      { kind: 'buckets', subscriber: 'platform', month: MONTH, buckets: [bucket('a0'), bucket('e1')] },
    ])
    expect(one.chain.violations()).toEqual([])
  })

  test('rejects other roles, buckets that stand twice or out of order, and a client that sends nothing', () => {
    const one = desk()
    expectRejected(one.chain, fixtureErrors.RoleMissing, [setMessage([])], [president])
    expectRejected(one.chain, errors.BucketsUnsorted, [setMessage([bucket('e1'), bucket('e1')])], [service])
    expectRejected(one.chain, errors.BucketsUnsorted, [setMessage([bucket('e1'), bucket('a0')])], [service])
    expectRejected(one.chain, errors.BucketsUnsorted, [setMessage([bucket('e10')])], [service])
    one.set.isOpen = false
    expectRejected(one.chain, fixtureErrors.ClientClosed, [setMessage([])], [service])
    expect(one.sent).toEqual([])
  })
})

function differing(): Desk {
  const one = desk()
  done(one, setMessage([bucket('e1')]), [service])
  done(one, ending(1, { answer: { courtCount: 1, differing: ['e1'] } }), [service])
  return one
}

describe('stateParts', () => {
  const partsMessage = (name: string, parts: readonly Json[]) => ({
    type: 'listing/StateParts',
    value: { client: CLIENT, month: MONTH, bucket: name, parts: [...parts] },
  })

  test('sends the parts of a bucket that differs', () => {
    const one = differing()
    const parts = [bucket('e10'), bucket('e1f')]
    expect(done(one, partsMessage('e1', parts), [service]).data).toEqual([{ month: MONTH, bucket: 'e1' }])
    expect(one.sent.slice(1)).toEqual([{ kind: 'parts', subscriber: 'platform', month: MONTH, bucket: 'e1', parts }])
    expect(one.chain.violations()).toEqual([])
  })

  test('rejects other roles, parts that are none, and a bucket that does not differ', () => {
    const { chain } = differing()
    expectRejected(chain, fixtureErrors.RoleMissing, [partsMessage('e1', [])], [president])
    for (const parts of [['e1'], ['e20'], ['e100'], ['e1f', 'e10']])
      expectRejected(chain, errors.BucketsUnsorted, [partsMessage('e1', parts.map(bucket))], [service])
    expectRejected(chain, errors.ReconciliationUnknown, [partsMessage('e2', [])], [service])
  })

  test('rejects to divide one more bucket where so many are open already', () => {
    const one = desk()
    const all = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))
    done(one, setMessage(all.map(bucket)), [service])
    done(one, ending(1, { answer: { courtCount: 1, differing: all } }), [service])
    let open = all.length
    let sequence = 2
    for (const name of all) {
      const parts = Array.from({ length: 16 }, (_, n) => name + n.toString(16))
      if (open + parts.length - 1 > DIFFERING_MAX) {
        expectRejected(one.chain, errors.ReconciliationFull, [partsMessage(name, [])], [service])
        break
      }
      done(one, partsMessage(name, parts.map(bucket)), [service])
      done(one, ending(sequence++, { answer: { differing: parts } }), [service])
      open += parts.length - 1
    }
    expect(open).toBe(256 + 51 * 15)
  })
})

describe('stateBucket', () => {
  test('sends the ids of a bucket that differs; the answer closes it', () => {
    const one = differing()
    expect(known(one)).toMatchObject({ state: 'DIFFERENT', differing: ['e1'] })
    expect(done(one, bucketMessage('e1', [ENTRY]), [service]).data).toEqual([{ month: MONTH, bucket: 'e1' }])
    expect(one.sent.slice(1)).toEqual([
      { kind: 'ids', subscriber: 'platform', month: MONTH, bucket: 'e1', ids: [ENTRY] },
    ])
    done(one, ending(2, { answer: { resend: [], withdraw: [ENTRY] } }), [service])
    expect(known(one)).toMatchObject({ differing: [], withdraw: [ENTRY] })
  })

  test('rejects other roles, ids out of order or of another bucket, and a bucket or set that is none', () => {
    const { chain } = differing()
    const other = `e1${'00'.repeat(15)}`
    expectRejected(chain, fixtureErrors.RoleMissing, [bucketMessage('e1', [])], [president])
    expectRejected(chain, errors.BucketsUnsorted, [bucketMessage('e1', [ENTRY, other])], [service])
    expectRejected(chain, errors.BucketsUnsorted, [bucketMessage('e2', [ENTRY])], [service])
    expectRejected(chain, errors.ReconciliationUnknown, [bucketMessage('e2', [])], [service])
    expectRejected(chain, errors.ReconciliationUnknown, [bucketMessage('e1', [], '2026-02')], [service])
  })
})
