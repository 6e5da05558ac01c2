import { Button, Flex, Form, InputNumber, Select } from 'antd'
import { INDUSTRY_SANCTIONS } from '@xiezhi/gateway-api'
import type { ReactElement, ReactNode } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { DIGEST_PATTERN, DigestField } from '../../../domain/digest-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

type Kind = (typeof INDUSTRY_SANCTIONS)[number]

interface Fields {
  readonly kind: Kind
  readonly decidedOn: string
  readonly from: string
  readonly months?: number | null
  readonly publicUntil?: string
  readonly instrumentDigest: string
}

interface Sanction {
  readonly kind: Kind
  readonly decidedOn: string
  readonly from: string
  readonly months: number | null
  readonly publicUntil: string | null
  readonly instrumentDigest: string
}

/** Only the suspension of a member's rights has a length. */
function sanctionOf({ kind, decidedOn, from, months, publicUntil, instrumentDigest }: Fields): Sanction {
  return {
    kind,
    decidedOn,
    from,
    months: kind === 'INDUSTRY_RIGHTS_SUSPENDED' ? (months ?? null) : null,
    publicUntil: publicUntil === undefined || publicUntil === '' ? null : publicUntil,
    instrumentDigest,
  }
}

interface IndustrySanctionFormProps {
  /** Why what was sent before changed nothing. */
  readonly unchanged: ReactNode
  readonly onRecord: (sanction: Sanction) => void
}

export function IndustrySanctionForm({ unchanged, onRecord }: IndustrySanctionFormProps): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, message: t('common.required') }]
  return (
    <Form<Fields> layout="vertical" onFinish={(fields) => onRecord(sanctionOf(fields))}>
      <Flex gap={16} wrap>
        <Form.Item name="kind" label={t('common.kind')} rules={required} style={{ width: 220 }}>
          <Select options={INDUSTRY_SANCTIONS.map((kind) => ({ value: kind, label: t(`sanction.${kind}`) }))} />
        </Form.Item>
        <Form.Item name="decidedOn" label={t('sanction.decidedOn')} rules={required}>
          <DateField />
        </Form.Item>
        <Form.Item name="from" label={t('proposal.from')} rules={required}>
          <DateField />
        </Form.Item>
        <Form.Item noStyle shouldUpdate={(before: Fields, after: Fields) => before.kind !== after.kind}>
          {({ getFieldValue }) =>
            getFieldValue('kind') === 'INDUSTRY_RIGHTS_SUSPENDED' && (
              <Form.Item name="months" label={t('association.months')} rules={required}>
                <InputNumber min={1} max={12} precision={0} />
              </Form.Item>
            )
          }
        </Form.Item>
        <Form.Item name="publicUntil" label={t('proposal.publicUntil')}>
          <DateField />
        </Form.Item>
      </Flex>
      <Form.Item
        name="instrumentDigest"
        label={t('form.digest')}
        extra={t('form.digest.hint')}
        style={{ maxWidth: 560 }}
        rules={[{ required: true, pattern: DIGEST_PATTERN, message: t('form.digest.invalid') }]}
      >
        <DigestField />
      </Form.Item>
      {unchanged}
      <Button type="primary" htmlType="submit">
        {t('sign.next')}
      </Button>
    </Form>
  )
}
