import { describe, expect, test } from 'vitest'
import { answered, proved, withPacket } from './dispatch-ledger.ts'
import type { Dispatch, Outcome } from './dispatch-ledger.ts'

const DEADLINE = 1_000
const dispatch = (outcome: Outcome | null = null): Dispatch => ({
  dispatchId: `${'0'.repeat(64)}-0`,
  client: '07-tendermint-0',
  deadlineMs: DEADLINE,
  packets: [{ sequence: 1, timeoutSeconds: 1, packetHash: '00'.repeat(32), state: 'pending' }],
  outcome: outcome === null ? null : { kind: outcome, atMs: 2_000 },
  additions: [],
  ladder: [],
})
const kinds = ({ outcome, additions }: Dispatch) => [outcome?.kind ?? null, ...additions.map(({ kind }) => kind)]

describe('the outcome of a dispatch', () => {
  test.each<[name: string, before: Outcome | null, atMs: number, after: string[]]>([
    ['an answer on the deadline', null, DEADLINE, ['answered']],
    ['an answer after it', null, DEADLINE + 1, ['undelivered', 'answered-late']],
    [
      'an answer in time that arrives after "no newer header"',
      'no-newer-header',
      DEADLINE,
      ['no-newer-header', 'held-answered'],
    ],
    ['a late answer after "no newer header"', 'no-newer-header', DEADLINE + 1, ['no-newer-header', 'answered-late']],
    ['a late answer after silence', 'silent', DEADLINE + 1, ['silent', 'answered-late']],
  ])('%s', (_, before, atMs, after) => {
    expect(kinds(answered(dispatch(before), atMs))).toEqual(after)
  })

  test('a late answer to a packet that had arrived by the deadline', () => {
    expect(kinds(answered(dispatch(), DEADLINE + 1, DEADLINE))).toEqual(['silent', 'answered-late'])
    expect(kinds(answered(dispatch(), DEADLINE + 2, DEADLINE + 1))).toEqual(['undelivered', 'answered-late'])
  })

  test('a proof sets it once; after "no newer header" it is added once', () => {
    expect(kinds(proved(dispatch(), 'silent', 3_000))).toEqual(['silent'])
    expect(kinds(proved(dispatch('answered'), 'undelivered', 3_000))).toEqual(['answered'])
    const twice = proved(proved(dispatch('no-newer-header'), 'undelivered', 3_000), 'undelivered', 4_000)
    expect(kinds(twice)).toEqual(['no-newer-header', 'held-undelivered'])
  })

  test('each end of a packet is a rung with its time', () => {
    const after = withPacket(dispatch(), 1, { state: 'timed-out', rungs: ['timed-out'], atMs: 5 })

    expect(after.packets[0]?.state).toBe('timed-out')
    expect(after.ladder).toEqual([{ rung: 'timed-out', atMs: 5, sequence: 1 }])
  })
})
