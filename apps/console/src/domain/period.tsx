import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'

interface PeriodProps {
  readonly from: string
  /** Last day; null: open. */
  readonly to: string | null
}

/** First and last day. */
export function Period({ from, to }: PeriodProps): ReactElement {
  const { t } = useI18n()
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {from} — {to ?? t('common.openEnd')}
    </span>
  )
}
