import { string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { ratifySchema } from '../messages.ts'
import type { OrderPorts } from '../ports.ts'
import { instruments } from '../state.ts'
import type { Instrument } from '../state.ts'

/** A second person of the court confirms what one judge ordered in urgency. */
export function ratify(ports: OrderPorts): AnyAct {
  return defineAct({
    type: 'order/Ratify',
    schema: ratifySchema,
    subject: ({ instrumentId }) => instrumentId,
    check(ctx, { instrumentId }) {
      const actor = ports.requireRole(ctx, ['COURT_JUDGE', 'COURT_PRESIDENT'])
      const instrument = instruments(ctx.store).get(instrumentId)
      ensure(instrument !== undefined, errors.InstrumentUnknown, { instrumentId })
      const { organisation, state } = instrument
      ensure(organisation === actor.organisation, errors.OtherOrganisation, { organisation })
      ensure(state === 'IN_FORCE', errors.InstrumentRevoked, { instrumentId })
      ensure(needsRatification(instrument), errors.AlreadyRatified, { instrumentId })
      ensure(!instrument.persons.includes(actor.personId), errors.SamePerson)
      return { instrument, officer: actor.officer }
    },
    execute(ctx, { instrumentId }, { instrument, officer }) {
      const atMs = ctx.block.decidedAtMs
      instruments(ctx.store).set(instrumentId, { ...instrument, ratification: { officer, atMs } })
      ctx.emit({ type: 'InstrumentRatified', data: { instrumentId } })
      return { instrumentId }
    },
  })
}

function needsRatification({ emergency, ratification }: Instrument): boolean {
  return emergency && ratification === null
}

/** Due effect: nobody has ratified in time. What to do about the measures is a person's to decide. */
export function tellUnratified(ports: OrderPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    const instrumentId = string({ bytesMax: 32 }).parse(item)
    const instrument = instruments(ctx.store).get(instrumentId)
    if (instrument?.state !== 'IN_FORCE' || !needsRatification(instrument)) return
    const alarmId = `unratified-${instrumentId}`
    ports.raiseAlarm(ctx, { alarmId, kind: 'EMERGENCY_UNRATIFIED', owner: 'COURT_PRESIDENT', subject: instrumentId })
  }
}
