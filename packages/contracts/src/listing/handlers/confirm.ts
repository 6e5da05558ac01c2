import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { confirmSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { mirrors, receipts } from '../state.ts'
import { scheduleSend } from './send.ts'

/** A subscriber's receipt: its own system shows the entry as it is now, or has deleted it (R26-04). */
export function confirm(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/Confirm',
    schema: confirmSchema,
    subject: ({ client }) => client,
    check(ctx, { client, items }) {
      const { organisation } = ports.requireRole(ctx, [
        'GATEWAY_SERVICE',
        'CREDIT_PLATFORM',
        'REGISTRY_OPERATOR',
        'BANK_OPERATOR',
      ])
      const rows = items.map(({ entryId, revision }) => {
        const mirror = mirrors(ctx.store).get(client, organisation, entryId)
        ensure(mirror !== undefined, errors.MirrorUnknown, { entryId })
        const held = mirror.view?.revision ?? 0
        ensure(revision === held, errors.RevisionOther, { entryId, revision: held })
        return { entryId, revision, isWithdrawal: mirror.withdrawnAtMs !== null, grant: mirror.grant }
      })
      return { subscriber: organisation, rows }
    },
    execute(ctx, { client }, { subscriber, rows }) {
      for (const row of rows) {
        receipts(ctx.store).set([client, subscriber, row.entryId], { ...row, atMs: ctx.block.decidedAtMs })
        if (row.isWithdrawal) mirrors(ctx.store).delete(client, subscriber, row.entryId)
      }
      const entryIds = rows.map(({ entryId }) => entryId)
      ctx.emit({ type: 'ReceiptGiven', data: { client, subscriber, entries: rows.length } })
      scheduleSend(ctx, { kind: 'receipt', client, entryIds, subscribers: [subscriber] })
      return { subscriber, entries: rows.length }
    },
  })
}
