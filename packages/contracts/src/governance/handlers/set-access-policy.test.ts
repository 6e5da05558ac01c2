import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { accessPolicy, policy } from '../api.ts'
import { errors } from '../errors.ts'
import { governed, governorOne, governorTwo, message, portErrors } from '../fixtures.ts'

const both = [governorOne, governorTwo]
const rule = {
  client: '07-tendermint-0',
  organisations: ['court-0105'],
  roles: ['COURT_CLERK'],
  purposes: ['VERIFY_AGENT'],
  legalBases: ['LAWYERS_LAW_18'],
  recordTypes: ['lawyerCredential'],
  caseRequired: true,
  assuranceMin: 'institution',
}
const valid = { id: 'query', version: 1, rules: [rule], effectiveFromMs: null as number | null, source: '意见 18' }
const set = (change: Partial<typeof valid> = {}) => message('SetAccessPolicy', { ...valid, ...change })

describe('setAccessPolicy', () => {
  test('denies everything until a version is in force, and again after one without rules', () => {
    const { chain } = governed()
    expect(policy(chain.context(), 'query')).toBeUndefined()
    const later = chain.nowMs + 60_000
    expect(chain.deliver([set(), set({ version: 2, rules: [], effectiveFromMs: later })], both).code).toBe(0)
    expect(policy(chain.context(), 'query')).toMatchObject({ version: 1, rules: [rule] })
    expect(accessPolicy(chain.context(), 'query')).toEqual({ id: 'query', version: 1, rules: [rule] })
    chain.advance(60_000)
    expect(policy(chain.context(), 'query')).toMatchObject({ version: 2, rules: [] })
    // A version that no longer holds can still be shown.
    expect(chain.query('governance/policy', { id: 'query', version: 1 })).toMatchObject({ version: 1, rules: [rule] })
    expect(chain.query('governance/policy', { id: 'query', version: 3 })).toBeNull()
    expect(chain.violations()).toEqual([])
  })

  test('rejects one person, gaps in the versions and the past', () => {
    const { chain } = governed()
    expectRejected(chain, portErrors.NotGovernors, [set()], [governorTwo])
    expectRejected(chain, errors.PolicyVersionMismatch, [set({ version: 2 })], both)
    expectRejected(chain, errors.EffectInPast, [set({ effectiveFromMs: chain.nowMs - 1 })], both)
    expect(chain.deliver([set()], both).code).toBe(0)
    expectRejected(chain, errors.PolicyVersionMismatch, [set()], both)
  })

  test('rejects the 513th version', () => {
    const { chain } = governed()
    const versions = Array.from({ length: 512 }, (_, n) => set({ version: n + 1, rules: [] }))
    expect(chain.deliver(versions, both).code).toBe(0)
    expectRejected(chain, errors.PolicyLimit, [set({ version: 513 })], both)
  })
})
