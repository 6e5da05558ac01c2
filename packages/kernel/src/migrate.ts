import { decodeCanonical, encodeCanonical, integer, record } from '@xiezhi/codec'
import type { TxContext } from './context.ts'
import { ContractError } from './errors.ts'
import { errors } from './kernel-errors.ts'
import type { ModuleTable } from './module/module-table.ts'
import type { ReadStore, Store } from './state/store.ts'

const VERSIONS_KEY = 'kernel/module-versions'
const MODULES_MAX = 256
const versionsSchema = record(integer({ min: 1 }), { keysMax: MODULES_MAX, keyPattern: /^[a-z]+$/ })

export function writeVersions(store: Store, table: ModuleTable): void {
  store.set(VERSIONS_KEY, encodeCanonical(table.versions()))
}

/** Whether the state was written by older modules than these. @throws ContractError VersionAhead, if by newer ones */
export function needsMigration(store: ReadStore, table: ModuleTable): boolean {
  const stored = storedVersions(store)
  for (const [module, version] of Object.entries(stored)) {
    const own = table.find(module)?.version ?? 0
    if (version > own) throw new ContractError(errors.VersionAhead, { module, expected: own, seen: version })
  }
  return table.inOrder.some(({ name, version }) => version !== (stored[name] ?? 0))
}

/**
 * Brings the state to the versions of these modules: each migration once, in the order of modules and versions. A module
 * that the state does not know starts with its empty genesis.
 * @throws ContractError MigrationMissing
 */
export function migrate(ctx: TxContext, table: ModuleTable): void {
  const stored = storedVersions(ctx.store)
  for (const module of table.inOrder) {
    const from = stored[module.name]
    if (from === undefined) {
      module.initGenesis(ctx, null)
      continue
    }
    for (let to = from + 1; to <= module.version; to++) {
      const step = module.migrations.find((migration) => migration.to === to)
      if (step === undefined) {
        const facts = { module: module.name, expected: module.version, seen: from, to }
        throw new ContractError(errors.MigrationMissing, facts)
      }
      step.run(ctx)
    }
    if (from < module.version)
      ctx.emit({ type: 'ModuleMigrated', data: { module: module.name, from, to: module.version } })
  }
  writeVersions(ctx.store, table)
}

/** By name; empty before the first block. */
export function storedVersions(store: ReadStore): Readonly<Record<string, number>> {
  const bytes = store.get(VERSIONS_KEY)
  return bytes === undefined ? {} : versionsSchema.parse(decodeCanonical(bytes))
}
