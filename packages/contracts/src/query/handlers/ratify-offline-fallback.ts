import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { ratifyOfflineFallbackSchema } from '../messages.ts'
import type { QueryPorts } from '../ports.ts'
import { fallbacks } from '../state.ts'

/** A second natural person of the same court confirms or rejects a paper check. */
export function ratifyOfflineFallback(ports: QueryPorts): AnyAct {
  return defineAct({
    type: 'query/RatifyOfflineFallback',
    schema: ratifyOfflineFallbackSchema,
    subject: ({ fallbackId }) => fallbackId,
    check(ctx, { fallbackId }) {
      const actor = ports.requireRole(ctx, ['COURT_JUDGE', 'COURT_PRESIDENT'])
      const fallback = fallbacks(ctx.store).get(fallbackId)
      ensure(fallback !== undefined, errors.FallbackUnknown, { fallbackId })
      ensure(fallback.organisation === actor.organisation, errors.OtherOrganisation)
      ensure(fallback.state === 'RECORDED', errors.FallbackDecided, { state: fallback.state })
      ensure(fallback.recordedByPerson !== actor.personId, errors.SamePerson)
      return { actor, fallback }
    },
    execute(ctx, { fallbackId, approved }, { actor, fallback }) {
      const state = approved ? 'RATIFIED' : 'REJECTED'
      fallbacks(ctx.store).set(fallbackId, {
        ...fallback,
        state,
        ratifiedByPerson: actor.personId,
        ratifiedAtMs: ctx.block.decidedAtMs,
      })
      ctx.emit({ type: 'FallbackRatified', data: { fallbackId, state } })
      return { fallbackId, state }
    },
  })
}
