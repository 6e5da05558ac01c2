import { kernelErrors } from '@xiezhi/kernel'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { equalValidators, governed, governorOne, governorTwo, message, portErrors } from '../fixtures.ts'

const both = [governorOne, governorTwo]
const OWN = [
  { module: 'alarming', version: 1 },
  { module: 'governance', version: 3 },
]
const NEXT = [
  { module: 'alarming', version: 1 },
  { module: 'governance', version: 4 },
]
const plan = (height: number, modules = NEXT) => message('PlanUpgrade', { height, modules, source: '联盟章程 6' })

describe('planUpgrade', () => {
  test('lets the program of today go on below the height and stops it there', () => {
    const { chain } = governed(null, equalValidators(4))
    expect(chain.deliver([plan(4)], both).code).toBe(0)
    chain.block([])
    const root = chain.root()
    expect(() => chain.block([])).toThrow(expect.objectContaining({ kind: kernelErrors.UpgradeDue }) as Error)
    expect(chain.root()).toBe(root)
    expect(() => {
      chain.app.checkUpgrade(4)
    }).toThrow(/UpgradeDue/)
  })

  test('is taken back by a plan for the versions of today', () => {
    const { chain } = governed(null, equalValidators(4))
    expect(chain.deliver([plan(5)], both).code).toBe(0)
    expect(chain.deliver([plan(5, OWN)], both).code).toBe(0)
    chain.block([])
    chain.block([])
    expect(chain.height).toBe(5)
    expect(chain.query('governance/plannedUpgrade', {})).toMatchObject({ height: 5, modules: OWN })
  })

  test('does not stop one machine alone', () => {
    const { chain } = governed()
    expect(chain.deliver([plan(2)], both).code).toBe(0)
    chain.block([])
    expect(chain.height).toBe(2)
  })

  test('rejects a height that is reached, a module twice, and others than governors', () => {
    const { chain } = governed(null, equalValidators(4))
    expectRejected(chain, errors.UpgradeHeight, [plan(1)], both)
    expectRejected(chain, errors.UpgradeModules, [plan(99, [...NEXT, ...NEXT])], both)
    expectRejected(chain, portErrors.NotGovernors, [plan(99)], [governorOne])
  })
})
