import { useMemo } from 'react'
import type { ReactElement } from 'react'
import { LazyChart } from '../../../components/lazy-chart.tsx'
import { byMonth } from '../api/by-month.ts'

interface MonthBarsProps<T> {
  readonly label: string
  readonly rows: readonly T[]
  /** Kept by whoever shows it: a new function draws anew. */
  readonly nameOf: (row: T) => string
  readonly countOf: (row: T) => number
}

/** Stacked bars of each month. */
export function MonthBars<T extends { readonly month: string }>(props: MonthBarsProps<T>): ReactElement {
  const { label, rows, nameOf, countOf } = props
  const option = useMemo(() => {
    const { months, stacks } = byMonth(rows, nameOf, countOf)
    return {
      xAxis: { type: 'category', data: months },
      yAxis: { type: 'value', minInterval: 1 },
      series: stacks.map(({ name, counts }) => ({ type: 'bar', stack: 'all', barMaxWidth: 56, name, data: counts })),
    }
  }, [rows, nameOf, countOf])
  return <LazyChart label={label} option={option} height={240} />
}
