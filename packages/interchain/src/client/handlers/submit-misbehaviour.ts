import { base64Decode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { decodeMisbehaviour, verifyMisbehaviour } from '@xiezhi/lightclient'
import type { ConflictingBlock, MisbehaviourKind, TendermintHeader } from '@xiezhi/lightclient'
import type { InterchainPorts } from '../../port.ts'
import { freezeClient } from '../acts.ts'
import { requireActive } from '../client-reads.ts'
import type { SubmitMisbehaviour } from '../messages.ts'
import { checked } from '../refusal.ts'
import type { Client } from '../state.ts'
import { requireTrusted } from './update-client.ts'

export interface SubmitMisbehaviourPlan {
  readonly client: Client
  readonly kind: MisbehaviourKind
}

/** Two headers that would both convince this client and exclude each other freeze it (ICS-2). */
export function checkSubmitMisbehaviour(
  ports: InterchainPorts,
  ctx: CheckContext,
  { clientId, misbehaviour }: SubmitMisbehaviour,
): SubmitMisbehaviourPlan {
  ports.mayRelay(ctx)
  const client = requireActive(ctx, clientId)
  const { first, second } = checked(() => decodeMisbehaviour(base64Decode(misbehaviour)))
  const withTrust = (header: TendermintHeader): ConflictingBlock => ({
    trusted: requireTrusted(ctx, clientId, client, header),
    block: header.block,
  })
  const one = withTrust(first)
  const other = withTrust(second)
  const kind = checked(() => verifyMisbehaviour(ctx.crypto, client.chainId, one, other, client, ctx.block.timeMs))
  return { client, kind }
}

export function submitMisbehaviour(
  ctx: TxContext,
  { clientId, misbehaviour }: SubmitMisbehaviour,
  { client, kind }: SubmitMisbehaviourPlan,
): Json {
  const facts = { conflict: kind, misbehaviour }
  const act = freezeClient(ctx, clientId, client, { cause: 'misbehaviour', reason: null, facts })
  return { result: 'frozen', act }
}
