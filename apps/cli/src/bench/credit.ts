import { gatewayObstacle } from './child.ts'
import { CreditDoor, sm2Checks } from './credit-door.ts'
import { deletionFigures, SUBSCRIBERS_DEFAULT } from './credit-deletion.ts'
import { keptSets, reconcileSets } from './credit-reconciliation.ts'
import { buildSet, checkTimes, openSet } from './credit-sets.ts'
import type { BenchInput, Figure, Measured } from './report.ts'
import { inFolder } from './scratch-folder.ts'
import { figure, median, perSecond, percentile, repeated, spent, wantedAt } from './stats.ts'

const CHECKS_DEFAULT = 20_000
const ENTRIES_DEFAULT = 1_000_000
const WARM_UP = 500
const OFFLINE_CHECKS = 10_000
const SM2_SHARE = 20
/** A run of fewer entries tries the bench, and measures nothing that is held to a goal. */
const SMALL = 100_000
const SUBSCRIBERS_SMALL = 4
const SECOND_MS = 1_000

/** Checks of the credit lists: through HTTP, against a token set, and the monthly comparison. */
export async function credit({
  runs,
  size = CHECKS_DEFAULT,
  records = ENTRIES_DEFAULT,
  note,
}: BenchInput): Promise<Measured> {
  const entries = records
  note(`token set and comparison of ${entries} entries`)
  const figures: Figure[] = [...(await setFigures(runs, entries)), ...(await comparisonFigures(runs, entries))]
  const subscribers = entries < SMALL ? SUBSCRIBERS_SMALL : SUBSCRIBERS_DEFAULT
  const sizes = { checks: size, entries, underWay: 64, subscribers }
  const obstacle = gatewayObstacle()
  if (obstacle !== undefined)
    return { figures, sizes, notRun: [{ what: 'checks through HTTP, deletion', why: obstacle }] }
  figures.push(...(await doorFigures({ runs, size, entries, note })))
  figures.push(...(await deletionFigures(runs, subscribers, note)))
  return { figures, sizes }
}

async function setFigures(runs: number, entries: number): Promise<Figure[]> {
  const intl = await repeated(runs, () => spent(() => buildSet('intl', entries)))
  const sm = await spent(() => buildSet('sm', entries))
  const built = buildSet('intl', entries)
  const set = openSet(built)
  checkTimes(set, built, entries, WARM_UP)
  const times = await repeated(runs, () => checkTimes(set, built, entries, OFFLINE_CHECKS))
  const seconds = (values: readonly { readonly ms: number }[]): number[] => values.map(({ ms }) => ms / SECOND_MS)
  const cpu = (values: readonly { readonly cpuMs: number }[]): number[] => values.map(({ cpuMs }) => cpuMs / SECOND_MS)
  return [
    figure(
      'creditSet',
      's',
      seconds(intl),
      wantedAt(entries, ENTRIES_DEFAULT, { atLeast: 30, goal: 30, better: 'less' }),
    ),
    figure('creditSetCpu', 's', cpu(intl)),
    figure('creditSetSmCpu', 's', cpu([sm])),
    figure(
      'creditOffline',
      'ms',
      times.map((one) => median(one)),
      { atLeast: 1, goal: 1, better: 'less' },
    ),
    figure(
      'creditOfflineP99',
      'ms',
      times.map((one) => percentile(one, 0.99)),
    ),
  ]
}

async function comparisonFigures(runs: number, entries: number): Promise<Figure[]> {
  const sets = keptSets(entries)
  const compared = await repeated(runs, () => spent(() => reconcileSets(sets)))
  return [
    figure(
      'creditCompared',
      's',
      compared.map(({ ms }) => ms / SECOND_MS),
      wantedAt(entries, ENTRIES_DEFAULT, { atLeast: 120, goal: 120, better: 'less' }),
    ),
    figure(
      'creditComparedCpu',
      's',
      compared.map(({ cpuMs }) => cpuMs / SECOND_MS),
    ),
  ]
}

interface DoorWork {
  readonly runs: number
  readonly size: number
  readonly entries: number
  readonly note: (text: string) => void
}

function doorFigures({ runs, size, entries, note }: DoorWork): Promise<Figure[]> {
  return inFolder(undefined, async (folder) => {
    note('alliance and gateway')
    const { door, close } = await CreditDoor.open(folder)
    try {
      await door.fill(entries)
      await door.send(door.requests(Math.min(WARM_UP, size)))
      note(`${size} checks through HTTP`)
      const measured = await repeated(runs, async () => {
        const bodies = door.requests(size)
        const before = door.cpuMs
        const { ms } = await spent(() => door.send(bodies))
        return { rate: perSecond(size, ms), cpu: (door.cpuMs - before) / size }
      })
      const sm2 = sm2Checks(Math.max(1, Math.round(size / SM2_SHARE)))
      const { cpuMs } = await spent(sm2)
      return [
        figure(
          'creditChecks',
          '/s',
          measured.map(({ rate }) => rate),
          wantedAt(entries, ENTRIES_DEFAULT, { atLeast: 2_000, goal: 2_000, better: 'more' }),
        ),
        figure(
          'creditCheckCpu',
          'ms',
          measured.map(({ cpu }) => cpu),
        ),
        figure('creditCheckSm2', '/s', [perSecond(Math.max(1, Math.round(size / SM2_SHARE)), cpuMs)]),
      ]
    } finally {
      await close()
    }
  })
}
