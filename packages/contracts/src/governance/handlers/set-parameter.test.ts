import { expectRejected } from '@xiezhi/kernel/testing'
import { lawSwitches } from '@xiezhi/law'
import { describe, expect, test } from 'vitest'
import { parameter } from '../api.ts'
import { errors } from '../errors.ts'
import { governed, governorOne, governorTwo, message, portErrors, TODAY, TOMORROW, YESTERDAY } from '../fixtures.ts'

const both = [governorOne, governorTwo]
const valid = {
  key: 'query.freshDays',
  value: 3,
  unit: 'day',
  effectiveFrom: TOMORROW,
  migration: 'KEEP',
  source: '意见 18',
}

describe('setParameter', () => {
  test('changes nothing before its date', () => {
    const { chain } = governed()
    const now = { ...valid, value: 7, effectiveFrom: TODAY }
    const two = [message('SetParameter', now), message('SetParameter', valid)]
    expect(chain.deliver(two, both).events.map(({ type }) => type)).toEqual(['ParameterSet', 'ParameterSet'])
    const on = (day: string): unknown => parameter(chain.context(), 'query.freshDays', day)
    expect([YESTERDAY, TODAY, TOMORROW, '2030-01-01'].map(on)).toEqual([undefined, 7, 3, 3])
    expect(chain.query('governance/parameter', { key: valid.key })).toBe(7)
    chain.advance(86_400_000)
    expect(chain.query('governance/parameter', { key: valid.key })).toBe(3)
    expect(chain.violations()).toEqual([])
  })

  test('rejects one person, the past and a second value for a date', () => {
    const { chain } = governed()
    expectRejected(chain, portErrors.NotGovernors, [message('SetParameter', valid)], [governorOne])
    expectRejected(chain, errors.EffectInPast, [message('SetParameter', { ...valid, effectiveFrom: YESTERDAY })], both)
    expect(chain.deliver([message('SetParameter', valid)], both).code).toBe(0)
    expectRejected(chain, errors.ParameterExists, [message('SetParameter', { ...valid, value: 4 })], both)
  })

  test('rejects more than 512 values', () => {
    const { chain } = governed()
    const row = (n: number) => message('SetParameter', { ...valid, effectiveFrom: `${3000 + n}-01-01` })
    expect(
      chain.deliver(
        Array.from({ length: 512 }, (_, n) => row(n)),
        both,
      ).code,
    ).toBe(0)
    expectRejected(chain, errors.ParameterLimit, [row(512)], both)
  })

  const ofLaw = {
    key: 'P-18-01',
    value: 3,
    unit: 'year',
    effectiveFrom: TOMORROW,
    migration: 'KEEP',
    source: '示例修法',
  }
  test.each<[string, object]>([
    ['a value of another form', { value: 'three' }],
    ['a value in another unit', { unit: 'month' }],
    ['a choice that the switch does not have', { key: lawSwitches[0]?.key ?? '', value: 'NOBODY', unit: '' }],
  ])('rejects %s for a number of the law', (_, change) => {
    const { chain } = governed()
    expectRejected(chain, errors.ParameterInvalid, [message('SetParameter', { ...ofLaw, ...change })], both)
  })
})
