import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, COURT, message, rootOne, rootTwo } from '../fixtures.ts'
import { proposals } from '../state.ts'

describe('withdrawProposal', () => {
  test('is done by the proposer, once', () => {
    const chain = authorityChain()
    const value = { organisation: COURT, fromMs: null, toMs: null, reason: 'AUDIT' }
    const body = { type: 'authority/SuspendOrganisation', value, expiresAtMs: chain.nowMs + 1_000_000 }
    const made = chain.deliver([message('Propose', body)], [rootOne]).data?.[0] as {
      proposalId: string
      digest: string
    }
    const withdraw = message('WithdrawProposal', { proposalId: made.proposalId })
    expectRejected(chain, errors.ProposalNotOwn, [withdraw], [rootTwo])
    expectRejected(
      chain,
      errors.ProposalUnknown,
      [message('WithdrawProposal', { proposalId: `${'0'.repeat(64)}-0` })],
      [rootOne],
    )
    expect(chain.deliver([withdraw], [rootOne]).code).toBe(0)
    expect(proposals(chain.store).get(made.proposalId)).toMatchObject({ state: 'WITHDRAWN', closedAtMs: chain.nowMs })
    expectRejected(chain, errors.ProposalClosed, [withdraw], [rootOne])
    expectRejected(chain, errors.ProposalClosed, [message('Approve', { ...made })], [rootTwo])
  })
})
