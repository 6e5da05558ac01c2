import type { Json } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { proofLevels } from '../../commitment/merkle-proof.ts'
import type { InterchainPorts } from '../../port.ts'
import { recordAct } from '../acts.ts'
import { requireClient } from '../client-reads.ts'
import { errors } from '../errors.ts'
import type { RegisterCounterparty } from '../messages.ts'
import { counterparties } from '../state.ts'

/** Names the client on the peer that follows this zone. Once: a second peer behind one client would mix two histories. */
export function checkRegisterCounterparty(
  ports: InterchainPorts,
  ctx: CheckContext,
  { clientId, merklePrefix }: RegisterCounterparty,
): void {
  ports.mayGovern(ctx)
  const client = requireClient(ctx, clientId)
  const isCreator = ctx.signers.some(({ organisation }) => organisation === client.creator)
  ensure(isCreator, errors.CreatorOnly, { clientId, creator: client.creator })
  ensure(!counterparties(ctx.store).has(clientId), errors.CounterpartyExists, { clientId })
  const levels = proofLevels(client.proofLayout)
  ensure(merklePrefix.length === levels, errors.CounterpartyPrefix, { expected: levels, seen: merklePrefix.length })
}

export function registerCounterparty(
  ctx: TxContext,
  { clientId, counterpartyClientId, merklePrefix }: RegisterCounterparty,
): Json {
  counterparties(ctx.store).set(clientId, { clientId: counterpartyClientId, merklePrefix })
  const facts = { counterpartyClientId, merklePrefix }
  const act = recordAct(ctx, { kind: 'register-counterparty', clientId, reason: null, facts })
  ctx.emit({ type: 'CounterpartyRegistered', data: { clientId, counterpartyClientId, act } })
  return { act }
}
