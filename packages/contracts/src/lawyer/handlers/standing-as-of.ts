import { integer, object } from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import type { ReadContext } from '@xiezhi/kernel'
import { civilDate, licenceNumber } from '../../ids.ts'
import { replayEvents } from './replay-events.ts'
import { periodOn } from './status-timeline.ts'
import { lawyers, licences, statusEvents } from '../state.ts'

export const standingAsOfSchema = object({
  licenceNo: licenceNumber,
  /** The day about which is asked. */
  validAt: civilDate,
  /** What this ledger had recorded by then, UTC milliseconds. */
  knownAtMs: integer({ min: 0 }),
})

/**
 * Status and firm on a day as they were known at an instant (rulebook 2.12). `keys` are the store keys whose proofs show
 * the answer complete: the number, the record with its count of events, the events known, and the first that was not.
 */
export function standingAsOf(
  ctx: ReadContext,
  { licenceNo, validAt, knownAtMs }: Infer<typeof standingAsOfSchema>,
): Json {
  const lawyerId = licences(ctx.store).get(licenceNo)
  const lawyer = lawyerId === undefined ? undefined : lawyers(ctx.store).get(lawyerId)
  if (lawyer === undefined) return null
  const all = statusEvents(ctx.store).list({ under: [lawyer.lawyerId], limit: lawyer.events })
  const known = all.filter(({ value }) => value.recordedAtMs <= knownAtMs)
  const timeline = replayEvents(
    known.map(({ value }) => value),
    lawyer,
  )
  const period = periodOn(timeline.statusPeriods, validAt)
  const firm = timeline.firmPeriods.find(({ from, to }) => from <= validAt && (to === null || validAt <= to))
  return {
    lawyerId: lawyer.lawyerId,
    validAt,
    knownAtMs,
    events: known.length,
    status: period?.status ?? null,
    statusFrom: period?.from ?? null,
    statusTo: period?.to ?? null,
    firmUscc: firm?.uscc ?? null,
    disputed: timeline.disputed,
    keys: {
      licence: licences.key(licenceNo),
      record: lawyers.key(lawyer.lawyerId),
      events: all.slice(0, known.length + 1).map(({ id }) => statusEvents.key(...id)),
    },
  }
}
