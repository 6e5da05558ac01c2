import { hasOpenssl } from '@xiezhi/institution-adapter'
import { availableBinaries } from '@xiezhi/postgres'
import { isProgramBuilt } from '../process/program-file.ts'
import { isBuilt } from './child.ts'
import { accountOf } from './enforcement-institution.ts'
import { fillMeasures, plan, planInput, reconcileMeasures } from './enforcement-measures.ts'
import { startPlain } from './enforcement-plain.ts'
import { AUTOMATIC, BANK, MANY, startEnforcement } from './enforcement-zones.ts'
import type { EnforcementAlliance } from './enforcement-zones.ts'
import type { Target } from './enforcement-court.ts'
import type { BenchInput, Figure, Measured } from './report.ts'
import { inFolder } from './scratch-folder.ts'
import { clocked, figure, percentile, perSecond, repeated, spent, wantedAt } from './stats.ts'

const ORDERS_DEFAULT = 200
const MEASURES_DEFAULT = 1_000_000
const ASSETS = 10_000
/** Orders under load for each order that goes alone. */
const LOADED = 5
const UNDER_WAY = 128
const WARM_UP = 20
const ORDERS_MIN = 100
const MEASURES_MIN = 1_000_000

/** Orders, from the signature to the proved answer, beside the same as plain signed HTTP. */
export async function enforcement(input: BenchInput): Promise<Measured> {
  const { runs, size = ORDERS_DEFAULT, records = MEASURES_DEFAULT, note } = input
  const why = obstacle()
  if (why !== undefined)
    return { figures: await planning(runs), sizes: { assets: ASSETS }, notRun: [{ what: 'orders', why }] }
  return inFolder(undefined, async (folder) => {
    note('zones, relayer, institution')
    const orders = runs * (WARM_UP + size + 2 * (WARM_UP + size * LOADED) + MANY.length)
    const plainOrders = runs * (WARM_UP + size + size * LOADED)
    const alliance = await startEnforcement(folder, orders + plainOrders, orders)
    const measuring = new Measuring(alliance, runs, size)
    try {
      const figures = [
        ...(await measuring.alone(note)),
        ...(await measuring.sustained(note)),
        ...(await measuring.many(note)),
        ...(await measuring.plain(note)),
      ]
      note(`${records} measures`)
      await fillMeasures(alliance.bank, records)
      note('reconciliation')
      figures.push(...(await reconciliation(alliance, records)))
      figures.push(...(await planning(runs)))
      const sizes = { orders: size, sustained: size * LOADED, underWay: UNDER_WAY, measures: records, assets: ASSETS }
      return { figures, sizes }
    } finally {
      await alliance.close()
    }
  })
}

function obstacle(): string | undefined {
  if (!isBuilt() || !isProgramBuilt('institution')) return 'apps/node, apps/relayer or apps/institution is not built'
  if (availableBinaries().length === 0) return 'no PostgreSQL server for this platform'
  return hasOpenssl() ? undefined : 'openssl is not there'
}

class Measuring {
  readonly #alliance: EnforcementAlliance
  readonly #runs: number
  readonly #size: number
  #account = 0
  #turn = 0

  constructor(alliance: EnforcementAlliance, runs: number, size: number) {
    this.#alliance = alliance
    this.#runs = runs
    this.#size = size
  }

  /** One order after the other, at the institution with a core system. */
  async alone(note: (text: string) => void): Promise<Figure[]> {
    note('orders, one after the other')
    const cpu: number[] = []
    const times = await repeated(this.#runs, async () => {
      await repeated(WARM_UP, () => this.#once(BANK))
      const before = this.#alliance.zones.cpuMs()
      const each = await repeated(this.#size, () => clocked(() => this.#once(BANK)))
      cpu.push((this.#alliance.zones.cpuMs() - before) / this.#size)
      return each
    })
    const at = (share: number): number[] => times.map((run) => percentile(run, share))
    const wanted = { atLeast: 150, goal: 150, better: 'less' } as const
    return [
      figure('orderP50', 'ms', at(0.5), wantedAt(this.#size, ORDERS_MIN, wanted)),
      figure('orderP95', 'ms', at(0.95)),
      figure('orderCpu', 'ms', cpu),
    ]
  }

  /** Many under way: where institutions answer by themselves, and where a core system does. */
  async sustained(note: (text: string) => void): Promise<Figure[]> {
    note('orders under load, automatic institutions')
    const automatic = await this.#loaded(() => AUTOMATIC[this.#turn++ % AUTOMATIC.length] ?? '')
    note('orders under load, with adapter')
    const adapted = await this.#loaded(() => BANK)
    const held = (goal: number): Figure['wanted'] =>
      wantedAt(this.#size, ORDERS_MIN, { atLeast: goal, goal, better: 'more' })
    return [
      figure('orderAutomaticRate', '/s', automatic.rates, held(150)),
      figure('orderAutomaticCpu', 'ms', automatic.cpu),
      figure('orderAdapterRate', '/s', adapted.rates, held(60)),
      figure('orderAdapterCpu', 'ms', adapted.cpu),
    ]
  }

  /** One ruling to many institutions in one transaction. */
  async many(note: (text: string) => void): Promise<Figure[]> {
    note(`one ruling to ${MANY.length} institutions`)
    const { court, untilDelivered } = this.#alliance
    const times = await repeated(this.#runs, () =>
      clocked(async () => {
        await untilDelivered(await court.issue(MANY.map((institution) => this.#target(institution))))
      }),
    )
    return [figure('orderManyDelivered', 'ms', times, { atLeast: 1_000, goal: 1_000, better: 'less' })]
  }

  /** The same freeze as signed HTTP between two databases. */
  async plain(note: (text: string) => void): Promise<Figure[]> {
    note('plain alternative')
    const plain = await startPlain(this.#alliance.bank)
    try {
      const once = (): Promise<void> => plain.once(`PLAIN-${this.#account}`, accountOf(this.#account++))
      const times = await repeated(this.#runs, async () => {
        await repeated(WARM_UP, once)
        return repeated(this.#size, () => clocked(once))
      })
      const rates = await repeated(this.#runs, async () =>
        perSecond(this.#size * LOADED, await clocked(() => underLoad(this.#size * LOADED, once))),
      )
      const at = (share: number): number[] => times.map((run) => percentile(run, share))
      return [
        figure('orderPlainP50', 'ms', at(0.5)),
        figure('orderPlainP95', 'ms', at(0.95)),
        figure('orderPlainRate', '/s', rates),
      ]
    } finally {
      await plain.close()
    }
  }

  async #loaded(
    institution: () => string,
  ): Promise<{ readonly rates: readonly number[]; readonly cpu: readonly number[] }> {
    const count = this.#size * LOADED
    const once = (): Promise<void> => this.#once(institution())
    const rows = await repeated(this.#runs, async () => {
      await underLoad(WARM_UP, once)
      const before = this.#alliance.zones.cpuMs()
      const ms = await clocked(() => underLoad(count, once))
      return { rate: perSecond(count, ms), cpu: (this.#alliance.zones.cpuMs() - before) / count }
    })
    return { rates: rows.map(({ rate }) => rate), cpu: rows.map(({ cpu }) => cpu) }
  }

  #once(institution: string): Promise<void> {
    return this.#alliance.court.once(this.#target(institution))
  }

  #target(institution: string): Target {
    return { institution, accountNo: accountOf(this.#account++) }
  }
}

async function underLoad(count: number, once: () => Promise<void>): Promise<void> {
  let begun = 0
  const worker = async (): Promise<void> => {
    while (begun < count) {
      begun++
      await once()
    }
  }
  await Promise.all(Array.from({ length: Math.min(UNDER_WAY, count) }, worker))
}

/** Once: it takes as long as all the rest. */
async function reconciliation({ zones, bank }: EnforcementAlliance, count: number): Promise<Figure[]> {
  const before = zones.cpuMs()
  const seconds = (await clocked(() => reconcileMeasures(bank, count))) / 1_000
  const cpu = (zones.cpuMs() - before) / 1_000
  const wanted = { atLeast: 180, goal: 180, better: 'less' } as const
  return [
    figure('orderReconciled', 's', [seconds], wantedAt(count, MEASURES_MIN, wanted)),
    figure('orderReconciledCpu', 's', [cpu]),
  ]
}

async function planning(runs: number): Promise<Figure[]> {
  const input = planInput(ASSETS)
  plan(input)
  const rows = await repeated(runs, () => spent(() => plan(input)))
  const wanted = { atLeast: 200, goal: 200, better: 'less' } as const
  return [
    figure(
      'orderPlan',
      'ms',
      rows.map(({ ms }) => ms),
      wanted,
    ),
    figure(
      'orderPlanCpu',
      'ms',
      rows.map(({ cpuMs }) => cpuMs),
    ),
  ]
}
