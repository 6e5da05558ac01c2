import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { errors } from '../errors.ts'
import { recordPerformanceSchema } from '../messages.ts'
import type { EnforcementPorts } from '../ports.ts'
import { enforcements } from '../state.ts'
import { proposeReleases } from './propose.ts'
import { requireEnforcement, requireState } from './require-case.ts'

/** All has been performed: release of every measure is proposed in the same block; a judge signs (T20-6, R20-25). */
export function recordPerformance(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/RecordPerformance',
    schema: recordPerformanceSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, on }) {
      const { organisation } = ports.requireRole(ctx, 'COURT_ENFORCER')
      const found = requireEnforcement(ctx, caseRef, organisation)
      requireState(found, ['OPEN', 'STAYED', 'ROUND_ENDED'])
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(on >= found.effectiveOn && on <= today, errors.DateOrder, { earlier: found.effectiveOn, later: on })
      return found
    },
    execute(ctx, { caseRef, on, documentDigest }, found) {
      const performance = { on, digest: documentDigest, atMs: ctx.block.decidedAtMs }
      enforcements(ctx.store).set(caseRef, { ...found, state: 'PERFORMED', performance })
      ctx.emit({ type: 'PerformanceRecorded', data: { caseRef, on } })
      return { caseRef, measures: proposeReleases(ctx, caseRef, 'PERFORMED', 'T20-6') }
    },
  })
}
