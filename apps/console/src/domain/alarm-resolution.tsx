import { Button, Form, Modal, Select } from 'antd'
import type { Alarm } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { SignDialog } from '../components/sign-dialog.tsx'
import { useI18n } from '../i18n/i18n.tsx'

const RESOLUTIONS = ['VERIFIED_AGAIN', 'AGENT_STOPPED', 'MAY_CONTINUE', 'PARTY_INFORMED', 'NO_ACTION_NEEDED'] as const

/** Says what was done about an alarm: first what, then the words to sign. */
export function AlarmResolution({ alarm }: { readonly alarm: Alarm }): ReactElement | null {
  const { t } = useI18n()
  const [step, setStep] = useState<'none' | 'choose' | 'sign'>('none')
  const [resolution, setResolution] = useState<string | null>(null)
  // A locked account is ended by unlocking it.
  if (alarm.state === 'DONE' || alarm.source === 'account') return null
  const [source = '', ...rest] = alarm.id.split(':')
  return (
    <>
      <Button size="small" onClick={() => setStep('choose')}>
        {t('alarm.resolve')}
      </Button>
      <Modal
        open={step === 'choose'}
        title={t('alarm.resolve')}
        okText={t('action.confirm')}
        okButtonProps={{ disabled: resolution === null }}
        onOk={() => setStep('sign')}
        onCancel={() => setStep('none')}
      >
        <Form layout="vertical">
          <Form.Item label={t('alarm.resolution')} htmlFor="alarm-resolution">
            <Select
              id="alarm-resolution"
              value={resolution}
              onChange={setResolution}
              placeholder={t('form.choose')}
              options={RESOLUTIONS.map((code) => ({ value: code, label: t(`alarm.resolution.${code}`) }))}
            />
          </Form.Item>
        </Form>
      </Modal>
      {step === 'sign' && (
        <SignDialog
          title={t('alarm.resolve')}
          act={{ route: 'resolveAlarm', params: { source, alarmId: rest.join(':') }, body: { resolution } }}
          onClose={() => setStep('none')}
        />
      )}
    </>
  )
}
