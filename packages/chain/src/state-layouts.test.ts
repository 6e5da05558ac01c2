import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { canonicalText, hexEncode, utf8Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { collectionsOf } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { zoneModules } from './index.ts'

// Record a new version after its migration is written and tested: XIEZHI_RECORD_LAYOUTS=1 npx vitest run packages/chain/src/state-layouts
const recorded = new URL('./testing/state-layouts.json', import.meta.url)
const KEPT: Layouts = existsSync(recorded) ? (JSON.parse(readFileSync(recorded, 'utf8')) as Layouts) : {}
const DIGEST_CHARS = 16

/** By module, version and prefix: the start of SHA-256 over the schema of the values. */
type Layouts = Record<string, Record<string, Record<string, string>>>

const modules = [
  ...new Map(
    [...zoneModules('court'), ...zoneModules('justice'), ...zoneModules('institution')].map((one) => [one.name, one]),
  ).values(),
]

async function layoutOf(module: string): Promise<Record<string, string>> {
  const homes = [`../../contracts/src/${module}/state.ts`, `../../interchain/src/${module}/state.ts`]
  const home = homes.map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url))
  if (home === undefined) return {}
  const state = (await import(home.pathname)) as Record<string, unknown>
  const rows = collectionsOf(state).map(({ prefix, schema }): [string, string] => {
    const text = canonicalText(schema.describe())
    return [prefix, hexEncode(nodeCrypto.sha256(utf8Encode(text))).slice(0, DIGEST_CHARS)]
  })
  return Object.fromEntries(rows.sort(([one], [other]) => (one < other ? -1 : 1)))
}

describe('the layout of the state', () => {
  test.each(modules.map(({ name, version }) => [name, version] as const))(
    'of module %s is that of its version %i: another one needs a new version and a migration',
    async (name, version) => {
      const layout = await layoutOf(name)
      const known = KEPT[name]?.[version]
      // Added, never replaced: a recorded version stands.
      if (known === undefined && process.env['XIEZHI_RECORD_LAYOUTS'] === '1') {
        KEPT[name] = { ...KEPT[name], [version]: layout }
        writeFileSync(recorded, `${JSON.stringify(KEPT, null, 2)}\n`)
        return
      }
      expect(layout).toEqual(known)
    },
  )

  test('each version from the second on has its migration', () => {
    for (const { name, version, migrations } of modules) {
      const steps = Array.from({ length: version - 1 }, (_, at) => at + 2)
      expect([name, migrations.map(({ to }) => to)]).toEqual([name, steps])
    }
  })
})
