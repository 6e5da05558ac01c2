import { Form, Input, Select } from 'antd'
import { ID_TYPES } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'

export const ID_NUMBER = /^[0-9A-Za-z()-]{1,64}$/
const NAME_MAX = 120
const NUMBER_MAX = 64

/** Name and certificate of the person at this place of a list of persons. */
export function PersonFields({ at }: { readonly at: number }): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  return (
    <>
      <Form.Item name={[at, 'name']} label={t('enforcement.debtorName')} rules={required}>
        <Input maxLength={NAME_MAX} style={{ width: 190 }} autoComplete="off" />
      </Form.Item>
      <Form.Item name={[at, 'idType']} label={t('enforcement.idType')} rules={required}>
        <Select
          style={{ width: 190 }}
          options={ID_TYPES.map((code) => ({ value: code, label: t(`idType.${code}`) }))}
        />
      </Form.Item>
      <Form.Item
        name={[at, 'idNo']}
        label={t('enforcement.idNo')}
        rules={[{ required: true, pattern: ID_NUMBER, message: t('enforcement.idNo.invalid') }]}
      >
        <Input maxLength={NUMBER_MAX} style={{ width: 200 }} autoComplete="off" />
      </Form.Item>
    </>
  )
}
