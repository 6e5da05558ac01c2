import { describe, expect, test } from 'vitest'
import { CASE_REF, DEPOSIT, DIGEST, HOUR_MS, OTHER_DIGEST, PLATFORM, withDeposit } from '../fixtures.ts'
import { deposits } from '../state.ts'
import { digestFor, overallResult } from './check-deposit.ts'

describe('checkDeposit', () => {
  test('a standing deposit of the digest matches, with its platform and interest, and what it does not prove', () => {
    const chain = withDeposit({ platformId: PLATFORM, interest: 'STAKE' })

    expect(chain.query('deposit/verify', { digest: DIGEST })).toMatchObject({
      result: 'MATCH_ANCHORED',
      checks: [{ interest: 'STAKE', platform: { platformId: PLATFORM, standards: ['GB_T_43580'] }, contested: false }],
      notProved: ['TRUTH_BEFORE_CHAIN', 'CONTENT', 'AUTHORSHIP', 'CROSS_EXAMINATION'],
    })
  })

  test('names neither the case nor the person who deposited, and neither does the record that is proved', () => {
    const chain = withDeposit()
    const record = deposits(chain.store).get(DEPOSIT)
    expect(record).toBeDefined()
    for (const seen of [chain.query('deposit/verify', { digest: DIGEST }), record]) {
      expect(JSON.stringify(seen)).not.toContain(CASE_REF)
      expect(JSON.stringify(seen)).not.toContain('lawyer')
    }
  })

  test('a deposit after the fact says how long after', () => {
    const chain = withDeposit()
    const factAtMs = chain.nowMs - 3 * HOUR_MS
    const answer = chain.query('deposit/verify', { digest: DIGEST, factAtMs }) as { checks: { delayMs: number }[] }
    expect(answer).toMatchObject({ result: 'ANCHOR_AFTER_EVENT' })
    expect(answer.checks[0]?.delayMs).toBeGreaterThanOrEqual(3 * HOUR_MS - 60_000)
    const later = { digest: DIGEST, factAtMs: chain.nowMs + HOUR_MS }
    expect(chain.query('deposit/verify', later)).toMatchObject({ result: 'MATCH_ANCHORED' })
  })

  test('a foreign anchor is repeated as stated and changes no result', () => {
    const factAtMs = 1_700_000_000_000
    const foreignAnchor = { chain: 'notary-chain', transaction: 'ab'.repeat(32), height: 7, timeMs: factAtMs - 1 }
    const chain = withDeposit({ foreignAnchor, factAtMs })
    expect(chain.query('deposit/verify', { digest: DIGEST })).toMatchObject({
      result: 'ANCHOR_AFTER_EVENT',
      checks: [{ foreignAnchor }],
    })
  })

  test('another digest of the deposit asked for is a mismatch; an unknown digest has no anchor', () => {
    const chain = withDeposit()
    expect(chain.query('deposit/verify', { digest: OTHER_DIGEST, depositId: DEPOSIT })).toMatchObject({
      result: 'HASH_MISMATCH',
    })
    expect(chain.query('deposit/verify', { digest: OTHER_DIGEST })).toEqual({
      result: 'NO_ANCHOR',
      checks: [],
      notProved: ['TRUTH_BEFORE_CHAIN', 'CONTENT', 'AUTHORSHIP', 'CROSS_EXAMINATION'],
    })
  })
})

describe('digestFor', () => {
  const sm3 = `sm3:${'01'.repeat(32)}`
  const sha256 = `sha256:${'02'.repeat(32)}`

  test('takes the digest by the algorithm of the deposit, and the first where there is none', () => {
    expect(digestFor({ digest: `sha256:${'03'.repeat(32)}` }, [sm3, sha256])).toBe(sha256)
    expect(digestFor({ digest: `sm3:${'03'.repeat(32)}` }, [sm3, sha256])).toBe(sm3)
    expect(digestFor({ digest: `sm3:${'03'.repeat(32)}` }, [sha256])).toBe(sha256)
  })
})

describe('overallResult', () => {
  test('the best of several speaks, and nothing is anchored where there is none', () => {
    expect(overallResult([{ result: 'REVOKED' }, { result: 'MATCH_ANCHORED' }])).toBe('MATCH_ANCHORED')
    expect(overallResult([{ result: 'HASH_MISMATCH' }, { result: 'SUPERSEDED' }])).toBe('SUPERSEDED')
    expect(overallResult([])).toBe('NO_ANCHOR')
  })
})
