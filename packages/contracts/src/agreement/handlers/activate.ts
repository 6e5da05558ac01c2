import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { activateSchema } from '../messages.ts'
import type { AgreementPorts } from '../ports.ts'
import { machines, numberPart, standings } from '../state.ts'
import { requireNotDrafter, requireRegistered } from './require-machine.ts'

/** Two persons of two roles put a reviewed version in force. Who drafted it is none of them (31.4). */
export function activate(ports: AgreementPorts): AnyAct {
  return defineAct({
    type: 'agreement/Activate',
    schema: activateSchema,
    subject: ({ machineId, version }) => `${machineId} ${version}`,
    check(ctx, message) {
      const actors = ports.requireTwoPersons(ctx, ['COURT_PRESIDENT'], ['COURT_TECH', 'GOVERNANCE_OFFICER'])
      const found = requireRegistered(ctx, message, 'REVIEWED')
      requireNotDrafter(found, actors)
      return { found, actors }
    },
    execute(ctx, { machineId, version }, { found, actors }) {
      const officers = actors.map(({ organisation, officer }) => ({ organisation, officer }))
      const activation = { officers, atMs: ctx.block.decidedAtMs }
      const before = standings(ctx.store).get(machineId)
      const old = before === undefined ? undefined : machines(ctx.store).get(machineId, numberPart(before.version))
      if (before !== undefined && old !== undefined) {
        machines(ctx.store).set([machineId, numberPart(before.version)], { ...old, state: 'RETIRED' })
      }
      machines(ctx.store).set([machineId, numberPart(version)], { ...found, state: 'ACTIVE', activation })
      standings(ctx.store).set(machineId, { version, suspension: before?.suspension ?? null })
      ctx.emit({ type: 'MachineActivated', data: { machineId, version } })
      return { machineId, version }
    },
  })
}
