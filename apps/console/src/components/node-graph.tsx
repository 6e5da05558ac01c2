import { GraphChart } from 'echarts/charts'
import { use as useModules } from 'echarts/core'
import { useMemo } from 'react'
import type { ReactElement } from 'react'
import type { NodeGraph, GraphNode } from '../lib/node-graph.ts'
import { Chart } from './chart.tsx'

useModules([GraphChart])

const ROW = 58
const MARGIN = 34
const BOX_HEIGHT = 44
const LINE = 17

interface NodeGraphChartProps {
  readonly label: string
  readonly graph: NodeGraph
}

/** Boxes in columns with lines between them. What they say also stands in a table beside it. */
export function NodeGraphChart({ label, graph }: NodeGraphChartProps): ReactElement {
  const { columns, nodes, links } = graph
  const rows = Math.max(1, ...columns.map((_, column) => nodes.filter((node) => node.column === column).length))
  const option = useMemo(() => {
    const [first, last] = [columns[0] ?? 0, columns.at(-1) ?? 0]
    return {
      grid: { left: first / 2 + 4, right: last / 2 + 4, top: MARGIN, bottom: MARGIN },
      legend: { show: false },
      tooltip: {
        trigger: 'item',
        confine: true,
        formatter: ({ data }: { data: { hint?: string } }) => data.hint ?? '',
      },
      xAxis: { type: 'value', show: false, min: 0, max: Math.max(1, columns.length - 1) },
      yAxis: { type: 'value', show: false, min: 0, max: 1, inverse: true },
      series: [
        {
          type: 'graph',
          coordinateSystem: 'cartesian2d',
          edgeSymbol: ['none', 'arrow'],
          edgeSymbolSize: 7,
          data: nodes.map((node) => boxOf(node, nodes, columns)),
          links: links.map(({ from, to, color, isDashed }) => ({
            source: from,
            target: to,
            lineStyle: { color, width: 1.6, type: isDashed ? 'dashed' : 'solid', curveness: 0.06, opacity: 1 },
          })),
        },
      ],
    }
  }, [columns, nodes, links])
  return <Chart label={label} option={option} height={rows * ROW + 2 * MARGIN} />
}

function boxOf(
  node: GraphNode,
  nodes: readonly GraphNode[],
  columns: readonly number[],
): Readonly<Record<string, unknown>> {
  const { id, column, title, detail, color, background } = node
  const beside = nodes.filter((other) => other.column === column)
  const width = columns[column] ?? 0
  return {
    id,
    name: title,
    hint: detail === '' ? escaped(title) : `${escaped(title)}<br>${escaped(detail)}`,
    value: [column, (beside.indexOf(node) + 0.5) / beside.length],
    symbol: 'rect',
    symbolSize: [width, BOX_HEIGHT],
    // The box is drawn by the label: a symbol would stretch its border with its width.
    itemStyle: { color: 'transparent' },
    label: {
      show: true,
      backgroundColor: background,
      borderColor: color,
      borderWidth: 1.5,
      borderRadius: 6,
      padding: [(BOX_HEIGHT - (detail === '' ? 1 : 2) * LINE) / 2, 6],
      align: 'center',
      color: '#111827',
      fontSize: 12,
      lineHeight: LINE,
      width: width - 14,
      overflow: 'truncate',
      formatter: detail === '' ? title : `${title}\n{detail|${detail}}`,
      rich: { detail: { fontSize: 11, color: '#374151' } },
    },
  }
}

/** A hint is HTML, and what stands in it comes from institutions. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
