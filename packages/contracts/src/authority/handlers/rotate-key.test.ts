import { expectRejected, testSigner } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, clerk, COURT, judge, message, rootOne, rootTwo } from '../fixtures.ts'
import { keys } from '../state.ts'

const fresh = testSigner(COURT, 'clerk', 70)
const valid = { oldKey: clerk.key as string, newKey: fresh.key as string, validToMs: null as number | null }
const rotate = (change: Partial<typeof valid> = {}) => message('RotateKey', { ...valid, ...change })

describe('rotateKey', () => {
  test.each([
    ['the old key', [clerk, fresh]],
    ['two persons', [rootOne, rootTwo, fresh]],
  ])('is signed by %s and by the new key', (_, signers) => {
    const chain = authorityChain()
    expect(chain.deliver([rotate()], signers).events).toMatchObject([{ type: 'KeyRotated' }])
    expect(keys(chain.store).get(clerk.key)?.end).toMatchObject({ reason: 'ROTATED', atMs: chain.nowMs })
    expectRejected(chain, errors.KeyEnded, [message('RevokeKey', { key: fresh.key, compromisedFromMs: null })], [clerk])
    expect(chain.deliver([message('RevokeKey', { key: fresh.key, compromisedFromMs: null })], [fresh]).code).toBe(0)
  })

  test.each([
    ['a key nobody has', errors.KeyUnknown, { oldKey: testSigner(COURT, 'clerk', 71).key }, [clerk, fresh]],
    ['another officer', errors.RoleNotHeld, {}, [judge, rootOne, fresh]],
    ['one administrator', errors.KeyUnknown, {}, [rootOne, fresh]],
    ['a new key that has not signed', errors.KeyPossessionMissing, {}, [clerk]],
    ['a new key in use', errors.KeyExists, { newKey: judge.key }, [clerk, judge]],
    ['a new key that expires at once', errors.IntervalReversed, { validToMs: 1 }, [clerk, fresh]],
  ])('rejects %s and leaves no trace', (_, kind, change, signers) => {
    expect(expectRejected(authorityChain(), kind, [rotate(change)], signers).data).toBeNull()
  })

  test('rejects a key that has ended, by two persons too', () => {
    const chain = authorityChain()
    expect(chain.deliver([rotate()], [clerk, fresh]).code).toBe(0)
    const next = testSigner(COURT, 'clerk', 72)
    expectRejected(chain, errors.KeyNotInForce, [rotate({ newKey: next.key })], [rootOne, rootTwo, next])
  })
})
