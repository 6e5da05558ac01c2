import { array, nullable, object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Migration, TxContext } from '@xiezhi/kernel'
import { digestOf } from '../json-port.ts'
import { validateMachine } from './handlers/validate-machine.ts'
import type { AgreementPorts } from './ports.ts'
import { machines, machineSchema, numberPart, standings } from './state.ts'
import type { Machine } from './state.ts'

/** Machines that were reviewed before the zone began, in force from its first block. Null: those of this build. */
export const genesisSchema = nullable(object({ machines: array(machineSchema, { max: 16 }) }))

/** A zone that gets this module by an upgrade begins with the machines that were reviewed with the build. */
export function initGenesis(ports: AgreementPorts): (ctx: TxContext, genesis: Json) => void {
  return (ctx, genesis) => {
    putInForce(ctx, ports, genesisSchema.parse(genesis)?.machines ?? ports.machines)
  }
}

/** Until version 1 a zone that had got this module by an upgrade had no machine, and nothing could be listed. */
export function toMachines(ports: AgreementPorts): Migration {
  return {
    to: 2,
    run: (ctx) => {
      const missing = ports.machines.filter(({ machineId }) => !standings(ctx.store).has(machineId))
      putInForce(ctx, ports, missing)
    },
  }
}

function putInForce(ctx: TxContext, ports: AgreementPorts, all: readonly Machine[]): void {
  for (const machine of all) {
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
