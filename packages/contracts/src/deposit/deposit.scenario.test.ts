import { describe, expect, test } from 'vitest'
import {
  contestMessage,
  decideMessage,
  DEPOSIT,
  DIGEST,
  HOUR_MS,
  judge,
  orderMessage,
  PLATFORM,
  rival,
  withDeposit,
} from './fixtures.ts'
import { FACTORS } from './state.ts'

// Rulebook, scenario S-7.
describe('a chain-verified document whose platform belongs to the party', () => {
  test('is matched, contested, weighed by article 17, and not confirmed once its origin stays open', () => {
    const chain = withDeposit({ platformId: PLATFORM, interest: 'OPERATOR' })
    expect(chain.query('deposit/verify', { digest: DIGEST })).toMatchObject({
      result: 'MATCH_ANCHORED',
      checks: [{ interest: 'OPERATOR', contested: false }],
    })

    const interested = contestMessage({ factors: ['INTEREST', 'PLATFORM_SECURITY'] })
    chain.deliver([interested], [rival])
    chain.deliver([contestMessage({ ground: 'PRE_CHAIN', factors: [] })], [rival])
    chain.deliver([orderMessage(chain)], [judge])
    chain.nowMs += 25 * HOUR_MS
    chain.deliver([decideMessage({ confirmed: 'NOT_CONFIRMED', factors: [...FACTORS] })], [judge])

    expect(chain.query('deposit/deposit', { depositId: DEPOSIT })).toMatchObject({
      deposit: { state: 'STANDING', objections: 2, orders: 1 },
      objections: [{ factors: ['INTEREST', 'PLATFORM_SECURITY'] }, { ground: 'PRE_CHAIN' }],
      orders: [{ state: 'OVERDUE', answers: [] }],
      findings: [{ outcome: 'NOT_CONFIRMED', factors: [...FACTORS] }],
    })
    expect(chain.violations()).toEqual([])
  })
})
