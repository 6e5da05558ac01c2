import { Descriptions, Flex, Typography } from 'antd'
import type { InstitutionOrderView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { useI18n } from '../../../i18n/i18n.tsx'

type Request = NonNullable<InstitutionOrderView['request']>

/** The annex as the field dictionary of the control interface names it. */
export function RequestFields({ request: { fields, items } }: { readonly request: Request }): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical gap={12}>
      <Typography.Text type="secondary">{t('inbox.request.private')}</Typography.Text>
      <FieldList fields={fields} />
      {items.map((item, at) => (
        <FieldList key={at} title={t('inbox.item', { number: at + 1 })} fields={item.fields} />
      ))}
    </Flex>
  )
}

function FieldList({ title, fields }: { readonly title?: string; readonly fields: Request['fields'] }): ReactElement {
  const { say } = useI18n()
  return (
    <Descriptions
      {...(title === undefined ? {} : { title })}
      size="small"
      column={2}
      bordered
      items={fields.map(({ key, label, value, words }) => ({
        key,
        label: say(label),
        children: words === null ? value : say(words),
      }))}
    />
  )
}
