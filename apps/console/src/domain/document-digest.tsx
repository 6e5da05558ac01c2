import { Form } from 'antd'
import type { ReactElement } from 'react'
import { DIGEST_PATTERN, DigestField } from './digest-field.tsx'
import { useI18n } from '../i18n/i18n.tsx'

interface DocumentDigestProps {
  readonly name: string
  readonly label: string
}

/** A document that stays with the court; the ledger has its digest. */
export function DocumentDigest({ name, label }: DocumentDigestProps): ReactElement {
  const { t } = useI18n()
  return (
    <Form.Item
      name={name}
      label={label}
      extra={t('form.digest.hint')}
      rules={[{ required: true, pattern: DIGEST_PATTERN, message: t('form.digest.invalid') }]}
    >
      <DigestField />
    </Form.Item>
  )
}
