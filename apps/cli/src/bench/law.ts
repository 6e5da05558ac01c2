import { bundledLaw, evaluate } from '@xiezhi/law'
import { claimsOf, equityOf, samples, voteOf } from './law-inputs.ts'
import type { BenchInput, Figure, Measured } from './report.ts'
import { clocked, figure, perSecond, repeated, spent, wantedAt } from './stats.ts'

const CLAIMS_DEFAULT = 100_000
/** For each enterprise of the penetration so many claims. */
const CLAIMS_PER_ENTERPRISE = 5
const ROUNDS_WARM_UP = 300
const ROUNDS = 1_500

/** Evaluations of many functions in turn, then the functions with large inputs. */
export async function law({ runs, size = CLAIMS_DEFAULT, note }: BenchInput): Promise<Measured> {
  note(`${samples.length} functions in turn`)
  const small = await smallFigures(runs)
  note(`${size} claims`)
  const vote = voteOf(size)
  const distribution = claimsOf(size)
  const enterprises = Math.ceil(size / CLAIMS_PER_ENTERPRISE)
  const equity = equityOf(enterprises)
  const timed = async (fn: string, input: unknown): Promise<number[]> => {
    const once = (): Promise<number> => clocked(() => evaluate(fn, input, bundledLaw))
    await once()
    return repeated(runs, once)
  }
  const atMost = (ms: number): Figure['wanted'] =>
    wantedAt(size, CLAIMS_DEFAULT, { atLeast: ms, goal: ms, better: 'less' })
  const tally = await timed('bankruptcy.tallyVote', vote)
  const shares = await timed('bankruptcy.distribute', distribution)
  note(`${enterprises} enterprises`)
  const stakes = await timed('enterprise.equityPenetration', equity)
  return {
    figures: [
      ...small,
      figure('lawVote', 'ms', tally, atMost(1_000)),
      figure('lawDistribution', 'ms', shares, atMost(1_000)),
      figure('lawPenetration', 'ms', stakes, atMost(2_000)),
    ],
    sizes: { functions: samples.length, claims: size, enterprises, shareholdings: equity.edges.length },
  }
}

async function smallFigures(runs: number): Promise<Figure[]> {
  const round = (): void => {
    for (const { fn, input } of samples) evaluate(fn, input, bundledLaw)
  }
  const rounds = (count: number): void => {
    for (let turn = 0; turn < count; turn++) round()
  }
  rounds(ROUNDS_WARM_UP)
  const times = await repeated(runs, () => spent(() => rounds(ROUNDS)))
  const rateBy = (cost: (time: (typeof times)[number]) => number): number[] =>
    times.map((time) => perSecond(ROUNDS * samples.length, cost(time)))
  return [
    figure(
      'lawRate',
      '/s',
      rateBy(({ ms }) => ms),
      { atLeast: 20_000, goal: 50_000, better: 'more' },
    ),
    figure(
      'lawRateCpu',
      '/s',
      rateBy(({ cpuMs }) => cpuMs),
    ),
  ]
}
