import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { instantOf } from './consensus-states.ts'
import { raiseAlarm } from './alarms.ts'
import { actPart, acts, clients, counters } from './state.ts'
import type { Act, Client } from './state.ts'

export interface ActInput {
  readonly kind: Act['kind']
  readonly clientId: string
  readonly reason: string | null
  readonly facts: Readonly<Record<string, Json>>
}

/** Writes a permanent record of what was done to trust; returns its number, from 1. */
export function recordAct(ctx: TxContext, { kind, clientId, reason, facts }: ActInput): number {
  const all = counters(ctx.store)
  const number = (all.get('act') ?? 0) + 1
  all.set('act', number)
  acts(ctx.store).set(actPart(number), {
    kind,
    clientId,
    signers: ctx.signers.map(({ organisation, officer, key }) => ({ organisation, officer, key })),
    reason,
    facts,
    txId: ctx.txId,
    messageIndex: ctx.messageIndex,
    at: instantOf(ctx.block),
  })
  return number
}

export type FreezeCause = NonNullable<Client['frozen']>['cause']

/** Freezes a client: recorded act, alarm, event. The caller has checked that it is not frozen. */
export function freezeClient(
  ctx: TxContext,
  clientId: string,
  client: Client,
  { cause, reason, facts }: { readonly cause: FreezeCause } & Pick<ActInput, 'reason' | 'facts'>,
): number {
  const kind = cause === 'officers' ? 'freeze' : 'evidence'
  const act = recordAct(ctx, { kind, clientId, reason, facts: { ...facts, cause } })
  clients(ctx.store).set(clientId, { ...client, frozen: { cause, act, at: instantOf(ctx.block) } })
  raiseAlarm(ctx, clientId, client, 'frozen', ctx.block.decidedAtMs)
  ctx.emit({ type: 'ClientFrozen', data: { clientId, cause, act } })
  return act
}
