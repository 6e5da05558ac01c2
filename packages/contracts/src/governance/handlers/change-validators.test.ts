import { ContractError } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { equalValidators, governed, validatorKeyOf } from '../fixtures.ts'
import { changedSet, currentValidators, requireValidatorSet } from './change-validators.ts'

/** A check in the block after the last. */
function checking(count: number): CheckContext {
  const { chain } = governed(null, [...equalValidators(count)].reverse())
  const read = chain.context()
  return {
    ...read,
    block: { ...read.block, height: read.block.height + 1 },
    txId: '0'.repeat(64),
    messageIndex: 0,
    signers: [],
  }
}

test('those with whom a zone began are noted in the order of their keys; with one machine there are none', () => {
  const ctx = checking(3)
  expect(currentValidators(ctx.store)?.map(({ publicKey }) => publicKey)).toEqual([1, 2, 3].map(validatorKeyOf))
  const alone = governed().chain.context()
  expect(currentValidators(alone.store)).toBeUndefined()
  expect(() => requireValidatorSet({ ...alone, txId: '', messageIndex: 0, signers: [] })).toThrow(ContractError)
})

test('exactly a third may move, counted over all changes of one block; the next block counts anew', () => {
  const ctx = checking(3)
  const set = requireValidatorSet(ctx)
  const once = changedSet(ctx, set, set.validators, 10)
  expect(once).toMatchObject({ powerBefore: 30, powerMoved: 10 })
  const above = (): unknown => changedSet(ctx, once, set.validators, 1)
  expect(above).toThrow(expect.objectContaining({ kind: errors.ValidatorPowerMoved }) as Error)
  const next = { ...ctx, block: { ...ctx.block, height: ctx.block.height + 1 } }
  expect(changedSet(next, once, set.validators, 1)).toMatchObject({ powerBefore: 30, powerMoved: 1 })
})
