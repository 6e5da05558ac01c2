import type { Invariant, ReadContext } from '@xiezhi/kernel'
import { allEntries } from '../all-entries.ts'
import {
  dispatches,
  inbox,
  instruments,
  openByInstrument,
  orders,
  ordersOfCase,
  ordersOfInstrument,
  packets,
  received,
} from './state.ts'

export const invariants: readonly Invariant[] = [
  { name: 'orders-have-their-instrument', violation: orderViolation },
  { name: 'control-takes-two-persons', violation: personsViolation },
  { name: 'order-indices-agree', violation: indexViolation },
  { name: 'inbox-is-open-orders', violation: inboxViolation },
  { name: 'open-packets-are-pending', violation: packetViolation },
]

function orderViolation({ store }: ReadContext): string | null {
  for (const { id, value } of allEntries(store, orders)) {
    const instrument = instruments(store).get(value.instrumentId)
    if (instrument?.caseRef !== value.caseRef || id[0] !== value.orderId) return `${value.orderId}: no instrument`
    if (dispatches(store).get(value.orderId)?.client !== value.client) return `${value.orderId}: no dispatch`
    const ended = value.result !== null
    if (ended !== (value.ackDigest !== null)) return `${value.orderId}: a result without its acknowledgement`
    if (value.result !== null && value.state !== value.result.kind) return `${value.orderId}: state and result`
    if (!ended && value.state !== 'SENT' && value.state !== 'REFUSED') return `${value.orderId}: ended without result`
  }
  return null
}

function personsViolation({ store }: ReadContext): string | null {
  for (const { value } of allEntries(store, instruments)) {
    const alone = value.kind === 'QUERY_NOTICE' || value.emergency
    const wanted = alone ? 1 : 2
    if (new Set(value.persons).size !== wanted) return `${value.instrumentId}: ${value.persons.length} persons`
    if ((value.state === 'REVOKED') !== (value.revocation !== null)) return `${value.instrumentId}: revocation`
  }
  return null
}

function indexViolation({ store }: ReadContext): string | null {
  const all = [...allEntries(store, orders)]
  const lost = all.find(
    ({ value: { caseRef, instrumentId, orderId } }) =>
      !ordersOfCase(store).has(caseRef, orderId) || !ordersOfInstrument(store).has(instrumentId, orderId),
  )
  if (lost !== undefined) return `${lost.value.orderId}: not found by its case or instrument`
  const rows = [[...allEntries(store, ordersOfCase)].length, [...allEntries(store, ordersOfInstrument)].length]
  return rows.every((count) => count === all.length) ? null : `${rows.join(' and ')} rows, ${all.length} orders`
}

function inboxViolation({ store }: ReadContext): string | null {
  const open = [...allEntries(store, received)].filter(({ value }) => value.result === null)
  const lost = open.find(
    ({ value: { institution, client, orderId, instrument } }) =>
      !inbox(store).has(institution, client, orderId) ||
      !openByInstrument(store).has(client, instrument.instrumentId, orderId),
  )
  if (lost !== undefined) return `${lost.value.orderId}: open and in no inbox`
  const rows = [[...allEntries(store, inbox)].length, [...allEntries(store, openByInstrument)].length]
  return rows.every((count) => count === open.length) ? null : `${rows.join(' and ')} rows, ${open.length} open orders`
}

function packetViolation({ store }: ReadContext): string | null {
  for (const { id, value } of allEntries(store, packets)) {
    if (value.kind !== 'order') continue
    const packet = dispatches(store)
      .get(value.subject)
      ?.packets.find(({ sequence }) => String(sequence) === id[1])
    if (packet?.state !== 'pending') return `${id.join('/')}: not pending`
  }
  return null
}
