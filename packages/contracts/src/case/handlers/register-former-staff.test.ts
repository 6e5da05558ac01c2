import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { clerk, DIGEST, fixtureErrors, personnel, SERIAL, tasksOf, withAgent, withCase } from '../fixtures.ts'

const message = {
  type: 'case/RegisterFormerStaff',
  value: {
    serial: SERIAL,
    role: 'PROCURATOR',
    courtsServed: ['京0106'],
    leftOn: '2025-12-01',
    leaveKind: 'RETIRED',
    senior: true,
    firmInFormerArea: true,
    commitment: DIGEST,
  },
}

describe('registerFormerStaff', () => {
  test('puts each open case of the lawyer before its judge', () => {
    const made = withAgent()

    expect(made.chain.deliver([message], [personnel]).data).toEqual([{ tasks: 1 }])
    expect(tasksOf(made)).toMatchObject([{ kind: 'FORMER_STAFF', owner: 'COURT_JUDGE', state: 'OPEN' }])
  })

  test('a lawyer without cases is entered silently; others may not enter', () => {
    const { chain } = withCase()

    expectRejected(chain, fixtureErrors.RoleMissing, [message], [clerk])
    expect(chain.deliver([message], [personnel]).data).toEqual([{ tasks: 0 }])
  })
})
