import { Flex } from 'antd'
import type { Operations } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Identifier } from '../../../components/identifier.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { Due } from '../../../domain/due.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatCount, formatInstant } from '../../../lib/format.ts'

/** How annexes travel, and the files that were put away and wait for somebody to look at them. */
export function AnnexTable({ annexes }: { readonly annexes: NonNullable<Operations['annexes']> }): ReactElement {
  const { t, say } = useI18n()
  const { peer, carrier, outgoing, alarms } = annexes
  return (
    <Flex vertical gap={12}>
      <span>
        {t(`operations.carrier.${carrier}`, { peer })}
        {outgoing !== null && ` · ${t('operations.outgoing', { count: formatCount(outgoing) })}`}
      </span>
      {alarms.length === 0 ? (
        <span>{t('operations.quarantine.empty')}</span>
      ) : (
        <DataTable
          label={t('operations.quarantine')}
          rows={alarms}
          rowKey={({ id }) => id}
          columns={[
            { key: 'text', title: t('operations.quarantine.why'), render: (_, { text }) => say(text) },
            { key: 'todo', title: t('operations.quarantine.todo'), render: (_, { todo }) => say(todo) },
            { key: 'file', title: t('operations.quarantine.file'), render: (_, { id }) => <Identifier value={id} /> },
            {
              key: 'since',
              title: t('operations.quarantine.since'),
              render: (_, row) => formatInstant(row.raisedAtMs),
            },
            { key: 'due', title: t('common.due'), render: (_, { dueAtMs }) => <Due dueAtMs={dueAtMs} /> },
          ]}
        />
      )}
    </Flex>
  )
}
