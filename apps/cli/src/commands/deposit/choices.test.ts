import { depositState } from '@xiezhi/contracts'
import { expect, test } from 'vitest'
import * as choices from './choices.ts'

test.each(Object.entries(choices))('%s are those of the ledger', (name, members) => {
  expect(members).toEqual(depositState[name as keyof typeof choices])
})
