import { Flex } from 'antd'
import type { SupervisionView } from '@xiezhi/gateway-api'
import { useMemo } from 'react'
import type { ReactElement } from 'react'
import { Duration } from '../../../components/duration.tsx'
import { LazyChart } from '../../../components/lazy-chart.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatCount } from '../../../lib/format.ts'

type Row = SupervisionView['lateness'][number]

/** How many orders each institution answered in time, late, or not at all. */
export function Lateness({ view: { lateness } }: { readonly view: SupervisionView }): ReactElement {
  const { t } = useI18n()
  const option = useMemo(() => {
    const parts = [
      { name: t('supervision.inTime'), color: '#1a7f37', count: ({ answered, late }: Row) => answered - late },
      { name: t('supervision.late'), color: '#b45309', count: ({ late }: Row) => late },
      { name: t('supervision.silent'), color: '#b42318', count: ({ silent }: Row) => silent },
      { name: t('supervision.undelivered'), color: '#7c3aed', count: ({ undelivered }: Row) => undelivered },
      { name: t('supervision.open'), color: '#9ca3af', count: ({ open }: Row) => open },
    ]
    return {
      grid: { left: 110, right: 24, top: 36, bottom: 28 },
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: { type: 'category', inverse: true, data: lateness.map(({ institution }) => institution) },
      series: parts.map(({ name, color, count }) => ({
        type: 'bar',
        stack: 'orders',
        barMaxWidth: 22,
        name,
        color,
        data: lateness.map(count),
      })),
    }
  }, [lateness, t])
  const figures = ['orders', 'answered', 'late', 'silent', 'undelivered', 'open'] as const
  return (
    <Flex vertical gap={12}>
      <LazyChart label={t('supervision.lateness')} option={option} height={70 + 44 * Math.max(1, lateness.length)} />
      <DataTable
        label={t('supervision.lateness')}
        rows={lateness}
        rowKey={({ institution }) => institution}
        columns={[
          { key: 'institution', title: t('property.institution'), dataIndex: 'institution' },
          ...figures.map((name) => ({
            key: name,
            title: t(`supervision.${name}`),
            align: 'right' as const,
            render: (_: unknown, row: Row) => formatCount(row[name]),
          })),
          {
            key: 'median',
            title: t('supervision.median'),
            align: 'right',
            render: (_, { medianMs }) => <Duration ms={medianMs} />,
          },
        ]}
      />
    </Flex>
  )
}
