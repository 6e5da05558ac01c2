import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { answered, proved, provedSilentAtMs } from '../../dispatch-ledger.ts'
import { errors } from '../errors.ts'
import { proveSilenceSchema } from '../messages.ts'
import type { QueryPorts } from '../ports.ts'
import { dispatches, receipts } from '../state.ts'
import { store } from './settle.ts'

/** Anyone may prove that a packet had arrived and had not been answered at a time past the deadline. */
export function proveSilence(ports: QueryPorts): AnyAct {
  return defineAct({
    type: 'query/ProveSilence',
    schema: proveSilenceSchema,
    subject: ({ dispatchId }) => dispatchId,
    check(ctx, { dispatchId, ...claim }) {
      const dispatch = dispatches(ctx.store).get(dispatchId)
      ensure(dispatch !== undefined, errors.DispatchUnknown, { dispatchId })
      // An answer that came late does not hide that there was none at the deadline.
      const answeredAtMs = receipts(ctx.store).get(dispatchId)?.result.decidedAtMs
      ensure((answeredAtMs ?? Infinity) > dispatch.deadlineMs, errors.DispatchAnswered, { dispatchId })
      const atMs = provedSilentAtMs(ctx, ports.clients, errors, dispatch, claim)
      return { dispatch, atMs, answeredAtMs }
    },
    execute(ctx, { dispatchId }, { dispatch, atMs, answeredAtMs }) {
      const silent = proved(dispatch, 'silent', atMs)
      const after = answeredAtMs === undefined ? silent : answered(silent, answeredAtMs)
      store(ctx, dispatch, after)
      return { dispatchId, outcome: after.outcome?.kind ?? null }
    },
  })
}
