import { integer, object } from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { limitOn } from '@xiezhi/law'
import { civilDate, civilDateOf, randomId, shiftCivilDate, startOfCivilDateMs } from '../../ids.ts'
import type { EnforcementPorts } from '../ports.ts'
import { controlOfMeasure, controls, LIVE_STATES, REMINDERS } from '../state.ts'
import type { Control } from '../state.ts'
import { propose } from './propose.ts'

const reminderSchema = object({ measureId: randomId, to: civilDate, daysLeft: integer({ min: 1 }) })
type Reminder = Infer<typeof reminderSchema>

/** Sets the days on which somebody is told that a measure will end (T20-5); those that have passed are left out. */
export function scheduleReminders(
  ctx: TxContext,
  ports: Pick<EnforcementPorts, 'lawBook'>,
  { measureId, state, to }: Control,
): void {
  if (measureId === null || to === null || state !== 'EFFECTIVE') return
  const law = ports.lawBook(ctx)
  const today = civilDateOf(ctx.block.decidedAtMs)
  for (const key of REMINDERS) {
    const daysLeft = limitOn(law, key, 'day', today)
    const atMs = startOfCivilDateMs(shiftCivilDate(to, -daysLeft))
    const item: Reminder = { measureId, to, daysLeft }
    if (atMs > ctx.block.decidedAtMs) ctx.schedule({ module: 'enforcement', kind: 'remind', atMs, item })
  }
}

/** Days before the end by which the applicant asks for renewal (R20-10). */
const RENEW_BY = 'P-20-06'

/** Due effect: a measure that still stands as it did will end in so many days. Renewal is proposed, once. */
export function remind(ports: Pick<EnforcementPorts, 'lawBook'>): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    tellEnd(ctx, ports, reminderSchema.parse(item))
  }
}

function tellEnd(
  ctx: TxContext,
  ports: Pick<EnforcementPorts, 'lawBook'>,
  { measureId, to, daysLeft }: Reminder,
): void {
  const row = controlOfMeasure(ctx.store).get(measureId)
  const control = row === undefined ? undefined : controls(ctx.store).get(row.caseRef, row.orderId)
  if (control?.to !== to || !LIVE_STATES.includes(control.state)) return
  ctx.emit({ type: 'ExpiryNear', data: { caseRef: control.caseRef, measureId, to, daysLeft } })
  const today = civilDateOf(ctx.block.decidedAtMs)
  const dueOn = shiftCivilDate(to, -limitOn(ports.lawBook(ctx), RENEW_BY, 'day', today))
  propose(ctx, control, { kind: 'RENEW', keepCents: null, reason: 'EXPIRY_NEAR', rule: 'R20-10', dueOn })
}
