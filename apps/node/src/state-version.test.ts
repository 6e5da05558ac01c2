import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeCanonical, hexEncode } from '@xiezhi/codec'
import { zoneModules } from '@xiezhi/chain'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { EmbeddedHost } from '@xiezhi/host/embedded'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ZoneConfig } from './config.ts'
import { hostOptions, runZone } from './run-zone.ts'

type Module = ReturnType<typeof zoneModules>[number]

const CASE = zoneModules('court').find(({ name }) => name === 'case')
let folder: string
let config: ZoneConfig

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xiezhi-version-'))
  const roles = ['ROOT_OFFICER' as const]
  const officers = [1, 2].map((at) => ({
    organisation: 'root',
    officer: `officer-${at}`,
    personId: `person-000${at}`,
    roles,
    key: `ed25519:${hexEncode(nodeCrypto.signer('ed25519', new Uint8Array(32).fill(at)).publicKey)}`,
  }))
  config = {
    name: 'court',
    kind: 'court',
    chainId: 'xz-court-1',
    address: '127.0.0.1',
    port: 0,
    folder: join(folder, 'court'),
    genesis: {
      genesisTimeMs: Date.now() - 60_000,
      validFromMs: 0,
      lawFrom: '2016-01-01',
      root: { organisation: 'root', zh: '根', en: 'root', roles, jurisdictions: [''] },
      organisations: [],
      officers,
      askers: [],
      client: '07-tendermint-0',
    },
  }
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Leaves the folder as a program with another module `case` does; the root of the state. */
async function writtenBy(change: (module: Module) => Module): Promise<string> {
  const modules = zoneModules('court').map((module) => (module.name === 'case' ? change(module) : module))
  const host = new EmbeddedHost({ ...hostOptions(config), modules })
  const root = hexEncode(host.store.root())
  await host.stop()
  return root
}

test('a state of the version before that has the layout is taken over', async () => {
  await writtenBy((module) => ({ ...module, version: 1, migrations: [] }))
  const zone = await runZone(config)
  expect(zone.fault()).toBeUndefined()
  await zone.stop()
})

test.each<[string, string, (module: Module) => Module, Readonly<Record<string, unknown>>]>([
  [
    'of a newer program',
    'VersionAhead',
    (module) => ({ ...module, version: module.version + 1 }),
    { seen: (CASE?.version ?? 0) + 1, expected: CASE?.version },
  ],
  [
    'with another layout than its version',
    'StateUnreadable',
    (module) => ({
      ...module,
      version: 1,
      migrations: [],
      initGenesis: (ctx) => {
        ctx.store.set('case/task/old', encodeCanonical({ taskId: 'old' }))
      },
    }),
    { seen: 1, expected: 2, prefix: 'case/task' },
  ],
])('a state %s is refused before any block, with what was expected and seen', async (_, reason, change, facts) => {
  const root = await writtenBy(change)
  await expect(runZone(config)).rejects.toMatchObject({
    code: 'STATE_VERSION',
    facts: { zone: 'court', folder: config.folder, reason, module: 'case', ...facts },
  })
  const host = new EmbeddedHost(hostOptions(config))
  expect([host.height, hexEncode(host.store.root())]).toEqual([0, root])
  await host.stop()
})
