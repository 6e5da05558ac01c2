import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fillRecords, openBureau, zoneConfig } from './bureau.ts'
import { isBuilt, memoryOf, startReady } from './child.ts'
import type { BenchInput, Measured } from './report.ts'
import { inFolder } from './scratch-folder.ts'
import { figure, repeated, wantedAt } from './stats.ts'

const RECORDS_DEFAULT = 100_000
const RECORDS_WANTED = 1_000_000

/** Starts the built node program on a state of records until it says that it is ready. */
export function restart({ runs, records = RECORDS_DEFAULT, folder: kept, note }: BenchInput): Promise<Measured> {
  return inFolder(kept, async (folder) => {
    if (!isBuilt()) return { figures: [], sizes: {}, notRun: [{ what: 'restart', why: 'apps/node is not built' }] }
    const host = openBureau(folder)
    try {
      await fillRecords(host, records, note)
    } finally {
      await host.stop()
    }
    const config = join(folder, 'node.json')
    writeFileSync(config, JSON.stringify({ zones: [zoneConfig(folder)] }))
    const start = async (): Promise<{ seconds: number; nowMb: number; ownMb: number; peakMb: number }> => {
      const child = await startReady('node', config)
      const memory = memoryOf(child.pid) ?? { nowMb: Number.NaN, ownMb: Number.NaN, peakMb: Number.NaN }
      await child.stop()
      return { seconds: child.readyMs / 1_000, ...memory }
    }
    await start()
    const starts = await repeated(runs, start)
    return {
      figures: [
        figure(
          'restartReady',
          's',
          starts.map(({ seconds }) => seconds),
          wantedAt(records, RECORDS_WANTED, { atLeast: 10, goal: 5, better: 'less' }),
        ),
        figure(
          'restartRss',
          'MB',
          starts.map(({ nowMb }) => nowMb),
          wantedAt(records, RECORDS_WANTED, { atLeast: 2_500, goal: 1_500, better: 'less' }),
        ),
        figure(
          'restartOwn',
          'MB',
          starts.map(({ ownMb }) => ownMb),
        ),
        figure(
          'restartPeak',
          'MB',
          starts.map(({ peakMb }) => peakMb),
        ),
      ],
      sizes: { records },
    }
  })
}
