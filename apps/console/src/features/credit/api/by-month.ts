interface Stacked {
  readonly months: readonly string[]
  /** For each name the counts of each month, in the order of `months`. */
  readonly stacks: readonly { readonly name: string; readonly counts: readonly number[] }[]
}

/** Sums of rows by month and by a name of theirs, for a graph. */
export function byMonth<T extends { readonly month: string }>(
  rows: readonly T[],
  nameOf: (row: T) => string,
  countOf: (row: T) => number,
): Stacked {
  const months = [...new Set(rows.map(({ month }) => month))].sort()
  const names = [...new Set(rows.map(nameOf))].sort()
  const sum = (month: string, name: string): number =>
    rows.reduce((total, row) => (row.month === month && nameOf(row) === name ? total + countOf(row) : total), 0)
  return { months, stacks: names.map((name) => ({ name, counts: months.map((month) => sum(month, name)) })) }
}
