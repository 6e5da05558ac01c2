import { ContractError } from '@xiezhi/kernel'
import { bundledLaw } from '@xiezhi/law'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { DIGEST } from '../fixtures.ts'
import { requireLawfulNotice, requireLawfulParameter } from './require-lawful.ts'

const value = {
  key: 'P-18-01',
  value: 3,
  unit: 'year',
  effectiveFrom: '2027-01-01',
  migration: 'KEEP' as const,
  source: '示例',
}
const notice = {
  year: 2027,
  version: '1',
  digest: DIGEST,
  offDays: ['2027-01-01'],
  makeUpWorkdays: ['2027-01-03'],
  effectiveFrom: '2027-01-01',
  source: '示例',
}

function refusal(run: () => void): unknown {
  try {
    run()
  } catch (error) {
    if (error instanceof ContractError) return { kind: error.kind, facts: error.facts }
    throw error
  }
  return undefined
}

describe('requireLawful', () => {
  test('takes a value like the one it follows, the zone’s own values, and a notice', () => {
    const takes = (): void => {
      requireLawfulParameter(bundledLaw, value)
      requireLawfulParameter(bundledLaw, { ...value, key: 'zone.own', value: ['x'], unit: '' })
      requireLawfulNotice(bundledLaw, notice)
    }
    expect(refusal(takes)).toBeUndefined()
  })

  test('says what it expected, or what the law book says', () => {
    expect(
      refusal(() => {
        requireLawfulParameter(bundledLaw, { ...value, value: '3' })
      }),
    ).toEqual({
      kind: errors.ParameterInvalid,
      facts: { key: 'P-18-01', expected: 'number', seen: 'string' },
    })
    expect(
      refusal(() => {
        requireLawfulNotice(bundledLaw, { ...notice, offDays: ['2026-12-31'] })
      }),
    ).toMatchObject({
      kind: errors.CalendarInvalid,
      facts: { law: 'DEADLINE_ORDER' },
    })
  })
})
