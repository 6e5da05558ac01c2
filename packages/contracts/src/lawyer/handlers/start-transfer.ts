import { ensure } from '@xiezhi/kernel'
import { shiftCivilDate } from '../../ids.ts'
import { actIdOf, defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { lawyerOf, regionOf, requireRegion } from '../api.ts'
import { errors } from '../errors.ts'
import { writeWithEvent } from '../events.ts'
import { startTransferSchema } from '../messages.ts'
import type { LawyerPorts } from '../ports.ts'
import { PERIODS_MAX } from '../state.ts'
import { hasEnded, overlay, periodOn } from './status-timeline.ts'

/** The lawyer leaves the firm (律师法 10): no firm's letter covers the days until the new licence. */
export function startTransfer(ports: LawyerPorts): AnyAct {
  return defineAct({
    type: 'lawyer/StartTransfer',
    schema: startTransferSchema,
    subject: ({ licenceNo }) => licenceNo,
    check(ctx, { licenceNo, from }) {
      const actors = ports.requireTwoPersons(ctx, ['JUSTICE_BUREAU', 'JUSTICE_DEPARTMENT'])
      const lawyer = lawyerOf(ctx, licenceNo)
      requireRegion(actors, regionOf(lawyer.licenceNo))
      ensure(!hasEnded(lawyer.statusPeriods), errors.LicenceEnded, { licenceNo })
      const period = periodOn(lawyer.statusPeriods, from)
      // A planned change after this day would be lost under an open period.
      ensure(period?.status === 'ACTIVE' && period.to === null, errors.StatusOrder, { status: period?.status, from })
      ensure(
        lawyer.firmPeriods.every((one) => one.from < from),
        errors.DateOrder,
        { from },
      )
      ensure(lawyer.statusPeriods.length < PERIODS_MAX, errors.RecordFull, { periodsMax: PERIODS_MAX })
      return { actor: actors[0], lawyer }
    },
    execute(ctx, { from, instrumentDigest }, { actor, lawyer }) {
      const statusPeriods = overlay(lawyer.statusPeriods, { status: 'TRANSFERRING', from, to: null, sanctionId: null })
      const leftOn = shiftCivilDate(from, -1)
      const firmPeriods = lawyer.firmPeriods.map((one) => (one.to === null ? { ...one, to: leftOn } : one))
      writeWithEvent(
        ctx,
        ports,
        { ...lawyer, statusPeriods, firmPeriods },
        {
          kind: 'TRANSFER_STARTED',
          status: 'TRANSFERRING',
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
