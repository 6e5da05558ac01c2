import { Flex, Form, Input, InputNumber } from 'antd'
import type { ReactElement } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

const ANSWER_HOURS = 24
const ANSWER_HOURS_MAX = 1_440
const NUMBER_MAX = 96

export interface DocumentEntry {
  readonly noticeNo: string
  readonly answerHours: number
  readonly rulingNo?: string
  readonly validTo?: string
}

export const DOCUMENT_DEFAULTS = { answerHours: ANSWER_HOURS } as const

interface DocumentFieldsProps {
  /** A notice to query has no ruling. */
  readonly hasRuling: boolean
  readonly hasEnd?: boolean
}

/** Numbers of the documents, and by when an answer is expected. */
export function DocumentFields({ hasRuling, hasEnd = false }: DocumentFieldsProps): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  return (
    <Flex gap={16} wrap>
      {hasRuling && (
        <Form.Item name="rulingNo" label={t('enforcement.rulingNo')} rules={required}>
          <Input maxLength={NUMBER_MAX} style={{ width: 260 }} />
        </Form.Item>
      )}
      <Form.Item name="noticeNo" label={t('enforcement.noticeNo')} rules={required}>
        <Input maxLength={NUMBER_MAX} style={{ width: 260 }} />
      </Form.Item>
      <Form.Item name="answerHours" label={t('enforcement.answerHours')} rules={[{ required: true }]}>
        <InputNumber min={1} max={ANSWER_HOURS_MAX} precision={0} style={{ width: 120 }} />
      </Form.Item>
      {hasEnd && (
        <Form.Item name="validTo" label={t('enforcement.validTo')}>
          <DateField />
        </Form.Item>
      )}
    </Flex>
  )
}

/** The fields as the gateway takes them. */
export function documentBody(entry: DocumentEntry): Readonly<Record<string, unknown>> {
  const { noticeNo, answerHours, rulingNo } = entry
  const numbers = rulingNo === undefined ? {} : { rulingNo: rulingNo.trim() }
  return { noticeNo: noticeNo.trim(), answerHours, ...numbers }
}

/** A day that is left open. */
export function dayOrNull(day: string | undefined): string | null {
  return day === undefined || day === '' ? null : day
}
