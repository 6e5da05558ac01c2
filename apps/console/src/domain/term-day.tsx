import { Typography } from 'antd'
import type { TermView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'

const SOON_DAYS = 3

interface TermDayProps {
  /** Null: the law names no term. */
  readonly term: TermView | null
  /** What had to be done has been done: no clock runs. */
  readonly isDone?: boolean
}

/** Last day of a term and how long it still runs. */
export function TermDay({ term, isDone = false }: TermDayProps): ReactElement {
  const { t } = useI18n()
  if (term === null) return <Typography.Text type="secondary">{t('matters.noTerm')}</Typography.Text>
  const { rawEnd, legalEnd, daysLeft } = term
  if (legalEnd === null) return <>{t('matters.provisional', { day: rawEnd })}</>
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {legalEnd}
      {!isDone && daysLeft !== null && (
        <Typography.Text
          type={daysLeft < 0 ? 'danger' : daysLeft <= SOON_DAYS ? 'warning' : 'secondary'}
          style={{ display: 'block', fontSize: 12 }}
        >
          {daysLeft < 0 ? t('matters.daysOver', { days: -daysLeft }) : t('measure.daysLeft', { days: daysLeft })}
        </Typography.Text>
      )}
    </span>
  )
}
