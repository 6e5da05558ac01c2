import { describe, expect, test } from 'vitest'
import type { Json } from '@xiezhi/codec'
import { askFor, CLIENT, clerk, link, otherCourt, POLICY } from '../fixtures.ts'
import type { AccessPolicy } from '../../access-policy.ts'

type Rule = AccessPolicy['rules'][number]
const policyWith = (change: Partial<Rule>): Json => ({
  ...POLICY,
  rules: POLICY.rules.map((rule) => ({ ...rule, ...change })),
})

describe('access policy', () => {
  const refusals: [refusal: string, policy: Json | undefined][] = [
    ['NO_POLICY', undefined],
    ['NO_POLICY', { id: 'broken' }],
    ['CLIENT_NOT_ALLOWED', policyWith({ client: '07-tendermint-9' })],
    ['ORGANISATION_NOT_ALLOWED', policyWith({ organisations: [] })],
    ['ROLE_NOT_ALLOWED', policyWith({ roles: ['COURT_JUDGE'] })],
    ['PURPOSE_NOT_ALLOWED', policyWith({ purposes: [] })],
    ['LEGAL_BASIS_NOT_ALLOWED', policyWith({ legalBases: [] })],
    ['RECORD_TYPE_NOT_ALLOWED', policyWith({ recordTypes: ['firmCredential'] })],
    ['ASSURANCE_TOO_LOW', policyWith({ assuranceMin: 'consensus' })],
  ]
  test.each(refusals)('%s', (refusal, policy) => {
    const { court, justice, relay } = link()
    justice.set.policy = policy
    const { dispatchId, sequence } = askFor(court)
    relay(court, sequence)

    expect(justice.chain.query('query/answer', { client: CLIENT, dispatchId })).toMatchObject({
      result: { refusal, finding: null },
    })
  })

  test('a case may be required, and any one rule that allows is enough', () => {
    const { court, justice, relay } = link()
    const [rule] = POLICY.rules
    const second = { ...rule, organisations: ['court-2'] } as Rule
    justice.set.policy = { ...POLICY, rules: [{ ...rule, caseRequired: true }, second] }

    const without = askFor(court, { caseRef: null, subscribe: false }, clerk)
    relay(court, without.sequence)
    const other = askFor(court, {}, otherCourt)
    relay(court, other.sequence)

    expect(court.receipts.map(({ result }) => result.refusal)).toEqual(['CASE_REQUIRED', null])
  })
})
