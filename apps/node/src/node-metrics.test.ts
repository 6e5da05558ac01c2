import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { metricsText } from '@xiezhi/metrics'
import { afterEach, expect, test } from 'vitest'
import { nodeChecks, nodeMetrics } from './node-metrics.ts'
import { runZone } from './run-zone.ts'
import type { RunningZone } from './zone-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'xiezhi-metrics-'))
const running: RunningZone[] = []
afterEach(async () => {
  for (const zone of running.splice(0)) await zone.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a node tells heights, keys and what stands of its zones, and is ready once they are open', async () => {
  const roles = ['ROOT_OFFICER' as const]
  const key = (at: number): string =>
    `ed25519:${hexEncode(nodeCrypto.signer('ed25519', new Uint8Array(32).fill(at)).publicKey)}`
  expect(nodeChecks(['court'], running)).toEqual([{ name: 'zone court', isReady: false }])
  running.push(
    await runZone({
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
        officers: [1, 2].map((at) => ({
          organisation: 'root',
          officer: `officer-${at}`,
          personId: `person-000${at}`,
          roles,
          key: key(at),
        })),
        askers: [],
        client: '07-tendermint-0',
      },
    }),
  )
  expect(nodeChecks(['court'], running)).toEqual([{ name: 'zone court', isReady: true }])
  const [zone] = running
  if (zone === undefined) throw new RangeError('no zone')
  const { height, leaves } = zone.now()
  expect(leaves).toBeGreaterThan(0)

  const text = metricsText(nodeMetrics(() => running))
  const told = Number(/^xiezhi_zone_height\{zone="court"\} (\d+)$/m.exec(text)?.[1])
  expect(told).toBeGreaterThanOrEqual(height)
  expect(text).toContain(`xiezhi_zone_leaves{zone="court"} ${leaves}\n`)
  expect(text).toContain('xiezhi_zone_fault{zone="court"} 0\n')
  expect(text).toContain('xiezhi_clock_alarm{zone="court"} 0\n')
  // An embedded zone has no engine.
  expect(text).not.toContain('xiezhi_engine_restarts_total{')
  for (const officer of ['officer-1', 'person-0001', 'root']) expect(text).not.toContain(officer)
})

test('a zone that stands is not ready, and is counted', () => {
  const now = (): ReturnType<RunningZone['now']> => ({
    height: 3,
    stateHeight: 3,
    leaves: 1,
    waiting: 0,
    engineRestarts: 2,
    proposalsRefused: 1,
  })
  const stopped = { name: 'court', now, fault: () => new RangeError('reason of the fault'), alarm: () => undefined }
  expect(nodeChecks(['court'], [stopped])).toEqual([{ name: 'zone court', isReady: false }])
  const text = metricsText(nodeMetrics(() => [stopped]))
  expect(text).toContain('xiezhi_zone_fault{zone="court"} 1\n')
  expect(text).toContain('xiezhi_engine_restarts_total{zone="court"} 2\n')
  expect(text).not.toContain('reason')
})
