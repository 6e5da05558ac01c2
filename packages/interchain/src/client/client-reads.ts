import { base64Decode, hexDecode } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { ReadContext } from '@xiezhi/kernel'
import { isTrustExpired } from '@xiezhi/lightclient'
import { verifyMerkleProof } from '../commitment/merkle-proof.ts'
import type { ClientReads, ClientStatus, ConsensusView, ForeignProof } from '../port.ts'
import { assuranceOf } from './assurance.ts'
import { consensusAt, keepConsensus, latestRow, storedOf, viewOf } from './consensus-states.ts'
import { errors } from './errors.ts'
import { checked } from './refusal.ts'
import { clients, counterparties } from './state.ts'
import type { Client } from './state.ts'

export function statusOf(ctx: ReadContext, clientId: string, client: Client): ClientStatus {
  if (client.frozen !== null) return 'Frozen'
  const row = consensusAt(ctx, clientId, client.latestHeight)
  if (row === undefined) return 'Expired'
  return isTrustExpired(storedOf(row).timestamp, client.trustingPeriodMs, ctx.block.timeMs) ? 'Expired' : 'Active'
}

/** @throws ContractError ClientUnknown */
export function requireClient(ctx: ReadContext, clientId: string): Client {
  const client = clients(ctx.store).get(clientId)
  ensure(client !== undefined, errors.ClientUnknown, { clientId })
  return client
}

/** @throws ContractError ClientUnknown, ClientFrozen, ClientExpired */
export function requireActive(ctx: ReadContext, clientId: string): Client {
  const client = requireClient(ctx, clientId)
  ensure(client.frozen === null, errors.ClientFrozen, {
    clientId,
    cause: client.frozen?.cause,
    act: client.frozen?.act,
  })
  ensure(statusOf(ctx, clientId, client) === 'Active', errors.ClientExpired, {
    clientId,
    latestHeight: client.latestHeight,
    trustingPeriodMs: client.trustingPeriodMs,
    nowMs: ctx.block.timeMs,
  })
  return client
}

/** @throws ContractError ConsensusStateUnknown */
export function requireConsensus(ctx: ReadContext, clientId: string, height: number): ConsensusView {
  const row = consensusAt(ctx, clientId, height)
  ensure(row !== undefined, errors.ConsensusStateUnknown, { clientId, height })
  return viewOf(height, row)
}

/** @throws ContractError BeforeRecovery */
export function requireSinceRecovery({ trustedFrom }: Client, clientId: string, height: number): void {
  ensure(height >= trustedFrom, errors.BeforeRecovery, { clientId, height, trustedFrom })
}

/** @throws ContractError of the client, its counterparty, the height, and of proofs */
export function requireProof(ctx: ReadContext, claim: ForeignProof, value: Uint8Array | null): ConsensusView {
  const { clientId, proofHeight, proof, key } = claim
  const client = requireActive(ctx, clientId)
  const counterparty = counterparties(ctx.store).get(clientId)
  ensure(counterparty !== undefined, errors.CounterpartyMissing, { clientId })
  const consensus = requireConsensus(ctx, clientId, proofHeight)
  requireSinceRecovery(client, clientId, proofHeight)
  checked(() => {
    verifyMerkleProof(ctx.crypto, {
      layout: client.proofLayout,
      prefix: counterparty.merklePrefix.map((element) => base64Decode(element)),
      root: hexDecode(consensus.root),
      proof,
      key,
      value,
    })
  })
  return consensus
}

export const clientReads: ClientReads = {
  status: (ctx, clientId) => {
    const client = clients(ctx.store).get(clientId)
    return client === undefined ? undefined : statusOf(ctx, clientId, client)
  },
  latestTimeSeconds: (ctx, clientId) => latestRow(ctx, clientId)?.timeSeconds,
  latest: (ctx, clientId) => {
    const client = clients(ctx.store).get(clientId)
    return client === undefined ? undefined : clientReads.consensusAt(ctx, clientId, client.latestHeight)
  },
  consensusAt: (ctx, clientId, height) => {
    const row = consensusAt(ctx, clientId, height)
    return row === undefined ? undefined : viewOf(height, row)
  },
  assurance: assuranceOf,
  chainIdOf: (ctx, clientId) => clients(ctx.store).get(clientId)?.chainId,
  counterpartyOf: (ctx, clientId) => counterparties(ctx.store).get(clientId)?.clientId,
  requireMembership: requireProof,
  requireAbsence: (ctx, claim) => requireProof(ctx, claim, null),
  keep: keepConsensus,
}
