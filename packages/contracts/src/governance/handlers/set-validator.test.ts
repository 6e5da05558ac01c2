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
  trustOne,
  trustTwo,
  validatorKeyOf,
} from '../fixtures.ts'

const both = [governorOne, governorTwo]
const set = (digit: number, power: number, name = `court-${digit}`) =>
  message('SetValidator', { publicKey: validatorKeyOf(digit), power, name, source: '联盟章程 5' })

describe('setValidator', () => {
  test('adds a validator and re-weights one; the block says what changed, and no other block does', () => {
    const { chain } = governed(null, equalValidators(4))
    expect(chain.block([]).validatorUpdates).toEqual([])
    expect(chain.block([chain.sign([set(5, 10)], both)]).validatorUpdates).toEqual([
      { publicKey: validatorKeyOf(5), power: 10 },
    ])
    expect(chain.block([]).validatorUpdates).toEqual([])
    expect(chain.block([chain.sign([set(1, 20)], both)]).validatorUpdates).toEqual([
      { publicKey: validatorKeyOf(1), power: 20 },
    ])
    expect(chain.query('governance/validators', {})).toMatchObject([
      { publicKey: validatorKeyOf(1), power: 20, name: 'court-1' },
      { power: 10, name: null },
      { power: 10 },
      { power: 10 },
      { publicKey: validatorKeyOf(5), power: 10, name: 'court-5' },
    ])
    expect(chain.violations()).toEqual([])
  })

  test('a name alone changes nothing for the engine; a change that is taken back in its block neither', () => {
    const { chain } = governed(null, equalValidators(4))
    expect(chain.block([chain.sign([set(1, 10)], both)]).validatorUpdates).toEqual([])
    expect(chain.block([chain.sign([set(1, 12), set(1, 10)], both)]).validatorUpdates).toEqual([])
    expectRejected(chain, errors.ValidatorUnchanged, [set(1, 10)], both)
  })

  test('rejects others than governors', () => {
    const { chain } = governed(null, equalValidators(4))
    expectRejected(chain, portErrors.NotGovernors, [set(5, 1)], [trustOne, trustTwo])
    expectRejected(chain, portErrors.NotGovernors, [set(5, 1)], [governorOne])
  })

  test('rejects what moves more than a third of the power in one block, however it is cut', () => {
    const { chain } = governed(null, equalValidators(4))
    expectRejected(chain, errors.ValidatorPowerMoved, [set(5, 14)], both)
    expectRejected(chain, errors.ValidatorPowerMoved, [set(1, 24)], both)
    const first = chain.sign([set(5, 10)], both)
    const second = chain.sign([set(6, 4)], both)
    const third = chain.sign([set(6, 3)], both)
    const block = chain.block([first, second, third])
    expect(block.results.map(({ code }) => code)).toEqual([0, 0, errors.ValidatorPowerMoved.code, 0])
    expect(block.validatorUpdates).toHaveLength(2)
    expect(chain.deliver([set(6, 10)], both).code).toBe(0)
    expect(chain.violations()).toEqual([])
  })

  test('rejects the 101st validator', () => {
    const many = Array.from({ length: 100 }, (_, at) => ({
      publicKey: at.toString(16).padStart(64, '0'),
      power: 10,
    }))
    const { chain } = governed(null, many)
    expectRejected(chain, errors.ValidatorLimit, [set(5, 10)], both)
    expect(
      chain.deliver([message('RemoveValidator', { publicKey: many[0]?.publicKey, source: '5' }), set(5, 10)], both)
        .code,
    ).toBe(0)
  })

  test('rejects every change where one machine keeps the zone', () => {
    const { chain } = governed()
    expectRejected(chain, errors.ValidatorsFixed, [set(5, 1)], both)
    expect(chain.query('governance/validators', {})).toBeNull()
  })
})
