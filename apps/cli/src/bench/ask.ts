import { CheckedReads } from '@xiezhi/sdk'
import { loadOfficer } from '../zone/officers.ts'
import { askMessage, ReceiptWatch } from '../zone/ask.ts'
import { askerCrypto, startAlliance } from './alliance.ts'
import type { BenchAlliance } from './alliance.ts'
import { BenchError } from './bench-error.ts'
import { isBuilt } from './child.ts'
import { plainAlternative } from './plain-alternative.ts'
import type { BenchInput, Measured } from './report.ts'
import { inFolder } from './scratch-folder.ts'
import { clocked, figure, percentile, perSecond, repeated } from './stats.ts'

const ASKS_DEFAULT = 200
const ASKS_SUSTAINED_DEFAULT = 2_000
const WARM_UP_ASKS = 30
const WARM_UP_SUSTAINED = 100
/** Asks that are open at any time under load. */
const UNDER_WAY = 128
const ANSWER_WAIT_MS = 60_000
const NOT_BUILT = { what: 'ask', why: 'apps/node or apps/relayer is not built' }

export interface Asker {
  /** Asks once and checks the answer's proof; milliseconds. @throws BenchError, CliError */
  once(): Promise<number>
}

/** One ask after the other, and the plain alternative beside it. */
export function ask({ runs, size = ASKS_DEFAULT, note }: BenchInput): Promise<Measured> {
  return inFolder(undefined, async (folder) => {
    if (!isBuilt()) return { figures: [], sizes: {}, notRun: [NOT_BUILT] }
    note('alliance')
    const alliance = await startAlliance(folder)
    let times: number[][]
    const cpu: number[] = []
    try {
      const asker = await askerOf(alliance)
      times = await repeated(runs, async () => {
        await repeated(WARM_UP_ASKS, () => asker.once())
        const before = alliance.cpuMs()
        const each = await repeated(size, () => asker.once())
        cpu.push((alliance.cpuMs() - before) / size)
        return each
      })
    } finally {
      await alliance.close()
    }
    note('plain alternative')
    const plain = await plainAlternative(runs, size)
    return {
      figures: [
        figure(
          'askP50',
          'ms',
          times.map((run) => percentile(run, 0.5)),
          { atLeast: 30, goal: 20, better: 'less' },
        ),
        figure(
          'askP95',
          'ms',
          times.map((run) => percentile(run, 0.95)),
          { atLeast: 80, goal: 80, better: 'less' },
        ),
        figure('askCpu', 'ms', cpu),
        ...plain.figures,
      ],
      sizes: { asks: size },
      notRun: plain.notRun,
    }
  })
}

/** Many asks under way at once. */
export function askSustained({ runs, size = ASKS_SUSTAINED_DEFAULT, note }: BenchInput): Promise<Measured> {
  return inFolder(undefined, async (folder) => {
    if (!isBuilt()) return { figures: [], sizes: {}, notRun: [NOT_BUILT] }
    note('alliance')
    const alliance = await startAlliance(folder)
    try {
      const asker = await askerOf(alliance)
      const rows = await repeated(runs, async () => {
        await underLoad(asker, WARM_UP_SUSTAINED)
        const before = alliance.cpuMs()
        const times: number[] = []
        const ms = await clocked(async () => {
          times.push(...(await underLoad(asker, size)))
        })
        return { rate: perSecond(size, ms), p50: percentile(times, 0.5), cpu: (alliance.cpuMs() - before) / size }
      })
      return {
        figures: [
          figure(
            'askRate',
            '/s',
            rows.map(({ rate }) => rate),
            { atLeast: 300, goal: 500, better: 'more' },
          ),
          figure(
            'askSustainedP50',
            'ms',
            rows.map(({ p50 }) => p50),
          ),
          figure(
            'askCpu',
            'ms',
            rows.map(({ cpu }) => cpu),
          ),
        ],
        sizes: { asks: size, underWay: UNDER_WAY },
      }
    } finally {
      await alliance.close()
    }
  })
}

async function underLoad(asker: Asker, count: number): Promise<number[]> {
  let begun = 0
  const times: number[] = []
  const worker = async (): Promise<void> => {
    while (begun < count) {
      begun++
      times.push(await asker.once())
    }
  }
  await Promise.all(Array.from({ length: Math.min(UNDER_WAY, count) }, worker))
  return times
}

export async function askerOf(alliance: BenchAlliance): Promise<Asker> {
  const { home, sample, court, anchor } = alliance
  const clerk = loadOfficer(home, { zone: court.zone.name, organisation: 'court-district', officer: 'clerk' })
  const agents = sample.cases.flatMap(({ caseRef, agents: entered }) =>
    entered.map(({ licenceNo, firmUscc }) => ({ caseRef, licenceNo, letterFirmUscc: firmUscc })),
  )
  const watch = await ReceiptWatch.begin(court)
  const reads = new CheckedReads(court.client, askerCrypto, anchor)
  let turn = 0
  return {
    once: () =>
      clocked(async () => {
        const agent = agents[turn++ % agents.length]
        if (agent === undefined) throw new BenchError('WORK_REFUSED', { reason: 'sample without agents' })
        const message = askMessage({ ...agent, asOf: sample.today, use: 'FILING', subscribe: false })
        const { data } = await court.submit([message], [clerk])
        const { dispatchId } = data[0] as { dispatchId: string }
        await watch.wait(dispatchId, ANSWER_WAIT_MS)
        await reads.read(`query/receipt/${dispatchId}`)
      }),
  }
}

/** One answered ask; its dispatch. */
export async function answeredDispatch(alliance: BenchAlliance): Promise<string> {
  const { home, sample, court } = alliance
  const clerk = loadOfficer(home, { zone: court.zone.name, organisation: 'court-district', officer: 'clerk' })
  const [one] = sample.cases
  const [agent] = one?.agents ?? []
  if (one === undefined || agent === undefined)
    throw new BenchError('WORK_REFUSED', { reason: 'sample without agents' })
  const watch = await ReceiptWatch.begin(court)
  const { licenceNo, firmUscc } = agent
  const question = { caseRef: one.caseRef, licenceNo, letterFirmUscc: firmUscc, asOf: sample.today }
  const { data } = await court.submit([askMessage({ ...question, use: 'FILING', subscribe: false })], [clerk])
  const { dispatchId } = data[0] as { dispatchId: string }
  await watch.wait(dispatchId, ANSWER_WAIT_MS)
  return dispatchId
}
