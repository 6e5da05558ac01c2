import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { anchors } from '../api.ts'
import { errors } from '../errors.ts'
import { DIGEST, governed, message, portErrors, trustOne, trustTwo } from '../fixtures.ts'

const both = [trustOne, trustTwo]
const anchor = message('EstablishAnchor', {
  anchorId: 'justice-1',
  chainId: 'xz-justice-1',
  height: 5,
  headerHash: DIGEST,
  validatorsHash: DIGEST,
  effectiveFromMs: null,
  source: '联盟章程 3',
})
const withdraw = (withdrawnFromMs: number | null, anchorId = 'justice-1') =>
  message('WithdrawAnchor', { anchorId, withdrawnFromMs })

describe('withdrawAnchor', () => {
  test('ends the anchor at its instant and keeps the row', () => {
    const { chain } = governed()
    expect(chain.deliver([anchor], both).code).toBe(0)
    expect(chain.deliver([withdraw(chain.nowMs + 60_000)], both).code).toBe(0)
    expect(anchors(chain.context())).toHaveLength(1)
    chain.advance(60_000)
    expect(anchors(chain.context())).toEqual([])
    expectRejected(chain, errors.AnchorExists, [anchor], both)
    expect(chain.violations()).toEqual([])
  })

  test('rejects one person, an unknown anchor, the past and a second withdrawal', () => {
    const { chain } = governed()
    expectRejected(chain, errors.AnchorUnknown, [withdraw(null)], both)
    expect(chain.deliver([anchor], both).code).toBe(0)
    expectRejected(chain, portErrors.NotTrustOfficers, [withdraw(null)], [trustOne])
    expectRejected(chain, errors.EffectInPast, [withdraw(chain.nowMs - 1)], both)
    expect(chain.deliver([withdraw(null)], both).code).toBe(0)
    expectRejected(chain, errors.AnchorWithdrawn, [withdraw(null)], both)
  })
})
