import { base64Decode, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { headerHash } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { decodeTendermintHeader, detectConflict, verifyHeader } from '@xiezhi/lightclient'
import type { MisbehaviourKind, TendermintHeader, TrustedState } from '@xiezhi/lightclient'
import type { InterchainPorts } from '../../port.ts'
import { freezeClient } from '../acts.ts'
import { answerAlarms } from '../alarms.ts'
import { requireActive, requireSinceRecovery } from '../client-reads.ts'
import {
  blockTimeMs,
  consensusAt,
  neighboursOf,
  pruneConsensus,
  storeConsensus,
  storeValidators,
  trustedOf,
} from '../consensus-states.ts'
import type { Neighbours } from '../consensus-states.ts'
import { errors } from '../errors.ts'
import type { UpdateClient } from '../messages.ts'
import { checked } from '../refusal.ts'
import { clients } from '../state.ts'
import type { Client, ConsensusRow } from '../state.ts'

export type UpdateClientPlan =
  | { readonly kind: 'noop'; readonly height: number }
  | { readonly kind: 'store'; readonly client: Client; readonly block: LightBlock; readonly neighbours: Neighbours }
  | {
      readonly kind: 'conflict'
      readonly client: Client
      readonly block: LightBlock
      readonly conflict: MisbehaviourKind
      readonly stored: string | null
    }

/**
 * Accepts a header from a trusted one, adjacent or not. What is verified and contradicts what the client holds freezes
 * it; what does not verify is refused, however different it is, so that nobody can stop a client with an invented header.
 */
export function checkUpdateClient(ports: InterchainPorts, ctx: CheckContext, message: UpdateClient): UpdateClientPlan {
  ports.mayRelay(ctx)
  const { clientId } = message
  const client = requireActive(ctx, clientId)
  const update = checked(() => decodeTendermintHeader(base64Decode(message.header)))
  const { block } = update
  ensure(block.header.height <= BigInt(Number.MAX_SAFE_INTEGER), errors.HeightRange)
  const height = Number(block.header.height)
  const hash = checked(() => hexEncode(headerHash(ctx.crypto, block.header)))
  const same = consensusAt(ctx, clientId, height)
  if (same?.headerHash === hash) return { kind: 'noop', height }
  const trusted = requireTrusted(ctx, clientId, client, update)
  checked(() => {
    verifyHeader(ctx.crypto, client.chainId, trusted, block, client, ctx.block.timeMs)
  })
  const neighbours = neighboursOf(ctx, clientId, client, height)
  const conflict = conflictOf(block, same, neighbours)
  if (conflict === null) return { kind: 'store', client, block, neighbours }
  return { kind: 'conflict', client, block, conflict, stored: same?.headerHash ?? null }
}

export function updateClient(ctx: TxContext, { clientId, header }: UpdateClient, plan: UpdateClientPlan): Json {
  if (plan.kind === 'noop') return { result: 'noop', height: plan.height }
  const { client, block } = plan
  const height = Number(block.header.height)
  const hash = hexEncode(headerHash(ctx.crypto, block.header))
  if (plan.kind === 'conflict') {
    const facts = { height, conflict: plan.conflict, storedHeaderHash: plan.stored, headerHash: hash, header }
    const act = freezeClient(ctx, clientId, client, { cause: 'header-conflict', reason: null, facts })
    return { result: 'frozen', act }
  }
  storeConsensus(ctx, clientId, block, plan.neighbours)
  const latestHeight = Math.max(client.latestHeight, height)
  if (latestHeight === height) {
    storeValidators(ctx.store, clientId, block)
    answerAlarms(ctx, clientId, client, blockTimeMs(block))
  }
  const advanced = { ...client, latestHeight }
  clients(ctx.store).set(clientId, { ...advanced, prunedTo: pruneConsensus(ctx, clientId, advanced) })
  ctx.emit({ type: 'ClientUpdated', data: { clientId, height, timeMs: blockTimeMs(block), headerHash: hash } })
  return { result: 'updated', height }
}

/** The stored state that a header builds on. @throws ContractError RevisionMismatch, ConsensusStateUnknown, BeforeRecovery */
export function requireTrusted(
  ctx: CheckContext,
  clientId: string,
  client: Client,
  { trustedHeight, trustedValidators }: TendermintHeader,
): TrustedState {
  const { revisionNumber, revisionHeight } = trustedHeight
  ensure(revisionNumber === BigInt(client.revision), errors.RevisionMismatch, {
    expected: client.revision,
    seen: String(revisionNumber),
  })
  ensure(revisionHeight <= BigInt(Number.MAX_SAFE_INTEGER), errors.HeightRange)
  const height = Number(revisionHeight)
  const row = consensusAt(ctx, clientId, height)
  ensure(row !== undefined, errors.ConsensusStateUnknown, { clientId, height })
  requireSinceRecovery(client, clientId, height)
  return trustedOf(height, row, trustedValidators)
}

function conflictOf(
  block: LightBlock,
  same: ConsensusRow | undefined,
  neighbours: Neighbours,
): MisbehaviourKind | null {
  // The hash of the whole header differs: an equivocation also where root and time agree.
  if (same !== undefined) return 'equivocation'
  return detectConflict(block, neighbours.stored)
}
