import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { startOfDay } from '../lib/format.ts'
import { scaleOf, shareOf } from '../lib/timeline.ts'
import type { TimelineScale, TimelineSpan } from '../lib/timeline.ts'

const WIDTH = 980
const NAMES = 250
const ROW = 36
const TOP = 26
const BAR = 20
const DAY_MS = 86_400_000
/** A bar that is narrower has its text beside it. */
const TEXT_ROOM = 60
/** Widths of Latin characters that a name has room for. */
const NAME_ROOM = 39
const LAST_NARROW = 0x2e80

export interface TimelineRow {
  readonly key: string
  readonly name: string
  readonly detail: string
  readonly bar: TimelineSpan & {
    readonly text: string
    readonly color: string
    /** Has no effect yet, or not any more: drawn as an outline. */
    readonly isOutline: boolean
  }
  /** A day that is marked on the row, such as that of a renewal. */
  readonly mark: string | null
}

interface TimelineChartProps {
  readonly label: string
  readonly rows: readonly TimelineRow[]
  readonly today: string
}

/** Rows with a bar from one day to another. The days also stand in a table beside it. */
export function TimelineChart({ label, rows, today }: TimelineChartProps): ReactElement {
  const { t } = useI18n()
  const scale = scaleOf(
    rows.map(({ bar }) => bar),
    today,
  )
  const height = TOP + rows.length * ROW + 8
  const x = (ms: number): number => NAMES + shareOf(scale, ms) * (WIDTH - NAMES)
  const todayX = x(startOfDay(today))
  return (
    <div className="scroll-x" role="region" aria-label={label} tabIndex={0}>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label} style={{ width: '100%', minWidth: 720 }}>
        <Ticks scale={scale} x={x} height={height} />
        {rows.map((row, at) => (
          <Row key={row.key} row={row} y={TOP + at * ROW} x={x} scale={scale} />
        ))}
        <line x1={todayX} x2={todayX} y1={TOP - 8} y2={height} stroke="#b42318" strokeDasharray="4 3" />
        <text x={todayX + 4} y={TOP - 2} fontSize={11} fill="#b42318">
          {t('timeline.today')}
        </text>
      </svg>
    </div>
  )
}

interface TicksProps {
  readonly scale: TimelineScale
  readonly x: (ms: number) => number
  readonly height: number
}

function Ticks({ scale, x, height }: TicksProps): ReactElement {
  return (
    <g fontSize={11}>
      {scale.ticks.map((day) => {
        const at = x(startOfDay(day))
        return (
          <g key={day}>
            <line x1={at} x2={at} y1={TOP - 8} y2={height} stroke="#e5e7eb" />
            <text x={at} y={11} textAnchor={at > WIDTH - 30 ? 'end' : 'middle'} fill="#4b5563">
              {day.slice(0, 7)}
            </text>
          </g>
        )
      })}
    </g>
  )
}

interface RowProps {
  readonly row: TimelineRow
  readonly y: number
  readonly x: (ms: number) => number
  readonly scale: TimelineScale
}

function Row({ row: { name, detail, bar, mark }, y, x, scale }: RowProps): ReactElement {
  const left = x(startOfDay(bar.from))
  const right = x(bar.to === null ? scale.toMs : startOfDay(bar.to) + DAY_MS)
  const width = Math.max(3, right - left)
  const isInside = width > TEXT_ROOM
  const isAtEnd = !isInside && right > WIDTH - 160
  const textX = isInside ? left + 6 : isAtEnd ? left - 6 : right + 6
  return (
    <g>
      <text x={0} y={y + 13} fontSize={12} fill="#111827">
        {cut(name)}
        <title>{name}</title>
      </text>
      <text x={0} y={y + 27} fontSize={11} fill="#4b5563">
        {cut(detail)}
      </text>
      <rect
        x={left}
        y={y + 4}
        width={width}
        height={BAR}
        rx={3}
        fill={bar.isOutline ? '#fff' : bar.color}
        stroke={bar.color}
        strokeWidth={1.5}
        strokeDasharray={bar.isOutline ? '5 3' : undefined}
      />
      <text
        x={textX}
        y={y + 18}
        fontSize={11}
        textAnchor={isAtEnd ? 'end' : 'start'}
        fill={isInside && !bar.isOutline ? '#fff' : '#1f2937'}
      >
        {bar.to === null ? bar.text : `${bar.text} → ${bar.to}`}
      </text>
      {mark !== null && <Mark x={x(startOfDay(mark))} y={y + 4} />}
    </g>
  )
}

function Mark({ x, y }: { readonly x: number; readonly y: number }): ReactElement {
  return <path d={`M ${x} ${y - 3} l 5 -6 h -10 z`} fill="#a15c07" />
}

/** Chinese characters are as wide as two Latin ones. */
function cut(text: string): string {
  let width = 0
  for (let at = 0; at < text.length; at++) {
    width += text.charCodeAt(at) > LAST_NARROW ? 2 : 1.1
    if (width > NAME_ROOM) return `${text.slice(0, at)}\u2026`
  }
  return text
}
