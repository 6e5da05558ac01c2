import { expectRejected } from '@xiezhi/kernel/testing'
import { expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  agreementChain,
  changed,
  deployer,
  done,
  draftMessage,
  fixtureErrors,
  inForce,
  judge,
  president,
  reviewMessage,
  technician,
  versioned,
} from '../fixtures.ts'

test('G31-04: two roles, none of them its drafter, put a reviewed machine in force; the earlier one retires', () => {
  const chain = agreementChain()
  done(chain, draftMessage(), technician)
  done(chain, reviewMessage(chain), judge)
  const message = versioned('agreement/Activate', chain)
  expectRejected(chain, fixtureErrors.TwoPersonsNeeded, [message], [president])
  expectRejected(chain, errors.SamePerson, [message], [president, technician])
  done(chain, message, president, deployer)
  inForce(chain, { ...changed('PUBLISH', { rules: ['T20-20'] }), version: 2 })
  expect(chain.query('agreement/machine', { machineId: 'sample', version: 1 })).toMatchObject({ state: 'RETIRED' })
  expect(chain.query('agreement/machine', { machineId: 'sample' })).toMatchObject({ state: 'ACTIVE' })
})
