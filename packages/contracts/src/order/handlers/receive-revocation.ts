import { encodeCanonical } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { answerOrder } from '../api.ts'
import type { OrderPorts } from '../ports.ts'
import { openByInstrument, ORDERS_PER_INSTRUMENT_MAX, received, revoked } from '../state.ts'

/** From here on nothing under the instrument is carried out: open orders are rejected, later ones too (G31-06). */
export function receiveRevocation(
  ctx: TxContext,
  ports: OrderPorts,
  client: string,
  { instrumentId, revokedAtMs }: { readonly instrumentId: string; readonly revokedAtMs: number },
): Uint8Array {
  if (!revoked(ctx.store).has(client, instrumentId)) {
    revoked(ctx.store).set([client, instrumentId], { revokedAtMs, receivedAtMs: ctx.block.decidedAtMs })
    ctx.emit({ type: 'RevocationReceived', data: { client, instrumentId } })
    const rows = openByInstrument(ctx.store).list({ under: [client, instrumentId], limit: ORDERS_PER_INSTRUMENT_MAX })
    for (const { id } of rows) {
      const order = received(ctx.store).get(client, id[2] ?? '')
      if (order === undefined) continue
      const none = { measure: null, amount: null, annexDigest: null }
      answerOrder(ctx, ports, order, { kind: 'REJECTED', code: 'INSTRUMENT_REVOKED', rule: 'X-70', ...none })
    }
  }
  return encodeCanonical({ instrumentId, received: true })
}
