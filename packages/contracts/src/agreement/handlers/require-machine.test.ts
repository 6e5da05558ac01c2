import { expectRejected } from '@xiezhi/kernel/testing'
import { expect, test } from 'vitest'
import { digestOf } from '../../json-port.ts'
import { errors } from '../errors.ts'
import {
  agreementChain,
  deployer,
  DIGEST,
  done,
  draftMessage,
  judge,
  MACHINE,
  president,
  reviewMessage,
  technician,
  versioned,
} from '../fixtures.ts'

test('the version, its place in its life, and the very content that was seen', () => {
  const chain = agreementChain()
  done(chain, draftMessage(), technician)
  expectRejected(chain, errors.MachineUnknown, [reviewMessage(chain, { ...MACHINE, version: 2 })], [judge])
  expectRejected(chain, errors.StateForbids, [versioned('agreement/Activate', chain)], [president, deployer])
  const machineDigest = digestOf(chain.context(), { ...MACHINE, zh: '另一规则' })
  const value = { machineId: 'sample', version: 1, machineDigest, reportDigest: DIGEST }
  expectRejected(chain, errors.DigestMismatch, [{ type: 'agreement/Review', value }], [judge])
  expect(chain.violations()).toEqual([])
})
