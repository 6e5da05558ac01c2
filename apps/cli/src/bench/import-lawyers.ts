import { civilDateOf } from '@xiezhi/contracts/ids'
import { generateSample } from '../sample/generate.ts'
import type { Sample } from '../sample/generate.ts'
import { firmMessages, importMessages } from '../sample/seed-messages.ts'
import { loadOfficer } from '../zone/officers.ts'
import { startAlliance } from './alliance.ts'
import { BenchError } from './bench-error.ts'
import { isBuilt } from './child.ts'
import type { BenchInput, Measured } from './report.ts'
import { inFolder } from './scratch-folder.ts'
import { clocked, figure, perSecond, repeated } from './stats.ts'

const ROWS_DEFAULT = 20_000
const FIRMS = 40
/** Messages whose blocks are waited for at once. */
const UNDER_WAY = 8
/** Another seed than that of the alliance's own sample: other lawyer ids. */
const SEED = 11
const OWN_SERIALS = 40

/** Rows of the sample generator, each run with lawyers of its own. */
export function importLawyers({ runs, size = ROWS_DEFAULT, note }: BenchInput): Promise<Measured> {
  return inFolder(undefined, async (folder) => {
    if (!isBuilt()) return { figures: [], sizes: {}, notRun: [{ what: 'import', why: 'apps/node is not built' }] }
    note(`${size * (runs + 1)} rows`)
    const warmUp = Math.min(150, size)
    const sample = generateSample(
      { enabled: true, seed: SEED, firms: FIRMS, lawyers: OWN_SERIALS + warmUp + size * runs, cases: 0 },
      civilDateOf(Date.now()),
    )
    const alliance = await startAlliance(folder)
    try {
      const { home, justice } = alliance
      const department = ['licensing-1', 'licensing-2'].map((officer) =>
        loadOfficer(home, { zone: justice.zone.name, organisation: 'justice-department', officer }),
      )
      // The first firms stand already.
      const known = new Set(alliance.sample.firms.map(({ uscc }) => uscc))
      await justice.submit(
        firmMessages({ ...sample, firms: sample.firms.filter(({ uscc }) => !known.has(uscc)) }),
        department,
      )
      const part = async (from: number, count: number): Promise<void> => {
        const messages = importMessages({
          ...sample,
          lawyers: sample.lawyers.slice(from, from + count),
        } satisfies Sample)
        let next = 0
        const worker = async (): Promise<void> => {
          for (let message = messages[next++]; message !== undefined; message = messages[next++]) {
            const { data } = await justice.submit([message], department)
            const { refused } = data[0] as { refused: readonly { name: string }[] }
            if (refused.length > 0)
              throw new BenchError('WORK_REFUSED', { rows: refused.length, name: refused[0]?.name ?? '' })
          }
        }
        await Promise.all(Array.from({ length: UNDER_WAY }, worker))
      }
      await part(OWN_SERIALS, warmUp)
      const rates = await repeated(runs, async (run) => {
        const from = OWN_SERIALS + warmUp + run * size
        return perSecond(size, await clocked(() => part(from, size)))
      })
      return {
        figures: [figure('importRows', '/s', rates, { atLeast: 3_000, goal: 5_000, better: 'more' })],
        sizes: { rows: size, messagesUnderWay: UNDER_WAY },
      }
    } finally {
      await alliance.close()
    }
  })
}
