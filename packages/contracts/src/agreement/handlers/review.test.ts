import { expectRejected } from '@xiezhi/kernel/testing'
import { expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  agreementChain,
  DIGEST,
  done,
  draftMessage,
  fixtureErrors,
  governor,
  judge,
  MACHINE,
  reviewMessage,
  technician,
} from '../fixtures.ts'

test('a judge signs the report; who drafted a machine does not review it', () => {
  const chain = agreementChain()
  done(chain, draftMessage(), governor)
  expectRejected(chain, fixtureErrors.RoleMissing, [reviewMessage(chain)], [technician])
  expectRejected(chain, errors.SamePerson, [reviewMessage(chain)], [governor])
  done(chain, reviewMessage(chain), judge)
  expect(chain.query('agreement/machine', { machineId: 'sample', version: MACHINE.version })).toMatchObject({
    state: 'REVIEWED',
    review: { officer: 'judge', reportDigest: DIGEST },
  })
})
