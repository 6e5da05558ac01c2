import { inputs } from './inputs.ts'
import type { Figure } from './model.ts'
import { linkLoads, packets, storage, traffic, zones } from './model.ts'

const THOUSAND = 1_000
const BYTES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const
const DIGITS = 3

/** The tables of docs/scale.md by the name of their marker. */
export const tables: Readonly<Record<string, () => string>> = {
  inputs: inputTable,
  traffic: () => figureTable(traffic()),
  zones: () => figureTable(zones()),
  storage: () => figureTable(storage()),
  links: linkTable,
  packets: () => figureTable(packets()),
}

/** Puts each table between its markers. */
export function withTables(page: string): string {
  return page.replaceAll(/<!-- table: (\w+) -->\n[^]*?<!-- end -->/g, (whole, name: string) => {
    const table = tables[name]
    return table === undefined ? whole : `<!-- table: ${name} -->\n\n${table()}\n\n<!-- end -->`
  })
}

function inputTable(): string {
  return table(
    ['input', 'value', 'kind', 'from'],
    Object.entries(inputs).map(([name, { value, unit, basis, source }]) => [
      `\`${name}\``,
      unit === 'bytes' && value >= THOUSAND ? inBytes(value) : `${grouped(value)} ${unit}`,
      basis === 'measured' ? '*measured*' : basis,
      source,
    ]),
  )
}

function figureTable(figures: readonly Figure[]): string {
  return table(
    ['figure', 'value', 'kind', 'formula'],
    figures.map(({ what, value, unit, formula }) => [what, shown(value, unit), '*modelled*', formula]),
  )
}

function linkTable(): string {
  return table(
    [
      'links',
      'count',
      'header every',
      'updates a day',
      'CPU-seconds a day',
      'busiest zone: cores a validator',
      'leaves of kept states there',
    ],
    linkLoads().map(({ topology, refreshSeconds, updatesPerDay, cpuSecondsPerDay, coresOfBusiest, stateLeaves }) => [
      topology.name,
      shown(topology.links, ''),
      shown(refreshSeconds, 's'),
      shown(updatesPerDay, ''),
      shown(cpuSecondsPerDay, 's'),
      shown(coresOfBusiest, ''),
      shown(stateLeaves, ''),
    ]),
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Three digits, with the unit; large amounts of bytes in their own unit. */
function shown(value: number, unit: string): string {
  if (!Number.isFinite(value)) return 'without end'
  if (unit === 'bytes' && value >= THOUSAND) return inBytes(value)
  return `${rounded(value)} ${unit}`.trim()
}

function inBytes(value: number): string {
  let at = 0
  let rest = value
  while (rest >= THOUSAND && at < BYTES.length - 1) {
    rest /= THOUSAND
    at++
  }
  return `${rounded(rest)} ${BYTES[at] ?? ''}`
}

function rounded(value: number): string {
  return grouped(Number(value.toPrecision(DIGITS)))
}

function grouped(exact: number): string {
  const [whole = '', part] = (Math.abs(exact) >= 1e15 ? exact.toFixed(0) : String(exact)).split('.')
  const digits = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')
  return part === undefined ? digits : `${digits}.${part}`
}
