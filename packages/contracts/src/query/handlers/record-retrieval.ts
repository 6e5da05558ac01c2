import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { recordRetrievalSchema } from '../messages.ts'
import type { QueryPorts } from '../ports.ts'
import { receipts, requests, retrievals } from '../state.ts'

/** A fact of the gateway about its own work: the annex of an answer was retrieved, or was not in the parameter's time. */
export function recordRetrieval(ports: QueryPorts): AnyAct {
  return defineAct({
    type: 'query/RecordRetrieval',
    schema: recordRetrievalSchema,
    subject: ({ dispatchId }) => dispatchId,
    check(ctx, { dispatchId }) {
      const { organisation, officer } = ports.requireRole(ctx, 'GATEWAY_SERVICE')
      const request = requests(ctx.store).get(dispatchId)
      ensure(request !== undefined && receipts(ctx.store).has(dispatchId), errors.DispatchUnknown, { dispatchId })
      const expected = request.organisation
      ensure(expected === organisation, errors.OtherOrganisation, { expected, seen: organisation })
      ensure(!retrievals(ctx.store).has(dispatchId), errors.RetrievalRecorded, { dispatchId })
      return { organisation, officer }
    },
    execute(ctx, { dispatchId, annexDigest, outcome }, recordedBy) {
      const recordedAtMs = ctx.block.decidedAtMs
      retrievals(ctx.store).set(dispatchId, { dispatchId, annexDigest, outcome, ...recordedBy, recordedAtMs })
      ctx.emit({ type: 'RetrievalRecorded', data: { dispatchId, annexDigest, outcome } })
      return { dispatchId, outcome }
    },
  })
}
