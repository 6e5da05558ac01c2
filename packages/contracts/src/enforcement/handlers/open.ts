import { ensure } from '@xiezhi/kernel'
import { enforcement as enforcementLaw } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { openSchema } from '../messages.ts'
import type { EnforcementPorts } from '../ports.ts'
import { enforcements, preservations } from '../state.ts'

const byLaw = refusingLaw(errors.LawRefused)

/** Opens the enforcement of an effective document. A late application is filed; the debtor may raise it (R20-32). */
export function open(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/Open',
    schema: openSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, effectiveOn, performanceEndsOn, appliedOn }) {
      const { organisation } = ports.requireRole(ctx, ['COURT_FILING', 'COURT_ENFORCER'])
      ensure(!enforcements(ctx.store).has(caseRef), errors.EnforcementExists, { caseRef })
      ensure(ports.isCaseOpen(ctx, caseRef), errors.CaseNotOpen, { caseRef })
      const owner = preservations(ctx.store).get(caseRef)?.organisation ?? organisation
      ensure(owner === organisation, errors.OtherCourt, { organisation: owner })
      const ordered = performanceEndsOn === null || performanceEndsOn >= effectiveOn
      ensure(ordered, errors.DateOrder, { earlier: effectiveOn, later: performanceEndsOn })
      const due = performanceEndsOn ?? effectiveOn
      ensure(appliedOn > due, errors.NotEffective, { due, appliedOn })
      const facts = { performanceEndsOn, effectiveOn, appliedOn }
      const { verdict } = byLaw(() => enforcementLaw.applicationTime(facts, ports.lawBook(ctx)))
      return { organisation, limitation: verdict }
    },
    execute(ctx, message, { organisation, limitation }) {
      const { caseRef } = message
      enforcements(ctx.store).set(caseRef, {
        ...message,
        organisation,
        state: 'OPEN',
        limitation,
        stay: null,
        performance: null,
        openedAtMs: ctx.block.decidedAtMs,
        closedAtMs: null,
      })
      // Measures of a preservation go on as those of the enforcement, their terms counted through (R20-54).
      const preserved = preservations(ctx.store).get(caseRef)
      if (preserved?.state === 'OPEN') preservations(ctx.store).set(caseRef, { ...preserved, state: 'CONVERTED' })
      ctx.emit({ type: 'EnforcementOpened', data: { caseRef, limitation } })
      return { caseRef, limitation }
    },
  })
}
