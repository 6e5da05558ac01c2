import { expectRejected } from '@xiezhi/kernel/testing'
import { expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { agreementChain, changed, done, draftMessage, fixtureErrors, judge, technician } from '../fixtures.ts'

test('a sound machine waits for review; an unsound one, a second one, and one of a judge are refused', () => {
  const chain = agreementChain()
  expectRejected(chain, fixtureErrors.RoleMissing, [draftMessage()], [judge])
  expectRejected(chain, errors.AutomaticIntoHuman, [draftMessage(changed('REMOVE', { to: 'DECIDED' }))], [technician])
  done(chain, draftMessage(), technician)
  expectRejected(chain, errors.MachineExists, [draftMessage()], [technician])
  expect(chain.query('agreement/machine', { machineId: 'sample', version: 1 })).toMatchObject({ state: 'DRAFT' })
})
