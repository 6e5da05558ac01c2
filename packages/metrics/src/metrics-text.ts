/** A value under labels. Labels name parts of the system (`zone`, `from`), never a person, a case or an address. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export interface Metric {
  /** `xiezhi_…`, with the unit last. */
  readonly name: string
  readonly help: string
  readonly kind: 'gauge' | 'counter'
  /** Samples that have no value now are left out. */
  readonly read: () => readonly Sample[]
}

/** Prometheus' text format 0.0.4. */
export function metricsText(metrics: readonly Metric[]): string {
  const lines = metrics.flatMap(({ name, help, kind, read }) => [
    `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
    `# TYPE ${name} ${kind}`,
    ...read()
      .filter(({ value }) => Number.isFinite(value))
      .map(({ labels, value }) => `${name}${labelText(labels)} ${value}`),
  ])
  return `${lines.join('\n')}\n`
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
