import { ensure } from '@xiezhi/kernel'
import type { CheckContext, MessageDefinition, ReadStore, TxContext, UpgradePlan } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { errors } from '../errors.ts'
import type { PlanUpgrade } from '../messages.ts'
import type { GovernancePorts } from '../ports.ts'
import { upgrades } from '../state.ts'

const PLANNED = 'planned'

/** A plan for the versions of today takes back one that is not due yet. */
export function planUpgrade(ports: GovernancePorts): Pick<MessageDefinition<PlanUpgrade, null>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, { height, modules }: PlanUpgrade): null {
      ports.requireGovernors(ctx)
      ensure(height > ctx.block.height, errors.UpgradeHeight, { height, seen: ctx.block.height })
      const names = new Set(modules.map(({ module }) => module))
      ensure(names.size === modules.length, errors.UpgradeModules, { modules: modules.length, different: names.size })
      return null
    },
    execute(ctx: TxContext, message: PlanUpgrade): undefined {
      const { height, modules } = message
      upgrades(ctx.store).set(PLANNED, { ...message, enactedAtMs: ctx.block.decidedAtMs, actId: actIdOf(ctx) })
      ctx.emit({ type: 'UpgradePlanned', data: { height, modules } })
    },
  }
}

export function plannedUpgrade(store: ReadStore): UpgradePlan | undefined {
  const plan = upgrades(store).get(PLANNED)
  if (plan === undefined) return undefined
  return {
    height: plan.height,
    versions: Object.fromEntries(plan.modules.map(({ module, version }) => [module, version])),
  }
}
