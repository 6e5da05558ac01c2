import { ensure } from './errors.ts'
import { errors } from './kernel-errors.ts'
import { needsMigration, storedVersions } from './migrate.ts'
import type { ModuleTable } from './module/module-table.ts'
import type { ReadStore } from './state/store.ts'

/**
 * Where several nodes execute the same blocks, all change their program at one height. Refuses a newer program before it, and
 * an older one from it on.
 * @throws ContractError UpgradeEarly, UpgradeDue, VersionAhead
 */
export function checkUpgrade(store: ReadStore, table: ModuleTable, height: number): void {
  const keeper = table.inOrder.find(({ upgrades }) => upgrades !== undefined)
  const register = keeper?.upgrades
  if (keeper === undefined || register === undefined) return
  const isNewer = needsMigration(store, table)
  if ((storedVersions(store)[keeper.name] ?? 0) < register.since) return
  const plan = register.planned(store)
  const own = table.versions()
  const isPlanned = plan !== undefined && sameVersions(plan.versions, own)
  const facts = { height, planned: plan?.height ?? null, expected: plan?.versions ?? {}, seen: own }
  if (isNewer) ensure(isPlanned && height >= plan.height, errors.UpgradeEarly, facts)
  else ensure(plan === undefined || height < plan.height || isPlanned, errors.UpgradeDue, facts)
}

function sameVersions(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => one[name] === other[name])
}
