import { ensure } from '@xiezhi/kernel'
import type { CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import type { WithdrawAnchor } from '../messages.ts'
import type { GovernancePorts } from '../ports.ts'
import { trustAnchors } from '../state.ts'
import type { TrustAnchor } from '../state.ts'

export interface Plan {
  readonly anchor: TrustAnchor
  readonly withdrawnFromMs: number
}

/** The row stays: what was proved under it can be judged later. */
export function withdrawAnchor(
  ports: GovernancePorts,
): Pick<MessageDefinition<WithdrawAnchor, Plan>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, message: WithdrawAnchor): Plan {
      ports.requireTrustOfficers(ctx)
      const anchor = trustAnchors(ctx.store).get(message.anchorId)
      ensure(anchor !== undefined, errors.AnchorUnknown, { anchorId: message.anchorId })
      ensure(anchor.withdrawnFromMs === null, errors.AnchorWithdrawn, { anchorId: message.anchorId })
      const nowMs = ctx.block.decidedAtMs
      const withdrawnFromMs = message.withdrawnFromMs ?? nowMs
      ensure(withdrawnFromMs >= nowMs, errors.EffectInPast, { withdrawnFromMs, nowMs })
      return { anchor, withdrawnFromMs }
    },
    execute(ctx: TxContext, { anchorId }: WithdrawAnchor, { anchor, withdrawnFromMs }: Plan): undefined {
      trustAnchors(ctx.store).set(anchorId, { ...anchor, withdrawnFromMs })
      ctx.emit({ type: 'AnchorWithdrawn', data: { anchorId, withdrawnFromMs } })
    },
  }
}
