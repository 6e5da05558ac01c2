import type { Operations } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DataTable } from '../../../components/paged-table.tsx'
import { Tag } from '../../../components/tag.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatCount, formatInstant } from '../../../lib/format.ts'

export function ZoneTable({ zones }: { readonly zones: Operations['zones'] }): ReactElement {
  const { t } = useI18n()
  const count = (value: number | null): string => (value === null ? t('common.unknown') : formatCount(value))
  return (
    <DataTable
      label={t('operations.zones')}
      rows={zones}
      rowKey={({ name }) => name}
      columns={[
        {
          key: 'name',
          title: t('operations.zone'),
          render: (_, { name, isOwn }) => (isOwn ? `${name} · ${t('operations.own')}` : name),
        },
        { key: 'chain', title: t('operations.chainId'), dataIndex: 'chainId' },
        {
          key: 'reach',
          title: t('common.status'),
          render: (_, { isReachable }) => (
            <Tag
              tone={isReachable ? 'good' : 'bad'}
              text={t(isReachable ? 'operations.reachable' : 'operations.unreachable')}
            />
          ),
        },
        { key: 'height', title: t('common.height'), align: 'right', render: (_, { height }) => count(height) },
        {
          key: 'header',
          title: t('proof.headerTime'),
          render: (_, { headerTimeMs }) => (headerTimeMs === null ? t('common.unknown') : formatInstant(headerTimeMs)),
        },
        {
          key: 'latency',
          title: t('operations.latency'),
          align: 'right',
          render: (_, { latencyMs }) => (latencyMs === null ? t('common.unknown') : `${latencyMs.toFixed(1)} ms`),
        },
        { key: 'lag', title: t('operations.lag'), align: 'right', render: (_, { lagBlocks }) => count(lagBlocks) },
      ]}
    />
  )
}
