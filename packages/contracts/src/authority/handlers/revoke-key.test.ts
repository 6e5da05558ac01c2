import { expectRejected, testSigner } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, clerk, COURT, judge, message, rootOne, rootTwo } from '../fixtures.ts'
import { keys } from '../state.ts'

const revoke = (compromisedFromMs: number | null, key: string = clerk.key) =>
  message('RevokeKey', { key, compromisedFromMs })

describe('revokeKey', () => {
  test('ends the key at the stamp, by the key itself or by two persons', () => {
    for (const signers of [[clerk], [rootOne, rootTwo]]) {
      const chain = authorityChain()
      expect(chain.deliver([revoke(null)], signers).code).toBe(0)
      expect(keys(chain.store).get(clerk.key)).toMatchObject({
        end: { reason: 'REVOKED', atMs: chain.nowMs },
        compromisedFromMs: null,
      })
    }
  })

  test('declares an ended key compromised later, and an earlier date replaces a later one', () => {
    const chain = authorityChain()
    expect(chain.deliver([revoke(null)], [clerk]).code).toBe(0)
    chain.advance(1_000)
    expect(chain.deliver([revoke(chain.nowMs - 500)], [rootOne, rootTwo]).code).toBe(0)
    expect(chain.deliver([revoke(5)], [rootOne, rootTwo]).code).toBe(0)
    expect(keys(chain.store).get(clerk.key)?.compromisedFromMs).toBe(5)
    expectRejected(chain, errors.KeyNotInForce, [revoke(6)], [rootOne, rootTwo])
  })

  test('rejects others, unknown keys, ended keys and dates to come', () => {
    const chain = authorityChain()
    expectRejected(chain, errors.RoleNotHeld, [revoke(null)], [judge, rootOne])
    expectRejected(chain, errors.TwoPersonsNeeded, [revoke(null)], [rootOne])
    expectRejected(chain, errors.KeyUnknown, [revoke(null, testSigner(COURT, 'clerk', 80).key)], [rootOne, rootTwo])
    expectRejected(chain, errors.CompromiseInFuture, [revoke(chain.nowMs + 60_000)], [clerk])
    expect(chain.deliver([revoke(null)], [clerk]).code).toBe(0)
    expectRejected(chain, errors.KeyNotInForce, [revoke(null)], [rootOne, rootTwo])
  })
})
