import type { EntryUseView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DataTable } from '../../../components/paged-table.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatCount } from '../../../lib/format.ts'

/** Who acted on an entry, how and for what purpose. */
export function UseTable({ uses }: { readonly uses: readonly EntryUseView[] }): ReactElement {
  const { t, say } = useI18n()
  return (
    <DataTable
      label={t('credit.uses')}
      rows={uses}
      rowKey={({ useId }) => useId}
      columns={[
        { key: 'on', title: t('common.day'), dataIndex: 'on', minWidth: 96 },
        { key: 'subscriber', title: t('credit.subscriber'), dataIndex: 'subscriber' },
        { key: 'measure', title: t('credit.act.measure'), render: (_, { measureText }) => say(measureText) },
        { key: 'action', title: t('credit.act.action'), render: (_, { actionText }) => say(actionText) },
        {
          key: 'purpose',
          title: t('common.purpose'),
          render: (_, { purpose }) => <CodeText family="credit.subscriptionPurpose" code={purpose} />,
        },
        { key: 'count', title: t('credit.act.count'), align: 'right', render: (_, { count }) => formatCount(count) },
      ]}
    />
  )
}
