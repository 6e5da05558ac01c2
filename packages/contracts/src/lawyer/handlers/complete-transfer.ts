import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { lawyer as lawyerLaw } from '@xiezhi/law'
import { shiftCivilDate } from '../../ids.ts'
import { actIdOf, defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { byLaw, lawyerOf, regionOf, requireRegion } from '../api.ts'
import { errors } from '../errors.ts'
import { writeWithEvent } from '../events.ts'
import { completeTransferSchema } from '../messages.ts'
import type { CompleteTransfer } from '../messages.ts'
import type { LawyerPorts } from '../ports.ts'
import { licences, NUMBERS_MAX, PERIODS_MAX } from '../state.ts'
import type { Lawyer } from '../state.ts'
import { requireFirm } from './grant-licence.ts'
import { overlay, periodOn } from './status-timeline.ts'

/**
 * The licence at the new firm. In another city the number changes; serial, year, gender and category stay, and the old
 * number still leads to the same person, so that open cases stay linked.
 */
export function completeTransfer(ports: LawyerPorts): AnyAct {
  return defineAct({
    type: 'lawyer/CompleteTransfer',
    schema: completeTransferSchema,
    subject: ({ licenceNo }) => licenceNo,
    check(ctx, message) {
      const actors = ports.requireTwoPersons(ctx, 'JUSTICE_DEPARTMENT')
      // The department of the new firm's province grants the new licence.
      requireRegion(actors, regionOf(message.newLicenceNo))
      const lawyer = lawyerOf(ctx, message.licenceNo)
      checkNumber(ctx, ports, lawyer, message)
      const period = periodOn(lawyer.statusPeriods, message.from)
      ensure(period?.status === 'TRANSFERRING', errors.StatusOrder, { status: period?.status, from: message.from })
      requireFirm(ctx, message.newFirmUscc, message.from)
      const full = lawyer.numbers.length >= NUMBERS_MAX || lawyer.statusPeriods.length >= PERIODS_MAX
      ensure(!full, errors.RecordFull, { numbersMax: NUMBERS_MAX, periodsMax: PERIODS_MAX })
      return { actor: actors[0], lawyer }
    },
    execute(ctx, { newLicenceNo, newFirmUscc, from, instrumentDigest }, { actor, lawyer }) {
      const moved = newLicenceNo !== lawyer.licenceNo
      const numbers = moved
        ? [...endedNumbers(lawyer, shiftCivilDate(from, -1)), { licenceNo: newLicenceNo, from, to: null }]
        : lawyer.numbers
      const firmPeriods = [...lawyer.firmPeriods, { uscc: newFirmUscc, from, to: null }]
      const statusPeriods = overlay(lawyer.statusPeriods, { status: 'ACTIVE', from, to: null, sanctionId: null })
      if (moved) licences(ctx.store).set(newLicenceNo, lawyer.lawyerId)
      writeWithEvent(
        ctx,
        ports,
        { ...lawyer, licenceNo: newLicenceNo, numbers, firmPeriods, statusPeriods },
        {
          kind: 'TRANSFER_COMPLETED',
          status: 'ACTIVE',
          from,
          to: null,
          actId: actIdOf(ctx),
          organisation: actor.organisation,
          instrumentDigest,
        },
      )
      return { lawyerId: lawyer.lawyerId, licenceNo: newLicenceNo }
    },
  })
}

function checkNumber(ctx: CheckContext, ports: LawyerPorts, lawyer: Lawyer, message: CompleteTransfer): void {
  const { newLicenceNo } = message
  if (newLicenceNo === lawyer.licenceNo) return
  const law = ports.lawBook(ctx)
  const parsed = byLaw(() => lawyerLaw.parseLicence({ licenceNo: newLicenceNo, asOf: message.from }, law))
  ensure(parsed.verdict === 'PASS', errors.LicenceMalformed, { licenceNo: newLicenceNo })
  const same = byLaw(() => lawyerLaw.samePerson({ a: lawyer.licenceNo, b: newLicenceNo }, law))
  ensure(same.verdict === 'SAME', errors.SerialChanged, { reason: same.reasons[0]?.code })
  const holder = licences(ctx.store).get(newLicenceNo)
  ensure(holder === undefined || holder === lawyer.lawyerId, errors.LicenceExists, { licenceNo: newLicenceNo })
}

function endedNumbers({ numbers }: Lawyer, to: string): Lawyer['numbers'] {
  return numbers.map((one) => (one.to === null ? { ...one, to } : one))
}
