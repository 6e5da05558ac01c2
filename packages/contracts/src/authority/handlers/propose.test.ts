import { expectRejected } from '@xiezhi/kernel/testing'
import type { TestChain } from '@xiezhi/kernel/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, COURT, message, rootOne, rootTwo, stranger } from '../fixtures.ts'
import { proposals } from '../state.ts'

let chain: TestChain
beforeEach(() => {
  chain = authorityChain()
})
const suspend = { organisation: COURT, fromMs: null, toMs: null, reason: 'AUDIT' }
const propose = (change = {}) =>
  message('Propose', {
    type: 'authority/SuspendOrganisation',
    value: suspend,
    expiresAtMs: chain.nowMs + 86_400_000,
    ...change,
  })

describe('propose', () => {
  test('records the whole act with the digest that an approval names', () => {
    const result = chain.deliver([propose()], [rootOne])
    const { proposalId, digest } = result.data?.[0] as { proposalId: string; digest: string }
    expect(proposals(chain.store).get(proposalId)).toMatchObject({ digest, state: 'OPEN', value: suspend })
    expect(digest).toMatch(/^sha256:/)
    expect(chain.violations()).toEqual([])
  })

  test('rejects strangers, second signers, terms, types and values that do not fit', () => {
    expectRejected(chain, errors.KeyUnknown, [propose()], [stranger])
    expectRejected(chain, errors.ProposalSigners, [propose()], [rootOne, rootTwo])
    expectRejected(chain, errors.ProposalLifetime, [propose({ expiresAtMs: chain.nowMs - 1 })], [rootOne])
    expectRejected(chain, errors.ProposalLifetime, [propose({ expiresAtMs: chain.nowMs * 2 })], [rootOne])
    expectRejected(chain, errors.ProposalType, [propose({ type: 'authority/Approve' })], [rootOne])
    expectRejected(chain, errors.ProposalType, [propose({ type: 'nobody/Knows' })], [rootOne])
    expect(expectRejected(chain, errors.ProposalMalformed, [propose({ value: {} })], [rootOne]).data).toBeNull()
  })
})
