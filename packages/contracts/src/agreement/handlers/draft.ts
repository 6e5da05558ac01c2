import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { digestOf } from '../../json-port.ts'
import { errors } from '../errors.ts'
import { draftSchema } from '../messages.ts'
import type { AgreementPorts } from '../ports.ts'
import { machines, numberPart } from '../state.ts'
import { validateMachine } from './validate-machine.ts'

/** Lays a machine before the reviewers; one that could act without legal basis is refused. */
export function draft(ports: AgreementPorts): AnyAct {
  return defineAct({
    type: 'agreement/Draft',
    schema: draftSchema,
    subject: ({ machine }) => `${machine.machineId} ${machine.version}`,
    check(ctx, { machine }) {
      const { organisation, officer, personId } = ports.requireRole(ctx, ['GOVERNANCE_OFFICER', 'COURT_TECH'])
      const { machineId, version } = machine
      const exists = machines(ctx.store).has(machineId, numberPart(version))
      ensure(!exists, errors.MachineExists, { machineId, version })
      validateMachine(machine, ports)
      return { draftedBy: { organisation, officer, personId }, digest: digestOf(ctx, machine) }
    },
    execute(ctx, { machine }, { draftedBy, digest }) {
      const { machineId, version } = machine
      const row = { machine, digest, state: 'DRAFT' as const, draftedBy, review: null, activation: null }
      machines(ctx.store).set([machineId, numberPart(version)], row)
      ctx.emit({ type: 'MachineDrafted', data: { machineId, version, digest } })
      return { digest }
    },
  })
}
