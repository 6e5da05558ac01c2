import { hexDecode, hexEncode } from '@xiezhi/codec'
import { headerHash, timestampToMs } from '@xiezhi/comet'
import type { LightBlock, ValidatorSet } from '@xiezhi/comet'
import type { BlockInfo, ReadContext, Store, TxContext } from '@xiezhi/kernel'
import type { StoredConsensus, StoredNeighbours, TrustedState } from '@xiezhi/lightclient'
import { PRUNED_PER_UPDATE_MAX } from '../limits.ts'
import type { ConsensusView } from '../port.ts'
import { clients, consensusRows, heightPart, validatorRows } from './state.ts'
import type { Client, ConsensusRow } from './state.ts'

export function rowTimeMs({ timeSeconds, timeNanos }: ConsensusRow): number {
  return timeSeconds * 1_000 + Math.floor(timeNanos / 1_000_000)
}

export function consensusAt(ctx: ReadContext, clientId: string, height: number): ConsensusRow | undefined {
  return consensusRows(ctx.store).get(clientId, heightPart(height))
}

export function viewOf(height: number, row: ConsensusRow): ConsensusView {
  const { timeSeconds, root, headerHash: hash, acceptedAt } = row
  return { height, timeSeconds, timeMs: rowTimeMs(row), root, headerHash: hash, acceptedAt }
}

export function storedOf({ timeSeconds, timeNanos, root, nextValidatorsHash }: ConsensusRow): StoredConsensus {
  return {
    timestamp: { seconds: BigInt(timeSeconds), nanos: timeNanos },
    root: hexDecode(root),
    nextValidatorsHash: hexDecode(nextValidatorsHash),
  }
}

/** A stored state with the validator set that a header brings for it; the light client checks the set's hash. */
export function trustedOf(height: number, row: ConsensusRow, nextValidators: ValidatorSet): TrustedState {
  const { timestamp, nextValidatorsHash } = storedOf(row)
  return { height: BigInt(height), time: timestamp, nextValidatorsHash, nextValidators }
}

/** The stored states around a height. */
export function neighboursOf(ctx: ReadContext, clientId: string, client: Client, height: number): Neighbours {
  const next = nearestAbove(ctx, clientId, height)
  const previousHeight = next === undefined ? belowEnd(client, height) : next.row.previous
  const previous = previousHeight === null ? undefined : consensusAt(ctx, clientId, previousHeight)
  return {
    previousHeight: previous === undefined ? null : previousHeight,
    nextHeight: next?.height ?? null,
    stored: {
      ...(previous === undefined ? {} : { previous: storedOf(previous) }),
      ...(next === undefined ? {} : { next: storedOf(next.row) }),
    },
  }
}

export interface Neighbours {
  readonly previousHeight: number | null
  readonly nextHeight: number | null
  readonly stored: StoredNeighbours
}

/** The lowest stored height above the given one. */
export function nearestAbove(
  ctx: ReadContext,
  clientId: string,
  height: number,
): { readonly height: number; readonly row: ConsensusRow } | undefined {
  const [found] = consensusRows(ctx.store).list({ under: [clientId], after: [clientId, heightPart(height)], limit: 1 })
  return found === undefined ? undefined : { height: Number(found.id[1]), row: found.value }
}

/** Stores what a client keeps of a verified block. */
export function storeConsensus(
  ctx: TxContext,
  clientId: string,
  block: LightBlock,
  { previousHeight, nextHeight }: Pick<Neighbours, 'previousHeight' | 'nextHeight'>,
): void {
  const { header } = block
  const height = Number(header.height)
  const rows = consensusRows(ctx.store)
  rows.set([clientId, heightPart(height)], {
    timeSeconds: Number(header.time.seconds),
    timeNanos: header.time.nanos,
    root: hexEncode(header.appHash),
    nextValidatorsHash: hexEncode(header.nextValidatorsHash),
    headerHash: hexEncode(headerHash(ctx.crypto, header)),
    previous: previousHeight,
    acceptedAt: instantOf(ctx.block),
    kept: false,
  })
  if (nextHeight === null) return
  const next = rows.get(clientId, heightPart(nextHeight))
  if (next !== undefined) rows.set([clientId, heightPart(nextHeight)], { ...next, previous: height })
}

export function storeValidators(store: Store, clientId: string, { header, validators }: LightBlock): void {
  const validatorsHash = hexEncode(header.validatorsHash)
  const rows = validatorRows(store)
  if (rows.get(clientId)?.validatorsHash === validatorsHash) return
  rows.set(clientId, {
    height: Number(header.height),
    validatorsHash,
    validators: validators.validators.map(({ publicKey, votingPower }) => ({
      key: hexEncode(publicKey),
      power: String(votingPower),
    })),
  })
}

/**
 * Deletes states whose trusting period is over, oldest first, a bounded number at a time. Never the latest, never one
 * that evidence marked. Returns how far it has looked.
 */
export function pruneConsensus(ctx: TxContext, clientId: string, client: Client): number {
  const rows = consensusRows(ctx.store)
  let prunedTo = client.prunedTo
  const oldest = rows.list({
    under: [clientId],
    after: [clientId, heightPart(prunedTo)],
    limit: PRUNED_PER_UPDATE_MAX,
  })
  for (const { id, value } of oldest) {
    const height = Number(id[1])
    if (height >= client.latestHeight || ctx.block.timeMs < rowTimeMs(value) + client.trustingPeriodMs) break
    if (!value.kept) rows.delete(...id)
    prunedTo = height
  }
  return prunedTo
}

export function keepConsensus(ctx: TxContext, clientId: string, height: number): void {
  const row = consensusAt(ctx, clientId, height)
  if (row === undefined || row.kept) return
  consensusRows(ctx.store).set([clientId, heightPart(height)], { ...row, kept: true })
}

export function latestRow(ctx: ReadContext, clientId: string): ConsensusRow | undefined {
  const client = clients(ctx.store).get(clientId)
  return client === undefined ? undefined : consensusAt(ctx, clientId, client.latestHeight)
}

export function instantOf({ height, timeMs, decidedAtMs }: BlockInfo): ConsensusRow['acceptedAt'] {
  return { height, timeMs, decidedAtMs }
}

export function blockTimeMs({ header }: LightBlock): number {
  return timestampToMs(header.time)
}

function belowEnd(client: Client, height: number): number | null {
  return client.latestHeight < height ? client.latestHeight : null
}
