import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { setSuspensionSchema } from '../messages.ts'
import type { AgreementPorts } from '../ports.ts'
import { standings } from '../state.ts'

/** The kill switch (R31-12): automatic steps and new burdens stop, what ends a burden by hand goes on. */
export function setSuspension(ports: AgreementPorts): AnyAct {
  return defineAct({
    type: 'agreement/SetSuspension',
    schema: setSuspensionSchema,
    subject: ({ machineId }) => machineId,
    check(ctx, { machineId, suspended }) {
      const actors = ports.requireTwoPersons(ctx, ['COURT_PRESIDENT', 'COURT_TECH'], ['AUDITOR', 'SUPERVISOR'])
      const standing = standings(ctx.store).get(machineId)
      ensure(standing !== undefined, errors.MachineNotActive, { machineId })
      ensure((standing.suspension !== null) !== suspended, errors.SwitchUnchanged, { suspended })
      return { standing, actors }
    },
    execute(ctx, { machineId, suspended, reason }, { standing, actors }) {
      const officers = actors.map(({ organisation, officer }) => ({ organisation, officer }))
      const suspension = suspended ? { reason, officers, sinceMs: ctx.block.decidedAtMs } : null
      standings(ctx.store).set(machineId, { ...standing, suspension })
      ctx.emit({ type: suspended ? 'MachineSuspended' : 'MachineResumed', data: { machineId, reason } })
      return { machineId, suspended }
    },
  })
}
