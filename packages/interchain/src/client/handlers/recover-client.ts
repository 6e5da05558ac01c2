import { hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { headerHash } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import type { InterchainPorts } from '../../port.ts'
import { recordAct } from '../acts.ts'
import { closeAlarms, watchTrust } from '../alarms.ts'
import { checkpointOf } from '../checkpoint.ts'
import { requireClient, statusOf } from '../client-reads.ts'
import { blockTimeMs, storeConsensus, storeValidators } from '../consensus-states.ts'
import { errors } from '../errors.ts'
import type { RecoverClient } from '../messages.ts'
import { clients } from '../state.ts'
import type { Client } from '../state.ts'

export interface RecoverClientPlan {
  readonly client: Client
  readonly block: LightBlock
}

/**
 * Two officers vouch for a new header of an expired or frozen client. States from before it stay as records but lead
 * to no header and prove nothing any more: after an equivocation one of them may belong to the wrong history.
 */
export function checkRecoverClient(
  ports: InterchainPorts,
  ctx: CheckContext,
  message: RecoverClient,
): RecoverClientPlan {
  ports.mayGovern(ctx)
  const { clientId } = message
  const client = requireClient(ctx, clientId)
  ensure(statusOf(ctx, clientId, client) !== 'Active', errors.ClientActive, { clientId })
  const block = checkpointOf(ctx, client, message.checkpoint)
  const height = Number(block.header.height)
  const { latestHeight } = client
  ensure(height > latestHeight, errors.CheckpointNotNewer, { clientId, height, latestHeight })
  return { client, block }
}

export function recoverClient(
  ctx: TxContext,
  { clientId, reason }: RecoverClient,
  { client, block }: RecoverClientPlan,
): Json {
  const height = Number(block.header.height)
  const recovered: Client = {
    ...client,
    latestHeight: height,
    trustedFrom: height,
    frozen: null,
    watch: client.watch + 1,
  }
  clients(ctx.store).set(clientId, recovered)
  storeConsensus(ctx, clientId, block, { previousHeight: client.latestHeight, nextHeight: null })
  storeValidators(ctx.store, clientId, block)
  const hash = hexEncode(headerHash(ctx.crypto, block.header))
  const facts = { height, headerHash: hash, frozenBy: client.frozen?.act ?? null }
  const act = recordAct(ctx, { kind: 'recover', clientId, reason, facts })
  closeAlarms(ctx, clientId)
  watchTrust(ctx, clientId, recovered, blockTimeMs(block))
  ctx.emit({ type: 'ClientRecovered', data: { clientId, height, headerHash: hash, act } })
  return { act }
}
