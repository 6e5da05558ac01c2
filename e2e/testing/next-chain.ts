import { zoneModules as ownModules } from '@xiezhi/chain'
import type { ZoneKind } from '@xiezhi/chain'
import { encodeCanonical } from '@xiezhi/codec'

export * from '@xiezhi/chain'

type Modules = ReturnType<typeof ownModules>

/** Which module the next program has in another version, and what its migration writes. */
export const NEXT_MODULE = 'case'
export const MIGRATED_KEY = 'case/migrated'

/** The modules of a program to come: one in the next version, whose migration writes the height at which it ran. */
export function zoneModules(kind: ZoneKind): Modules {
  return ownModules(kind).map((module) => {
    if (module.name !== NEXT_MODULE) return module
    const to = module.version + 1
    const migration: Modules[number]['migrations'][number] = {
      to,
      run: (ctx) => {
        ctx.store.set(MIGRATED_KEY, encodeCanonical({ height: ctx.block.height, version: to }))
      },
    }
    return { ...module, version: to, migrations: [...module.migrations, migration] }
  })
}
