import { pureCrypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { Application, encodeStamp, MemoryBackend } from './index.ts'
import type { Module, UpgradePlan } from './index.ts'

const MIGRATED = 'keeper/migrated'
const BEGINNING = [{ publicKey: '11'.repeat(32), power: 10 }]

function keeper(version: number, plan: UpgradePlan | undefined, since = 1): Module {
  return {
    name: 'keeper',
    version,
    errors: {},
    events: [],
    messages: [],
    queries: [],
    invariants: [],
    upgrades: { since, planned: () => plan },
    migrations: [
      {
        to: 2,
        run: (ctx) => {
          ctx.store.set(MIGRATED, Uint8Array.of(ctx.block.height))
        },
      },
    ],
    initGenesis: () => undefined,
  }
}

/** A zone whose first blocks a program of version 1 made, and a program that goes on with it. */
function zone(module: Module): {
  readonly backend: MemoryBackend
  readonly next: (app: Application) => void
  readonly app: Application
} {
  const backend = new MemoryBackend(pureCrypto)
  const open = (own: Module): Application =>
    new Application({ crypto: pureCrypto, chainId: 'xz-test-1', modules: [own], backend })
  backend.commit(open(keeper(1, undefined)).initChain({ height: 0, timeMs: 1_000, appState: {} }).aux)
  const next = (app: Application): void => {
    const height = (backend.height ?? 0) + 1
    const stampMs = 1_000 * (height + 1)
    backend.commit(
      app.finalizeBlock({ height, timeMs: stampMs, txs: [encodeStamp(stampMs)], beginning: BEGINNING }).aux,
    )
  }
  return { backend, next, app: open(module) }
}

const at = (height: number, version = 2): UpgradePlan => ({ height, versions: { keeper: version } })
const migratedAt = ({ backend }: ReturnType<typeof zone>): number | undefined =>
  backend.get(Uint8Array.from(Buffer.from(MIGRATED)))?.[0]

describe('a program of several nodes', () => {
  test('that is newer executes from the planned height on, and migrates there', () => {
    const early = zone(keeper(2, at(2)))
    const root = early.backend.root()
    expect(() => {
      early.next(early.app)
    }).toThrow(/UpgradeEarly/)
    expect(early.backend.root()).toEqual(root)
    const due = zone(keeper(2, at(1)))
    due.next(due.app)
    due.next(due.app)
    expect(migratedAt(due)).toBe(1)
  })

  test('that is newer and not what was planned does not execute', () => {
    for (const plan of [undefined, at(1, 3), { height: 1, versions: { keeper: 2, other: 1 } }]) {
      const other = zone(keeper(2, plan))
      expect(() => {
        other.next(other.app)
      }).toThrow(/UpgradeEarly/)
      expect(migratedAt(other)).toBeUndefined()
    }
  })

  test('that is older stops at the planned height', () => {
    const old = zone(keeper(1, at(3)))
    old.next(old.app)
    old.next(old.app)
    expect(() => {
      old.next(old.app)
    }).toThrow(/UpgradeDue/)
    expect(old.backend.height).toBe(2)
    expect(() => {
      old.app.checkUpgrade(3)
    }).toThrow(/UpgradeDue/)
  })

  test('migrates a state that is too old to have a plan at once', () => {
    const first = zone(keeper(2, undefined, 2))
    first.next(first.app)
    expect(migratedAt(first)).toBe(1)
  })
})
