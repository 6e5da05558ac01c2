import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { lawVersion, parameter, policy } from './api.ts'
import { errors } from './errors.ts'
import { auditorOne, DIGEST, governed, governorOne, governorTwo, message, raise, TODAY, YESTERDAY } from './fixtures.ts'
import type { GovernanceGenesis } from './genesis.ts'
import { alarms } from './state.ts'

const genesis: GovernanceGenesis = {
  parameters: [
    {
      key: 'query.freshDays',
      value: 3,
      unit: 'day',
      effectiveFrom: '2022-05-23',
      migration: 'KEEP',
      source: '意见 18',
    },
  ],
  policies: [{ id: 'query', rules: [], source: '意见 18' }],
  anchors: [],
  laws: [{ parameterVersion: DIGEST, effectiveFrom: YESTERDAY, source: '规则库' }],
  calendarYears: [
    {
      year: 2026,
      version: '1',
      digest: DIGEST,
      offDays: [],
      makeUpWorkdays: [],
      effectiveFrom: '2025-11-01',
      source: '国办',
    },
  ],
}

describe('the governance of a zone', () => {
  test('given a genesis, then the zone starts under it, with a policy that answers nobody', () => {
    const { chain } = governed(genesis)
    const ctx = chain.context()
    expect(parameter(ctx, 'query.freshDays', TODAY)).toBe(3)
    expect(lawVersion(ctx)?.parameterVersion).toBe(DIGEST)
    expect(policy(ctx, 'query')).toMatchObject({ version: 1, rules: [] })
    expect(chain.query('governance/lawVersion', {})).toMatchObject({ effectiveFrom: YESTERDAY })
    expect(chain.query('governance/policy', { id: 'query' })).toMatchObject({ id: 'query' })
    expect(chain.query('governance/anchors', {})).toEqual([])
    expect(chain.query('governance/parameterRows', { key: 'query.freshDays' })).toHaveLength(1)
    expect(chain.violations()).toEqual([])
  })

  test('given a genesis with a row twice or a law book of the future only, then it is refused', () => {
    const twice = { ...genesis, parameters: [...genesis.parameters, ...genesis.parameters] }
    expect(() => governed(twice)).toThrow(/GenesisInvalid/)
    const future = genesis.laws.map((law) => ({ ...law, effectiveFrom: '2999-01-01' }))
    expect(() => governed({ ...genesis, laws: future })).toThrow(/GenesisInvalid/)
    expect(() => governed({} as GovernanceGenesis)).toThrow(/GenesisInvalid/)
  })

  test('given a new fresh period from the next month on, then queries of this month are judged by the old one', () => {
    const { chain } = governed(genesis)
    const value = {
      key: 'query.freshDays',
      value: 1,
      unit: 'day',
      effectiveFrom: '2026-04-01',
      migration: 'KEEP',
      source: '意见 18',
    }
    expect(chain.deliver([message('SetParameter', value)], [governorOne, governorTwo]).code).toBe(0)
    chain.advance(40 * 86_400_000)
    const ctx = chain.context()
    expect(parameter(ctx, 'query.freshDays', '2026-03-31')).toBe(3)
    expect(parameter(ctx, 'query.freshDays', '2026-04-01')).toBe(1)
  })

  test('given an alarm nobody closes, when it is due, then it says so once; one that is closed does not', () => {
    const { chain } = governed()
    const due = chain.nowMs + 10_000
    expect(chain.deliver([raise('left', due), raise('done', due), raise('left', due)], [governorOne]).code).toBe(0)
    const close = message('CloseAlarm', { alarmId: 'done', resolution: 'CASE_FOUND' })
    expect(chain.deliver([close], [auditorOne]).code).toBe(0)
    chain.advance(10_000)
    expect(chain.events).toEqual([{ type: 'AlarmOverdue', data: { alarmId: 'left', owner: 'AUDITOR', state: 'OPEN' } }])
    expect(alarms(chain.store).get('left')?.overdue).toBe(true)
    chain.advance(10_000)
    expect(chain.events).toEqual([])
    expect(chain.query('governance/alarms', { state: 'OPEN' })).toMatchObject({
      alarms: [{ alarmId: 'left' }],
      next: null,
    })
    expectRejected(chain, errors.AlarmTerm, [raise('past', chain.nowMs - 1)], [governorOne])
    expect(chain.violations()).toEqual([])
  })
})
