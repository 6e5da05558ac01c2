import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { revokeSchema } from '../messages.ts'
import type { OrderPorts } from '../ports.ts'
import { instruments, orders, ORDERS_PER_INSTRUMENT_MAX, ordersOfInstrument } from '../state.ts'
import { scheduleDelivery } from './deliver.ts'

/**
 * Revokes an instrument from this stamp on. Whoever has an order under it is told until it is; an order not yet carried
 * out is rejected there (G31-06). A measure that stands is ended by a release, which a judge signs.
 */
export function revoke(ports: OrderPorts): AnyAct {
  return defineAct({
    type: 'order/Revoke',
    schema: revokeSchema,
    subject: ({ instrumentId }) => instrumentId,
    check(ctx, { instrumentId }) {
      const actor = ports.requireRole(ctx, ['COURT_JUDGE', 'COURT_PRESIDENT'])
      const instrument = instruments(ctx.store).get(instrumentId)
      ensure(instrument !== undefined, errors.InstrumentUnknown, { instrumentId })
      const { organisation, state } = instrument
      ensure(organisation === actor.organisation, errors.OtherOrganisation, { organisation })
      ensure(state === 'IN_FORCE', errors.InstrumentRevoked, { instrumentId })
      return { instrument, officer: actor.officer }
    },
    execute(ctx, { instrumentId, reason }, { instrument, officer }) {
      const atMs = ctx.block.decidedAtMs
      instruments(ctx.store).set(instrumentId, {
        ...instrument,
        state: 'REVOKED',
        revocation: { reason, officer, atMs },
      })
      const rows = ordersOfInstrument(ctx.store).list({ under: [instrumentId], limit: ORDERS_PER_INSTRUMENT_MAX })
      const clients = new Set(rows.flatMap(({ id }) => orders(ctx.store).get(id[1] ?? '')?.client ?? []))
      for (const client of clients) scheduleDelivery(ctx, { kind: 'revoke', client, subject: instrumentId, attempt: 1 })
      ctx.emit({ type: 'InstrumentRevoked', data: { instrumentId, reason } })
      return { instrumentId, clients: clients.size }
    },
  })
}
