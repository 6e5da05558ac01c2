import type { Json } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { ReadContext, TxContext } from '@xiezhi/kernel'
import { decideBy } from '../../access-policy.ts'
import { errors } from '../errors.ts'
import type { ListingPacket } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { mirrors, receipts } from '../state.ts'

type Views = Extract<ListingPacket, { kind: 'views' }>
type Withdrawals = Extract<ListingPacket, { kind: 'withdraw' }>

/** Purpose that a policy of this zone has to allow for a client. */
export const LIST_PURPOSE = 'CREDIT_LIST'

/** @throws ContractError SenderNotAllowed */
export function requireAllowed(ctx: ReadContext, ports: ListingPorts, client: string): void {
  const level = ports.clients.assurance(ctx, client)?.level
  const { refusal } = decideBy(ports.listingPolicy(ctx), { client, level }, (rule) =>
    rule.purposes.includes(LIST_PURPOSE) ? null : 'PURPOSE_NOT_ALLOWED',
  )
  ensure(refusal === null, errors.SenderNotAllowed, { client, refusal })
}

/** What a court shares, by subscriber. A view without a term is refused whole (R26-03); who is unknown here is named. */
export function receiveViews(ctx: TxContext, ports: ListingPorts, client: string, { views }: Views): Json {
  requireAllowed(ctx, ports, client)
  const bare = views.find(({ view }) => view.term === null || (view.term.kind === 'FIXED' && view.term.to === null))
  ensure(bare === undefined, errors.TermMissing, { entryId: bare?.view.entryId })
  const unknown = new Set<string>()
  let taken = 0
  for (const { view, subscribers } of views) {
    for (const { subscriber, purpose, measures, grant } of subscribers) {
      if (!ports.isSubscriber(ctx, subscriber)) unknown.add(subscriber)
      else if (take(ctx, { client, subscriber, view, purpose, measures, grant })) taken += 1
    }
  }
  ctx.emit({ type: 'ViewsReceived', data: { client, views: views.length, taken } })
  return { taken, unknown: [...unknown] }
}

type Taken = Views['views'][number]['subscribers'][number] & { readonly client: string } & Pick<
    Views['views'][number],
    'view'
  >

/**
 * Packets may overtake each other: an older view, one of an earlier subscription, or one of an entry that was withdrawn since,
 * changes nothing. Under a newer subscription what was deleted comes again.
 */
function take(ctx: TxContext, { client, subscriber, view, purpose, measures, grant }: Taken): boolean {
  const id = [client, subscriber, view.entryId]
  const known = mirrors(ctx.store).get(...id)
  const receipt = receipts(ctx.store).get(...id)
  const last = Math.max(known?.grant ?? 0, receipt?.grant ?? 0)
  if (grant < last) return false
  if (grant === last) {
    const isGone = known?.withdrawnAtMs != null || receipt?.isWithdrawal === true
    if (isGone || (known?.view?.revision ?? 0) >= view.revision) return false
  } else receipts(ctx.store).delete(...id)
  const receivedAtMs = ctx.block.decidedAtMs
  mirrors(ctx.store).set(id, { view, measures, purpose, grant, receivedAtMs, withdrawnAtMs: null })
  return true
}

/** From here on no use is possible; the subscriber confirms when its own system has deleted. */
export function receiveWithdrawals(ctx: TxContext, ports: ListingPorts, client: string, content: Withdrawals): Json {
  requireAllowed(ctx, ports, client)
  const withdrawnAtMs = ctx.block.decidedAtMs
  for (const { entryId, subscribers } of content.entries) {
    for (const { subscriber, grant } of subscribers.filter((one) => ports.isSubscriber(ctx, one.subscriber))) {
      const id = [client, subscriber, entryId]
      const known = mirrors(ctx.store).get(...id)
      if ((known?.grant ?? 0) > grant) continue
      const empty = { view: null, measures: [], purpose: LIST_PURPOSE, receivedAtMs: withdrawnAtMs }
      const since = known?.withdrawnAtMs ?? withdrawnAtMs
      mirrors(ctx.store).set(id, { ...(known ?? empty), grant, withdrawnAtMs: since })
      receipts(ctx.store).delete(...id)
    }
    ctx.emit({ type: 'WithdrawalReceived', data: { client, entryId, subscribers: subscribers.length } })
  }
  return { received: content.entries.length }
}
