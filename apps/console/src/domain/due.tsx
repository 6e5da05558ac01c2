import { Typography } from 'antd'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { formatInstant, largestUnit } from '../lib/format.ts'
import { useSession } from '../lib/session.ts'

interface DueProps {
  readonly dueAtMs: number
  readonly isDone?: boolean
  /** Reckoned by the clock of the machines, as what never reaches the ledger is. */
  readonly isOffLedger?: boolean
}

/** When something is due, and how long there is, or how long it is over. */
export function Due({ dueAtMs, isDone = false, isOffLedger = false }: DueProps): ReactElement {
  const { t } = useI18n()
  const { nowMs } = useSession()
  const left = dueAtMs - (isOffLedger ? Date.now() : nowMs())
  const { unit, count } = largestUnit(left)
  const time = t(`duration.${unit}`, { count })
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {formatInstant(dueAtMs).slice(0, 16)}
      {!isDone && (
        <Typography.Text type={left < 0 ? 'danger' : 'secondary'} style={{ display: 'block', fontSize: 12 }}>
          {left < 0 ? t('due.over', { time }) : t('due.left', { time })}
        </Typography.Text>
      )}
    </span>
  )
}
