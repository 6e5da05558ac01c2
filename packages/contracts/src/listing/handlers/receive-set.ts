import { array, integer, object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { ReadContext, ReadStore, TxContext } from '@xiezhi/kernel'
import { credit } from '@xiezhi/law'
import { randomId } from '../../ids.ts'
import { decodeJson } from '../../json-port.ts'
import { errors } from '../errors.ts'
import { setDigest, setOf } from './id-set.ts'
import type { IdSet } from './id-set.ts'
import type { ListingPacket } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import {
  bucketName,
  BUCKETS,
  DIFFERENCES_KEPT_MAX,
  DIFFERING_MAX,
  ENTRIES_PER_PACKET_MAX,
  entries,
  PARTS_PER_BUCKET,
  reconciliations,
  shareBuckets,
  shares,
  subscriptions,
} from '../state.ts'
import type { Bucket, Reconciliation } from '../state.ts'
import { endAlarm, raiseAlarm } from './alarms.ts'
import { scheduleSend } from './send.ts'
import { openWithdrawal, scheduleAudits } from './share-entry.ts'

type SetPacket = Extract<ListingPacket, { kind: 'buckets' }>
type PartsPacket = Extract<ListingPacket, { kind: 'parts' }>
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

/** Compares the stated set with what this court shared; says which buckets differ (T26-4). */
export function receiveSet(ctx: TxContext, client: string, { subscriber, month, buckets }: SetPacket): Json {
  requireSubscription(ctx, client, subscriber)
  const rows = shareBuckets(ctx.store).list({ under: [client, subscriber], limit: BUCKETS })
  const own = new Map(rows.map(({ id, value }): [string, IdSet] => [id[2] ?? '', value]))
  const differing = differingOf(ctx, own, buckets)
  const courtCount = [...own.values()].reduce((sum, { count }) => sum + count, 0)
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

function differingOf(ctx: ReadContext, own: ReadonlyMap<string, IdSet>, buckets: readonly Bucket[]): string[] {
  const stated = new Map(buckets.map(({ bucket, digest }) => [bucket, digest]))
  const names = [...new Set([...own.keys(), ...stated.keys()])].sort((one, other) => (one < other ? -1 : 1))
  return names.filter((name) => {
    const set = own.get(name)
    return set === undefined || stated.get(name) !== setDigest(ctx.crypto, set)
  })
}

function requireSubscription({ store }: ReadContext, client: string, subscriber: string): void {
  const found = subscriptions(store).get(client, subscriber)
  ensure(found?.endedAtMs === null, errors.SubscriptionUnknown, { subscriber })
}

/** @throws ContractError ReconciliationUnknown: not stated, or it does not differ, or is settled */
function requireDiffering({ store }: ReadContext, client: string, packet: PartsPacket | BucketPacket): Reconciliation {
  const { subscriber, month, bucket } = packet
  const known = reconciliations(store).get(client, subscriber, month)
  ensure(known?.differing.includes(bucket) === true, errors.ReconciliationUnknown, { month, bucket })
  return known
}

/** A bucket that differs is looked at by its parts: they stand in its place. */
export function receiveParts(ctx: TxContext, client: string, packet: PartsPacket): Json {
  const { subscriber, month, bucket, parts } = packet
  requireSubscription(ctx, client, subscriber)
  const known = requireDiffering(ctx, client, packet)
  const byPart = new Map<string, string[]>()
  for (const id of idsIn(ctx.store, client, subscriber, bucket)) {
    const name = id.slice(0, bucket.length + 1)
    const ids = byPart.get(name)
    if (ids === undefined) byPart.set(name, [id])
    else ids.push(id)
  }
  const own = new Map([...byPart].map(([name, ids]): [string, IdSet] => [name, setOf(ctx.crypto, ids)]))
  const found = differingOf(ctx, own, parts)
  settle(ctx, [client, subscriber, month], known, { bucket, parts: found })
  return { differing: found }
}

const PAGE_ROWS = 1_000

/** Ids of a bucket that were shared with a subscriber, in order; no others are read. */
function idsIn(store: ReadStore, client: string, subscriber: string, bucket: string): readonly string[] {
  const found: string[] = []
  const under = [client, subscriber]
  let after: readonly string[] | undefined = [...under, bucket]
  do {
    const page = shares(store).list({ under, limit: PAGE_ROWS, after })
    const ids = page.map(({ id }) => id[2] ?? '').filter((id) => id.startsWith(bucket))
    found.push(...ids)
    after = ids.length < PAGE_ROWS ? undefined : page.at(-1)?.id
  } while (after !== undefined)
  return found
}

interface Settled {
  readonly bucket: string
  readonly parts?: readonly string[]
  readonly resend?: readonly string[]
  readonly withdraw?: readonly string[]
}

/** @throws ContractError ReconciliationFull */
function settle(
  ctx: TxContext,
  id: readonly [client: string, subscriber: string, month: string],
  known: Reconciliation,
  { bucket, parts = [], resend = [], withdraw = [] }: Settled,
): void {
  const differing = [...known.differing.filter((name) => name !== bucket), ...parts]
  ensure(differing.length <= DIFFERING_MAX, errors.ReconciliationFull, { max: DIFFERING_MAX })
  reconciliations(ctx.store).set(id, {
    ...known,
    differing,
    resend: [...known.resend, ...resend].slice(0, DIFFERENCES_KEPT_MAX),
    withdraw: [...known.withdraw, ...withdraw].slice(0, DIFFERENCES_KEPT_MAX),
  })
  if (differing.length === 0) endAlarm(ctx, 'SETS_DIFFER', id)
}

/** The ids of a bucket: what is missing goes again, what is too much is withdrawn again; both stand in the list of differences. */
export function receiveBucket(ctx: TxContext, ports: ListingPorts, client: string, content: BucketPacket): Json {
  const { subscriber, month, bucket, ids } = content
  requireSubscription(ctx, client, subscriber)
  const known = requireDiffering(ctx, client, content)
  const courtIds = [...idsIn(ctx.store, client, subscriber, bucket)]
  const { resend, withdraw } = credit.reconcileList({ courtIds, receiverIds: ids }, ports.lawBook(ctx))
  for (const entryIds of parts(resend))
    scheduleSend(ctx, { kind: 'views', client, entryIds, subscribers: [subscriber] })
  for (const entryId of withdraw) {
    const dueOn = openWithdrawal(ctx, ports, { client, subscriber, entryId, deleteBy: null })
    const organisation = entries(ctx.store).get(entryId)?.organisation ?? subscriber
    scheduleAudits(ctx, ports, { entryId, organisation, dueOn })
  }
  for (const entryIds of parts(withdraw))
    scheduleSend(ctx, { kind: 'withdraw', client, entryIds, subscribers: [subscriber] })
  settle(ctx, [client, subscriber, month], known, { bucket, resend, withdraw })
  return { resend: resend.slice(0, IDS_TOLD_MAX), withdraw: withdraw.slice(0, IDS_TOLD_MAX) }
}

function parts(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / ENTRIES_PER_PACKET_MAX)
  return Array.from({ length: count }, (_, at) =>
    ids.slice(at * ENTRIES_PER_PACKET_MAX, (at + 1) * ENTRIES_PER_PACKET_MAX),
  )
}

/** Of each kind in one answer, so that it fits an acknowledgement; all are acted on. */
const IDS_TOLD_MAX = 256
const setAnswer = object({ courtCount: integer({ min: 0 }), differing: array(bucketName, { max: BUCKETS }) })
const partsAnswer = object({ differing: array(bucketName, { max: PARTS_PER_BUCKET }) })
const idsAnswer = object({
  resend: array(randomId, { max: IDS_TOLD_MAX }),
  withdraw: array(randomId, { max: IDS_TOLD_MAX }),
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

/** … in which parts of a bucket … */
export function learnParts(ctx: TxContext, of: SetOf, bytes: Uint8Array): void {
  learn(ctx, of, () => ({ parts: decodeJson(errors.PacketMalformed, partsAnswer, bytes).differing }))
}

/** … and how. */
export function learnBucket(ctx: TxContext, of: SetOf, bytes: Uint8Array): void {
  learn(ctx, of, () => decodeJson(errors.PacketMalformed, idsAnswer, bytes))
}

function learn(ctx: TxContext, { client, subscriber, key }: SetOf, read: () => Omit<Settled, 'bucket'>): void {
  const month = monthOf(key)
  const known = reconciliations(ctx.store).get(client, subscriber, month)
  if (known !== undefined) settle(ctx, [client, subscriber, month], known, { bucket: bucketOf(key), ...read() })
}
