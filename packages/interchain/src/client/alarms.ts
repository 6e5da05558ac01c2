import { integer, object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { clientIdSchema } from '../fields.ts'
import { latestRow, rowTimeMs } from './consensus-states.ts'
import { ALARM_LEVELS, alarms, clients } from './state.ts'
import type { AlarmLevel, Client } from './state.ts'

export const TRUST_CHECK = 'TrustCheck'
/** The header time may lag the stamp; a check that came too early is repeated after this. */
const RECHECK_MS = 1_000

const itemSchema = object({ clientId: clientIdSchema, watch: integer({ min: 1 }) })

/** Plans the first check of a client's trust. One check counts at a time; each plans the next. */
export function watchTrust(ctx: TxContext, clientId: string, client: Client, headerTimeMs: number): void {
  schedule(ctx, clientId, client, headerTimeMs + halfOf(client))
}

/** Due effect: raises the alarm that the age of the latest header calls for, and plans the next check. */
export function checkTrust(ctx: TxContext, item: Json): void {
  const { clientId, watch } = itemSchema.parse(item)
  const client = clients(ctx.store).get(clientId)
  const row = latestRow(ctx, clientId)
  if (client === undefined || row === undefined || client.watch !== watch || client.frozen !== null) return
  const since = rowTimeMs(row)
  const ageMs = ctx.block.timeMs - since
  const endMs = since + client.trustingPeriodMs
  if (ageMs >= client.trustingPeriodMs) {
    // No further check: trust comes back by an act of officers only, which plans anew.
    raiseAlarm(ctx, clientId, client, 'expired', endMs)
  } else if (ageMs >= twoThirdsOf(client)) {
    raiseAlarm(ctx, clientId, client, 'two-thirds', endMs)
    schedule(ctx, clientId, client, endMs)
  } else if (ageMs >= halfOf(client)) {
    raiseAlarm(ctx, clientId, client, 'half', endMs)
    schedule(ctx, clientId, client, since + twoThirdsOf(client))
  } else {
    schedule(ctx, clientId, client, since + halfOf(client))
  }
}

export function raiseAlarm(ctx: TxContext, clientId: string, client: Client, level: AlarmLevel, dueMs: number): void {
  const rows = alarms(ctx.store)
  if (rows.get(clientId, level)?.state === 'open') return
  rows.set([clientId, level], {
    owner: client.creator,
    raisedAtMs: ctx.block.decidedAtMs,
    dueMs,
    state: 'open',
    closedAtMs: null,
  })
  ctx.emit({ type: 'TrustAlarm', data: { clientId, level, owner: client.creator, dueMs } })
}

/** Closes the alarms of age that the header of that time answers. */
export function answerAlarms(ctx: TxContext, clientId: string, client: Client, headerTimeMs: number): void {
  const ageMs = ctx.block.timeMs - headerTimeMs
  if (ageMs < halfOf(client)) closeAlarms(ctx, clientId, ['half', 'two-thirds'])
  else if (ageMs < twoThirdsOf(client)) closeAlarms(ctx, clientId, ['two-thirds'])
}

export function closeAlarms(ctx: TxContext, clientId: string, levels: readonly AlarmLevel[] = ALARM_LEVELS): void {
  const rows = alarms(ctx.store)
  for (const level of levels) {
    const row = rows.get(clientId, level)
    if (row?.state !== 'open') continue
    rows.set([clientId, level], { ...row, state: 'closed', closedAtMs: ctx.block.decidedAtMs })
    ctx.emit({ type: 'TrustAlarmClosed', data: { clientId, level } })
  }
}

function schedule(ctx: TxContext, clientId: string, { watch }: Client, atMs: number): void {
  const { decidedAtMs } = ctx.block
  ctx.schedule({
    module: 'client',
    kind: TRUST_CHECK,
    atMs: Math.max(atMs, decidedAtMs + RECHECK_MS),
    item: { clientId, watch },
  })
}

function halfOf({ trustingPeriodMs }: Client): number {
  return Math.ceil(trustingPeriodMs / 2)
}

function twoThirdsOf({ trustingPeriodMs }: Client): number {
  return Math.ceil((trustingPeriodMs * 2) / 3)
}
