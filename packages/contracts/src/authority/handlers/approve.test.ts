import type { Json } from '@xiezhi/codec'
import { expectRejected, testSigner } from '@xiezhi/kernel/testing'
import type { TestChain } from '@xiezhi/kernel/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, clerk, COURT, judge, message, rootOne, rootThree, rootTwo, stranger } from '../fixtures.ts'
import { keys, organisations, proposals } from '../state.ts'

let chain: TestChain
beforeEach(() => {
  chain = authorityChain()
})
const DAY_MS = 86_400_000
const suspend = { organisation: COURT, fromMs: null, toMs: null, reason: 'AUDIT' }

interface Proposed {
  readonly proposalId: string
  readonly digest: string
}
function propose(signer = rootOne, type = 'SuspendOrganisation', value: Json = suspend): Proposed {
  const body = { type: `authority/${type}`, value, expiresAtMs: chain.nowMs + 10 * DAY_MS }
  return chain.deliver([message('Propose', body)], [signer]).data?.[0] as unknown as Proposed
}
const approve = ({ proposalId, digest }: Proposed) => message('Approve', { proposalId, digest })

describe('approve', () => {
  test('runs the act with both signatures days later, with effect as of the second', () => {
    const proposal = propose()
    chain.advance(3 * DAY_MS)
    const result = chain.deliver([approve(proposal)], [rootTwo])
    expect(result.events.map(({ type }) => type)).toEqual(['ActApproved', 'OrganisationSuspended'])
    expect(organisations(chain.store).get(COURT)?.suspensions).toMatchObject([{ fromMs: chain.nowMs }])
    expect(proposals(chain.store).get(proposal.proposalId)).toMatchObject({ state: 'APPROVED' })
    expect(chain.violations()).toEqual([])
    expectRejected(chain, errors.ProposalClosed, [approve(proposal)], [rootThree])
  })

  test('judges the proposer as of the proposal: a key rotated since does not undo it', () => {
    const proposal = propose()
    const fresh = testSigner('spc', 'root-one', 90)
    const rotate = message('RotateKey', { oldKey: rootOne.key, newKey: fresh.key, validToMs: null })
    expect(chain.deliver([rotate], [rootOne, fresh]).code).toBe(0)
    expect(chain.deliver([approve(proposal)], [rootTwo]).code).toBe(0)
  })

  test('refuses a proposal whose key proves compromised from before it', () => {
    const before = chain.nowMs
    chain.advance(1_000)
    const proposal = propose()
    const revoke = message('RevokeKey', { key: rootOne.key, compromisedFromMs: before })
    expect(chain.deliver([revoke], [rootOne]).code).toBe(0)
    expectRejected(chain, errors.ProposalDoubtful, [approve(proposal)], [rootTwo])
  })

  test('lets a key that the act enrols sign with the approval', () => {
    const fresh = testSigner(COURT, 'clerk', 91)
    const value = { organisation: COURT, officer: 'clerk', key: fresh.key, validToMs: null, lostKey: clerk.key }
    const proposal = propose(rootOne, 'EnrolKey', value)
    expect(chain.deliver([approve(proposal)], [rootTwo, fresh]).code).toBe(0)
    expect(keys(chain.store).get(fresh.key)?.officer).toBe('clerk')
  })

  test('rejects the proposer, other digests, unknown and expired proposals, and acts that fail', () => {
    const proposal = propose()
    const otherDigest = { ...proposal, digest: `sha256:${'0'.repeat(64)}` }
    expectRejected(chain, errors.ProposerApproves, [approve(proposal)], [rootOne])
    expectRejected(chain, errors.KeyUnknown, [approve(proposal)], [stranger])
    expectRejected(chain, errors.ProposalDigest, [approve(otherDigest)], [rootTwo])
    expectRejected(
      chain,
      errors.ProposalUnknown,
      [approve({ ...proposal, proposalId: `${'0'.repeat(64)}-0` })],
      [rootTwo],
    )
    expectRejected(chain, errors.OrganisationNotOwn, [approve(proposal)], [judge])
    chain.nowMs += 10 * DAY_MS
    expectRejected(chain, errors.ProposalExpired, [approve(proposal)], [rootTwo])
  })

  test('one natural person in two offices is one person', () => {
    const proposal = propose(judge)
    const elsewhere = testSigner(COURT, 'judge-elsewhere', 8)
    expectRejected(chain, errors.ProposerApproves, [approve(proposal)], [elsewhere])
    expect(proposals(chain.store).get(proposal.proposalId)?.state).toBe('OPEN')
  })
})
