import { Typography } from 'antd'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { formatInstant } from '../lib/format.ts'

interface Rung {
  readonly rung: string
  readonly text: { readonly zh: string; readonly en: string }
  readonly atMs: number
  readonly isNegative: boolean
}

interface OrderLadderProps {
  readonly label: string
  readonly ladder: readonly Rung[]
  /** What is still waited for; null: nothing. */
  readonly waiting: string | null
}

/** The rungs of a delivery that are proved, in their order, and what comes next. */
export function OrderLadder({ label, ladder, waiting }: OrderLadderProps): ReactElement {
  const { say } = useI18n()
  return (
    <ol
      aria-label={label}
      style={{ display: 'flex', flexWrap: 'wrap', listStyle: 'none', margin: 0, padding: 0, gap: 8 }}
    >
      {ladder.map(({ rung, text, atMs, isNegative }) => (
        <Step
          key={`${rung} ${String(atMs)}`}
          sign={isNegative ? '✕' : '✓'}
          color={isNegative ? '#b42318' : '#1a7f37'}
          text={say(text)}
          time={formatInstant(atMs).slice(5, 19)}
        />
      ))}
      {waiting !== null && <Step sign="…" color="#1d4f91" text={waiting} time={'\u00a0'} />}
    </ol>
  )
}

interface StepProps {
  readonly sign: string
  readonly color: string
  readonly text: string
  readonly time: string
}

function Step({ sign, color, text, time }: StepProps): ReactElement {
  return (
    <li style={{ borderTop: `3px solid ${color}`, padding: '6px 10px 0 2px', minWidth: 118, flex: '0 1 150px' }}>
      <span style={{ display: 'block' }}>
        <span aria-hidden="true" style={{ color }}>
          {sign}{' '}
        </span>
        {text}
      </span>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {time}
      </Typography.Text>
    </li>
  )
}
