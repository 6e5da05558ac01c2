import { Flex } from 'antd'
import type { ImportReport } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DataTable } from '../../../components/paged-table.tsx'
import { BilingualText } from '../../../components/statute.tsx'
import { Tag } from '../../../components/tag.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatCount } from '../../../lib/format.ts'

/** Which lines of the file are refused, and why; the others stand. */
export function RowReport({ report }: { readonly report: ImportReport }): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical gap={12}>
      <Flex gap={12} role="status">
        <Tag tone="neutral" text={t('import.count.rows', { count: formatCount(report.rows) })} />
        <Tag tone="good" text={t('import.count.accepted', { count: formatCount(report.accepted) })} />
        <Tag
          tone={report.refused.length === 0 ? 'neutral' : 'bad'}
          text={t('import.count.refused', { count: formatCount(report.refused.length) })}
        />
      </Flex>
      {report.refused.length > 0 && (
        <DataTable
          label={t('import.report')}
          rows={report.refused}
          rowKey={({ line, name }) => `${line} ${name}`}
          columns={[
            { key: 'line', title: t('import.line'), dataIndex: 'line', width: 90, align: 'right' },
            { key: 'field', title: t('import.field'), width: 180, render: (_, { field }) => field ?? t('common.none') },
            { key: 'text', title: t('common.reason'), render: (_, { text }) => <BilingualText text={text} /> },
            {
              key: 'code',
              title: t('common.code'),
              width: 220,
              render: (_, { codespace, name }) => `${codespace}/${name}`,
            },
          ]}
        />
      )}
    </Flex>
  )
}
