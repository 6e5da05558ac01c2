import { ensure } from '@xiezhi/kernel'
import { actIdOf, defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { lawyerOf, regionOf, requireRegion } from '../api.ts'
import { errors } from '../errors.ts'
import { writeWithEvent } from '../events.ts'
import { endLicenceSchema } from '../messages.ts'
import type { LawyerPorts } from '../ports.ts'
import { PERIODS_MAX } from '../state.ts'
import { hasEnded, overlay, periodOn } from './status-timeline.ts'

/** Cancels or withdraws a licence. Its number and serial are never given again. */
export function endLicence(ports: LawyerPorts): AnyAct {
  return defineAct({
    type: 'lawyer/EndLicence',
    schema: endLicenceSchema,
    subject: ({ licenceNo }) => licenceNo,
    check(ctx, { licenceNo, from }) {
      const actors = ports.requireTwoPersons(ctx, 'JUSTICE_DEPARTMENT')
      const lawyer = lawyerOf(ctx, licenceNo)
      requireRegion(actors, regionOf(lawyer.licenceNo))
      ensure(!hasEnded(lawyer.statusPeriods), errors.LicenceEnded, { licenceNo })
      ensure(periodOn(lawyer.statusPeriods, from) !== undefined, errors.DateOrder, { from })
      ensure(lawyer.statusPeriods.length < PERIODS_MAX, errors.RecordFull, { periodsMax: PERIODS_MAX })
      return { actor: actors[0], lawyer }
    },
    execute(ctx, { status, from, instrumentDigest }, { actor, lawyer }) {
      const statusPeriods = overlay(lawyer.statusPeriods, { status, from, to: null, sanctionId: null })
      writeWithEvent(
        ctx,
        ports,
        { ...lawyer, statusPeriods },
        {
          kind: status,
          status,
          from,
          to: null,
          actId: actIdOf(ctx),
          organisation: actor.organisation,
          instrumentDigest,
        },
      )
      return { lawyerId: lawyer.lawyerId }
    },
  })
}
