import { Form, Input, Select } from 'antd'
import { ID_TYPES } from '@xiezhi/gateway-api'
import type { RouteInput, Routes } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { CallDialogButton } from '../components/call-dialog.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { client } from '../lib/client.ts'
import { ID_NUMBER } from './person-fields.tsx'

type Entry = NonNullable<RouteInput<Routes['nameParty']>['body']>

const PARTS = ['APPLICANT', 'THIRD_PARTY'] as const

/** Names a person concerned: from then on that person sees the case at the own pages. */
export function NamePartyButton({ caseId }: { readonly caseId: string }): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  return (
    <CallDialogButton<Entry>
      title={t('party.name')}
      explain={t('party.name.explain')}
      initial={{ idType: 'RESIDENT_ID' }}
      refreshes={['getEnforcement', 'getCase']}
      send={({ name, ...body }) =>
        client.call('nameParty', { params: { caseId }, body: { ...body, name: name.trim() } })
      }
    >
      <Form.Item name="part" label={t('party.part')} rules={required}>
        <Select options={PARTS.map((code) => ({ value: code, label: t(`objector.${code}`) }))} />
      </Form.Item>
      <Form.Item name="name" label={t('enforcement.debtorName')} rules={required}>
        <Input maxLength={120} autoComplete="off" />
      </Form.Item>
      <Form.Item name="idType" label={t('enforcement.idType')} rules={required}>
        <Select options={ID_TYPES.map((code) => ({ value: code, label: t(`idType.${code}`) }))} />
      </Form.Item>
      <Form.Item
        name="idNo"
        label={t('enforcement.idNo')}
        rules={[{ required: true, pattern: ID_NUMBER, message: t('enforcement.idNo.invalid') }]}
      >
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
    </CallDialogButton>
  )
}
