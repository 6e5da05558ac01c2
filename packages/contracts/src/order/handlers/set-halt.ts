import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { setHaltSchema } from '../messages.ts'
import type { OrderPorts } from '../ports.ts'
import { halts } from '../state.ts'

/** The kill switch (R31-12): two persons of two roles stop new effects, and two start them again. Nothing else stops. */
export function setHalt(ports: OrderPorts): AnyAct {
  return defineAct({
    type: 'order/SetHalt',
    schema: setHaltSchema,
    subject: ({ reason }) => reason,
    check(ctx, { halted }) {
      const actors = ports.requireTwoPersons(
        ctx,
        ['COURT_PRESIDENT', 'REGISTRY_OPERATOR', 'BANK_OPERATOR'],
        ['AUDITOR', 'SUPERVISOR'],
      )
      ensure((halts(ctx.store).get('state')?.halted ?? false) !== halted, errors.HaltUnchanged, { halted })
      return actors
    },
    execute(ctx, { halted, reason }, actors) {
      const officers = actors.map(({ organisation, officer }) => ({ organisation, officer }))
      halts(ctx.store).set('state', { halted, reason, officers, sinceMs: ctx.block.decidedAtMs })
      ctx.emit({ type: halted ? 'EffectsHalted' : 'EffectsResumed', data: { reason } })
      return { halted }
    },
  })
}
