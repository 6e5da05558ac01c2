import { pureCrypto } from '@xiezhi/crypto'
import { expectRejected, testSigner } from '@xiezhi/kernel/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { keyTextOf } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, clerk, COURT, message, rootOne, rootTwo } from '../fixtures.ts'
import { keys } from '../state.ts'

function signerOf(algorithm: 'p256' | 'sm2'): TestSigner {
  const signer = pureCrypto.signer(algorithm, pureCrypto.sha256(Uint8Array.of(7)))
  return { organisation: COURT, officer: 'clerk', key: keyTextOf(signer), signer }
}

const enrol = (key: string) =>
  message('EnrolKey', { organisation: COURT, officer: 'clerk', key, validToMs: null, lostKey: null })

describe('admitKey', () => {
  test.each([signerOf('p256'), signerOf('sm2')])('takes keys of every algorithm: $key', (fresh) => {
    const chain = authorityChain()
    expect(chain.deliver([enrol(fresh.key)], [rootOne, rootTwo, fresh]).code).toBe(0)
    expect(keys(chain.store).get(fresh.key)).toMatchObject({ officer: 'clerk', end: null })
    const revoke = message('RevokeKey', { key: clerk.key, compromisedFromMs: null })
    expect(chain.deliver([revoke], [fresh]).code).toBe(0)
  })

  test('gives an officer at most sixty-four keys', () => {
    const chain = authorityChain()
    for (let n = 0; n < 63; n += 3) {
      const three = [0, 1, 2].map((at) => testSigner(COURT, 'clerk', 1_000 + n + at))
      expect(
        chain.deliver(
          three.map(({ key }) => enrol(key)),
          [rootOne, rootTwo, ...three],
        ).code,
      ).toBe(0)
    }
    const last = testSigner(COURT, 'clerk', 2_000)
    expectRejected(chain, errors.KeyLimit, [enrol(last.key)], [rootOne, rootTwo, last])
  })
})
