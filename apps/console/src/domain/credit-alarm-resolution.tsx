import { RESOLVABLE_CREDIT_ALARMS } from '@xiezhi/gateway-api'
import type { Alarm } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../components/act-dialog.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { DocumentDigest } from './document-digest.tsx'

/** Those alarms of the lists that do not end with their cause are ended with a document that says what was done. */
export function CreditAlarmResolution({ alarm }: { readonly alarm: Alarm }): ReactElement | null {
  const { t } = useI18n()
  const { subject } = alarm
  const kind = RESOLVABLE_CREDIT_ALARMS.find((one) => one === alarm.kind)
  if (kind === undefined || alarm.state === 'DONE') return null
  return (
    <ActDialogButton<{ readonly documentDigest: string }>
      title={t('credit.act.resolveAlarm')}
      about={`${alarm.text.zh} ${subject}`}
      requestOf={({ documentDigest }) => ({
        route: 'resolveCreditAlarm',
        params: {},
        body: { kind, subject, documentDigest },
      })}
    >
      <DocumentDigest name="documentDigest" label={t('credit.act.alarmDocument')} />
    </ActDialogButton>
  )
}
