import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import type { Infer, Json } from '@xiezhi/codec'
import { preservation as preservationLaw } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { caseReference, civilDateOf } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { openPreservationSchema, recordFilingSchema } from '../messages.ts'
import type { EnforcementPorts } from '../ports.ts'
import { enforcements, preservations } from '../state.ts'
import type { Preservation } from '../state.ts'
import { afterPeriodMs, endOf } from './period-end.ts'
import { proposeReleases } from './propose.ts'
import { requirePreservation } from './require-case.ts'

const byLaw = refusingLaw(errors.LawRefused)

/** Opens a preservation: measures may be ordered up to the amount, nothing is disposed of (R20-50 to R20-59). */
export function openPreservation(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/OpenPreservation',
    schema: openPreservationSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, message) {
      const { caseRef, kind, performanceEndsOn } = message
      const { organisation } = ports.requireRole(ctx, 'COURT_JUDGE')
      ensure(!preservations(ctx.store).has(caseRef), errors.PreservationExists, { caseRef })
      ensure(!enforcements(ctx.store).has(caseRef), errors.EnforcementExists, { caseRef })
      ensure(ports.isCaseOpen(ctx, caseRef), errors.CaseNotOpen, { caseRef })
      const dated = (kind === 'AFTER_JUDGMENT') === (performanceEndsOn !== null)
      ensure(dated, errors.DateOrder, { kind, performanceEndsOn })
      requireSecurity(ctx, ports, message)
      return { organisation }
    },
    execute(ctx, message, { organisation }) {
      const opened: Preservation = {
        ...message,
        organisation,
        state: 'OPEN',
        filedOn: null,
        filing: null,
        openedAtMs: ctx.block.decidedAtMs,
      }
      preservations(ctx.store).set(message.caseRef, opened)
      ctx.emit({ type: 'PreservationOpened', data: { caseRef: message.caseRef, kind: message.kind } })
      if (message.performanceEndsOn !== null) startFilingTerm(ctx, ports, opened, message.performanceEndsOn)
      return { caseRef: message.caseRef }
    },
  })
}

/** Before a suit as much as is asked for, in a suit no more than the fraction of the law (R20-50). */
function requireSecurity(
  ctx: CheckContext,
  ports: Pick<EnforcementPorts, 'lawBook'>,
  { kind, amountCents, security }: Infer<typeof openPreservationSchema>,
): void {
  const stage = kind === 'PRE_SUIT' ? 'PRE_SUIT' : 'IN_SUIT'
  const facts = { stage, requestedCents: amountCents, disputedAssetCents: null } as const
  const { securityCents } = byLaw(() => preservationLaw.security(facts, ports.lawBook(ctx)))
  const given = security?.cents ?? 0
  const fits = kind === 'PRE_SUIT' ? given === securityCents : given <= securityCents
  ensure(fits, errors.SecurityRefused, { kind, securityCents, given })
}

/** The suit or the application that the law asks for has been filed. */
export function recordFiling(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/RecordFiling',
    schema: recordFilingSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, on }) {
      const { organisation } = ports.requireRole(ctx, ['COURT_FILING', 'COURT_JUDGE'])
      const found = requirePreservation(ctx, caseRef, organisation)
      ensure(found.state === 'OPEN', errors.StateForbids, { state: found.state })
      ensure(found.filedOn === null, errors.AlreadyFiled, { filedOn: found.filedOn })
      const [earlier, today] = [civilDateOf(found.openedAtMs), civilDateOf(ctx.block.decidedAtMs)]
      ensure(on >= (found.filing?.fromOn ?? earlier) && on <= today, errors.DateOrder, { earlier, later: on })
      return found
    },
    execute(ctx, { caseRef, on, documentDigest }, found) {
      preservations(ctx.store).set(caseRef, { ...found, filedOn: on })
      ctx.emit({ type: 'PreservationFiled', data: { caseRef, on, documentDigest } })
      return { caseRef }
    },
  })
}

/** The first measure before a suit has been taken: the term for filing runs (R20-52). */
export function startPreSuitTerm(ctx: TxContext, ports: EnforcementPorts, caseRef: string): void {
  const found = preservations(ctx.store).get(caseRef)
  if (found?.state !== 'OPEN' || found.kind !== 'PRE_SUIT' || found.filing !== null || found.filedOn !== null) return
  startFilingTerm(ctx, ports, found, civilDateOf(ctx.block.decidedAtMs))
}

function startFilingTerm(ctx: TxContext, ports: EnforcementPorts, found: Preservation, fromOn: string): void {
  const { limit } = lapseOf(ctx, ports, found, fromOn)
  const filing = { fromOn, ...endOf(limit, fromOn) }
  preservations(ctx.store).set(found.caseRef, { ...found, filing })
  ctx.schedule({ module: 'enforcement', kind: 'lapse', atMs: afterPeriodMs(ctx, filing), item: found.caseRef })
}

function lapseOf(
  ctx: TxContext,
  ports: Pick<EnforcementPorts, 'lawBook'>,
  { kind, filedOn }: Preservation,
  eventOn: string,
): ReturnType<typeof preservationLaw.lapse> {
  const lapseKind = kind === 'PRE_SUIT' ? 'PRE_SUIT' : 'AFTER_JUDGMENT'
  const today = civilDateOf(ctx.block.decidedAtMs)
  const facts = {
    kind: lapseKind,
    eventOn,
    filedOn: filedOn !== null && filedOn < eventOn ? eventOn : filedOn,
  } as const
  return byLaw(() => preservationLaw.lapse({ ...facts, today: today < eventOn ? eventOn : today }, ports.lawBook(ctx)))
}

/** Due effect the day after the term: nothing was filed in time, so release of every measure is proposed (R20-52, R20-53). */
export function lapsePreservation(ports: EnforcementPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    const caseRef = caseReference.parse(item)
    const found = preservations(ctx.store).get(caseRef)
    if (found?.state !== 'OPEN' || found.filing === null) return
    const { verdict, limit, reasons } = lapseOf(ctx, ports, found, found.filing.fromOn)
    if (verdict === 'KEEP') return
    if (verdict === 'LIFT') {
      const [reason] = reasons
      const [code, rule] = [reason?.code ?? 'NOT_FILED', reason?.rule ?? 'R20-52']
      const measures = proposeReleases(ctx, caseRef, code, rule)
      ctx.emit({ type: 'PreservationLapsed', data: { caseRef, code, rule, measures } })
      return
    }
    const filing = { ...found.filing, ...endOf(limit, found.filing.fromOn) }
    preservations(ctx.store).set(caseRef, { ...found, filing })
    ctx.schedule({ module: 'enforcement', kind: 'lapse', atMs: afterPeriodMs(ctx, filing), item: caseRef })
  }
}
