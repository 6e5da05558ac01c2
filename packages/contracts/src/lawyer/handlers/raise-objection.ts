import { defineMessage, ensure } from '@xiezhi/kernel'
import type { AnyMessage } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { lawyerOf } from '../api.ts'
import { errors } from '../errors.ts'
import { writeWithEvent } from '../events.ts'
import { raiseObjectionSchema } from '../messages.ts'
import type { LawyerPorts } from '../ports.ts'
import { objections } from '../state.ts'
import { periodOn } from './status-timeline.ts'
import { civilDateOf } from '../../ids.ts'

/** A lawyer or court contests the record. The status stands and reads DISPUTED; only the bureau decides. */
export function raiseObjection(ports: LawyerPorts): AnyMessage {
  return defineMessage({
    type: 'lawyer/RaiseObjection',
    schema: raiseObjectionSchema,
    check(ctx, { objectionId, licenceNo }) {
      const actor = ports.requireRole(ctx, ['LAWYER', 'COURT_JUDGE', 'COURT_CLERK', 'COURT_FILING'])
      const lawyer = lawyerOf(ctx, licenceNo)
      ensure(!objections(ctx.store).has(objectionId), errors.ObjectionExists)
      ensure(lawyer.disputedBy === null, errors.ObjectionOpen, { objectionId: lawyer.disputedBy })
      return { actor, lawyer }
    },
    execute(ctx, { objectionId, groundsDigest }, { actor, lawyer }) {
      objections(ctx.store).set(objectionId, {
        objectionId,
        lawyerId: lawyer.lawyerId,
        raisedBy: { organisation: actor.organisation, role: actor.roles[0] ?? 'LAWYER' },
        groundsDigest,
        raisedAtMs: ctx.block.decidedAtMs,
        state: 'OPEN',
        decision: null,
      })
      ctx.emit({ type: 'ObjectionRaised', data: { objectionId, lawyerId: lawyer.lawyerId } })
      const today = civilDateOf(ctx.block.decidedAtMs)
      const period = periodOn(lawyer.statusPeriods, today)
      writeWithEvent(
        ctx,
        ports,
        { ...lawyer, disputedBy: objectionId },
        {
          kind: 'DISPUTED',
          status: period?.status ?? 'ACTIVE',
          from: today,
          to: null,
          actId: actIdOf(ctx),
          organisation: actor.organisation,
          instrumentDigest: groundsDigest,
        },
      )
      return { objectionId }
    },
  })
}
