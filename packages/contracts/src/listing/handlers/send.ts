import { array, enumeration, integer, nullable, object, string } from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import type { Packet } from '@xiezhi/interchain'
import type { TxContext } from '@xiezhi/kernel'
import { clientId, randomId, shortId } from '../../ids.ts'
import { jsonInput, trySend } from '../../json-port.ts'
import type { ListingPacket } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import {
  ENTRIES_PER_PACKET_MAX,
  entries,
  packets,
  PACKET_KINDS,
  receipts,
  shares,
  SUBSCRIBERS_PER_PACKET_MAX,
  subscriptionRequests,
  subscriptions,
  uses,
  withdrawals,
} from '../state.ts'
import type { PacketRow } from '../state.ts'
import { viewOf } from './view.ts'

/** Both ends and the version of the port. */
export const LISTING_PORT = 'xz.listing.v1'
export const PACKET_TIMEOUT_SECONDS = 3_600
const RETRY_MS = 600_000

const itemSchema = object({
  client: clientId,
  kind: enumeration(PACKET_KINDS),
  attempt: integer({ min: 1 }),
  entryIds: array(randomId, { max: ENTRIES_PER_PACKET_MAX }),
  subscribers: array(shortId, { max: SUBSCRIBERS_PER_PACKET_MAX }),
  key: nullable(string({ bytesMax: 32 })),
})
type Item = Infer<typeof itemSchema>

/** What must arrive goes out in the next block, and again until it has. */
export function scheduleSend(ctx: TxContext, item: Omit<Item, 'attempt' | 'key'> & Partial<Item>, afterMs = 0): void {
  const whole: Item = { attempt: 1, key: null, ...item }
  ctx.schedule({ module: 'listing', kind: 'send', atMs: ctx.block.decidedAtMs + afterMs, item: whole })
}

/** Due effect: one attempt with what holds now. Nothing is left to say: nothing goes out. */
export function send(ports: ListingPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, json) => {
    const item = itemSchema.parse(json)
    const packet = packetOf(ctx, item)
    if (packet === undefined) return
    const timeoutSeconds = Math.floor(ctx.block.timeMs / 1_000) + PACKET_TIMEOUT_SECONDS
    const sequence = trySend(ctx, ports.sender, jsonInput(LISTING_PORT, item.client, timeoutSeconds, packet))
    const { client, ...row } = item
    if (sequence === undefined) scheduleSend(ctx, { ...item, attempt: item.attempt + 1 }, RETRY_MS)
    else packets(ctx.store).set([client, String(sequence)], { ...row, sentAtMs: ctx.block.decidedAtMs })
  }
}

/** The row of a packet that has ended. */
export function takePacket(ctx: TxContext, { sourceClient, sequence }: Packet): PacketRow | undefined {
  const row = packets(ctx.store).get(sourceClient, String(sequence))
  packets(ctx.store).delete(sourceClient, String(sequence))
  return row
}

function packetOf(ctx: TxContext, item: Item): ListingPacket | undefined {
  switch (item.kind) {
    case 'views':
      return viewsPacket(ctx, item)
    case 'withdraw':
      return withdrawPacket(ctx, item)
    case 'receipt':
      return receiptPacket(ctx, item)
    case 'use':
      return usePacket(ctx, item)
    case 'request':
    case 'decision':
      return requestPacket(ctx, item)
    case 'subscription':
      return subscriptionPacket(ctx, item)
    case 'buckets':
    case 'parts':
    case 'ids':
      // Stated anew by the subscriber.
      return undefined
  }
}

function viewsPacket({ store }: TxContext, { client, entryIds, subscribers }: Item): ListingPacket | undefined {
  const held = subscribers.flatMap((subscriber) => subscriptions(store).get(client, subscriber) ?? [])
  const views = entryIds.flatMap((entryId) => {
    const entry = entries(store).get(entryId)
    if (entry === undefined) return []
    const groups = new Map<string, { view: ReturnType<typeof viewOf>; subscribers: (typeof held)[number][] }>()
    // Under the present subscription alone: what was shared under an earlier one is on its way out.
    const wanted = held.filter(
      ({ subscriber, grant, endedAtMs }) =>
        endedAtMs === null && shares(store).get(client, subscriber, entryId)?.grant === grant,
    )
    for (const subscription of wanted) {
      const { scope, legalBasis } = subscription
      const group = groups.get(`${scope} ${legalBasis}`) ?? { view: viewOf(entry, subscription), subscribers: [] }
      group.subscribers.push(subscription)
      groups.set(`${scope} ${legalBasis}`, group)
    }
    return [...groups.values()].map((group) => ({
      view: group.view,
      subscribers: group.subscribers.map(({ subscriber, purpose, measures, grant }) => ({
        subscriber,
        purpose,
        measures,
        grant,
      })),
    }))
  })
  return views.length === 0 ? undefined : { kind: 'views', views }
}

function withdrawPacket({ store }: TxContext, { client, entryIds, subscribers }: Item): ListingPacket | undefined {
  const found = entryIds.flatMap((entryId) => {
    const open = subscribers.flatMap((subscriber) => {
      const row = withdrawals(store).get(entryId, client, subscriber)
      return row?.confirmedAtMs === null ? [{ subscriber, grant: row.grant, withdrawnAtMs: row.withdrawnAtMs }] : []
    })
    const [first] = open
    if (first === undefined) return []
    const told = open.map(({ subscriber, grant }) => ({ subscriber, grant }))
    return [{ entryId, subscribers: told, withdrawnAtMs: first.withdrawnAtMs }]
  })
  return found.length === 0 ? undefined : { kind: 'withdraw', entries: found }
}

function receiptPacket({ store }: TxContext, { client, entryIds, subscribers }: Item): ListingPacket | undefined {
  const [subscriber = ''] = subscribers
  const given = entryIds.flatMap((entryId) => receipts(store).get(client, subscriber, entryId) ?? [])
  return given.length === 0 ? undefined : { kind: 'receipt', subscriber, receipts: given }
}

function usePacket({ store }: TxContext, { client, subscribers, key }: Item): ListingPacket | undefined {
  const [subscriber = ''] = subscribers
  const use = key === null ? undefined : uses(store).get(client, subscriber, key)
  return use === undefined ? undefined : { kind: 'use', subscriber, use }
}

/** What a subscriber asks of the court, or what became of it. */
function requestPacket({ store }: TxContext, { client, kind, subscribers, key }: Item): ListingPacket | undefined {
  const [subscriber = ''] = subscribers
  const request = key === null ? undefined : subscriptionRequests(store).get(client, subscriber, key)
  return request === undefined ? undefined : { kind: kind === 'request' ? kind : 'decision', subscriber, request }
}

function subscriptionPacket({ store }: TxContext, { client, subscribers }: Item): ListingPacket | undefined {
  const [subscriber = ''] = subscribers
  const subscription = subscriptions(store).get(client, subscriber)
  return subscription === undefined ? undefined : { kind: 'subscription', subscription }
}
