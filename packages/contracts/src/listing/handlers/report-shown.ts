import { ensure } from '@xiezhi/kernel'
import { sanctionList } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { shanghaiTimestamp } from '../../ids.ts'
import { errors } from '../errors.ts'
import { reportShownSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { withdrawals } from '../state.ts'
import { raiseAlarm } from './alarms.ts'

/** Evidence that a subscriber still showed what was withdrawn, whatever its receipt says: an alarm that names it (R20-93, G20-80). */
export function reportShown(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/ReportShown',
    schema: reportShownSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, client, subscriber, shownAtMs }) {
      const { organisation } = ports.requireRole(ctx, ['COURT_ENFORCER', 'COURT_CLERK', 'COURT_JUDGE'])
      const found = withdrawals(ctx.store).get(entryId, client, subscriber)
      ensure(found !== undefined, errors.WithdrawalUnknown, { entryId, subscriber })
      const nowMs = ctx.block.decidedAtMs
      const isOrdered = found.withdrawnAtMs <= shownAtMs && shownAtMs <= nowMs
      ensure(isOrdered, errors.DateOrder, { earlier: found.withdrawnAtMs, later: shownAtMs })
      const stamp = (ms: number | null): string | null => (ms === null ? null : shanghaiTimestamp(ms))
      const receiver = {
        agency: subscriber,
        receiptAt: stamp(found.confirmedAtMs),
        lastShownAt: shanghaiTimestamp(shownAtMs),
      }
      const facts = {
        withdrawnAt: shanghaiTimestamp(found.withdrawnAtMs),
        now: shanghaiTimestamp(nowMs),
        receivers: [receiver],
      }
      const { breaches } = sanctionList.receiverAudit(facts, ports.lawBook(ctx))
      const isContradicted = found.confirmedAtMs !== null && found.confirmedAtMs < shownAtMs
      return { found, organisation, isBreach: isContradicted || breaches.length > 0, isContradicted }
    },
    execute(ctx, { entryId, client, subscriber, shownAtMs, evidenceDigest }, plan) {
      const { found, organisation, isBreach, isContradicted } = plan
      withdrawals(ctx.store).set([entryId, client, subscriber], { ...found, shownAtMs, evidenceDigest })
      ctx.emit({ type: 'StillShown', data: { entryId, client, subscriber, isBreach, isContradicted } })
      if (isBreach) {
        const alarm = { kind: 'STILL_SHOWN', owner: 'COURT_PRESIDENT', organisation, dueOn: found.dueOn } as const
        raiseAlarm(ctx, [entryId, client, subscriber], alarm)
      }
      return { entryId, isBreach, isContradicted }
    },
  })
}
