import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  CASE_REF,
  clerk,
  CLOSED_CASE,
  DEPOSIT,
  depositChain,
  depositMessage,
  DIGEST,
  fixtureErrors,
  gateway,
  judge,
  LATER_DEPOSIT,
  lawyer,
  OTHER_DIGEST,
  PLATFORM,
  rival,
  withDeposit,
} from '../fixtures.ts'
import { DEPOSITS_PER_DIGEST_MAX } from '../state.ts'

describe('depositFile', () => {
  test('keeps the digest with its instant and finds it by digest and by case', () => {
    const chain = withDeposit()

    expect(chain.query('deposit/deposit', { depositId: DEPOSIT })).toMatchObject({
      deposit: { digest: DIGEST, state: 'STANDING' },
      filing: { caseRef: CASE_REF, submittedBy: { organisation: 'firm', officer: 'lawyer' } },
      platform: null,
      objections: [],
    })
    expect(chain.query('deposit/ofCase', { caseRef: CASE_REF, limit: 9 })).toHaveLength(1)
    expect(chain.violations()).toEqual([])
  })

  test('a later version supersedes the earlier one of the same submitter', () => {
    const chain = withDeposit()
    const later = { depositId: LATER_DEPOSIT, digest: OTHER_DIGEST, supersedes: DEPOSIT }
    chain.deliver([depositMessage(chain, later)], [lawyer])

    expect(chain.query('deposit/verify', { digest: DIGEST })).toMatchObject({
      result: 'SUPERSEDED',
      checks: [{ depositId: DEPOSIT, supersededBy: LATER_DEPOSIT }],
    })
    expect(chain.query('deposit/verify', { digest: OTHER_DIGEST })).toMatchObject({ result: 'MATCH_ANCHORED' })
    expect(chain.violations()).toEqual([])
    const again = depositMessage(chain, { depositId: 'd0'.repeat(16), supersedes: DEPOSIT })
    expectRejected(chain, errors.DepositEnded, [again], [lawyer])
  })

  const soon = Number.MAX_SAFE_INTEGER
  const foreign = { chain: 'notary-chain', transaction: 'ab'.repeat(32), height: 7, timeMs: soon }
  test.each<[name: string, code: keyof typeof errors, change: Readonly<Record<string, Json>>, signer?: TestSigner]>([
    ['an id that is taken', 'DepositExists', {}],
    ['a case that is not open', 'CaseNotOpen', { depositId: LATER_DEPOSIT, caseRef: CLOSED_CASE }],
    ['an unknown platform', 'PlatformUnknown', { depositId: LATER_DEPOSIT, platformId: 'nowhere' }],
    ['an interest in no platform', 'InterestWithoutPlatform', { depositId: LATER_DEPOSIT, interest: 'STAKE' }],
    ['a collection in the future', 'TimeOrder', { depositId: LATER_DEPOSIT, collectedAtMs: soon }],
    ['a fact in the future', 'TimeOrder', { depositId: LATER_DEPOSIT, factAtMs: soon }],
    ['a foreign block in the future', 'TimeOrder', { depositId: LATER_DEPOSIT, foreignAnchor: foreign }],
    ['an unknown predecessor', 'DepositUnknown', { depositId: LATER_DEPOSIT, supersedes: 'd9'.repeat(16) }],
    [
      'a predecessor of another case',
      'SupersedesOther',
      { depositId: LATER_DEPOSIT, supersedes: DEPOSIT, caseRef: null },
    ],
    ['a predecessor of somebody else', 'NotSubmitter', { depositId: LATER_DEPOSIT, supersedes: DEPOSIT }, rival],
  ])('rejects %s and leaves no trace', (_, code, change, signer = lawyer) => {
    const chain = withDeposit({ platformId: PLATFORM })
    expectRejected(chain, errors[code], [depositMessage(chain, change)], [signer])
  })

  test('rejects a served document from others than the court, and evidence from a judge', () => {
    const chain = depositChain()
    const served = depositMessage(chain, { kind: 'SERVED_DOCUMENT' })
    expectRejected(chain, fixtureErrors.RoleMissing, [served], [lawyer])
    expectRejected(chain, fixtureErrors.RoleMissing, [depositMessage(chain)], [judge])
    chain.deliver([served], [clerk])
    expect(chain.query('deposit/verify', { digest: DIGEST })).toMatchObject({ checks: [{ kind: 'SERVED_DOCUMENT' }] })
  })

  test('a certificate is deposited by the gateway and nobody else, and of no case; the gateway deposits nothing else', () => {
    const chain = depositChain()
    const certificate = depositMessage(chain, { kind: 'CERTIFICATE', caseRef: null })
    for (const signer of [clerk, judge, lawyer])
      expectRejected(chain, fixtureErrors.RoleMissing, [certificate], [signer])
    const ofCase = depositMessage(chain, { kind: 'CERTIFICATE' })
    expectRejected(chain, errors.CertificateOfCase, [ofCase], [gateway])
    for (const kind of ['EVIDENCE', 'SERVED_DOCUMENT'])
      expectRejected(chain, fixtureErrors.RoleMissing, [depositMessage(chain, { kind })], [gateway])
    chain.deliver([certificate], [gateway])
    expect(chain.query('deposit/verify', { digest: DIGEST })).toMatchObject({ checks: [{ kind: 'CERTIFICATE' }] })
    expect(chain.query('deposit/ofCase', { caseRef: CASE_REF, limit: 9 })).toEqual([])
    expect(chain.violations()).toEqual([])
  })

  test('rejects one deposit too many of a digest', () => {
    const chain = depositChain()
    const id = (i: number): string => i.toString(16).padStart(32, '0')
    for (let i = 0; i < DEPOSITS_PER_DIGEST_MAX; i++) {
      chain.deliver([depositMessage(chain, { depositId: id(i) })], [lawyer])
    }
    expectRejected(chain, errors.DigestLimit, [depositMessage(chain, { depositId: DEPOSIT })], [lawyer])
  })
})
