import type { FunctionView } from '@xiezhi/gateway-api'

/** A value of a parameter with the days on which it is in force. */
export interface ParameterRow {
  readonly key: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly value: unknown
  readonly effectiveFrom: string | null
  readonly effectiveTo: string | null
  readonly source: string
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** The rows that a function may read, as its description gives them. */
export function rowsOfFunction({ parameters }: FunctionView): readonly ParameterRow[] {
  return parameters.map((row) => ({
    key: textOf(row['key']) ?? '',
    title: { zh: textOf(row['titleZh']) ?? '', en: textOf(row['title']) ?? '' },
    value: row['value'],
    effectiveFrom: textOf(row['effectiveFrom']),
    effectiveTo: textOf(row['effectiveTo']),
    source: textOf(row['source']) ?? '',
  }))
}

export interface ParameterGroup {
  readonly key: string
  readonly title: ParameterRow['title']
  readonly rows: readonly ParameterRow[]
}

/** Rows of one key together, the oldest first. */
export function groupsOf(rows: readonly ParameterRow[]): readonly ParameterGroup[] {
  const groups = new Map<string, ParameterRow[]>()
  for (const row of rows) groups.set(row.key, [...(groups.get(row.key) ?? []), row])
  return [...groups].map(([key, found]) => {
    const ordered = [...found].sort((one, other) => ((one.effectiveFrom ?? '') < (other.effectiveFrom ?? '') ? -1 : 1))
    return { key, title: ordered[ordered.length - 1]?.title ?? { zh: '', en: '' }, rows: ordered }
  })
}

/** A value in one line: what is longer is shortened, the whole stands in the title. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Whether a row is in force on a day. */
export function isInForce(row: Pick<ParameterRow, 'effectiveFrom' | 'effectiveTo'>, day: string): boolean {
  const { effectiveFrom: from, effectiveTo: to } = row
  return (from === null || from <= day) && (to === null || day <= to)
}
