import type { Json } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import type { ListingPacket } from '../messages.ts'
import { shares, subscriptions, uses, withdrawals } from '../state.ts'
import { endAlarm, RECEIPT_CLOCKS } from './alarms.ts'
import { shareAgain } from './share-entry.ts'

type Receipts = Extract<ListingPacket, { kind: 'receipt' }>
type UsePacket = Extract<ListingPacket, { kind: 'use' }>

/** Receipts of a subscriber, with the time of its own ledger. One for nothing that was shared or withdrawn changes nothing. */
export function receiveReceipts(ctx: TxContext, client: string, { subscriber, receipts }: Receipts): Json {
  let taken = 0
  for (const { entryId, revision, isWithdrawal, atMs, grant } of receipts) {
    if (isWithdrawal) {
      const open = withdrawals(ctx.store).get(entryId, client, subscriber)
      // A receipt of an earlier subscription says nothing about what was withdrawn under this one.
      if (open?.confirmedAtMs !== null || open.grant !== grant) continue
      withdrawals(ctx.store).set([entryId, client, subscriber], { ...open, confirmedAtMs: atMs })
      for (const kind of RECEIPT_CLOCKS) endAlarm(ctx, kind, [entryId, client, subscriber])
      shareAgain(ctx, { client, subscriber, entryId })
    } else {
      const share = shares(ctx.store).get(client, subscriber, entryId)
      if (share?.grant !== grant || revision > share.sentRevision || revision <= share.confirmedRevision) continue
      const confirmed = { confirmedRevision: revision, confirmedAtMs: atMs }
      shares(ctx.store).set([client, subscriber, entryId], { ...share, ...confirmed })
    }
    taken += 1
    ctx.emit({ type: 'ReceiptReceived', data: { entryId, client, subscriber, isWithdrawal } })
  }
  return { taken }
}

/** What a subscriber did on the ground of an entry. @throws ContractError SubscriptionUnknown, NoLegalBasis, UseExists */
export function receiveUse(ctx: TxContext, client: string, { subscriber, use }: UsePacket): Json {
  const subscription = subscriptions(ctx.store).get(client, subscriber)
  ensure(subscription !== undefined, errors.SubscriptionUnknown, { subscriber })
  ensure(subscription.measures.includes(use.measure), errors.NoLegalBasis, { measure: use.measure })
  const { useId, entryId, measure, count } = use
  ensure(!uses(ctx.store).has(client, subscriber, useId), errors.UseExists, { useId })
  uses(ctx.store).set([client, subscriber, useId], use)
  ctx.emit({ type: 'UseReceived', data: { client, subscriber, entryId, measure, count } })
  return { useId }
}
