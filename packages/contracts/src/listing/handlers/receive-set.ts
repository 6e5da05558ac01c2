import { array, integer, object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { ReadContext, TxContext } from '@xiezhi/kernel'
import { credit } from '@xiezhi/law'
import { randomId } from '../../ids.ts'
import { decodeJson, digestOf } from '../../json-port.ts'
import { errors } from '../errors.ts'
import type { ListingPacket } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import {
  bucketName,
  BUCKETS,
  DIFFERENCES_KEPT_MAX,
  ENTRIES_PER_PACKET_MAX,
  entries,
  IDS_PER_BUCKET_MAX,
  reconciliations,
  shares,
  subscriptions,
} from '../state.ts'
import type { Reconciliation } from '../state.ts'
import { endAlarm, raiseAlarm } from './alarms.ts'
import { scheduleSend } from './send.ts'
import { openWithdrawal, scheduleAudits } from './share-entry.ts'

type SetPacket = Extract<ListingPacket, { kind: 'buckets' }>
type BucketPacket = Extract<ListingPacket, { kind: 'ids' }>
interface SetOf {
  readonly client: string
  readonly subscriber: string
  /** Month, and after a space the bucket. */
  readonly key: string
}

const MONTH_CHARS = 7
const monthOf = (key: string): string => key.slice(0, MONTH_CHARS)
const bucketOf = (key: string): string => key.slice(MONTH_CHARS + 1)

/** Digest of the ids of a bucket in order, as both sides make it. */
export function bucketDigest(ctx: ReadContext, ids: readonly string[]): string {
  return digestOf(ctx, [...ids])
}

/** Compares the stated set with what this court shared; says which buckets differ (T26-4). */
export function receiveSet(ctx: TxContext, client: string, { subscriber, month, buckets }: SetPacket): Json {
  requireSubscription(ctx, client, subscriber)
  const own = bucketsOf(ctx, client, subscriber)
  const stated = new Map(buckets.map((one) => [one.bucket, one]))
  const names = [...new Set([...own.keys(), ...stated.keys()])].sort((one, other) => (one < other ? -1 : 1))
  const differing = names.filter((name) => {
    const ids = own.get(name)
    const theirs = stated.get(name)
    return ids === undefined || theirs === undefined || theirs.digest !== bucketDigest(ctx, ids)
  })
  const courtCount = [...own.values()].reduce((sum, ids) => sum + ids.length, 0)
  const row: Reconciliation = {
    month,
    subscriber,
    state: differing.length === 0 ? 'EQUAL' : 'DIFFERENT',
    courtCount,
    receiverCount: buckets.reduce((sum, { count }) => sum + count, 0),
    differing,
    resend: [],
    withdraw: [],
    atMs: ctx.block.decidedAtMs,
  }
  reconciliations(ctx.store).set([client, subscriber, month], row)
  ctx.emit({ type: 'SetCompared', data: { client, subscriber, month, state: row.state, differing: differing.length } })
  if (differing.length > 0) {
    const alarm = { kind: 'SETS_DIFFER', owner: 'COURT_ENFORCER', organisation: subscriber, dueOn: null } as const
    raiseAlarm(ctx, [client, subscriber, month], alarm)
  } else endAlarm(ctx, 'SETS_DIFFER', [client, subscriber, month])
  return { courtCount, differing }
}

function requireSubscription({ store }: ReadContext, client: string, subscriber: string): void {
  const found = subscriptions(store).get(client, subscriber)
  ensure(found?.endedAtMs === null, errors.SubscriptionUnknown, { subscriber })
}

const PAGE_ROWS = 1_000

/** Ids that were shared with a subscriber, by their first two digits, in order. */
function bucketsOf({ store }: ReadContext, client: string, subscriber: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  const under = [client, subscriber]
  let after: readonly string[] | undefined
  do {
    const page = shares(store).list({ under, limit: PAGE_ROWS, ...(after === undefined ? {} : { after }) })
    for (const { id } of page) {
      const entryId = id[2] ?? ''
      const name = entryId.slice(0, 2)
      const ids = found.get(name)
      if (ids === undefined) found.set(name, [entryId])
      else ids.push(entryId)
    }
    after = page.length < PAGE_ROWS ? undefined : page.at(-1)?.id
  } while (after !== undefined)
  return found
}

/** The ids of a bucket: what is missing goes again, what is too much is withdrawn again; both stand in the list of differences. */
export function receiveBucket(ctx: TxContext, ports: ListingPorts, client: string, content: BucketPacket): Json {
  const { subscriber, month, bucket, ids } = content
  requireSubscription(ctx, client, subscriber)
  const known = reconciliations(ctx.store).get(client, subscriber, month)
  ensure(known?.differing.includes(bucket) === true, errors.ReconciliationUnknown, { month, bucket })
  const courtIds = bucketsOf(ctx, client, subscriber).get(bucket) ?? []
  const { resend, withdraw } = credit.reconcileList({ courtIds: [...courtIds], receiverIds: ids }, ports.lawBook(ctx))
  for (const entryIds of parts(resend))
    scheduleSend(ctx, { kind: 'views', client, entryIds, subscribers: [subscriber] })
  for (const entryId of withdraw) {
    const dueOn = openWithdrawal(ctx, ports, { client, subscriber, entryId, deleteBy: null })
    const organisation = entries(ctx.store).get(entryId)?.organisation ?? subscriber
    scheduleAudits(ctx, ports, { entryId, organisation, dueOn })
  }
  for (const entryIds of parts(withdraw))
    scheduleSend(ctx, { kind: 'withdraw', client, entryIds, subscribers: [subscriber] })
  const differing = known.differing.filter((name) => name !== bucket)
  reconciliations(ctx.store).set([client, subscriber, month], {
    ...known,
    differing,
    resend: [...known.resend, ...resend].slice(0, DIFFERENCES_KEPT_MAX),
    withdraw: [...known.withdraw, ...withdraw].slice(0, DIFFERENCES_KEPT_MAX),
  })
  if (differing.length === 0) endAlarm(ctx, 'SETS_DIFFER', [client, subscriber, month])
  return { resend: [...resend], withdraw: [...withdraw] }
}

function parts(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / ENTRIES_PER_PACKET_MAX)
  return Array.from({ length: count }, (_, at) =>
    ids.slice(at * ENTRIES_PER_PACKET_MAX, (at + 1) * ENTRIES_PER_PACKET_MAX),
  )
}

const setAnswer = object({ courtCount: integer({ min: 0 }), differing: array(bucketName, { max: BUCKETS }) })
const idsAnswer = object({
  resend: array(randomId, { max: IDS_PER_BUCKET_MAX }),
  withdraw: array(randomId, { max: IDS_PER_BUCKET_MAX }),
})

/** The subscriber learns from the court's acknowledgement where its set differs. */
export function learnSet(ctx: TxContext, { client, subscriber, key }: SetOf, bytes: Uint8Array): void {
  const month = monthOf(key)
  const known = reconciliations(ctx.store).get(client, subscriber, month)
  if (known === undefined) return
  const { courtCount, differing } = decodeJson(errors.PacketMalformed, setAnswer, bytes)
  const state = differing.length === 0 ? 'EQUAL' : 'DIFFERENT'
  reconciliations(ctx.store).set([client, subscriber, month], { ...known, state, courtCount, differing })
}

/** … and how. */
export function learnBucket(ctx: TxContext, { client, subscriber, key }: SetOf, bytes: Uint8Array): void {
  const month = monthOf(key)
  const known = reconciliations(ctx.store).get(client, subscriber, month)
  if (known === undefined) return
  const { resend, withdraw } = decodeJson(errors.PacketMalformed, idsAnswer, bytes)
  reconciliations(ctx.store).set([client, subscriber, month], {
    ...known,
    differing: known.differing.filter((name) => name !== bucketOf(key)),
    resend: [...known.resend, ...resend].slice(0, DIFFERENCES_KEPT_MAX),
    withdraw: [...known.withdraw, ...withdraw].slice(0, DIFFERENCES_KEPT_MAX),
  })
}
