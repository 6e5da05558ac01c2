import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  equalValidators,
  governed,
  governorOne,
  governorTwo,
  message,
  portErrors,
  validatorKeyOf,
} from '../fixtures.ts'

const both = [governorOne, governorTwo]
const remove = (digit: number) => message('RemoveValidator', { publicKey: validatorKeyOf(digit), source: '联盟章程 5' })

describe('removeValidator', () => {
  test('removes one, and the block says so with power 0', () => {
    const { chain } = governed(null, equalValidators(4))
    expect(chain.block([chain.sign([remove(2)], both)]).validatorUpdates).toEqual([
      { publicKey: validatorKeyOf(2), power: 0 },
    ])
    expect(chain.query('governance/validators', {})).toHaveLength(3)
    expect(chain.violations()).toEqual([])
  })

  test('rejects an unknown key, the last one, more than a third, and others than governors', () => {
    const { chain } = governed(null, equalValidators(3))
    expectRejected(chain, errors.ValidatorUnknown, [remove(7)], both)
    expectRejected(chain, portErrors.NotGovernors, [remove(1)], [governorOne])
    expect(chain.deliver([remove(1)], both).code).toBe(0)
    expectRejected(chain, errors.ValidatorPowerMoved, [remove(2)], both)
    expectRejected(governed(null, equalValidators(1)).chain, errors.ValidatorLast, [remove(1)], both)
    expectRejected(governed().chain, errors.ValidatorsFixed, [remove(1)], both)
  })
})
