import { Form, Input } from 'antd'
import type { ReactElement } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { DIGEST_PATTERN, DigestField } from './digest-field.tsx'

const REASONS_MIN = 4
const REASONS_MAX = 2_000

export interface ReasonEntry {
  readonly reasons: string
  readonly fileDigest?: string
}

interface ReasonFieldsProps {
  readonly label?: string
  readonly hint?: string
  readonly hasFile?: boolean
}

interface ReasonRule {
  readonly required: boolean
  readonly min: number
  readonly message: string
  readonly transform: (written: string | undefined) => string
}

/** For a form item: characters of reasons are counted as they are sent, without the blanks around them. */
export function reasonRule(message: string, required = true): ReasonRule {
  return { required, min: REASONS_MIN, message, transform: (written = '') => written.trim() }
}

/** Why somebody decides or asks for something, and the paper for it where there is one. */
export function ReasonFields({ label, hint, hasFile = true }: ReasonFieldsProps): ReactElement {
  const { t } = useI18n()
  return (
    <>
      <Form.Item
        name="reasons"
        label={label ?? t('matters.reasons')}
        extra={hint ?? t('matters.reasons.hint')}
        rules={[reasonRule(t('enforcement.reasons.needed'))]}
      >
        <Input.TextArea rows={3} maxLength={REASONS_MAX} />
      </Form.Item>
      {hasFile && (
        <Form.Item
          name="fileDigest"
          label={t('matters.file')}
          rules={[{ pattern: DIGEST_PATTERN, message: t('form.digest.invalid') }]}
        >
          <DigestField />
        </Form.Item>
      )}
    </>
  )
}

/** The fields as the gateway takes them. */
export function reasonsOf({ reasons, fileDigest = '' }: ReasonEntry): ReasonEntry {
  return { reasons: reasons.trim(), ...(fileDigest === '' ? {} : { fileDigest }) }
}
