import { describe, expect, test, vi } from 'vitest'
import { installCometbft } from '../../../../tools/judges/run-judge.ts'
import { isBuilt } from './child.ts'
import { benchNames, runBench } from './registry.ts'
import type { BenchReport } from './registry.ts'

/** Processes are started, and other tests share the machine. */
const START_WAIT_MS = 240_000

const quiet = { note: () => undefined, write: () => undefined }

function expectPlausible({ figures, probes, runCount }: BenchReport): void {
  expect(figures.length).toBeGreaterThan(0)
  for (const { median, runs } of figures) {
    expect(runs.every((value) => Number.isFinite(value) && value >= 0)).toBe(true)
    expect(median).toBeGreaterThanOrEqual(Math.min(...runs))
    expect(median).toBeLessThanOrEqual(Math.max(...runs))
    expect(runs.length).toBeLessThanOrEqual(runCount)
  }
  expect(probes.ed25519ChecksPerSecond).toBeGreaterThan(0)
  expect(probes.sha256PerSecond).toBeGreaterThan(0)
  expect(probes.fsyncsPerSecond).toBeGreaterThan(0)
}

describe('benches of one process', () => {
  test('record-writes writes every record it times', async () => {
    const report = await runBench('record-writes', { ...quiet, runs: 2, size: 20, records: 150 })

    expectPlausible(report)
    // Version and head of each record, and now and then a bucket of spent ids.
    const leaves = report.figures.find(({ name }) => name === 'leavesPerTx')?.median ?? 0
    expect(leaves).toBeGreaterThanOrEqual(2)
    expect(leaves).toBeLessThan(3)
    expect(report.sizes['leaves']).toBeGreaterThanOrEqual(2 * (150 + 2 * 20))
  })

  test('tree times batches, single keys and the store', async () => {
    const report = await runBench('tree', { ...quiet, runs: 2, size: 400 })

    expectPlausible(report)
    expect(report.figures.map(({ name }) => name)).toEqual([
      'treeBatch',
      'treeBatchCpu',
      'treeOne',
      'storeCommit',
      'storeRate',
    ])
  })
})

describe('bench of the light client', () => {
  test('times updates of each kind, as a floor is set for each', async () => {
    const report = await runBench('light-client', { ...quiet, runs: 1, size: 2 })

    expectPlausible(report)
    expect(report.figures.map(({ wanted }) => wanted?.atLeast)).toEqual([2, 12, 18])
  })
})

describe('bench of the law functions', () => {
  test('evaluates small functions and those with large inputs', async () => {
    const report = await runBench('law', { ...quiet, runs: 1, size: 1_000 })

    expectPlausible(report)
    expect(report.sizes).toMatchObject({ claims: 1_000, enterprises: 200 })
    expect(report.figures.map(({ name, wanted }) => [name, wanted !== undefined])).toEqual([
      ['lawRate', true],
      ['lawRateCpu', false],
      ['lawVote', false],
      ['lawDistribution', false],
      ['lawPenetration', false],
    ])
  })
})

describe.skipIf(!isBuilt())('benches over the built programs', () => {
  test.each([
    ['ask', { size: 3 }],
    ['ask-sustained', { size: 20 }],
    ['import', { size: 30 }],
    ['restart', { records: 200 }],
  ] as const)(
    '%s',
    async (name, work) => {
      expectPlausible(await runBench(name, { ...quiet, ...work, runs: 1 }))
    },
    START_WAIT_MS,
  )

  test(
    'gateway measures verification, events, lists and projection, or says why it cannot',
    async () => {
      const report = await runBench('gateway', { ...quiet, runs: 1, size: 4, records: 500 })

      if ((report.notRun ?? []).length > 0) {
        expect(report.notRun?.[0]?.why).toMatch(/not built|PostgreSQL/)
        console.log(`not run: gateway (${report.notRun?.[0]?.why ?? ''})`)
        return
      }
      expectPlausible(report)
      const valueOf = (name: string): number => report.figures.find((one) => one.name === name)?.median ?? 0
      expect(valueOf('doorVerifyP95')).toBeGreaterThanOrEqual(valueOf('doorVerifyP50'))
      expect(valueOf('doorEventLast')).toBeGreaterThanOrEqual(valueOf('doorEventFirst'))
      expect(valueOf('doorCatchUp')).toBeGreaterThan(0)
      expect(report.sizes).toMatchObject({ verifications: 4, lawyers: 500, connections: 20 })
      // Floors are set for whole runs.
      expect(report.figures.filter(({ wanted }) => wanted !== undefined)).toEqual([])
    },
    START_WAIT_MS,
  )

  test(
    'enforcement measures orders alone, under load and to many, reconciliation and plan, or says why it cannot',
    async () => {
      const report = await runBench('enforcement', { ...quiet, runs: 1, size: 3, records: 50 })

      expectPlausible(report)
      const valueOf = (name: string): number => report.figures.find((one) => one.name === name)?.median ?? 0
      expect(valueOf('orderPlan')).toBeGreaterThan(0)
      if ((report.notRun ?? []).length > 0) {
        expect(report.notRun?.[0]?.why).toMatch(/not built|PostgreSQL|openssl/)
        console.log(`not run: enforcement (${report.notRun?.[0]?.why ?? ''})`)
        return
      }
      expect(valueOf('orderP95')).toBeGreaterThanOrEqual(valueOf('orderP50'))
      expect(valueOf('orderAutomaticRate')).toBeGreaterThan(0)
      expect(valueOf('orderReconciled')).toBeGreaterThan(0)
      expect(report.sizes).toMatchObject({ orders: 3, sustained: 15, measures: 50, assets: 10_000 })
      // Floors of orders and reconciliation are set for whole runs.
      const held = report.figures.filter(({ wanted }) => wanted !== undefined).map(({ name }) => name)
      expect(held).toEqual(['orderManyDelivered', 'orderPlan'])
    },
    START_WAIT_MS,
  )

  test(
    'credit measures checks, deletion, the token set and the comparison, or says why it cannot',
    async () => {
      const report = await runBench('credit', { ...quiet, runs: 1, size: 20, records: 2_000 })

      expectPlausible(report)
      const names = report.figures.map(({ name }) => name)
      expect(names).toEqual(expect.arrayContaining(['creditSet', 'creditOffline', 'creditCompared']))
      const obstacle = (report.notRun ?? []).find(({ what }) => what === 'checks through HTTP, deletion')
      if (obstacle !== undefined) {
        expect(obstacle.why).toMatch(/not built|PostgreSQL/)
        console.log(`not run: credit through HTTP (${obstacle.why})`)
        return
      }
      for (const name of ['creditChecks', 'creditDeletion'])
        expect(report.figures.find((one) => one.name === name)?.median).toBeGreaterThan(0)
      expect(report.sizes).toMatchObject({ checks: 20, entries: 2_000, subscribers: 4 })
      // Floors of what is large are set for whole runs.
      expect(report.figures.flatMap(({ name, wanted }) => (wanted === undefined ? [] : name))).toEqual([
        'creditOffline',
      ])
    },
    START_WAIT_MS,
  )

  test(
    'comet measures zones of four validators and the same engines without an application',
    async () => {
      const engine = await installCometbft()
      if ('absent' in engine) {
        console.log(`not run: bench comet (${engine.absent})`)
        return
      }
      vi.stubEnv('XIEZHI_COMETBFT', engine.path)
      const report = await runBench('comet', { ...quiet, runs: 1, size: 40 })
      vi.unstubAllEnvs()

      expectPlausible(report)
      const valueOf = (name: string): number => report.figures.find((one) => one.name === name)?.median ?? 0
      expect(valueOf('cometRatio')).toBeCloseTo(valueOf('cometWrites') / valueOf('cometEmpty'), 6)
      expect(valueOf('cometAskP50')).toBeGreaterThan(valueOf('cometCommitP50'))
      expect(report.figures.filter(({ wanted }) => wanted !== undefined)).toEqual([])
    },
    START_WAIT_MS,
  )

  test(
    'comet-state-sync brings a new node to the state of another',
    async () => {
      const engine = await installCometbft()
      if ('absent' in engine) {
        console.log(`not run: bench comet-state-sync (${engine.absent})`)
        return
      }
      vi.stubEnv('XIEZHI_COMETBFT', engine.path)
      const report = await runBench('comet-state-sync', { ...quiet, runs: 1, records: 300 })
      vi.unstubAllEnvs()

      expectPlausible(report)
      expect(report.sizes).toMatchObject({ records: 300, chunks: 1 })
      // Floors are set for a million records.
      expect(report.figures.filter(({ wanted }) => wanted !== undefined)).toEqual([])
    },
    START_WAIT_MS,
  )

  test(
    'verify judges a bundle of a real ask, or says that it is not built',
    async () => {
      const { figures, notRun = [] } = await runBench('verify', { ...quiet, runs: 1 })
      expect(figures.length + notRun.length).toBeGreaterThan(0)
    },
    START_WAIT_MS,
  )
})

describe('report', () => {
  test('text names floor, probes and load; JSON is one document', async () => {
    const lines: string[] = []
    const write = (line: string): void => void lines.push(line)
    await runBench('tree', { ...quiet, write, runs: 1, size: 50 })
    expect(lines.join('\n')).toMatch(/median of 1; fsync on/)
    // Floors are set for a million keys.
    expect(lines.join('\n')).not.toMatch(/35000/)
    expect(lines.join('\n')).toMatch(/Ed25519 [\d,]+\/s.*SHA-256 [\d,]+\/s, fsync [\d,]+\/s/)

    const documents: string[] = []
    await runBench('tree', { ...quiet, write: (line) => void documents.push(line), json: true, runs: 1, size: 50 })
    expect(documents).toHaveLength(1)
    expect(JSON.parse(documents[0] ?? '')).toMatchObject({ bench: 'tree', runCount: 1 })
  })

  test('a bench that is not there is refused with the names that are', async () => {
    await expect(runBench('speed', quiet)).rejects.toMatchObject({
      code: 'BENCH_UNKNOWN',
      facts: { seen: 'speed', expected: benchNames.join(', ') },
    })
  })
})
