import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use as useModules } from 'echarts/core'
import type { EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ReactElement } from 'react'
import { FONTS } from '../lib/fonts.ts'

useModules([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

export const CHART_COLORS = ['#1d4f91', '#b45309', '#1a7f37', '#7c3aed', '#b42318', '#0f766e']

interface ChartProps {
  /** What the graph shows, in one sentence. */
  readonly label: string
  readonly option: EChartsCoreOption
  readonly height?: number
}

/** A graph. The figures also stand in a table beside it, which is what a reader without eyes takes. */
export function Chart({ label, option, height = 220 }: ChartProps): ReactElement {
  const frame = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init> | null>(null)
  useEffect(() => {
    const element = frame.current
    if (element === null) return undefined
    const made = init(element, null, { renderer: 'svg' })
    chart.current = made
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    chart.current?.setOption(
      {
        animation: false,
        color: CHART_COLORS,
        textStyle: { fontFamily: FONTS },
        grid: { left: 56, right: 16, top: 36, bottom: 28 },
        legend: { top: 0, left: 0, itemGap: 20, icon: 'roundRect', itemWidth: 14, itemHeight: 4 },
        tooltip: { trigger: 'axis', confine: true },
        ...option,
      },
      { notMerge: true },
    )
  }, [option])
  return <div ref={frame} role="img" aria-label={label} style={{ width: '100%', height }} />
}
