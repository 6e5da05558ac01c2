import type { SendPlan } from '@xiezhi/interchain'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { jsonInput } from '../../json-port.ts'
import { errors } from '../errors.ts'
import { stateBucketSchema, statePartsSchema, stateSetSchema } from '../messages.ts'
import type { ListingPacket } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { BUCKET_DIGITS, DIFFERING_MAX, packets, PARTS_PER_BUCKET, reconciliations } from '../state.ts'
import type { Bucket, PacketRow, Reconciliation } from '../state.ts'
import { LISTING_PORT, PACKET_TIMEOUT_SECONDS } from './send.ts'

/** Once a month a subscriber states the set that its own system holds (T26-4). */
export function stateSet(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/StateSet',
    schema: stateSetSchema,
    subject: ({ month }) => month,
    check(ctx, { client, month, buckets }) {
      const { organisation: subscriber } = ports.requireRole(ctx, ['GATEWAY_SERVICE', 'CREDIT_PLATFORM'])
      requireBuckets(buckets, '', BUCKET_DIGITS)
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

/** A bucket that differs and is too large to be stated by its ids, by its parts; the court says which of them differ. */
export function stateParts(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/StateParts',
    schema: statePartsSchema,
    subject: ({ month, bucket }) => `${month} ${bucket}`,
    check(ctx, { client, month, bucket, parts }) {
      const { organisation: subscriber } = ports.requireRole(ctx, ['GATEWAY_SERVICE', 'CREDIT_PLATFORM'])
      requireBuckets(parts, bucket, bucket.length + 1)
      const { differing } = requireDiffering(ctx, [client, subscriber, month], bucket)
      const max = DIFFERING_MAX + 1 - PARTS_PER_BUCKET
      ensure(differing.length <= max, errors.ReconciliationFull, { max })
      return { subscriber, plan: planSend(ctx, ports, client, { kind: 'parts', subscriber, month, bucket, parts }) }
    },
    execute(ctx, { month, bucket }, { subscriber, plan }) {
      sendNow(ctx, ports, plan, { kind: 'parts', subscribers: [subscriber], key: `${month} ${bucket}` })
      return { month, bucket }
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
      requireDiffering(ctx, [client, subscriber, month], bucket)
      return { subscriber, plan: planSend(ctx, ports, client, { kind: 'ids', subscriber, month, bucket, ids }) }
    },
    execute(ctx, { month, bucket }, { subscriber, plan }) {
      sendNow(ctx, ports, plan, { kind: 'ids', subscribers: [subscriber], key: `${month} ${bucket}` })
      return { month, bucket }
    },
  })
}

/** @throws ContractError ReconciliationUnknown */
function requireDiffering(ctx: CheckContext, id: readonly [string, string, string], bucket: string): Reconciliation {
  const known = reconciliations(ctx.store).get(...id)
  ensure(known?.differing.includes(bucket) === true, errors.ReconciliationUnknown, { month: id[2], bucket })
  return known
}

/** @throws ContractError BucketsUnsorted: also for buckets that are not those of so many digits under another one */
function requireBuckets(buckets: readonly Bucket[], under: string, digits: number): void {
  const names = buckets.map(({ bucket }) => bucket)
  requireSorted(names)
  const foreign = names.find((name) => !name.startsWith(under) || name.length !== digits)
  ensure(foreign === undefined, errors.BucketsUnsorted, { bucket: foreign, under, digits })
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
  packets(ctx.store).set([plan.input.sourceClient, String(sequence)], {
    ...row,
    attempt: 1,
    entryIds: [],
    sentAtMs: ctx.block.decidedAtMs,
  })
}
