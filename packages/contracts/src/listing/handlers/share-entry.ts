import { nullable, object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { credit, waitingEndMs } from '@xiezhi/law'
import {
  civilDateOf,
  clientId,
  randomId,
  shanghaiTimestamp,
  shiftCivilDate,
  shortId,
  startOfCivilDateMs,
} from '../../ids.ts'
import type { ListingPorts } from '../ports.ts'
import {
  ENTRIES_PER_PACKET_MAX,
  entries,
  holders,
  shares,
  SUBSCRIBERS_PER_PACKET_MAX,
  subscriptions,
  SUBSCRIPTIONS_MAX,
  withdrawals,
} from '../state.ts'
import type { Entry, Subscription } from '../state.ts'
import { scheduleSend } from './send.ts'
import { deleteShare, storeShare } from './share-store.ts'

/** T20-22, T26-2: a receipt is expected within the first, the platform is told after the second. */
const RECEIPT = 'PA-T20-22.receipt'
const REPORT = 'PB-T26-2.report'

/** The subscribers are told of a new, changed, lifted or contested entry; before publication nobody is. */
export function shareEntry(ctx: TxContext, entry: Entry): void {
  if (entry.publishedAtMs === null) return
  const today = civilDateOf(ctx.block.decidedAtMs)
  const wanted = subscriptions(ctx.store)
    .list({ limit: SUBSCRIPTIONS_MAX })
    .map(({ value }) => value)
    .filter((one) => isOpenSubscription(one, today) && one.lists.includes(entry.list) && mayHave(ctx, entry, one))
  for (const subscription of wanted) hold(ctx, entry, subscription)
  for (const [client, subscribers] of byClient(wanted)) {
    scheduleSend(ctx, { kind: 'views', client, entryIds: [entry.entryId], subscribers })
  }
}

/** Whether a subscription stands on a day. */
export function isOpenSubscription({ endedAtMs, validTo }: Subscription, today: string): boolean {
  return endedAtMs === null && (validTo === null || today <= validTo)
}

/**
 * Who was told to delete an entry under this subscription does not get it again. What was shared under an earlier one is deleted first: the
 * receipt of that brings it under the new one.
 */
function mayHave({ store }: TxContext, { entryId }: Entry, { client, subscriber, grant }: Subscription): boolean {
  const withdrawal = withdrawals(store).get(entryId, client, subscriber)
  if (withdrawal !== undefined && (withdrawal.grant >= grant || withdrawal.confirmedAtMs === null)) return false
  return (shares(store).get(client, subscriber, entryId)?.grant ?? grant) === grant
}

/** A deletion under an earlier subscription has its receipt: the entry comes under the present one. */
export function shareAgain(
  ctx: TxContext,
  { client, subscriber, entryId }: { readonly client: string; readonly subscriber: string; readonly entryId: string },
): void {
  const entry = entries(ctx.store).get(entryId)
  const subscription = subscriptions(ctx.store).get(client, subscriber)
  if (entry === undefined || entry.publishedAtMs === null || subscription === undefined) return
  if (!isOpenSubscription(subscription, civilDateOf(ctx.block.decidedAtMs))) return
  if (!subscription.lists.includes(entry.list) || !mayHave(ctx, entry, subscription)) return
  hold(ctx, entry, subscription)
  scheduleSend(ctx, { kind: 'views', client, entryIds: [entryId], subscribers: [subscriber] })
}

function hold(ctx: TxContext, { entryId, revision }: Entry, { client, subscriber, grant }: Subscription): void {
  // Deleted under an earlier subscription: the department may have it again.
  withdrawals(ctx.store).delete(entryId, client, subscriber)
  const { confirmedRevision = 0, confirmedAtMs = null } = shares(ctx.store).get(client, subscriber, entryId) ?? {}
  const sent = { sentRevision: revision, confirmedRevision, grant, sentAtMs: ctx.block.decidedAtMs }
  storeShare(ctx, [client, subscriber, entryId], { ...sent, deliveredAtMs: null, confirmedAtMs })
  holders(ctx.store).set([entryId, client, subscriber], revision)
}

/** Lists of one packet each. */
function byClient(wanted: readonly Pick<Subscription, 'client' | 'subscriber'>[]): (readonly [string, string[]])[] {
  const clients = [...new Set(wanted.map(({ client }) => client))]
  return clients.flatMap((client) => {
    const names = wanted.filter((one) => one.client === client).map(({ subscriber }) => subscriber)
    const parts = Math.ceil(names.length / SUBSCRIBERS_PER_PACKET_MAX)
    return Array.from({ length: parts }, (_, part): readonly [string, string[]] => {
      const start = part * SUBSCRIBERS_PER_PACKET_MAX
      return [client, names.slice(start, start + SUBSCRIBERS_PER_PACKET_MAX)]
    })
  })
}

/** Everybody who has the entry is told that it is gone, until there is a receipt; three clocks run. */
export function withdrawEverywhere(ctx: TxContext, ports: Pick<ListingPorts, 'lawBook'>, entry: Entry): void {
  const { entryId, deletion, organisation } = entry
  const rows = holders(ctx.store).list({ under: [entryId], limit: SUBSCRIPTIONS_MAX })
  if (rows.length === 0) return
  const who = rows.map(({ id }) => ({ client: id[1] ?? '', subscriber: id[2] ?? '' }))
  for (const one of who) openWithdrawal(ctx, ports, { ...one, entryId, deleteBy: deletion?.deleteBy ?? null })
  for (const [client, subscribers] of byClient(who)) {
    scheduleSend(ctx, { kind: 'withdraw', client, entryIds: [entryId], subscribers })
  }
  scheduleAudits(ctx, ports, { entryId, organisation, dueOn: deletion?.deleteBy ?? dueOf(ctx, ports) })
}

interface Withdrawn {
  readonly client: string
  readonly subscriber: string
  readonly entryId: string
  readonly deleteBy: string | null
}

/** Notes that a subscriber has to delete an entry; gives the last day for it. */
export function openWithdrawal(
  ctx: TxContext,
  ports: Pick<ListingPorts, 'lawBook'>,
  { client, subscriber, entryId, deleteBy }: Withdrawn,
): string | null {
  const dueOn = deleteBy ?? dueOf(ctx, ports)
  const share = shares(ctx.store).get(client, subscriber, entryId)
  deleteShare(ctx, [client, subscriber, entryId])
  holders(ctx.store).delete(entryId, client, subscriber)
  withdrawals(ctx.store).set([entryId, client, subscriber], {
    grant: share?.grant ?? subscriptions(ctx.store).get(client, subscriber)?.grant ?? 1,
    withdrawnAtMs: ctx.block.decidedAtMs,
    dueOn,
    deliveredAtMs: null,
    confirmedAtMs: null,
    shownAtMs: null,
    evidenceDigest: null,
  })
  return dueOn
}

/** Last day for the receivers, counted from today; null: the holidays of the year are not loaded. */
function dueOf(ctx: TxContext, ports: Pick<ListingPorts, 'lawBook'>): string | null {
  const now = shanghaiTimestamp(ctx.block.decidedAtMs)
  const read = ctx.attempt(() => {
    const { due } = credit.removalSync({ removedAt: now, now, receivers: [] }, ports.lawBook(ctx))
    return due.legalEnd
  })
  return read.ok ? read.value : null
}

/** The three looks at who has not confirmed. */
export function scheduleAudits(
  ctx: TxContext,
  ports: Pick<ListingPorts, 'lawBook'>,
  {
    entryId,
    organisation,
    dueOn,
  }: { readonly entryId: string; readonly organisation: string; readonly dueOn: string | null },
): void {
  const law = ports.lawBook(ctx)
  const { decidedAtMs } = ctx.block
  const audit = (kind: string, atMs: number): void => {
    const item = { entryId, organisation, kind, withdrawnAtMs: decidedAtMs }
    ctx.schedule({ module: 'listing', kind: 'audit', atMs: Math.max(atMs, decidedAtMs), item })
  }
  audit('RECEIPT_LATE', waitingEndMs(law, RECEIPT, decidedAtMs))
  audit('RECEIPT_REPORTED', waitingEndMs(law, REPORT, decidedAtMs))
  if (dueOn !== null) audit('RECEIPT_VIOLATION', startOfCivilDateMs(shiftCivilDate(dueOn, 1)))
}

const syncSchema = object({ client: clientId, subscriber: shortId, after: nullable(randomId) })

/** Due effect: a new subscriber gets what is published, a packet in each step. */
export function sync(ctx: TxContext, json: Json): void {
  const { client, subscriber, after } = syncSchema.parse(json)
  const subscription = subscriptions(ctx.store).get(client, subscriber)
  if (subscription?.endedAtMs !== null) return
  const page = entries(ctx.store).list({ limit: ENTRIES_PER_PACKET_MAX, ...(after === null ? {} : { after: [after] }) })
  const shown = page
    .map(({ value }) => value)
    .filter(({ publishedAtMs, list }) => publishedAtMs !== null && subscription.lists.includes(list))
    .filter((entry) => mayHave(ctx, entry, subscription))
  for (const entry of shown) hold(ctx, entry, subscription)
  const entryIds = shown.map(({ entryId }) => entryId)
  if (entryIds.length > 0) scheduleSend(ctx, { kind: 'views', client, entryIds, subscribers: [subscriber] })
  const last = page.at(-1)?.id[0]
  if (last !== undefined && page.length === ENTRIES_PER_PACKET_MAX)
    scheduleSync(ctx, { client, subscriber, after: last })
}

export function scheduleSync(ctx: TxContext, item: { client: string; subscriber: string; after: string | null }): void {
  ctx.schedule({ module: 'listing', kind: 'sync', atMs: ctx.block.decidedAtMs, item })
}

/** Due effect: what a subscriber holds whose subscription has ended is withdrawn, a packet in each step. */
export function unshare(ports: ListingPorts): (ctx: TxContext, json: Json) => void {
  return (ctx, json) => {
    const { client, subscriber, after } = syncSchema.parse(json)
    const under = [client, subscriber]
    const cursor = after === null ? {} : { after: [...under, after] }
    const rows = shares(ctx.store).list({ under, limit: ENTRIES_PER_PACKET_MAX, ...cursor })
    const last = rows.at(-1)?.id[2]
    const entryIds = rows.map(({ id }) => id[2] ?? '').filter((entryId) => !isWanted(ctx, client, subscriber, entryId))
    for (const entryId of entryIds) {
      const dueOn = openWithdrawal(ctx, ports, { client, subscriber, entryId, deleteBy: null })
      const organisation = entries(ctx.store).get(entryId)?.organisation ?? subscriber
      scheduleAudits(ctx, ports, { entryId, organisation, dueOn })
    }
    if (entryIds.length > 0) scheduleSend(ctx, { kind: 'withdraw', client, entryIds, subscribers: [subscriber] })
    if (last !== undefined && rows.length === ENTRIES_PER_PACKET_MAX)
      scheduleUnshare(ctx, { client, subscriber, after: last })
  }
}

/** Whether the entry was shared under the subscription that stands, and its list is in it. */
function isWanted({ store }: TxContext, client: string, subscriber: string, entryId: string): boolean {
  const subscription = subscriptions(store).get(client, subscriber)
  const list = entries(store).get(entryId)?.list
  const isOfNow = shares(store).get(client, subscriber, entryId)?.grant === subscription?.grant
  return subscription?.endedAtMs === null && isOfNow && list !== undefined && subscription.lists.includes(list)
}

export function scheduleUnshare(
  ctx: TxContext,
  item: { client: string; subscriber: string; after: string | null },
): void {
  ctx.schedule({ module: 'listing', kind: 'unshare', atMs: ctx.block.decidedAtMs, item })
}
