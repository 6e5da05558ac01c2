import type { SendPlan } from '@xiezhi/interchain'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { jsonInput } from '../../json-port.ts'
import { errors } from '../errors.ts'
import { stateBucketSchema, stateSetSchema } from '../messages.ts'
import type { ListingPacket } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { packets, reconciliations } from '../state.ts'
import type { PacketRow } from '../state.ts'
import { LISTING_PORT, PACKET_TIMEOUT_SECONDS } from './send.ts'

/** Once a month a subscriber states the set that its own system holds (T26-4). */
export function stateSet(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/StateSet',
    schema: stateSetSchema,
    subject: ({ month }) => month,
    check(ctx, { client, month, buckets }) {
      const { organisation: subscriber } = ports.requireRole(ctx, ['GATEWAY_SERVICE', 'CREDIT_PLATFORM'])
      requireSorted(buckets.map(({ bucket }) => bucket))
      return { subscriber, plan: planSend(ctx, ports, client, { kind: 'buckets', subscriber, month, buckets }) }
    },
    execute(ctx, { client, month, buckets }, { subscriber, plan }) {
      reconciliations(ctx.store).set([client, subscriber, month], {
        month,
        subscriber,
        state: 'STATED',
        courtCount: 0,
        receiverCount: buckets.reduce((sum, { count }) => sum + count, 0),
        differing: [],
        resend: [],
        withdraw: [],
        atMs: ctx.block.decidedAtMs,
      })
      ctx.emit({ type: 'SetStated', data: { client, subscriber, month } })
      sendNow(ctx, ports, plan, { kind: 'buckets', subscribers: [subscriber], key: month })
      return { month, subscriber }
    },
  })
}

/** The ids of a bucket that differs: the court sends again what is missing and withdraws what is too much. */
export function stateBucket(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/StateBucket',
    schema: stateBucketSchema,
    subject: ({ month, bucket }) => `${month} ${bucket}`,
    check(ctx, { client, month, bucket, ids }) {
      const { organisation: subscriber } = ports.requireRole(ctx, ['GATEWAY_SERVICE', 'CREDIT_PLATFORM'])
      requireSorted(ids)
      ensure(
        ids.every((id) => id.startsWith(bucket)),
        errors.BucketsUnsorted,
        { bucket },
      )
      const known = reconciliations(ctx.store).get(client, subscriber, month)
      ensure(known?.differing.includes(bucket) === true, errors.ReconciliationUnknown, { month, bucket })
      return { subscriber, plan: planSend(ctx, ports, client, { kind: 'ids', subscriber, month, bucket, ids }) }
    },
    execute(ctx, { month, bucket }, { subscriber, plan }) {
      sendNow(ctx, ports, plan, { kind: 'ids', subscribers: [subscriber], key: `${month} ${bucket}` })
      return { month, bucket }
    },
  })
}

function requireSorted(texts: readonly string[]): void {
  const unsorted = texts.find((text, at) => at > 0 && text <= (texts[at - 1] ?? ''))
  ensure(unsorted === undefined, errors.BucketsUnsorted, { at: unsorted })
}

function planSend(ctx: CheckContext, ports: ListingPorts, client: string, packet: ListingPacket): SendPlan {
  const timeoutSeconds = Math.floor(ctx.block.timeMs / 1_000) + PACKET_TIMEOUT_SECONDS
  return ports.sender.checkSend(ctx, jsonInput(LISTING_PORT, client, timeoutSeconds, packet))
}

function sendNow(
  ctx: TxContext,
  ports: ListingPorts,
  plan: SendPlan,
  row: Pick<PacketRow, 'kind' | 'subscribers' | 'key'>,
): void {
  const { sequence } = ports.sender.send(ctx, plan)
  packets(ctx.store).set([plan.input.sourceClient, String(sequence)], { ...row, attempt: 1, entryIds: [] })
}
