import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { lawyer as lawyerLaw } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { actIdOf, defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { byLaw, regionOf, requireRegion } from '../api.ts'
import { errors } from '../errors.ts'
import { writeWithEvent } from '../events.ts'
import { grantLicenceSchema } from '../messages.ts'
import type { GrantLicence } from '../messages.ts'
import type { LawyerPorts } from '../ports.ts'
import { firms, lawyers, licences, serials } from '../state.ts'
import type { Lawyer } from '../state.ts'

/** Grants a licence under a number and serial that nobody has held. */
export function grantLicence(ports: LawyerPorts): AnyAct {
  return defineAct({
    type: 'lawyer/GrantLicence',
    schema: grantLicenceSchema,
    subject: ({ licenceNo }) => licenceNo,
    check(ctx, message) {
      const actors = ports.requireTwoPersons(ctx, 'JUSTICE_DEPARTMENT')
      requireRegion(actors, regionOf(message.licenceNo))
      requireFirm(ctx, message.firmUscc, message.from)
      return { actor: actors[0], lawyer: newLawyer(ctx, ports.lawBook(ctx), message) }
    },
    execute(ctx, { from, instrumentDigest }, { actor, lawyer }) {
      licences(ctx.store).set(lawyer.licenceNo, lawyer.lawyerId)
      serials(ctx.store).set(lawyer.serial, lawyer.lawyerId)
      ctx.emit({ type: 'LicenceGranted', data: { lawyerId: lawyer.lawyerId, licenceNo: lawyer.licenceNo, from } })
      writeWithEvent(ctx, ports, lawyer, {
        kind: 'GRANTED',
        status: 'ACTIVE',
        from,
        to: null,
        actId: actIdOf(ctx),
        organisation: actor.organisation,
        instrumentDigest,
      })
      return { lawyerId: lawyer.lawyerId }
    },
  })
}

/** A record for a number, serial and id that are all new. @throws ContractError */
export function newLawyer(
  ctx: CheckContext,
  law: LawBook,
  row: Pick<GrantLicence, 'lawyerId' | 'licenceNo' | 'firmUscc' | 'from' | 'firstPracticeDate' | 'commitments'>,
): Lawyer {
  const { lawyerId, licenceNo, from, firstPracticeDate, commitments } = row
  const { verdict, reasons } = byLaw(() => lawyerLaw.parseLicence({ licenceNo, asOf: from }, law))
  ensure(verdict === 'PASS', errors.LicenceMalformed, { licenceNo, reason: reasons[0]?.code })
  ensure(firstPracticeDate <= from, errors.DateOrder, { firstPracticeDate, from })
  ensure(isSorted(commitments), errors.CommitmentsUnsorted)
  const serial = licenceNo.slice(11)
  ensure(!licences(ctx.store).has(licenceNo), errors.LicenceExists, { licenceNo })
  ensure(!serials(ctx.store).has(serial), errors.SerialExists, { serial })
  ensure(!lawyers(ctx.store).has(lawyerId), errors.LawyerExists, { lawyerId })
  return {
    lawyerId,
    serial,
    licenceNo,
    numbers: [{ licenceNo, from, to: null }],
    statusPeriods: [{ status: 'ACTIVE', from, to: null, sanctionId: null }],
    firmPeriods: [{ uscc: row.firmUscc, from, to: null }],
    firstPracticeDate,
    commitments,
    npcStandingMember: false,
    civilServant: false,
    disputedBy: null,
    events: 0,
  }
}

/** @throws ContractError FirmUnknown, FirmNotNormal */
export function requireFirm(ctx: CheckContext, uscc: string, on: string): void {
  const firm = firms(ctx.store).get(uscc)
  ensure(firm !== undefined, errors.FirmUnknown, { uscc })
  const period = firm.periods.find(({ from, to }) => from <= on && (to === null || on <= to))
  ensure(period?.status === 'NORMAL', errors.FirmNotNormal, { uscc, on, status: period?.status })
}

function isSorted(texts: readonly string[]): boolean {
  return texts.every((text, at) => at === 0 || (texts[at - 1] ?? '') < text)
}
