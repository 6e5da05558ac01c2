import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { decideReconsiderationSchema, reconsiderSchema } from '../messages.ts'
import type { PersonalPorts } from '../ports.ts'
import { MACHINE_ID, punished } from '../state.ts'
import { periodOf, requireOrder } from './follow.ts'
import { conductKey, requireOwn, requireMeasure, stateOf, storeMeasure } from './measure-store.ts'

const DECIDE = 'PX-R20-94.reconsiderDecide'

/** Within the days after service, once; the measure goes on meanwhile. */
export function reconsider(ports: PersonalPorts): AnyAct {
  return defineAct({
    type: 'personal/Reconsider',
    schema: reconsiderSchema,
    subject: ({ measureId }) => measureId,
    check(ctx, { measureId, askedOn }) {
      const actor = ports.requireRole(ctx, ['COURT_FILING', 'COURT_CLERK'])
      const measure = requireMeasure(ctx, measureId)
      requireOwn(measure.organisation, [actor])
      ensure(measure.reconsideration === null, errors.ReconsiderationOpen, { measureId })
      const { servedOn, reconsiderBy } = measure
      const isOpen = servedOn !== null && reconsiderBy !== null && askedOn <= reconsiderBy
      ensure(isOpen, errors.ReconsiderationLate, { reconsiderBy })
      requireOrder(ctx, servedOn, askedOn)
      return { measure, decideBy: periodOf(ctx, ports, DECIDE, askedOn) }
    },
    execute(ctx, { measureId, askedOn, documentDigest }, { measure, decideBy }) {
      const open = { outcome: 'PENDING' as const, outcomeOn: null, decisionDigest: null }
      storeMeasure(ctx, { ...measure, reconsideration: { askedOn, documentDigest, decideBy, ...open } })
      ctx.emit({ type: 'PersonalReconsiderationAsked', data: { measureId, decideBy } })
      return { measureId, decideBy }
    },
  })
}

/** A judge of a court above upholds or revokes; what was revoked may be decided anew. */
export function decideReconsideration(ports: PersonalPorts): AnyAct {
  return defineAct({
    type: 'personal/DecideReconsideration',
    schema: decideReconsiderationSchema,
    subject: ({ measureId }) => measureId,
    check(ctx, { measureId, isRevoked, on, decisionDigest: instrumentDigest }) {
      const { organisation } = ports.requireRole(ctx, 'COURT_JUDGE')
      const measure = requireMeasure(ctx, measureId)
      const { reconsideration } = measure
      ensure(reconsideration?.outcome === 'PENDING', errors.ReconsiderationNone, { measureId })
      ensure(ports.isAbove(ctx, organisation, measure.organisation), errors.NotAbove, { organisation })
      requireOrder(ctx, reconsideration.askedOn, on)
      const asked = { machineId: MACHINE_ID, subject: measureId, transition: 'REVOKE', instrumentDigest }
      return { measure, reconsideration, step: isRevoked ? ports.planStep(ctx, asked) : undefined }
    },
    execute(ctx, { measureId, on, decisionDigest }, { measure, reconsideration, step }) {
      const outcome = step === undefined ? ('UPHELD' as const) : ('REVOKED' as const)
      const state = step === undefined ? measure.state : stateOf(step.take(ctx, { inputs: { on } }), measure.state)
      const decided = { ...reconsideration, outcome, outcomeOn: on, decisionDigest }
      storeMeasure(ctx, { ...measure, state, reconsideration: decided })
      const key = conductKey(measure)
      if (outcome === 'REVOKED' && key !== undefined) punished(ctx.store).delete(...key)
      ctx.emit({ type: 'PersonalReconsiderationDecided', data: { measureId, outcome } })
      if (outcome === 'REVOKED') ctx.emit({ type: 'PersonalMeasureRevoked', data: { measureId, kind: measure.kind } })
      return { measureId, outcome }
    },
  })
}
