import { bytesEqual, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Invariant, ReadContext } from '@xiezhi/kernel'
import { allEntries } from '../all-entries.ts'
import { shiftCivilDate } from '../ids.ts'
import { replayEvents } from './handlers/replay-events.ts'
import {
  FINAL_STATUSES,
  lawyers,
  licences,
  objections,
  objectionsOfYear,
  sanctions,
  serials,
  statusEvents,
} from './state.ts'
import type { Lawyer } from './state.ts'

export const invariants: readonly Invariant[] = [
  { name: 'indices-lead-to-their-lawyer', violation: (ctx) => firstOf(ctx, indexViolation) ?? danglingIndex(ctx) },
  { name: 'timelines-without-gap-or-overlap', violation: (ctx) => firstOf(ctx, timelineViolation) },
  { name: 'ended-licences-stay-ended', violation: (ctx) => firstOf(ctx, endViolation) },
  { name: 'suspensions-rest-on-a-sanction', violation: (ctx) => firstOf(ctx, sanctionViolation) },
  { name: 'disputes-name-an-open-objection', violation: (ctx) => firstOf(ctx, disputeViolation) },
  { name: 'history-is-complete', violation: (ctx) => firstOf(ctx, historyViolation) },
  { name: 'terms-are-found-by-year', violation: termViolation },
  { name: 'history-gives-the-record', violation: (ctx) => firstOf(ctx, replayViolation) },
]

type Check = (ctx: ReadContext, lawyer: Lawyer) => string | null

function firstOf(ctx: ReadContext, check: Check): string | null {
  for (const { value } of allEntries(ctx.store, lawyers)) {
    const found = check(ctx, value)
    if (found !== null) return `${value.lawyerId}: ${found}`
  }
  return null
}

function indexViolation(ctx: ReadContext, { lawyerId, serial, licenceNo, numbers }: Lawyer): string | null {
  if (serials(ctx.store).get(serial) !== lawyerId) return `serial ${serial} leads elsewhere`
  const lost = numbers.find((one) => licences(ctx.store).get(one.licenceNo) !== lawyerId)
  if (lost !== undefined) return `number ${lost.licenceNo} leads elsewhere`
  return numbers.at(-1)?.licenceNo === licenceNo ? null : 'the present number is not the last one'
}

function danglingIndex(ctx: ReadContext): string | null {
  for (const { id, value } of allEntries(ctx.store, licences)) {
    const lawyer = lawyers(ctx.store).get(value)
    if (lawyer?.numbers.some(({ licenceNo }) => licenceNo === id[0]) !== true) return `number ${id[0]} leads nowhere`
  }
  return null
}

function timelineViolation(_: ReadContext, { statusPeriods, firmPeriods }: Lawyer): string | null {
  for (let at = 1; at < statusPeriods.length; at++) {
    const last = statusPeriods[at - 1]
    if (last?.to == null || shiftCivilDate(last.to, 1) !== statusPeriods[at]?.from) return `status period ${at}`
  }
  if (statusPeriods.at(-1)?.to !== null) return 'the last status period has an end'
  const overlapping = firmPeriods.some(
    ({ from }, at) => at > 0 && ((firmPeriods[at - 1]?.to ?? null) === null || (firmPeriods[at - 1]?.to ?? '') >= from),
  )
  return overlapping ? 'two firms at one time' : null
}

function endViolation(_: ReadContext, { statusPeriods }: Lawyer): string | null {
  const ended = statusPeriods.findIndex(
    ({ status, sanctionId }) => FINAL_STATUSES.includes(status) && sanctionId === null,
  )
  return ended >= 0 && ended !== statusPeriods.length - 1 ? 'a status follows the end of the licence' : null
}

function sanctionViolation(ctx: ReadContext, { lawyerId, statusPeriods }: Lawyer): string | null {
  for (const { status, sanctionId } of statusPeriods) {
    if ((status === 'SUSPENDED' || status === 'REVOKED') !== (sanctionId !== null)) return `${status} without sanction`
    if (sanctionId !== null && !sanctions(ctx.store).has(lawyerId, sanctionId)) return `no sanction ${sanctionId}`
  }
  return null
}

function disputeViolation(ctx: ReadContext, { lawyerId, disputedBy }: Lawyer): string | null {
  if (disputedBy === null) return null
  const objection = objections(ctx.store).get(disputedBy)
  return objection?.state === 'OPEN' && objection.lawyerId === lawyerId ? null : `objection ${disputedBy} is not open`
}

function termViolation({ store }: ReadContext): string | null {
  const wanted = [...allEntries(store, objections)].flatMap(({ value: { objectionId, state, term } }) =>
    state === 'OPEN' || term.status === 'PROVISIONAL'
      ? term.calendars.map(({ year, version }) => `${year}/${objectionId} ${version ?? ''}`)
      : [],
  )
  const rows = [...allEntries(store, objectionsOfYear)].map(({ id, value }) => `${id.join('/')} ${value.version ?? ''}`)
  const missing = wanted.find((one) => !rows.includes(one))
  if (missing !== undefined) return `${missing} is not found`
  return rows.length === wanted.length ? null : `${rows.length} rows, ${wanted.length} years`
}

function historyViolation(ctx: ReadContext, { lawyerId, events }: Lawyer): string | null {
  const last = String(events).padStart(6, '0')
  if (events > 0 && !statusEvents(ctx.store).has(lawyerId, last)) return `event ${events} is missing`
  return statusEvents(ctx.store).has(lawyerId, String(events + 1).padStart(6, '0')) ? 'an event is not counted' : null
}

/** The events alone lead to the timeline of the record, so that what was known earlier can be told from them. */
function replayViolation(ctx: ReadContext, lawyer: Lawyer): string | null {
  const { lawyerId, events, statusPeriods, firmPeriods, disputedBy } = lawyer
  const rows = statusEvents(ctx.store).list({ under: [lawyerId], limit: Math.max(1, events) })
  const replayed = replayEvents(
    rows.map(({ value }) => value),
    lawyer,
  )
  if (!same(replayed.statusPeriods, statusPeriods)) return 'the history gives another status'
  if (!same(replayed.firmPeriods, firmPeriods)) return 'the history gives other firms'
  return replayed.disputed === (disputedBy !== null) ? null : 'the history gives another dispute'
}

function same(one: Json, other: Json): boolean {
  return bytesEqual(encodeCanonical(one), encodeCanonical(other))
}
