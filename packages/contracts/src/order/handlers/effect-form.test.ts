import { ContractError } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { FREEZE, MEASURE, QUERY } from '../fixtures.ts'
import type { Effect } from '../state.ts'
import { requireEffectForm } from './effect-form.ts'

const none = { limitCents: null, months: null, measureId: null } as const
const of = (action: Effect['action'], parts: Partial<Effect> = {}): Effect => ({ ...FREEZE, ...none, action, ...parts })
const measureId = MEASURE

describe('effect form', () => {
  test.each<[name: string, effect: Effect]>([
    ['a query over all kinds', QUERY],
    ['a query of one kind', of('QUERY')],
    ['a freeze of an account', FREEZE],
    ['a seal of a thing', of('FREEZE', { asset: 'REAL_ESTATE', months: 36, limitCents: 1, whole: true })],
    ['a renewal', of('RENEW', { months: 12, measureId })],
    ['a renewal up to another amount', of('RENEW', { months: 12, measureId, limitCents: 1 })],
    ['a reduction', of('REDUCE', { limitCents: 1, measureId })],
    ['a release', of('RELEASE', { measureId })],
    ['a suspension', of('SUSPEND', { measureId })],
    ['a resumption', of('RESUME', { measureId })],
    ['a conversion', of('CONVERT_TO_DISPOSAL', { measureId })],
    ['a deduction', of('DEDUCT', { limitCents: 1, measureId })],
    ['the end of a disposal', of('CLOSE_DISPOSAL', { measureId })],
  ])('takes %s', (_, effect) => {
    expect(() => requireEffectForm(effect, 0)).not.toThrow()
  })

  test.each<[name: string, effect: Effect, facts: object]>([
    ['a query with an amount', { ...QUERY, limitCents: 1 }, { surplus: 'limitCents' }],
    ['a query about a measure', { ...QUERY, measureId }, { surplus: 'measureId' }],
    ['a freeze of nothing', { ...FREEZE, asset: null }, { missing: 'asset' }],
    ['a freeze without a term', { ...FREEZE, months: null }, { missing: 'months' }],
    ['a freeze of an account without its amount (R20-13)', { ...FREEZE, limitCents: null }, { missing: 'limitCents' }],
    [
      'a seal that does not say what it secures (R20-14)',
      of('FREEZE', { asset: 'REAL_ESTATE', months: 36 }),
      { missing: 'limitCents' },
    ],
    ['a freeze of a measure', { ...FREEZE, measureId }, { surplus: 'measureId' }],
    ['a renewal of nothing', of('RENEW', { months: 12 }), { missing: 'measureId' }],
    ['a release with a term', of('RELEASE', { measureId, months: 1 }), { surplus: 'months' }],
    ['a release with an amount', of('RELEASE', { measureId, limitCents: 1 }), { surplus: 'limitCents' }],
    ['a reduction without an amount', of('REDUCE', { measureId }), { missing: 'limitCents' }],
    ['a deduction without an amount', of('DEDUCT', { measureId }), { missing: 'limitCents' }],
  ])('refuses %s', (_, effect, facts) => {
    const seen = kindOf(() => requireEffectForm(effect, 3))

    expect(seen).toMatchObject({ kind: errors.EffectMalformed, facts: { n: 3, action: effect.action, ...facts } })
  })
})

function kindOf(run: () => void): ContractError | null {
  try {
    run()
    return null
  } catch (error) {
    if (error instanceof ContractError) return error
    throw error
  }
}
