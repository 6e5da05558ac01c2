import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { anchors } from '../api.ts'
import { errors } from '../errors.ts'
import { DIGEST, governed, governorOne, governorTwo, message, portErrors, trustOne, trustTwo } from '../fixtures.ts'

const both = [trustOne, trustTwo]
const valid = {
  anchorId: 'justice-1',
  chainId: 'xz-justice-1',
  height: 5,
  headerHash: DIGEST,
  validatorsHash: DIGEST,
  effectiveFromMs: null as number | null,
  source: '联盟章程 3',
}
const establish = (change: Partial<typeof valid> = {}) => message('EstablishAnchor', { ...valid, ...change })

describe('establishAnchor', () => {
  test('counts from its instant on', () => {
    const { chain } = governed()
    const second = establish({ anchorId: 'justice-2', effectiveFromMs: chain.nowMs + 60_000 })
    expect(chain.deliver([establish(), second], both).code).toBe(0)
    expect(anchors(chain.context()).map(({ anchorId }) => anchorId)).toEqual(['justice-1'])
    chain.advance(60_000)
    expect(anchors(chain.context()).map(({ anchorId }) => anchorId)).toEqual(['justice-1', 'justice-2'])
    expect(chain.violations()).toEqual([])
  })

  test('rejects others than trust officers, the past and an id in use', () => {
    const { chain } = governed()
    expectRejected(chain, portErrors.NotTrustOfficers, [establish()], [governorOne, governorTwo])
    expectRejected(chain, errors.EffectInPast, [establish({ effectiveFromMs: chain.nowMs - 1 })], both)
    expect(chain.deliver([establish()], both).code).toBe(0)
    expectRejected(chain, errors.AnchorExists, [establish()], both)
  })

  test('rejects the 257th anchor', () => {
    const { chain } = governed()
    const many = Array.from({ length: 256 }, (_, n) => establish({ anchorId: `anchor-${n}` }))
    expect(chain.deliver(many, both).code).toBe(0)
    expectRejected(chain, errors.AnchorLimit, [establish()], both)
  })
})
