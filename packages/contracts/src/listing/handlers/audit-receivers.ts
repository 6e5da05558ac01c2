import { enumeration, integer, object, optional } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { randomId, shortId } from '../../ids.ts'
import { SUBSCRIPTIONS_MAX, withdrawals } from '../state.ts'
import { raiseAlarm, RECEIPT_CLOCKS } from './alarms.ts'

const auditSchema = object({
  entryId: randomId,
  organisation: shortId,
  kind: enumeration(RECEIPT_CLOCKS),
  /** Whose clock it is: of what was withdrawn at this instant. Absent in items of before version 4 of the module. */
  withdrawnAtMs: optional(integer({ min: 0 })),
})

/** Due effect: who has not confirmed a withdrawal by now stands on the board, by name, with owner and clock (T20-22, T26-2). */
export function auditReceivers(ctx: TxContext, json: Json): void {
  const { entryId, organisation, kind, withdrawnAtMs } = auditSchema.parse(json)
  for (const { id, value } of withdrawals(ctx.store).list({ under: [entryId], limit: SUBSCRIPTIONS_MAX })) {
    if (value.confirmedAtMs !== null || (withdrawnAtMs ?? value.withdrawnAtMs) !== value.withdrawnAtMs) continue
    const subject = [entryId, id[1] ?? '', id[2] ?? ''] as const
    const owner = kind === 'RECEIPT_LATE' ? 'COURT_ENFORCER' : 'COURT_PRESIDENT'
    raiseAlarm(ctx, subject, { kind, owner, organisation, dueOn: value.dueOn })
  }
}
