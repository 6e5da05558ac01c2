import { describe, expect, test } from 'vitest'
import { bureau, LICENCE, sanctionMessage, withLawyer } from '../fixtures.ts'

const DAY_MS = 86_400_000

describe('returnToPractice', () => {
  test('is told with the first block of the day after the last one, once', () => {
    const { chain } = withLawyer()
    chain.deliver([sanctionMessage()], bureau)

    chain.nowMs = Date.parse('2026-08-31T15:59:59Z')
    chain.advance(0)
    expect(chain.events).toEqual([])
    chain.advance(1_000)

    expect(chain.events).toMatchObject([
      { type: 'LawyerStatusChanged', data: { kind: 'RETURNED', from: '2026-09-01' } },
    ])
    chain.advance(DAY_MS)
    expect(chain.events).toEqual([])
  })

  test('a suspension recorded after its end returns at once', () => {
    const { chain } = withLawyer()
    const past = {
      decidedOn: '2025-01-01',
      from: '2025-01-01',
      offence: { on: '2024-12-01', article: 48, deserved: 'SUSPENSION' },
    }
    chain.deliver([sanctionMessage({ ...past })], bureau)
    chain.advance(1)

    expect(chain.events).toMatchObject([{ type: 'LawyerStatusChanged', data: { kind: 'RETURNED' } }])
    expect(chain.query('lawyer/history', { licenceNo: LICENCE, after: 2, limit: 5 })).toMatchObject([
      { kind: 'RETURNED', actId: null, organisation: null },
    ])
  })
})
