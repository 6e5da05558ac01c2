import type { Figure, Measured, Unit } from './report.ts'
import type { Probes } from './probes.ts'
import { BENCH_TEXTS, textOf } from './texts.ts'
import type { BenchName } from './texts.ts'

const MS_DIGITS_BELOW = 100

/** The report for people: each text in Chinese, then in English. */
export function reportText(name: BenchName, runs: number, measured: Measured, probes: Probes): string[] {
  const { what, warmUp, clock } = BENCH_TEXTS[name]
  const sizes = Object.entries(measured.sizes).map(([key, size]) => `${key} ${size.toLocaleString('en')}`)
  return [
    `${name}: ${what[0]}`,
    `${name}: ${what[1]}`,
    `预热 ${warmUp[0]}；计时范围 ${clock[0]}；取 ${runs} 轮中位数；fsync 开启`,
    `warm-up: ${warmUp[1]}; inside the clock: ${clock[1]}; median of ${runs}; fsync on`,
    ...(sizes.length === 0 ? [] : [`规模 / sizes: ${sizes.join(', ')}`]),
    '',
    ...measured.figures.flatMap(figureLines),
    ...(measured.notRun ?? []).map(({ what: part, why }) => `not run: ${part} (${why})`),
    '',
    ...probeLines(probes),
  ]
}

function figureLines({ name, unit, median, runs, wanted }: Figure): string[] {
  const { zh, en } = textOf(name)
  const held = wanted === undefined ? '' : `  ${verdict(median, wanted)}`
  const each = runs.map((run) => amount(run, unit)).join(' ')
  return [`${zh} / ${en}`, `  ${amount(median, unit)}${unitText(unit)}${held}  [${each}]`]
}

function verdict(median: number, { atLeast, goal, better }: NonNullable<Figure['wanted']>): string {
  const reaches = (mark: number): boolean => (better === 'more' ? median >= mark : median <= mark)
  const zh = reaches(goal) ? '达到目标' : reaches(atLeast) ? '达到下限' : '未达下限'
  const en = reaches(goal) ? 'goal reached' : reaches(atLeast) ? 'floor reached' : 'below the floor'
  return `${zh} / ${en} (${atLeast} · ${goal})`
}

function probeLines(probes: Probes): string[] {
  const rate = (value: number): string => Math.round(value).toLocaleString('en')
  return [
    `本机 / this machine: Ed25519 ${rate(probes.ed25519ChecksPerSecond)}/s, SM2 ${rate(probes.sm2ChecksPerSecond)}/s, ` +
      `SHA-256 ${rate(probes.sha256PerSecond)}/s, fsync ${rate(probes.fsyncsPerSecond)}/s`,
    `${probes.cores} × ${probes.cpu}, Node ${probes.node}, load ${probes.loadAverage.join(' ')}`,
  ]
}

function unitText(unit: Unit): string {
  return unit === 'count' ? '' : unit === '/s' ? '/s' : ` ${unit}`
}

function amount(value: number, unit: Unit): string {
  if (unit === '/s') return Math.round(value).toLocaleString('en')
  return value.toFixed(value < 1 ? 3 : value < MS_DIGITS_BELOW ? 1 : 0)
}
