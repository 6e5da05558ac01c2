import { Flex, Form, Input, Radio, Select } from 'antd'
import type { ReactElement } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { reasonRule } from '../../../domain/reason-fields.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

const NUMBER_MAX = 96
const REASONS_MAX = 2_000

/** Number of the decision, as it is printed. */
export function DecisionNo(): ReactElement {
  const { t } = useI18n()
  return (
    <Form.Item
      name="decisionNo"
      label={t('credit.act.decisionNo')}
      rules={[{ required: true, whitespace: true, message: t('common.required') }]}
    >
      <Input maxLength={NUMBER_MAX} style={{ width: 300 }} />
    </Form.Item>
  )
}

interface DayProps {
  readonly name: string
  readonly label: string
}

export function Day({ name, label }: DayProps): ReactElement {
  const { t } = useI18n()
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('common.required') }]}>
      <DateField />
    </Form.Item>
  )
}

/** First and last day. */
export function Days(): ReactElement {
  const { t } = useI18n()
  return (
    <Flex gap={16}>
      <Day name="from" label={t('credit.act.from')} />
      <Day name="to" label={t('credit.act.to')} />
    </Flex>
  )
}

/** What a person writes down; it goes to the vault. */
export function Reasons({ isRequired = true }: { readonly isRequired?: boolean }): ReactElement {
  const { t } = useI18n()
  return (
    <Form.Item
      name="reasons"
      label={t('credit.act.reasons')}
      extra={t('credit.act.reasons.hint')}
      rules={[reasonRule(t('enforcement.reasons.needed'), isRequired)]}
    >
      <Input.TextArea rows={3} maxLength={REASONS_MAX} />
    </Form.Item>
  )
}

interface ChoiceProps<C extends string | number> {
  readonly name: string
  readonly label: string
  readonly codes: readonly C[]
  readonly labelOf: (code: C) => string
}

/** One of several codes. */
export function Choice<C extends string | number>({ name, label, codes, labelOf }: ChoiceProps<C>): ReactElement {
  const { t } = useI18n()
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('common.required') }]}>
      <Select options={codes.map((code) => ({ value: code, label: labelOf(code) }))} />
    </Form.Item>
  )
}

interface VerdictProps {
  readonly name: string
  readonly label: string
  readonly yes: string
  readonly no: string
}

/** Yes or no; nothing is chosen beforehand. */
export function Verdict({ name, label, yes, no }: VerdictProps): ReactElement {
  const { t } = useI18n()
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('common.required') }]}>
      <Radio.Group
        options={[
          { value: true, label: yes },
          { value: false, label: no },
        ]}
      />
    </Form.Item>
  )
}

/** Text without blanks around it, or no field at all. */
export function optionalReasons(reasons: string | undefined): { readonly reasons?: string } {
  const text = reasons?.trim() ?? ''
  return text === '' ? {} : { reasons: text }
}
