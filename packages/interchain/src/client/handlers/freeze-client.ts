import type { Json } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import type { InterchainPorts } from '../../port.ts'
import { freezeClient as freeze } from '../acts.ts'
import { requireClient } from '../client-reads.ts'
import { errors } from '../errors.ts'
import type { FreezeClient } from '../messages.ts'
import type { Client } from '../state.ts'

/** Two officers stop a client, for instance when the peer reports a lost key. */
export function checkFreezeClient(ports: InterchainPorts, ctx: CheckContext, { clientId }: FreezeClient): Client {
  ports.mayGovern(ctx)
  const client = requireClient(ctx, clientId)
  ensure(client.frozen === null, errors.AlreadyFrozen, {
    clientId,
    cause: client.frozen?.cause,
    act: client.frozen?.act,
  })
  return client
}

export function freezeClient(ctx: TxContext, { clientId, reason }: FreezeClient, client: Client): Json {
  return { act: freeze(ctx, clientId, client, { cause: 'officers', reason, facts: {} }) }
}
