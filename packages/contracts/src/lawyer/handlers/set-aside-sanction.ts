import { ensure } from '@xiezhi/kernel'
import { civilDateOf } from '../../ids.ts'
import { actIdOf, defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { requireRegion, regionOf } from '../api.ts'
import { errors } from '../errors.ts'
import { writeWithEvent } from '../events.ts'
import { setAsideSanctionSchema } from '../messages.ts'
import type { LawyerPorts } from '../ports.ts'
import { lawyers, sanctionOwners, sanctions } from '../state.ts'
import { setAside, statusOn } from './status-timeline.ts'

/** Sets a sanction aside after review: the status returns from that day on, and whoever holds a receipt is told. */
export function setAsideSanction(ports: LawyerPorts): AnyAct {
  return defineAct({
    type: 'lawyer/SetAsideSanction',
    schema: setAsideSanctionSchema,
    subject: ({ sanctionId }) => sanctionId,
    check(ctx, { sanctionId, on }) {
      const actors = ports.requireTwoPersons(ctx, ['JUSTICE_DEPARTMENT', 'JUSTICE_BUREAU', 'LAW_ASSOCIATION'])
      const lawyerId = sanctionOwners(ctx.store).get(sanctionId)
      const sanction = lawyerId === undefined ? undefined : sanctions(ctx.store).get(lawyerId, sanctionId)
      const lawyer = lawyerId === undefined ? undefined : lawyers(ctx.store).get(lawyerId)
      ensure(sanction !== undefined && lawyer !== undefined, errors.SanctionUnknown, { sanctionId })
      requireRegion(actors, regionOf(lawyer.licenceNo))
      // The organ that decided, or the department above it (行政复议).
      const stranger = actors.find(
        ({ organisation, roles }) => organisation !== sanction.organ && !roles.includes('JUSTICE_DEPARTMENT'),
      )
      ensure(stranger === undefined, errors.OtherOrgan, {
        organ: sanction.organ,
        organisation: stranger?.organisation,
      })
      ensure(sanction.revoked === null, errors.SanctionAlreadySetAside, { sanctionId })
      ensure(sanction.decidedOn <= on, errors.DateOrder, { decidedOn: sanction.decidedOn, on })
      return { actor: actors[0], sanction, lawyer }
    },
    execute(ctx, { sanctionId, on, instrumentDigest }, { actor, sanction, lawyer }) {
      sanctions(ctx.store).set([lawyer.lawyerId, sanctionId], { ...sanction, revoked: { on, instrumentDigest } })
      ctx.emit({ type: 'SanctionSetAside', data: { lawyerId: lawyer.lawyerId, sanctionId, on } })
      const statusPeriods = setAside(lawyer.statusPeriods, sanctionId, on)
      const today = civilDateOf(ctx.block.decidedAtMs)
      writeWithEvent(
        ctx,
        ports,
        { ...lawyer, statusPeriods },
        {
          kind: 'SANCTION_SET_ASIDE',
          status: statusOn(statusPeriods, on > today ? on : today) ?? 'ACTIVE',
          from: on,
          to: null,
          actId: actIdOf(ctx),
          organisation: actor.organisation,
          instrumentDigest,
          sanctionId,
        },
      )
      return { lawyerId: lawyer.lawyerId }
    },
  })
}
