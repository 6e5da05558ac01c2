import { expect, test } from 'vitest'
import { propertyIn } from './found-property.ts'

const account = (change: object) => ({
  accountNo: 'SAMPLE-0005',
  kind: '1',
  currency: 'CNY',
  balanceCents: 100,
  availableCents: 100,
  openedOn: '2015-06-01',
  state: 'NORMAL' as const,
  ...change,
})

test('sub-accounts of an account are found each for itself; a closed one is not found', () => {
  const accounts = [
    account({ subAccount: '01' }),
    account({ subAccount: '02' }),
    account({ accountNo: 'SAMPLE-0001' }),
    account({ subAccount: '03', state: 'CLOSED' }),
  ]
  const found = propertyIn({ query: { outcome: 'FOUND', accounts } })
  expect(found.map(({ asset, fields }) => [asset, fields.number, fields.subAccount])).toEqual([
    ['DEPOSIT', 'SAMPLE-0005', '01'],
    ['DEPOSIT', 'SAMPLE-0005', '02'],
    ['DEPOSIT', 'SAMPLE-0001', null],
  ])
})
