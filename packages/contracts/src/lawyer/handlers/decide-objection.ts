import { ensure } from '@xiezhi/kernel'
import { civilDateOf } from '../../ids.ts'
import { actIdOf, defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { regionOf, requireRegion } from '../api.ts'
import { errors } from '../errors.ts'
import { writeWithEvent } from '../events.ts'
import { decideObjectionSchema } from '../messages.ts'
import type { LawyerPorts } from '../ports.ts'
import { lawyers, objections } from '../state.ts'
import { termOf, writeObjectionWithTerm } from './objection-term.ts'
import { statusOn } from './status-timeline.ts'

/** The bureau decides an objection. What the record must say then follows by an act of its own. */
export function decideObjection(ports: LawyerPorts): AnyAct {
  return defineAct({
    type: 'lawyer/DecideObjection',
    schema: decideObjectionSchema,
    subject: ({ objectionId }) => objectionId,
    check(ctx, { objectionId }) {
      const actor = ports.requireRole(ctx, ['JUSTICE_BUREAU', 'JUSTICE_DEPARTMENT'])
      const objection = objections(ctx.store).get(objectionId)
      const lawyer = objection === undefined ? undefined : lawyers(ctx.store).get(objection.lawyerId)
      ensure(objection !== undefined && lawyer !== undefined, errors.ObjectionUnknown, { objectionId })
      requireRegion([actor], regionOf(lawyer.licenceNo))
      ensure(objection.state === 'OPEN', errors.ObjectionDecided, { state: objection.state })
      return { actor, objection, lawyer }
    },
    execute(ctx, { objectionId, upheld, decisionDigest }, { actor, objection, lawyer }) {
      const state = upheld ? 'UPHELD' : 'REJECTED'
      const decision = { digest: decisionDigest, atMs: ctx.block.decidedAtMs, organisation: actor.organisation }
      const decided = { ...objection, state, decision } as const
      const term = termOf(ctx, ports, decided, objection.term.number + 1)
      writeObjectionWithTerm(ctx, { ...decided, term })
      const { verdict, status: termStatus } = term
      ctx.emit({
        type: 'ObjectionDecided',
        data: { objectionId, lawyerId: lawyer.lawyerId, state, verdict, termStatus },
      })
      const today = civilDateOf(ctx.block.decidedAtMs)
      writeWithEvent(
        ctx,
        ports,
        { ...lawyer, disputedBy: null },
        {
          kind: 'DISPUTE_DECIDED',
          status: statusOn(lawyer.statusPeriods, today) ?? 'ACTIVE',
          from: today,
          to: null,
          actId: actIdOf(ctx),
          organisation: actor.organisation,
          instrumentDigest: decisionDigest,
        },
      )
      return { objectionId, state }
    },
  })
}
