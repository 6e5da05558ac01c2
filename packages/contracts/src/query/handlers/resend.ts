import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { PACKETS_PER_DISPATCH_MAX } from '../../dispatch-ledger.ts'
import { errors } from '../errors.ts'
import { resendSchema } from '../messages.ts'
import type { QueryPorts } from '../ports.ts'
import { dispatches, packets, receipts, requests } from '../state.ts'
import { questionInput } from './ask.ts'
import { store } from './settle.ts'

/** Sends the same bytes again once no packet of the dispatch is on its way; the receiver answers one id once. */
export function resend(ports: QueryPorts): AnyAct {
  return defineAct({
    type: 'query/Resend',
    schema: resendSchema,
    subject: ({ dispatchId }) => dispatchId,
    check(ctx, { dispatchId, timeoutSeconds }) {
      const actor = ports.requireRole(ctx, ['COURT_FILING', 'COURT_CLERK', 'COURT_JUDGE'])
      const [request, dispatch] = [requests(ctx.store).get(dispatchId), dispatches(ctx.store).get(dispatchId)]
      ensure(request !== undefined && dispatch !== undefined, errors.DispatchUnknown, { dispatchId })
      ensure(request.organisation === actor.organisation, errors.OtherOrganisation)
      ensure(!receipts(ctx.store).has(dispatchId), errors.DispatchAnswered, { dispatchId })
      const pending = dispatch.packets.find(({ state }) => state === 'pending')
      ensure(pending === undefined, errors.PacketPending, { sequence: pending?.sequence })
      ensure(dispatch.packets.length < PACKETS_PER_DISPATCH_MAX, errors.PacketLimit, {
        packetsMax: PACKETS_PER_DISPATCH_MAX,
      })
      const { organisation, role, question } = request
      const packet = { kind: 'ask' as const, dispatchId, organisation, role, question }
      const plan = ports.sender.checkSend(ctx, questionInput(request.client, timeoutSeconds, packet))
      return { dispatch, plan }
    },
    execute(ctx, { dispatchId, timeoutSeconds }, { dispatch, plan }) {
      const { client } = dispatch
      const { sequence, packetHash } = ports.sender.send(ctx, plan)
      const attempt = dispatch.packets.length + 1
      packets(ctx.store).set([client, String(sequence)], { kind: 'ask', subject: dispatchId, caseRefs: [], attempt })
      store(ctx, dispatch, {
        ...dispatch,
        packets: [...dispatch.packets, { sequence, timeoutSeconds, packetHash, state: 'pending' }],
        ladder: [...dispatch.ladder, { rung: 'resent', atMs: ctx.block.decidedAtMs, sequence }],
      })
      ctx.emit({ type: 'QuestionSent', data: { dispatchId, client, sequence, attempt } })
      return { dispatchId, sequence }
    },
  })
}
