import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { clerk, DIGEST, fixtureErrors, personnel, SERIAL, tasksOf, withAgent, withCase } from '../fixtures.ts'

const message = (change: Readonly<Record<string, Json>> = {}) => ({
  type: 'case/RegisterServingStaff',
  value: { serial: SERIAL, office: 'ASSESSOR', from: '2026-03-02', to: null, commitment: DIGEST, ...change },
})

describe('registerServingStaff', () => {
  test('puts each open case of the lawyer before its judge', () => {
    const made = withAgent()

    expect(made.chain.deliver([message()], [personnel]).data).toEqual([{ tasks: 1 }])
    expect(tasksOf(made)).toMatchObject([
      { kind: 'SERVING_STAFF', owner: 'COURT_JUDGE', basis: [{ code: 'ASSESSOR', rule: 'R18-20' }] },
    ])
  })

  test('rejects others than the personnel office, and an office that ends before it begins', () => {
    const { chain } = withCase()

    expectRejected(chain, fixtureErrors.RoleMissing, [message()], [clerk])
    expectRejected(chain, errors.DateOrder, [message({ to: '2026-03-01' })], [personnel])
  })
})
