import { Form, Select } from 'antd'
import type { ControlView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { keyText } from '../../../lib/problem.ts'

interface DayFieldProps {
  readonly name: string
  readonly label: string
}

/** A civil date that an act cannot do without. */
export function DayField({ name, label }: DayFieldProps): ReactElement {
  const { t } = useI18n()
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('common.required') }]}>
      <DateField />
    </Form.Item>
  )
}

interface ChoiceFieldProps {
  readonly name: string
  readonly label: string
  readonly codes: readonly string[]
  readonly family: string
}

/** One of the codes of a list. */
export function ChoiceField({ name, label, codes, family }: ChoiceFieldProps): ReactElement {
  const { t, language } = useI18n()
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('common.required') }]}>
      <Select options={codes.map((code) => ({ value: code, label: keyText(language, `${family}.${code}`) ?? code }))} />
    </Form.Item>
  )
}

interface ControlFieldProps {
  readonly controls: readonly ControlView[]
  readonly isOptional?: boolean
}

/** A measure of the case, named by the order that it came from. */
export function ControlField({ controls, isOptional = false }: ControlFieldProps): ReactElement {
  const { t, language } = useI18n()
  const options = controls.map(({ orderId, asset, label }) => ({
    value: orderId,
    label: `${keyText(language, `asset.${asset}`) ?? asset} · ${label ?? t('measure.noLabel')}`,
  }))
  return (
    <Form.Item
      name="orderId"
      label={t('matters.measure')}
      rules={[{ required: !isOptional, message: t('common.required') }]}
    >
      <Select allowClear={isOptional} options={options} />
    </Form.Item>
  )
}

/** What the gateway reads as absent is left out. */
export function given(key: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined || value === '' ? {} : { [key]: value }
}
