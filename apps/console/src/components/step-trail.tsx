import { Flex, Typography } from 'antd'
import type { OutboxState } from '@xiezhi/gateway-api'
import type { CSSProperties, ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { formatClock, formatInstant } from '../lib/format.ts'

interface Step {
  readonly state: OutboxState
  readonly atMs: number
}

/** The way of an act inside its own zone, and of one that is answered by another. */
const OWN: readonly OutboxState[] = ['recorded', 'signed', 'submitted', 'included']
const TRAVELLING: readonly OutboxState[] = [...OWN, 'relayed', 'answered']
const ENDS: ReadonlySet<OutboxState> = new Set<OutboxState>(['refused', 'failed'])

interface StepTrailProps {
  readonly state: OutboxState
  readonly steps: readonly Step[]
  /** The act is answered by another zone. */
  readonly isTravelling: boolean
}

/** How far an act is: the steps that are done with their times, the one that it waits for, and what is still to come. */
export function StepTrail({ state, steps, isTravelling }: StepTrailProps): ReactElement {
  const { t } = useI18n()
  const doneAt = new Map(steps.map(({ state: name, atMs }) => [name, atMs]))
  const way = isTravelling ? TRAVELLING : OWN
  const isEnded = ENDS.has(state)
  const shown = isEnded ? [...way.filter((name) => doneAt.has(name)), state] : way
  // A quick answer overtakes the note of its delivery: what lies before a step that is done is done.
  const reached = Math.max(...shown.map((name, at) => (doneAt.has(name) || name === state ? at : -1)))
  const next = shown[reached + 1]
  return (
    <ol
      aria-label={t('outbox.progress')}
      style={{ display: 'flex', flexWrap: 'wrap', listStyle: 'none', margin: 0, padding: 0, gap: 8 }}
    >
      {shown.map((name, at) => {
        const atMs = doneAt.get(name)
        const isDone = at <= reached
        const isWaiting = name === next && !isEnded
        return (
          <li
            key={name}
            aria-current={name === state ? 'step' : undefined}
            title={atMs === undefined ? undefined : formatInstant(atMs)}
            style={lookOf(isDone, isWaiting, isEnded && name === state)}
          >
            <Flex vertical>
              <span>
                <span aria-hidden="true">{markOf(isDone, isWaiting, isEnded && name === state)} </span>
                {t(`outbox.state.${name}`)}
              </span>
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                {atMs === undefined ? (isWaiting ? t('outbox.waiting') : '\u00a0') : formatClock(atMs)}
              </Typography.Text>
            </Flex>
          </li>
        )
      })}
    </ol>
  )
}

function markOf(isDone: boolean, isWaiting: boolean, isEnd: boolean): string {
  if (isEnd) return '✕'
  if (isDone) return '✓'
  return isWaiting ? '…' : '○'
}

function lookOf(isDone: boolean, isWaiting: boolean, isEnd: boolean): CSSProperties {
  const color = isEnd ? '#b42318' : isDone ? '#1a7f37' : isWaiting ? '#1d4f91' : '#c4cad3'
  return { borderTop: `3px solid ${color}`, padding: '6px 10px 0 2px', minWidth: 104, flex: '1 1 104px' }
}
