import { Overlay } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { TestChain } from '@xiezhi/kernel/testing'
import { expect, test } from 'vitest'
import { agreementChain, MACHINE, ports } from './fixtures.ts'
import { toMachines } from './genesis.ts'
import { agreementModule } from './module.ts'
import { machines, numberPart, standings } from './state.ts'

const own = { ...ports, machines: [MACHINE] }

test('a zone that gets the module by an upgrade has the machines of the build in force', () => {
  const chain = new TestChain({ modules: [agreementModule(own)] })
  expect(standings(chain.store).get(MACHINE.machineId)).toEqual({ version: MACHINE.version, suspension: null })
  expect(chain.violations()).toEqual([])
})

test('one that had it without machines gets them; what is in force there stays', () => {
  const chain = agreementChain()
  const store = new Overlay(chain.store)
  const run = (of: typeof own): void => {
    toMachines(of).run({ ...chain.context(), store } as unknown as TxContext)
  }
  run(own)
  expect(machines(store).get(MACHINE.machineId, numberPart(MACHINE.version))).toMatchObject({ state: 'ACTIVE' })
  run({ ...own, machines: [{ ...MACHINE, version: 9 }] })
  expect(standings(store).get(MACHINE.machineId)).toMatchObject({ version: MACHINE.version })
})
