import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { DEPOSIT, DIGEST, fixtureErrors, lawyer, rival, tech, withDeposit } from '../fixtures.ts'

const message = (depositId = DEPOSIT) => ({
  type: 'deposit/RevokeDeposit',
  value: { depositId, reason: 'WITHDRAWN_BY_PARTY' },
})

describe('revokeDeposit', () => {
  test('ends the deposit; whoever checks the digest reads why', () => {
    const chain = withDeposit()
    chain.deliver([message()], [lawyer])

    expect(chain.query('deposit/verify', { digest: DIGEST })).toMatchObject({
      result: 'REVOKED',
      checks: [{ revocation: { reason: 'WITHDRAWN_BY_PARTY' } }],
    })
    expect(chain.violations()).toEqual([])
  })

  test('rejects strangers, other submitters, unknown deposits and those that have ended', () => {
    const chain = withDeposit()
    expectRejected(chain, fixtureErrors.RoleMissing, [message()], [tech])
    expectRejected(chain, errors.NotSubmitter, [message()], [rival])
    expectRejected(chain, errors.DepositUnknown, [message('d9'.repeat(16))], [lawyer])
    chain.deliver([message()], [lawyer])
    expectRejected(chain, errors.DepositEnded, [message()], [lawyer])
  })
})
