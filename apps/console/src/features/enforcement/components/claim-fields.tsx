import { Flex, Form, Input, Select } from 'antd'
import type { Claim } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { MoneyField } from '../../../components/money-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

/** Of a claim that no document has stated yet. */
const CURRENCY = 'CNY'
/** Days of a year that a document may reckon interest by. */
const DAY_BASES = [365, 360] as const

export interface ClaimEntry {
  readonly principalCents: number
  readonly annualRate?: string
  readonly dayBasis?: 360 | 365
  readonly interestFrom?: string
}

/** What the document orders to be paid: principal, and general interest where it orders any. */
export function ClaimFields(): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, message: t('common.required') }]
  return (
    <Flex gap={16} wrap>
      <Form.Item name="principalCents" label={t('enforcement.principal')} rules={required}>
        <MoneyField min={1} />
      </Form.Item>
      <Form.Item
        name="annualRate"
        label={t('claim.annualRate')}
        extra={t('claim.annualRate.hint')}
        rules={[{ pattern: /^\d+(\.\d+)?$/, message: t('claim.annualRate.invalid') }]}
      >
        <Input style={{ width: 140 }} maxLength={24} placeholder="0.0365" />
      </Form.Item>
      <Form.Item name="dayBasis" label={t('claim.dayBasis')}>
        <Select style={{ width: 110 }} options={DAY_BASES.map((days) => ({ value: days, label: String(days) }))} />
      </Form.Item>
      <Form.Item
        name="interestFrom"
        label={t('claim.from')}
        dependencies={['annualRate']}
        rules={[
          ({ getFieldValue }) => ({
            required: ((getFieldValue('annualRate') as string | undefined) ?? '') !== '',
            message: t('common.required'),
          }),
        ]}
      >
        <DateField />
      </Form.Item>
    </Flex>
  )
}

/** The fields as the gateway takes them. */
export function claimOf(
  { principalCents, annualRate = '', dayBasis = 365, interestFrom = '' }: ClaimEntry,
  currency = CURRENCY,
): Claim {
  return {
    principalCents,
    general: annualRate === '' ? null : { annualRate, dayBasis, from: interestFrom },
    currency,
  }
}

/** The fields that state a claim. */
export function claimEntry({ principalCents, general }: Claim): ClaimEntry {
  if (general === null) return { principalCents, dayBasis: 365 }
  const { annualRate, dayBasis, from } = general
  return { principalCents, annualRate, dayBasis, interestFrom: from }
}
