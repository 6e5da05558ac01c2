import { ensure } from '@xiezhi/kernel'
import type { CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { errors } from '../errors.ts'
import type { EstablishAnchor } from '../messages.ts'
import type { GovernancePorts } from '../ports.ts'
import { ANCHORS_MAX, trustAnchors } from '../state.ts'

export function establishAnchor(
  ports: GovernancePorts,
): Pick<MessageDefinition<EstablishAnchor, number>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, { anchorId, effectiveFromMs }: EstablishAnchor): number {
      ports.requireTrustOfficers(ctx)
      const nowMs = ctx.block.decidedAtMs
      const startMs = effectiveFromMs ?? nowMs
      ensure(startMs >= nowMs, errors.EffectInPast, { effectiveFromMs, nowMs })
      ensure(!trustAnchors(ctx.store).has(anchorId), errors.AnchorExists, { anchorId })
      const held = ctx.store.scan(`${trustAnchors.prefix}/`, { limit: ANCHORS_MAX })
      ensure(held.length < ANCHORS_MAX, errors.AnchorLimit, { anchorsMax: ANCHORS_MAX })
      return startMs
    },
    execute(ctx: TxContext, message: EstablishAnchor, effectiveFromMs: number): undefined {
      const { anchorId, chainId, height, headerHash } = message
      trustAnchors(ctx.store).set(anchorId, {
        ...message,
        effectiveFromMs,
        withdrawnFromMs: null,
        enactedAtMs: ctx.block.decidedAtMs,
        actId: actIdOf(ctx),
      })
      ctx.emit({ type: 'AnchorEstablished', data: { anchorId, chainId, height, headerHash, effectiveFromMs } })
    },
  }
}
