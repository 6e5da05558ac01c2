import { base64Decode, CodecError, hexDecode } from '@xiezhi/codec'
import { ContractError, ensure } from '@xiezhi/kernel'
import { acknowledgementKey, keyBytes, receiptKey } from '@xiezhi/interchain'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { proveSilenceSchema } from '../messages.ts'
import type { QueryPorts } from '../ports.ts'
import { dispatches, receipts } from '../state.ts'
import { proved, store } from './dispatch-ledger.ts'

/** Anyone may prove that a packet had arrived and had not been answered at a time past the deadline. */
export function proveSilence(ports: QueryPorts): AnyAct {
  return defineAct({
    type: 'query/ProveSilence',
    schema: proveSilenceSchema,
    subject: ({ dispatchId }) => dispatchId,
    check(ctx, { dispatchId, sequence, height, receiptProof, absenceProof }) {
      const dispatch = dispatches(ctx.store).get(dispatchId)
      ensure(dispatch !== undefined, errors.DispatchUnknown, { dispatchId })
      const packet = dispatch.packets.find((one) => one.sequence === sequence)
      ensure(packet !== undefined, errors.PacketUnknown, { sequence })
      ensure(!receipts(ctx.store).has(dispatchId), errors.DispatchAnswered, { dispatchId })
      const open = dispatch.outcome === null || dispatch.outcome.kind === 'no-newer-header'
      ensure(open, errors.OutcomeProved, { outcome: dispatch.outcome?.kind })
      const { client, deadlineMs } = dispatch
      const counterparty = ports.clients.counterpartyOf(ctx, client)
      const seen = ports.clients.consensusAt(ctx, client, height)
      ensure(counterparty !== undefined && seen !== undefined, errors.HeightUnknown, { client, height })
      // An answer stamped at the deadline is in time, and may stand in the very block whose header has that time.
      ensure(seen.timeMs > deadlineMs, errors.TooEarly, { atMs: seen.timeMs, deadlineMs })
      const at = { clientId: client, proofHeight: height }
      ports.clients.requireMembership(
        ctx,
        { ...at, key: keyBytes(receiptKey(counterparty, sequence)), proof: proofBytes(receiptProof) },
        hexDecode(packet.packetHash),
      )
      ports.clients.requireAbsence(ctx, {
        ...at,
        key: keyBytes(acknowledgementKey(counterparty, sequence)),
        proof: proofBytes(absenceProof),
      })
      const atMs = seen.timeMs
      return { dispatch, atMs }
    },
    execute(ctx, { dispatchId }, { dispatch, atMs }) {
      const after = proved(dispatch, 'silent', atMs)
      store(ctx, dispatch, after)
      return { dispatchId, outcome: after.outcome?.kind ?? null }
    },
  })
}

function proofBytes(text: string): Uint8Array {
  try {
    return base64Decode(text)
  } catch (error) {
    if (error instanceof CodecError) throw new ContractError(errors.ProofMalformed, error.facts)
    throw error
  }
}
