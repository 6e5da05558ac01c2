import type { Json } from '@xiezhi/codec'
import type { LightBlock } from '@xiezhi/comet'
import { hexEncode } from '@xiezhi/codec'
import { headerHash } from '@xiezhi/comet'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { checkTrustOptions, revisionOf } from '@xiezhi/lightclient'
import {
  CLOCK_DRIFT_DEFAULT_MS,
  CLOCK_DRIFT_MAX_MS,
  CLOCK_DRIFT_MIN_MS,
  TRUSTING_PERIOD_MAX_MS,
  TRUSTING_PERIOD_MIN_MS,
} from '../../limits.ts'
import type { InterchainPorts } from '../../port.ts'
import { recordAct } from '../acts.ts'
import { watchTrust } from '../alarms.ts'
import { checkpointOf } from '../checkpoint.ts'
import { blockTimeMs, storeConsensus, storeValidators } from '../consensus-states.ts'
import { errors } from '../errors.ts'
import type { CreateClient } from '../messages.ts'
import { checked } from '../refusal.ts'
import { anchorRows, CLIENT_TYPE, clients, counters } from '../state.ts'
import type { Client } from '../state.ts'

export interface CreateClientPlan {
  readonly client: Client
  readonly block: LightBlock
}

/**
 * A client of another zone, from a header that two officers vouch for. Anchors say which organisation this zone holds
 * answerable for which validator; the peer has no say in it.
 */
export function checkCreateClient(ports: InterchainPorts, ctx: CheckContext, message: CreateClient): CreateClientPlan {
  ports.mayGovern(ctx)
  const { chainId, trustLevel, trustingPeriodMs, clockDriftMs = CLOCK_DRIFT_DEFAULT_MS, proofLayout } = message
  ensure(chainId !== ctx.block.chainId, errors.OwnChain, { chainId })
  ensure(
    trustingPeriodMs >= TRUSTING_PERIOD_MIN_MS && trustingPeriodMs <= TRUSTING_PERIOD_MAX_MS,
    errors.TrustingPeriodRange,
    { seenMs: trustingPeriodMs, minMs: TRUSTING_PERIOD_MIN_MS, maxMs: TRUSTING_PERIOD_MAX_MS },
  )
  ensure(clockDriftMs >= CLOCK_DRIFT_MIN_MS && clockDriftMs <= CLOCK_DRIFT_MAX_MS, errors.ClockDriftRange, {
    seenMs: clockDriftMs,
    minMs: CLOCK_DRIFT_MIN_MS,
    maxMs: CLOCK_DRIFT_MAX_MS,
  })
  checked(() => {
    checkTrustOptions({ trustLevel, trustingPeriodMs, clockDriftMs })
  })
  const revision = revisionOf(chainId)
  ensure(revision <= BigInt(Number.MAX_SAFE_INTEGER), errors.HeightRange, { chainId })
  const block = checkpointOf(ctx, { chainId, trustingPeriodMs, clockDriftMs }, message.checkpoint)
  const height = Number(block.header.height)
  const client: Client = {
    clientType: CLIENT_TYPE,
    chainId,
    creator: ctx.signers[0]?.organisation ?? '',
    revision: Number(revision),
    trustLevel,
    trustingPeriodMs,
    clockDriftMs,
    proofLayout,
    latestHeight: height,
    frozen: null,
    prunedTo: 0,
    trustedFrom: height,
    watch: 1,
  }
  return { client, block }
}

export function createClient(ctx: TxContext, message: CreateClient, { client, block }: CreateClientPlan): Json {
  const numbers = counters(ctx.store)
  const number = numbers.get('client') ?? 0
  numbers.set('client', number + 1)
  const clientId = `${CLIENT_TYPE}-${String(number)}`
  clients(ctx.store).set(clientId, client)
  anchorRows(ctx.store).set(clientId, { version: 1, anchors: message.anchors })
  storeConsensus(ctx, clientId, block, { previousHeight: null, nextHeight: null })
  storeValidators(ctx.store, clientId, block)
  const hash = hexEncode(headerHash(ctx.crypto, block.header))
  const { chainId, latestHeight } = client
  const act = recordAct(ctx, {
    kind: 'create',
    clientId,
    reason: message.reason,
    facts: {
      chainId,
      height: latestHeight,
      headerHash: hash,
      trustLevel: client.trustLevel,
      trustingPeriodMs: client.trustingPeriodMs,
      clockDriftMs: client.clockDriftMs,
      anchors: message.anchors,
    },
  })
  watchTrust(ctx, clientId, client, blockTimeMs(block))
  ctx.emit({ type: 'ClientCreated', data: { clientId, chainId, height: latestHeight, headerHash: hash, act } })
  return { clientId }
}
