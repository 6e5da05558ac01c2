import { Typography } from 'antd'
import type { ReactElement } from 'react'
import { useI18n } from '../../../i18n/i18n.tsx'
import { daysBetween } from '../../../lib/format.ts'
import { useSession } from '../../../lib/session.ts'

/** Last day of an entry and how many days there are; null: until an event or a decision. */
export function Term({ to }: { readonly to: string | null }): ReactElement {
  const { t } = useI18n()
  return to === null ? <>{t('credit.term.untilEvent')}</> : <DayLeft day={to} />
}

/** A day by which something is to happen, with the days that are left, or how many it is over. */
export function DayLeft({ day }: { readonly day: string }): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  const days = daysBetween(session.today, day)
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {day}
      <Typography.Text type={days < 0 ? 'danger' : 'secondary'} style={{ display: 'block', fontSize: 12 }}>
        {days < 0 ? t('credit.days.over', { days: -days }) : t('credit.days.left', { days })}
      </Typography.Text>
    </span>
  )
}
