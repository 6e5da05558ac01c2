import type { OperationsHistory } from '@xiezhi/gateway-api'
import { useMemo } from 'react'
import type { ReactElement } from 'react'
import { LazyChart } from '../../../components/lazy-chart.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatClock } from '../../../lib/format.ts'

type Point = OperationsHistory['points'][number]
type ZonePoint = Point['zones'][number]

/** Height, latency and lag of each zone, and what waits on links and in the outbox, over time. */
export function HistoryCharts({ history }: { readonly history: OperationsHistory }): ReactElement {
  const { t } = useI18n()
  const { points } = history
  const heights = useMemo(() => zoneOption(points, ({ height }) => height, true), [points])
  const latencies = useMemo(() => zoneOption(points, ({ latencyMs }) => latencyMs, false), [points])
  const lags = useMemo(() => zoneOption(points, ({ lagBlocks }) => lagBlocks, false), [points])
  const queues = useMemo(
    () => ({
      ...axes(points, false),
      series: [
        { type: 'line', showSymbol: false, name: t('operations.backlog'), data: points.map(({ backlog }) => backlog) },
        { type: 'line', showSymbol: false, name: t('operations.waiting'), data: points.map(({ waiting }) => waiting) },
      ],
    }),
    [points, t],
  )
  const charts = [
    { title: t('operations.chart.height'), option: heights },
    { title: t('operations.chart.latency'), option: latencies },
    { title: t('operations.chart.lag'), option: lags },
    { title: t('operations.chart.queues'), option: queues },
  ]
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(420px, 1fr))', gap: 20 }}>
      {charts.map(({ title, option }) => (
        <figure key={title} style={{ margin: 0 }}>
          <figcaption style={{ marginBottom: 6, fontWeight: 600 }}>{title}</figcaption>{' '}
          <LazyChart label={title} option={option} />
        </figure>
      ))}
    </div>
  )
}

function axes(points: readonly Point[], isHeight: boolean): Readonly<Record<string, unknown>> {
  return {
    xAxis: { type: 'category', data: points.map(({ atMs }) => formatClock(atMs)), boundaryGap: false },
    // A height says little from zero up; a queue does.
    yAxis: { type: 'value', scale: isHeight, minInterval: 1 },
  }
}

function zoneOption(
  points: readonly Point[],
  value: (zone: ZonePoint) => number | null,
  isHeight: boolean,
): Readonly<Record<string, unknown>> {
  const names = [...new Set(points.flatMap(({ zones }) => zones.map(({ name }) => name)))]
  return {
    ...axes(points, isHeight),
    series: names.map((name) => ({
      type: 'line',
      showSymbol: false,
      name,
      data: points.map(({ zones }) => {
        const zone = zones.find((one) => one.name === name)
        return zone === undefined ? null : value(zone)
      }),
    })),
  }
}
