import type { Json } from '@xiezhi/codec'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import type { InterchainPorts } from '../../port.ts'
import { recordAct } from '../acts.ts'
import { requireClient } from '../client-reads.ts'
import type { RotateAnchors } from '../messages.ts'
import { anchorRows } from '../state.ts'

/** Two officers state anew which organisation answers for which validator key of the peer. */
export function checkRotateAnchors(ports: InterchainPorts, ctx: CheckContext, { clientId }: RotateAnchors): number {
  ports.mayGovern(ctx)
  requireClient(ctx, clientId)
  return (anchorRows(ctx.store).get(clientId)?.version ?? 0) + 1
}

export function rotateAnchors(ctx: TxContext, { clientId, anchors, reason }: RotateAnchors, version: number): Json {
  anchorRows(ctx.store).set(clientId, { version, anchors })
  const act = recordAct(ctx, { kind: 'rotate-anchors', clientId, reason, facts: { version, anchors } })
  ctx.emit({ type: 'AnchorsRotated', data: { clientId, version, act } })
  return { act, version }
}
