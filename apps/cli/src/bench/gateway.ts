import { startAlliance } from './alliance.ts'
import type { BenchAlliance } from './alliance.ts'
import { gatewayObstacle } from './child.ts'
import { BenchDoor } from './gateway-door.ts'
import { liftLimits } from './gateway-limits.ts'
import { fillLawyers, listFigures } from './gateway-lists.ts'
import { pageFigures, pagesObstacle } from './gateway-pages.ts'
import { projectionFigures } from './gateway-projection.ts'
import { streamFigures } from './gateway-streams.ts'
import { Clerks, sessionsFor, underWayOf, verificationFigures } from './gateway-verification.ts'
import type { BenchInput, Figure, Measured } from './report.ts'
import { inFolder } from './scratch-folder.ts'
import { figure } from './stats.ts'

const VERIFICATIONS_DEFAULT = 100
const LAWYERS_DEFAULT = 100_000
/** Multiples of the verifications of a run. */
const CONNECTIONS_EACH = 5
const WRITES_EACH = 40
const BACKLOG_EACH = 20

interface Work {
  readonly runs: number
  readonly size: number
  readonly lawyers: number
  readonly note: (text: string) => void
}

/** The gateway's process with its database over an alliance, through HTTP as a browser uses it. */
export function gateway({
  runs,
  size = VERIFICATIONS_DEFAULT,
  records = LAWYERS_DEFAULT,
  note,
}: BenchInput): Promise<Measured> {
  return inFolder(undefined, async (folder) => {
    const obstacle = gatewayObstacle()
    if (obstacle !== undefined) return { figures: [], sizes: {}, notRun: [{ what: 'gateway', why: obstacle }] }
    note('alliance')
    const alliance = await startAlliance(folder)
    try {
      note('gateway')
      await liftLimits(alliance)
      const door = await BenchDoor.open(alliance)
      try {
        return await measured(alliance, door, { runs, size, lawyers: records, note })
      } finally {
        await door.stop()
      }
    } finally {
      await alliance.close()
    }
  })
}

async function measured(
  alliance: BenchAlliance,
  door: BenchDoor,
  { runs, size, lawyers, note }: Work,
): Promise<Measured> {
  const work = { runs, size }
  const [connections, writes, backlog] = [CONNECTIONS_EACH * size, WRITES_EACH * size, BACKLOG_EACH * size]
  const sessions = sessionsFor(work)
  const noPages = pagesObstacle()
  note(`${sessions} sessions`)
  const { clerks, signInMs } = await Clerks.open(door, sessions, runs)
  const figures: Figure[] = [figure('doorSignIn', 'ms', signInMs)]
  try {
    note('verification')
    figures.push(...(await verificationFigures(alliance, door, clerks, work)))
    if (noPages === undefined) {
      note('pages in a browser without a cache')
      const list = await clerks.browsers[0]?.client.call('listVerifications', { query: { limit: 1 } })
      const verificationId = list?.items[0]?.id ?? ''
      figures.push(...(await pageFigures(door, runs, { verificationId, isWhole: size >= VERIFICATIONS_DEFAULT })))
    }
    note(`${connections} event streams`)
    figures.push(...(await streamFigures(alliance, clerks.browsers, runs, connections)))
  } finally {
    clerks.close()
  }
  note(`list pages of ${lawyers} lawyers`)
  await fillLawyers(door, lawyers)
  figures.push(...(await listFigures(door, runs, lawyers)))
  note('projection')
  figures.push(...(await projectionFigures(alliance, door, { runs, writes, backlog })))
  const sizes = {
    verifications: size,
    underWay: underWayOf(size),
    sessions,
    lawyers,
    connections,
    writes,
    backlog,
  }
  return { figures, sizes, ...(noPages === undefined ? {} : { notRun: [{ what: 'pages', why: noPages }] }) }
}
