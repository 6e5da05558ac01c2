import { array, nullable, object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { digestOf } from '../json-port.ts'
import { validateMachine } from './handlers/validate-machine.ts'
import type { AgreementPorts } from './ports.ts'
import { machines, machineSchema, numberPart, standings } from './state.ts'

/** Machines that were reviewed before the zone began, in force from its first block. None in a zone that had begun without. */
export const genesisSchema = nullable(object({ machines: array(machineSchema, { max: 16 }) }))

export function initGenesis(ports: AgreementPorts): (ctx: TxContext, genesis: Json) => void {
  return (ctx, genesis) => {
    for (const machine of genesisSchema.parse(genesis)?.machines ?? []) {
      validateMachine(machine, ports)
      const { machineId, version } = machine
      machines(ctx.store).set([machineId, numberPart(version)], {
        machine,
        digest: digestOf(ctx, machine),
        state: 'ACTIVE',
        draftedBy: null,
        review: null,
        activation: { officers: [], atMs: ctx.block.decidedAtMs },
      })
      standings(ctx.store).set(machineId, { version, suspension: null })
    }
  }
}
