import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { sanction as sanctionLaw } from '@xiezhi/law'
import { shiftCivilDate, shiftCivilMonths, startOfCivilDateMs } from '../../ids.ts'
import { actIdOf, defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { byLaw, lawyerOf, regionOf, requireRegion } from '../api.ts'
import { errors } from '../errors.ts'
import { writeWithEvent } from '../events.ts'
import { sanctionLawyerSchema } from '../messages.ts'
import type { SanctionLawyer } from '../messages.ts'
import type { LawyerActor, LawyerPorts } from '../ports.ts'
import { PERIODS_MAX, sanctionOwners, sanctions, SANCTIONS_PER_LAWYER_MAX } from '../state.ts'
import type { Lawyer, Sanction } from '../state.ts'
import { hasEnded, hasSuspension, overlay, periodOn } from './status-timeline.ts'

/**
 * Records a sanction. Warnings, fines and suspensions are the city's, revocation the province's (律师法 47–51), industry
 * discipline the association's; what changes the status needs two persons. Kind and length are held against the law.
 */
export function sanctionLawyer(ports: LawyerPorts): AnyAct {
  return defineAct({
    type: 'lawyer/SanctionLawyer',
    schema: sanctionLawyerSchema,
    subject: ({ licenceNo }) => licenceNo,
    check(ctx, message) {
      const actors = requireOrgan(ctx, ports, message)
      const lawyer = lawyerOf(ctx, message.licenceNo)
      requireRegion(actors, regionOf(lawyer.licenceNo))
      ensure(!sanctionOwners(ctx.store).has(message.sanctionId), errors.SanctionExists)
      const earlier = sanctions(ctx.store).list({ under: [lawyer.lawyerId], limit: SANCTIONS_PER_LAWYER_MAX })
      ensure(earlier.length < SANCTIONS_PER_LAWYER_MAX, errors.RecordFull, { sanctionsMax: SANCTIONS_PER_LAWYER_MAX })
      const { from, decidedOn, publicUntil, months } = message
      ensure(decidedOn <= from, errors.DateOrder, { decidedOn, from })
      ensure(publicUntil === null || decidedOn <= publicUntil, errors.DateOrder, { decidedOn, publicUntil })
      checkLaw(
        ctx,
        ports,
        message,
        earlier.map(({ value }) => value),
      )
      const to = months === null ? null : shiftCivilDate(shiftCivilMonths(from, months), -1)
      checkStatus(lawyer, message, to)
      return { actor: actors[0], lawyer, to }
    },
    execute(ctx, message, { actor, lawyer, to }) {
      const { sanctionId, kind, offence, decidedOn, from, publicUntil, instrumentDigest } = message
      sanctions(ctx.store).set([lawyer.lawyerId, sanctionId], {
        sanctionId,
        lawyerId: lawyer.lawyerId,
        kind,
        article: offence?.article ?? null,
        offenceOn: offence?.on ?? null,
        organ: actor.organisation,
        decidedOn,
        from,
        to,
        publicUntil,
        instrumentDigest,
        revoked: null,
        recordedAtMs: ctx.block.decidedAtMs,
      })
      sanctionOwners(ctx.store).set(sanctionId, lawyer.lawyerId)
      ctx.emit({ type: 'LawyerSanctioned', data: { lawyerId: lawyer.lawyerId, sanctionId, kind, from, to } })
      const status = statusOf(kind)
      if (status === null) return { lawyerId: lawyer.lawyerId }
      writeWithEvent(
        ctx,
        ports,
        { ...lawyer, statusPeriods: overlay(lawyer.statusPeriods, { status, from, to, sanctionId }) },
        {
          kind: status,
          status,
          from,
          to,
          actId: actIdOf(ctx),
          organisation: actor.organisation,
          instrumentDigest,
          sanctionId,
        },
      )
      if (to !== null) scheduleReturn(ctx, lawyer.lawyerId, sanctionId, to)
      return { lawyerId: lawyer.lawyerId }
    },
  })
}

function requireOrgan(
  ctx: CheckContext,
  ports: LawyerPorts,
  { kind }: SanctionLawyer,
): readonly [LawyerActor, ...LawyerActor[]] {
  if (kind.startsWith('INDUSTRY_')) return [ports.requireRole(ctx, 'LAW_ASSOCIATION')]
  if (kind === 'REVOCATION') return ports.requireTwoPersons(ctx, 'JUSTICE_DEPARTMENT')
  if (kind === 'SUSPENSION') return ports.requireTwoPersons(ctx, 'JUSTICE_BUREAU')
  return [ports.requireRole(ctx, 'JUSTICE_BUREAU')]
}

function checkLaw(ctx: CheckContext, ports: LawyerPorts, message: SanctionLawyer, earlier: readonly Sanction[]): void {
  const { kind, offence, months, from } = message
  const hasTerm = kind === 'SUSPENSION' || kind === 'INDUSTRY_RIGHTS_SUSPENDED'
  ensure(hasTerm === (months !== null), errors.SanctionIncomplete, { kind, months })
  ensure(kind.startsWith('INDUSTRY_') === (offence === null), errors.SanctionIncomplete, { kind })
  if (offence === null) return
  ensure(offence.on <= from, errors.DateOrder, { offenceOn: offence.on, from })
  if (kind !== 'WARNING' && kind !== 'SUSPENSION' && kind !== 'REVOCATION') return
  const { on: offenceOn, article, deserved } = offence
  const result = byLaw(() =>
    sanctionLaw.effect(
      {
        offenceOn,
        article: articleOf(article),
        deserved,
        proposed: { kind, months },
        earlier: earlier.flatMap((one) =>
          one.kind === 'WARNING' || one.kind === 'SUSPENSION'
            ? [{ kind: one.kind, from: one.from, to: one.to, annulled: one.revoked !== null }]
            : [],
        ),
      },
      ports.lawBook(ctx),
    ),
  )
  ensure(result.verdict === 'WITHIN_LAW', errors.SanctionOutsideLaw, {
    reasons: result.reasons.map(({ code }) => code),
    required: result.required,
    minMonths: result.minMonths,
    maxMonths: result.maxMonths,
  })
}

function articleOf(article: number): 47 | 48 | 49 {
  return article === 47 ? 47 : article === 48 ? 48 : 49
}

function checkStatus(lawyer: Lawyer, { kind, from }: SanctionLawyer, to: string | null): void {
  if (statusOf(kind) === null) return
  ensure(!hasEnded(lawyer.statusPeriods), errors.LicenceEnded, { licenceNo: lawyer.licenceNo })
  ensure(periodOn(lawyer.statusPeriods, from) !== undefined, errors.DateOrder, { from })
  ensure(to === null || !hasSuspension(lawyer.statusPeriods, from, to), errors.SuspensionOverlaps, { from, to })
  // Laying a period over others can split one into two around it.
  ensure(lawyer.statusPeriods.length + 2 <= PERIODS_MAX, errors.RecordFull, { periodsMax: PERIODS_MAX })
}

function statusOf(kind: Sanction['kind']): 'SUSPENDED' | 'REVOKED' | null {
  if (kind === 'SUSPENSION') return 'SUSPENDED'
  return kind === 'REVOCATION' ? 'REVOKED' : null
}

function scheduleReturn(
  ctx: Parameters<typeof writeWithEvent>[0],
  lawyerId: string,
  sanctionId: string,
  to: string,
): void {
  const atMs = Math.max(startOfCivilDateMs(shiftCivilDate(to, 1)), ctx.block.decidedAtMs)
  ctx.schedule({ module: 'lawyer', kind: 'return', atMs, item: { lawyerId, sanctionId } })
}
