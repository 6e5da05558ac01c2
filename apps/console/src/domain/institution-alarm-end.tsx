import { ENDABLE_ALARMS } from '@xiezhi/gateway-api'
import type { Alarm } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { CallDialogButton } from '../components/call-dialog.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { client } from '../lib/client.ts'
import { ReasonFields } from './reason-fields.tsx'
import type { ReasonEntry } from './reason-fields.tsx'

/** An alarm about the form of an answer, of which nothing else shows that it is over, is ended by a person with reasons. */
export function InstitutionAlarmEnd({ alarm }: { readonly alarm: Alarm }): ReactElement | null {
  const { t, say } = useI18n()
  if (alarm.state === 'DONE' || !ENDABLE_ALARMS.some((code) => code === alarm.kind)) return null
  return (
    <CallDialogButton<ReasonEntry>
      title={t('alarm.end')}
      about={`${say(alarm.text)} ${alarm.subject.slice(0, 8)}`}
      explain={t('alarm.end.explain')}
      refreshes={['listAlarms', 'listEndedAlarms']}
      send={({ reasons }) =>
        client.call('endInstitutionAlarm', {
          params: { alarmId: alarm.id.slice(alarm.id.indexOf(':') + 1) },
          body: { reasons: reasons.trim() },
        })
      }
    >
      <ReasonFields hint={t('matters.vaultOnly')} hasFile={false} />
    </CallDialogButton>
  )
}
