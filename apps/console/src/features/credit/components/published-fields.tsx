import { Flex, Form, Input, Select } from 'antd'
import { PERFORMANCES } from '@xiezhi/gateway-api'
import type { PublishedItems } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

const LINE_MAX = 400
const NUMBER_MAX = 96
const DUTY_MAX = 2_000

export interface PublishedEntry {
  readonly sex?: 'MALE' | 'FEMALE'
  readonly birthDate?: string
  readonly representative?: string
  readonly area: string
  readonly basisNo: string
  readonly basisUnit: string
  readonly duty: string
  readonly performance: (typeof PERFORMANCES)[number]
  readonly performed?: string
  readonly unperformed?: string
}

/** What is published of the entry; name and number come from the case. */
export function PublishedFields({ isUnit }: { readonly isUnit: boolean }): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  return (
    <>
      <Flex gap={16} wrap>
        {isUnit ? (
          <Form.Item name="representative" label={t('credit.representative')} rules={required}>
            <Input maxLength={120} style={{ width: 220 }} autoComplete="off" />
          </Form.Item>
        ) : (
          <>
            <Form.Item name="sex" label={t('credit.sex')} rules={[{ required: true, message: t('common.required') }]}>
              <Select
                style={{ width: 100 }}
                options={(['MALE', 'FEMALE'] as const).map((code) => ({ value: code, label: t(`credit.sex.${code}`) }))}
              />
            </Form.Item>
            <Form.Item
              name="birthDate"
              label={t('credit.birthDate')}
              extra={t('credit.birthDate.hint')}
              rules={[{ required: true, message: t('common.required') }]}
            >
              <DateField />
            </Form.Item>
          </>
        )}
        <Form.Item name="area" label={t('credit.area')} rules={required}>
          <Input maxLength={LINE_MAX} style={{ width: 120 }} />
        </Form.Item>
        <Form.Item name="basisNo" label={t('credit.basisNo')} rules={required}>
          <Input maxLength={NUMBER_MAX} style={{ width: 230 }} />
        </Form.Item>
        <Form.Item name="basisUnit" label={t('credit.basisUnit')} rules={required}>
          <Input maxLength={LINE_MAX} style={{ width: 200 }} />
        </Form.Item>
      </Flex>
      <Form.Item name="duty" label={t('credit.duty')} rules={required}>
        <Input.TextArea rows={2} maxLength={DUTY_MAX} />
      </Form.Item>
      <Flex gap={16} wrap>
        <Form.Item name="performance" label={t('credit.performance')} rules={[{ required: true }]}>
          <Select
            style={{ width: 200 }}
            options={PERFORMANCES.map((code) => ({ value: code, label: t(`credit.performance.${code}`) }))}
          />
        </Form.Item>
        <Form.Item name="performed" label={t('credit.performed')}>
          <Input maxLength={LINE_MAX} style={{ width: 280 }} placeholder={t('common.optional')} />
        </Form.Item>
        <Form.Item name="unperformed" label={t('credit.unperformed')}>
          <Input maxLength={LINE_MAX} style={{ width: 280 }} placeholder={t('common.optional')} />
        </Form.Item>
      </Flex>
    </>
  )
}

/** The fields as the gateway takes them. */
export function publishedOf(entry: PublishedEntry, isUnit: boolean): PublishedItems {
  const { sex = null, representative, area, basisNo, basisUnit, duty, performance } = entry
  return {
    sex: isUnit ? null : sex,
    birthDate: birthDateOf(entry, isUnit),
    representative: isUnit ? textOrNull(representative) : null,
    area: area.trim(),
    basisNo: basisNo.trim(),
    basisUnit: basisUnit.trim(),
    duty: duty.trim(),
    performance,
    performed: textOrNull(entry.performed),
    unperformed: textOrNull(entry.unperformed),
  }
}

/** Of a natural person; null: none yet, or a unit. */
export function birthDateOf({ birthDate = '' }: Pick<PublishedEntry, 'birthDate'>, isUnit: boolean): string | null {
  return isUnit || birthDate === '' ? null : birthDate
}

function textOrNull(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}
