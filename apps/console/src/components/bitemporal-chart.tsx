import { useId } from 'react'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { civilDateOf, formatClock, startOfDay } from '../lib/format.ts'
import { planeOf } from '../lib/bitemporal.ts'
import type { BitemporalFact, Plane } from '../lib/bitemporal.ts'

const WIDTH = 920
const HEIGHT = 260
const LEFT = 96
const RIGHT = 16
const TOP = 16
const BOTTOM = 44
const DAY_MS = 86_400_000
const TICKS = 6

interface BitemporalChartProps {
  readonly facts: readonly BitemporalFact[]
  readonly nowMs: number
  /** A point that was asked for: what held on a day, as it was known at an instant. */
  readonly probe: { readonly validAt: string; readonly knownAtMs: number } | null
  readonly title: string
}

/**
 * Both time axes in one plane: to the right the days on which something held, upwards the time at which it became known.
 * A later entry lies over an earlier one, so a vertical line shows how the record of one day has changed, and a horizontal
 * one what was known at a moment about all days.
 */
export function BitemporalChart({ facts, nowMs, probe, title }: BitemporalChartProps): ReactElement {
  const { t } = useI18n()
  const clip = useId()
  const plane = planeOf(facts, nowMs)
  const x = (ms: number): number =>
    LEFT + ((ms - plane.validFromMs) / (plane.validToMs - plane.validFromMs)) * (WIDTH - LEFT - RIGHT)
  const y = (ms: number): number =>
    HEIGHT - BOTTOM - ((ms - plane.knownFromMs) / (plane.knownToMs - plane.knownFromMs)) * (HEIGHT - TOP - BOTTOM)
  return (
    <div className="scroll-x">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title} style={{ width: '100%', minWidth: 640 }}>
        <clipPath id={clip}>
          <rect x={LEFT} y={TOP} width={WIDTH - LEFT - RIGHT} height={HEIGHT - TOP - BOTTOM} />
        </clipPath>
        <g clipPath={`url(#${clip})`}>
          {plane.areas.map(({ fact, fromMs, toMs, knownMs }) => (
            <g key={fact.id}>
              <rect
                x={x(fromMs)}
                y={TOP}
                width={Math.max(2, x(toMs) - x(fromMs))}
                height={Math.max(2, y(knownMs) - TOP)}
                fill={fact.color}
                stroke="#fff"
              />
              <text
                x={x(Math.max(fromMs, plane.validFromMs)) + 6}
                y={Math.max(TOP + 14, Math.min(y(knownMs) - 6, HEIGHT - BOTTOM - 6))}
                fontSize={12}
                fill="#111827"
              >
                {fact.label}
              </text>
            </g>
          ))}
        </g>
        <Axes plane={plane} x={x} y={y} />
        <Now x={x(nowMs)} text={t('history.now')} />
        {probe !== null && <Probe x={x(startOfDay(probe.validAt) + DAY_MS / 2)} y={y(probe.knownAtMs)} />}
        <text x={WIDTH - RIGHT} y={HEIGHT - 6} fontSize={12} textAnchor="end" fill="#4b5563">
          {t('history.axis.valid')}
        </text>
        <text x={4} y={12} fontSize={12} fill="#4b5563">
          {t('history.axis.known')}
        </text>
      </svg>
    </div>
  )
}

interface AxesProps {
  readonly plane: Plane
  readonly x: (ms: number) => number
  readonly y: (ms: number) => number
}

function Axes({ plane, x, y }: AxesProps): ReactElement {
  const known = plane.knownToMs - plane.knownFromMs
  return (
    <g stroke="#9ca3af" fontSize={11}>
      <line x1={LEFT} x2={LEFT} y1={TOP} y2={HEIGHT - BOTTOM} />
      <line x1={LEFT} x2={WIDTH - RIGHT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
      {ticks(plane.validFromMs, plane.validToMs).map((ms, at) => (
        <g key={ms}>
          <line x1={x(ms)} x2={x(ms)} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM + 5} />
          <text
            x={x(ms)}
            y={HEIGHT - BOTTOM + 18}
            textAnchor={at === TICKS - 1 ? 'end' : 'middle'}
            fill="#4b5563"
            stroke="none"
          >
            {civilDateOf(ms)}
          </text>
        </g>
      ))}
      {ticks(plane.knownFromMs, plane.knownToMs)
        .slice(0, -1)
        .map((ms) => (
          <g key={ms}>
            <line x1={LEFT - 5} x2={LEFT} y1={y(ms)} y2={y(ms)} />
            <text x={LEFT - 8} y={y(ms) + 4} textAnchor="end" fill="#4b5563" stroke="none">
              {known < TICKS * DAY_MS ? formatClock(ms) : civilDateOf(ms)}
            </text>
          </g>
        ))}
    </g>
  )
}

function Probe({ x, y }: { readonly x: number; readonly y: number }): ReactElement {
  return (
    <g stroke="#111827" strokeDasharray="4 3">
      <line x1={x} x2={x} y1={TOP} y2={HEIGHT - BOTTOM} />
      <line x1={LEFT} x2={WIDTH - RIGHT} y1={y} y2={y} />
      <circle cx={x} cy={y} r={5} fill="#111827" strokeDasharray="none" />
    </g>
  )
}

/** Left of the line is the past, right of it what is already known of the future. */
function Now({ x, text }: { readonly x: number; readonly text: string }): ReactElement {
  return (
    <g>
      <line x1={x} x2={x} y1={TOP} y2={HEIGHT - BOTTOM} stroke="#1d4f91" />
      <text x={x - 5} y={HEIGHT - BOTTOM - 6} fontSize={12} textAnchor="end" fill="#1d4f91">
        {text}
      </text>
    </g>
  )
}

function ticks(from: number, to: number): number[] {
  return Array.from({ length: TICKS }, (_, at) => from + ((to - from) * at) / (TICKS - 1))
}
