import { encodeCanonical } from '@xiezhi/codec'
import type { Packet, PacketApplication } from '@xiezhi/interchain'
import type { TxContext } from '@xiezhi/kernel'
import { decodeJson, requirePort } from '../../json-port.ts'
import { errors } from '../errors.ts'
import { listingPacketSchema } from '../messages.ts'
import type { ListingPacket } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { shares, withdrawals } from '../state.ts'
import type { PacketRow } from '../state.ts'
import { raiseAlarm } from './alarms.ts'
import { receiveReceipts, receiveUse } from './receive-receipts.ts'
import { learnBucket, learnParts, learnSet, receiveBucket, receiveParts, receiveSet } from './receive-set.ts'
import { receiveDecision, receiveRequest, receiveSubscription } from './receive-subscription.ts'
import { receiveViews, receiveWithdrawals } from './receive-views.ts'
import { LISTING_PORT, scheduleSend, takePacket } from './send.ts'

/** The port `xz.listing.v1`: the acknowledgement says that the ledger knows; the receipt is a department's own act. */
export function listingApplication(ports: ListingPorts): PacketApplication {
  return {
    port: LISTING_PORT,
    onReceive(ctx, packet) {
      requirePort(errors.PortMismatch, packet.payload, LISTING_PORT)
      const content = decodeJson(errors.PacketMalformed, listingPacketSchema, packet.payload.value)
      const answer = receive(ctx, ports, packet.destinationClient, content)
      return { kind: 'answered', acknowledgement: encodeCanonical(answer) }
    },
    onAcknowledge(ctx, packet, ack) {
      const row = takePacket(ctx, packet)
      if (row === undefined) return
      if (ack.kind === 'success') arrived(ctx, packet, row, ack.bytes)
      else refused(ctx, packet, row)
    },
    onTimeout(ctx, packet) {
      const row = takePacket(ctx, packet)
      if (row === undefined) return
      const { kind, entryIds, subscribers, key, attempt } = row
      scheduleSend(ctx, { client: packet.sourceClient, kind, entryIds, subscribers, key, attempt: attempt + 1 })
    },
  }
}

const FROM_COURT: readonly PacketRow['kind'][] = ['views', 'withdraw', 'decision', 'subscription']

function receive(ctx: TxContext, ports: ListingPorts, client: string, content: ListingPacket) {
  switch (content.kind) {
    case 'views':
      return receiveViews(ctx, ports, client, content)
    case 'withdraw':
      return receiveWithdrawals(ctx, ports, client, content)
    case 'receipt':
      return receiveReceipts(ctx, client, content)
    case 'use':
      return receiveUse(ctx, client, content)
    case 'buckets':
      return receiveSet(ctx, client, content)
    case 'parts':
      return receiveParts(ctx, client, content)
    case 'ids':
      return receiveBucket(ctx, ports, client, content)
    case 'request':
      return receiveRequest(ctx, ports, client, content)
    case 'decision':
      return receiveDecision(ctx, ports, client, content)
    case 'subscription':
      return receiveSubscription(ctx, ports, client, content)
  }
}

function arrived(ctx: TxContext, { sourceClient: client }: Packet, row: PacketRow, bytes: Uint8Array): void {
  if (row.kind === 'withdraw') {
    for (const entryId of row.entryIds) {
      for (const subscriber of row.subscribers) {
        const known = withdrawals(ctx.store).get(entryId, client, subscriber)
        if (known === undefined) continue
        withdrawals(ctx.store).set([entryId, client, subscriber], { ...known, deliveredAtMs: ctx.block.decidedAtMs })
      }
    }
  }
  if (row.kind === 'views') noteDelivery(ctx, client, row)
  const [subscriber = ''] = row.subscribers
  const of = { client, subscriber, key: row.key ?? '' }
  // The peer's words: what cannot be read changes nothing here.
  ctx.attempt((inner) => {
    if (row.kind === 'buckets') learnSet(inner, of, bytes)
    if (row.kind === 'parts') learnParts(inner, of, bytes)
    if (row.kind === 'ids') learnBucket(inner, of, bytes)
  })
}

/** A revision that was shared after this packet had gone out travels with another one. */
function noteDelivery(ctx: TxContext, client: string, { entryIds, subscribers, sentAtMs }: PacketRow): void {
  for (const entryId of entryIds) {
    for (const subscriber of subscribers) {
      const share = shares(ctx.store).get(client, subscriber, entryId)
      if (share === undefined || share.deliveredAtMs !== null || share.sentAtMs > sentAtMs) continue
      shares(ctx.store).set([client, subscriber, entryId], { ...share, deliveredAtMs: ctx.block.decidedAtMs })
    }
  }
}

/** The other zone takes nothing from this one: a person has to find out why. */
function refused(ctx: TxContext, { sourceClient: client }: Packet, { entryIds, subscribers, kind }: PacketRow): void {
  const [organisation = ''] = subscribers
  const owner = FROM_COURT.includes(kind) ? 'COURT_ENFORCER' : 'CREDIT_PLATFORM'
  for (const first of entryIds.length === 0 ? [client] : entryIds) {
    raiseAlarm(ctx, [first, client, ...subscribers.slice(0, 1)], {
      kind: 'UNDELIVERED',
      owner,
      organisation,
      dueOn: null,
    })
  }
}
