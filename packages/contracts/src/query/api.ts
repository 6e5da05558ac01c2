import type { Schema } from '@xiezhi/codec'
import type { ReadContext, TxContext } from '@xiezhi/kernel'
import { decodeJson } from '../json-port.ts'
import { errors } from './errors.ts'
import type { Alarm, Fallback, Notice, Receipt } from './state.ts'
import { alarms, askedCases, fallbacks, notices, receipts, subscriptions } from './state.ts'

export const QUERY_PORT = 'xz.query.v1'
export const NOTICE_PORT = 'xz.notice.v1'
/** How long an alarm may stay open. */
export const ALARM_DUE_MS = 3 * 86_400_000
export const CLIENTS_PER_CASE_MAX = 32

/** A verification receipt by its dispatch id. */
export function receiptOf(ctx: ReadContext, dispatchId: string): Receipt | undefined {
  return receipts(ctx.store).get(dispatchId)
}

/** A paper check by its id. */
export function fallbackOf(ctx: ReadContext, fallbackId: string): Fallback | undefined {
  return fallbacks(ctx.store).get(fallbackId)
}

/** Records a status event and pushes it to the subscribers in the blocks that follow. Does not refuse. */
export function publishNotice(ctx: TxContext, notice: Notice): void {
  notices(ctx.store).set(notice.eventId, notice)
  if (subscriptions(ctx.store).list({ under: [notice.serial], limit: 1 }).length === 0) return
  ctx.schedule({
    module: 'query',
    kind: 'notify',
    atMs: ctx.block.decidedAtMs,
    item: { eventId: notice.eventId, after: null },
  })
}

/** Ends the pushing for a case that has closed. The packets go out in later blocks and are repeated until sent. */
export function endSubscriptions(ctx: TxContext, caseRef: string): void {
  for (const { id } of askedCases(ctx.store).list({ under: [caseRef], limit: CLIENTS_PER_CASE_MAX })) {
    const [, client = ''] = id
    const item = { client, caseRef, attempt: 1 }
    ctx.schedule({ module: 'query', kind: 'unsubscribe', atMs: ctx.block.decidedAtMs, item })
  }
}

/** Raises an alarm once: a second one under the same id while it is open changes nothing. */
export function raiseAlarm(
  ctx: TxContext,
  { alarmId, kind, owner, subject }: Pick<Alarm, 'alarmId' | 'kind' | 'owner' | 'subject'>,
): void {
  // One that was resolved is open again when its cause is; the event says how it was resolved before.
  if (alarms(ctx.store).get(alarmId)?.state === 'OPEN') return
  const raisedAtMs = ctx.block.decidedAtMs
  const dueAtMs = raisedAtMs + ALARM_DUE_MS
  alarms(ctx.store).set(alarmId, {
    alarmId,
    kind,
    owner,
    subject,
    raisedAtMs,
    dueAtMs,
    state: 'OPEN',
    resolution: null,
    resolvedAtMs: null,
  })
  ctx.emit({ type: 'AlarmRaised', data: { alarmId, kind, owner, dueAtMs } })
}

/** Canonical JSON under a schema. @throws ContractError PacketMalformed */
export function decodePacket<T>(schema: Schema<T>, bytes: Uint8Array): T {
  return decodeJson(errors.PacketMalformed, schema, bytes)
}
