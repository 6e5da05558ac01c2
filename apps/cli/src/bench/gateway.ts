import { availableBinaries } from '@xiezhi/postgres'
import { startAlliance } from './alliance.ts'
import { builtEntry, isBuilt } from './child.ts'
import { existsSync } from 'node:fs'
import { BenchDoor } from './gateway-door.ts'
import { Clerks, sessionsFor, VERIFICATIONS_UNDER_WAY, verificationFigures } from './gateway-verification.ts'
import type { BenchInput, Figure, Measured } from './report.ts'
import { inFolder } from './scratch-folder.ts'
import { figure } from './stats.ts'

const VERIFICATIONS_DEFAULT = 100

/** The gateway's process with its database over an alliance, through HTTP as a browser uses it. */
export function gateway({ runs, size = VERIFICATIONS_DEFAULT, note }: BenchInput): Promise<Measured> {
  return inFolder(undefined, async (folder) => {
    const obstacle = obstacleOf()
    if (obstacle !== undefined) return { figures: [], sizes: {}, notRun: [{ what: 'gateway', why: obstacle }] }
    note('alliance')
    const alliance = await startAlliance(folder)
    try {
      note('gateway')
      const door = await BenchDoor.open(alliance)
      try {
        const work = { runs, size }
        note(`${sessionsFor(work)} sessions`)
        const { clerks, signInMs } = await Clerks.open(door, sessionsFor(work), runs)
        const figures: Figure[] = [figure('doorSignIn', 'ms', signInMs)]
        try {
          note('verification')
          figures.push(...(await verificationFigures(alliance, door, clerks, work)))
        } finally {
          clerks.close()
        }
        return {
          figures,
          sizes: { verifications: size, underWay: VERIFICATIONS_UNDER_WAY, sessions: sessionsFor(work) },
        }
      } finally {
        await door.stop()
      }
    } finally {
      await alliance.close()
    }
  })
}

function obstacleOf(): string | undefined {
  if (!isBuilt() || !existsSync(builtEntry('gateway'))) return 'apps/node, apps/relayer or apps/gateway is not built'
  if (process.env['XIEZHI_POSTGRES_URL'] === undefined && availableBinaries().length === 0)
    return 'no PostgreSQL server for this platform'
  return undefined
}
