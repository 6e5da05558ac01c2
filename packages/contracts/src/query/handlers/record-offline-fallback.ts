import { ensure } from '@xiezhi/kernel'
import { actIdOf, defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { recordOfflineFallbackSchema } from '../messages.ts'
import type { QueryPorts } from '../ports.ts'
import { fallbacks, receipts } from '../state.ts'

/** The paper check that stands in for an answer (T18-5). It counts once a second person has ratified it. */
export function recordOfflineFallback(ports: QueryPorts): AnyAct {
  return defineAct({
    type: 'query/RecordOfflineFallback',
    schema: recordOfflineFallbackSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { dispatchId }) {
      const actor = ports.requireRole(ctx, ['COURT_FILING', 'COURT_CLERK', 'COURT_JUDGE'])
      const hasAnswer = dispatchId !== null && receipts(ctx.store).has(dispatchId)
      ensure(!hasAnswer, errors.DispatchAnswered, { dispatchId })
      return actor
    },
    execute(ctx, message, actor) {
      const fallbackId = actIdOf(ctx)
      fallbacks(ctx.store).set(fallbackId, {
        fallbackId,
        organisation: actor.organisation,
        recordedBy: actor.officer,
        recordedByPerson: actor.personId,
        ...message,
        recordedAtMs: ctx.block.decidedAtMs,
        state: 'RECORDED',
        ratifiedByPerson: null,
        ratifiedAtMs: null,
      })
      ctx.emit({ type: 'FallbackRecorded', data: { fallbackId, caseRef: message.caseRef, reason: message.reason } })
      return { fallbackId }
    },
  })
}
