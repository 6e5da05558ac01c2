import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { clerk, COURT, DIGEST, fixtureErrors, personnel, SERIAL, tasksOf, withAgent } from '../fixtures.ts'
import { RELATIVES_PER_LAWYER_MAX } from '../state.ts'

const message = {
  type: 'case/RegisterStaffRelative',
  value: { serial: SERIAL, relation: 'SPOUSE', courtCode: COURT, commitment: DIGEST },
}

describe('registerStaffRelative', () => {
  test('puts open cases before their judges', () => {
    const made = withAgent()
    made.chain.deliver([message], [personnel])

    expect(tasksOf(made)).toMatchObject([{ kind: 'STAFF_RELATIVE', owner: 'COURT_JUDGE' }])
  })

  test('rejects strangers and more relatives than the limit', () => {
    const { chain } = withAgent()

    expectRejected(chain, fixtureErrors.RoleMissing, [message], [clerk])
    for (let at = 0; at < RELATIVES_PER_LAWYER_MAX; at++) chain.deliver([message], [personnel])
    expect(expectRejected(chain, errors.RelativeLimit, [message], [personnel]).facts).toEqual({
      relativesMax: RELATIVES_PER_LAWYER_MAX,
    })
  })
})
