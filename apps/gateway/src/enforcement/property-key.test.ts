import { isCountedInMoney } from '@xiezhi/law'
import { describe, expect, test } from 'vitest'
import { earlierKeyOf, keyOf, tagOf, unitCodeOf } from './property-key.ts'
import type { Identified } from './property-key.ts'

const account = (change: Partial<Identified['fields']> = {}, asset: Identified['asset'] = 'DEPOSIT'): Identified => ({
  asset,
  fields: { number: 'SAMPLE-0005', subAccount: null, currency: 'CNY', ...change },
})
const BANK = 'SAMPLEBANK'

describe('money', () => {
  test('is told apart by institution, account, sub-account and currency', () => {
    const keys = [
      keyOf(BANK, account()),
      keyOf(BANK, account({ subAccount: '01' })),
      keyOf(BANK, account({ subAccount: '02' })),
      keyOf(BANK, account({ currency: 'USD' })),
      keyOf(BANK, account({ number: 'SAMPLE-0006' })),
      keyOf('SAMPLEPAY', account()),
      keyOf(BANK, account({}, 'FIN_PRODUCT')),
    ]
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('is the same in whatever case its number is written', () => {
    expect(keyOf(BANK, account({ number: 'sample-0005', subAccount: 'a1' }))).toBe(
      keyOf(BANK, account({ subAccount: 'A1' })),
    )
  })

  test('parts of a number that run together elsewhere stay apart', () => {
    expect(keyOf(BANK, account({ number: 'A', subAccount: 'B' }))).not.toBe(keyOf(BANK, account({ number: 'AB' })))
    expect(keyOf('A\n1', account({ number: '2' }))).not.toBe(keyOf('A', account({ number: '1\n2' })))
  })

  test('of a policy belongs to its insurer', () => {
    const policy = account({ number: 'P-1' }, 'INSURANCE_CASH_VALUE')
    expect(keyOf('INSURER-A', policy)).not.toBe(keyOf('INSURER-B', policy))
  })
})

test('a thing and a security are told by their own code, whoever tells of them', () => {
  for (const asset of ['VEHICLE', 'REAL_ESTATE', 'SECURITY'] as const) {
    const thing = account({ number: 'LSAMPLE0000000042' }, asset)
    expect(isCountedInMoney(asset)).toBe(false)
    expect(keyOf('ONE', thing)).toBe(keyOf('OTHER', thing))
    // Rows that are kept already are found by it.
    expect(keyOf('ONE', thing)).toBe(earlierKeyOf(thing))
  }
  const held = (number: string): string => keyOf('ONE', account({ number }, 'SECURITY'))
  expect(held('A1/600000')).not.toBe(held('A1/600001'))
})

test('two channels of one bank have one unit code; an institution that is configured no more has its own', () => {
  const channel = (organisation: string, code: string) =>
    ({ organisation, code, kind: 'BANK', zh: '示例', en: 'x' }) as const
  const institutions = [channel('bank', BANK), channel('bank-local', BANK), channel('pay', 'SAMPLEPAY')]
  expect(['bank', 'bank-local', 'pay', 'gone'].map((one) => unitCodeOf(institutions, one))).toEqual([
    BANK,
    BANK,
    'SAMPLEPAY',
    'gone',
  ])
  expect(unitCodeOf(undefined, 'bank')).toBe('bank')
})

test('an index tells nothing of the number, and is of one case and one secret', () => {
  const key = keyOf(BANK, account())
  const tags = [tagOf('s1', 'c1', key), tagOf('s1', 'c2', key), tagOf('s2', 'c1', key)]
  expect(new Set(tags).size).toBe(3)
  for (const tag of tags) expect(tag).toMatch(/^[0-9a-f]{64}$/)
})
