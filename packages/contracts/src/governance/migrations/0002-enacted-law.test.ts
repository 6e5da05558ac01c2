import { encodeCanonical } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import { Application, encodeStamp, MemoryBackend } from '@xiezhi/kernel'
import type { Json } from '@xiezhi/codec'
import type { Module } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { governanceModule } from '../module.ts'
import { portsForTests } from '../fixtures.ts'
import { parameters } from '../state.ts'

const act = { enactedAtMs: 1_000, actId: `${'0'.repeat(64)}-0` }
const rows: Readonly<Record<string, Json>> = {
  'governance/parameter/zone.own/2026-01-01': {
    key: 'zone.own',
    value: 1,
    unit: '',
    effectiveFrom: '2026-01-01',
    source: '示例',
    ...act,
  },
}
const notice: Readonly<Record<string, Json>> = {
  'governance/calendar/2027/2026-01-01': {
    year: 2027,
    version: '1',
    digest: `sha256:${'ab'.repeat(32)}`,
    effectiveFrom: '2026-01-01',
    source: '示例',
    ...act,
  },
}

/** A state of version 1 with these rows, and the module of today over it. */
function upgraded(state: Readonly<Record<string, Json>>): {
  readonly app: Application
  readonly backend: MemoryBackend
} {
  const own = governanceModule(portsForTests(new Set()))
  const old: Module = {
    ...own,
    version: 1,
    migrations: [],
    initGenesis: (ctx) => {
      for (const [key, row] of Object.entries(state)) ctx.store.set(key, encodeCanonical(row))
    },
  }
  const backend = new MemoryBackend(pureCrypto)
  const application = (module: Module): Application =>
    new Application({ crypto: pureCrypto, chainId: 'xz-test-1', modules: [module], backend })
  backend.commit(application(old).initChain({ height: 0, timeMs: 1_000, appState: {} }).aux)
  return { app: application(own), backend }
}

describe('a state of version 1', () => {
  test('keeps its values, which hold for every case as they did', () => {
    const { app, backend } = upgraded(rows)
    backend.commit(app.finalizeBlock({ height: 1, timeMs: 2_000, txs: [encodeStamp(2_001)] }).aux)
    expect(parameters(app.readContext().store).get('zone.own', '2026-01-01')).toMatchObject({
      value: 1,
      migration: 'LAW_REQUIRES_NEW',
    })
    expect(app.violations()).toEqual([])
  })

  test('with a notice, whose days it does not have, is refused and stays', () => {
    const { app, backend } = upgraded({ ...rows, ...notice })
    const root = backend.root()
    expect(() => {
      app.checkMigrations()
    }).toThrow(/StateUnreadable/)
    expect(backend.root()).toEqual(root)
  })
})
