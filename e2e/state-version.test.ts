import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { zoneModules } from '@xiezhi/chain'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { EmbeddedHost } from '@xiezhi/host/embedded'
import type { Genesis } from '@xiezhi/host/embedded'
import type { Module } from '@xiezhi/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zoneFiles } from '../apps/node/src/zone-files.ts'
import { loadOrCreateKey } from '../apps/node/src/validator-key.ts'
import { Program } from './testing/program.ts'

const START_MS = 180_000
let program: Program

beforeAll(async () => {
  program = await Program.install()
  expect((await program.run('up', '--detach', '--ledgers')).exit).toBe(0)
  expect((await program.run('down')).exit).toBe(0)
}, START_MS)

afterAll(() => program.remove())

interface Refused {
  readonly error: {
    readonly code: string
    readonly facts: Readonly<Record<string, string | number>>
    readonly cure: Readonly<Record<'zh' | 'en', string>>
  }
}

/** What a newer program does with the folder: its module `case` is one version ahead. */
async function makeBlockAsNewer(): Promise<number> {
  const files = zoneFiles(join(program.home, 'zones', 'court'))
  const newer = (module: Module): Module => {
    if (module.name !== 'case') return module
    const to = module.version + 1
    return { ...module, version: to, migrations: [...module.migrations, { to, run: () => undefined }] }
  }
  const host = new EmbeddedHost({
    folder: files.store,
    crypto: nodeCrypto,
    validator: loadOrCreateKey(files.key).signer,
    genesis: JSON.parse(readFileSync(files.genesis, 'utf8')) as Genesis,
    modules: zoneModules('court').map(newer),
    heartbeatMs: 50,
  })
  const made = new Promise<void>((resolve) => {
    const stop = host.onBlock(() => {
      stop()
      resolve()
    })
  })
  host.start()
  await made
  await host.stop()
  return zoneModules('court').find(({ name }) => name === 'case')?.version ?? 0
}

test(
  'up on a home of another version names module, versions and what to do, and starts nothing',
  async () => {
    const own = await makeBlockAsNewer()
    const { exit, value } = await program.json<Refused>('up', '--detach')
    expect([exit, value.error.code]).toEqual([78, 'STATE_VERSION'])
    expect(value.error.facts).toMatchObject({
      zone: 'court',
      reason: 'VersionAhead',
      module: 'case',
      expected: own,
      seen: own + 1,
    })
    expect(value.error.cure.en).toContain('XIEZHI_HOME')
    expect((await program.run('status')).exit).toBe(69)
  },
  START_MS,
)
