import { ensure } from '@xiezhi/kernel'
import type { CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { errors } from '../errors.ts'
import type { SetAccessPolicy } from '../messages.ts'
import type { GovernancePorts } from '../ports.ts'
import { policies, policyCounts, POLICY_VERSIONS_MAX } from '../state.ts'

/** A version without rules answers nobody. */
export function setAccessPolicy(
  ports: GovernancePorts,
): Pick<MessageDefinition<SetAccessPolicy, number>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, { id, version, effectiveFromMs }: SetAccessPolicy): number {
      ports.requireGovernors(ctx)
      const nowMs = ctx.block.decidedAtMs
      const startMs = effectiveFromMs ?? nowMs
      ensure(startMs >= nowMs, errors.EffectInPast, { effectiveFromMs, nowMs })
      const expected = (policyCounts(ctx.store).get(id)?.versions ?? 0) + 1
      ensure(version === expected, errors.PolicyVersionMismatch, { expected, seen: version })
      ensure(version <= POLICY_VERSIONS_MAX, errors.PolicyLimit, { versionsMax: POLICY_VERSIONS_MAX })
      return startMs
    },
    execute(ctx: TxContext, message: SetAccessPolicy, effectiveFromMs: number): undefined {
      const { id, version } = message
      policies(ctx.store).set(policyPath(id, effectiveFromMs, version), {
        ...message,
        effectiveFromMs,
        enactedAtMs: ctx.block.decidedAtMs,
        actId: actIdOf(ctx),
      })
      policyCounts(ctx.store).set(id, { versions: version })
      ctx.emit({ type: 'AccessPolicySet', data: { id, version, effectiveFromMs, rules: message.rules.length } })
    },
  }
}

/** Key parts under which versions lie in the order in which they take effect. */
export function policyPath(id: string, effectiveFromMs: number, version: number): readonly string[] {
  return [id, String(effectiveFromMs).padStart(16, '0'), String(version).padStart(6, '0')]
}
