import { Form, Select } from 'antd'
import type { Alarm } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../components/act-dialog.tsx'
import { useI18n } from '../i18n/i18n.tsx'

const RESOLUTIONS = ['VERIFIED_AGAIN', 'AGENT_STOPPED', 'MAY_CONTINUE', 'PARTY_INFORMED', 'NO_ACTION_NEEDED'] as const

interface Entry {
  readonly resolution: (typeof RESOLUTIONS)[number]
}

/** Says what was done about an alarm: first what, then the words to sign. */
export function AlarmResolution({ alarm }: { readonly alarm: Alarm }): ReactElement | null {
  const { t } = useI18n()
  // A locked account is ended by unlocking it.
  if (alarm.state === 'DONE' || alarm.source === 'account') return null
  const [source = '', ...rest] = alarm.id.split(':')
  const params = { source, alarmId: rest.join(':') }
  return (
    <ActDialogButton<Entry>
      title={t('alarm.resolve')}
      requestOf={({ resolution }) => ({ route: 'resolveAlarm', params, body: { resolution } })}
    >
      <Form.Item
        name="resolution"
        label={t('alarm.resolution')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Select
          placeholder={t('form.choose')}
          options={RESOLUTIONS.map((code) => ({ value: code, label: t(`alarm.resolution.${code}`) }))}
        />
      </Form.Item>
    </ActDialogButton>
  )
}
