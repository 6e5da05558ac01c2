import { Flex } from 'antd'
import type { SupervisionView } from '@xiezhi/gateway-api'
import { useMemo } from 'react'
import type { ReactElement } from 'react'
import { LazyChart } from '../../../components/lazy-chart.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatCount } from '../../../lib/format.ts'
import { keyText } from '../../../lib/problem.ts'

/** Orders by month and action, as a graph and in figures with what came of them. */
export function Volumes({ view: { volumes } }: { readonly view: SupervisionView }): ReactElement {
  const { t, language } = useI18n()
  const option = useMemo(() => {
    const months = [...new Set(volumes.map(({ month }) => month))].sort()
    const actions = [...new Set(volumes.map(({ action }) => action))]
    const ordersOf = (month: string, action: string): number =>
      volumes.filter((one) => one.month === month && one.action === action).reduce((sum, { orders }) => sum + orders, 0)
    return {
      xAxis: { type: 'category', data: months },
      yAxis: { type: 'value', minInterval: 1 },
      series: actions.map((action) => ({
        type: 'bar',
        stack: 'orders',
        barMaxWidth: 56,
        name: keyText(language, `orderAction.${action}`) ?? action,
        data: months.map((month) => ordersOf(month, action)),
      })),
    }
  }, [volumes, language])
  const figures = ['orders', 'fulfilled', 'partial', 'rejected', 'failed', 'open'] as const
  return (
    <Flex vertical gap={12}>
      <LazyChart label={t('supervision.volumes')} option={option} height={260} />
      <DataTable
        label={t('supervision.volumes')}
        rows={volumes}
        rowKey={({ month, instrumentKind, action }) => `${month} ${instrumentKind} ${action}`}
        columns={[
          { key: 'month', title: t('supervision.month'), dataIndex: 'month' },
          {
            key: 'kind',
            title: t('supervision.instrument'),
            render: (_, { instrumentKind }) => <CodeText family="instrumentKind" code={instrumentKind} />,
          },
          {
            key: 'action',
            title: t('measure.action'),
            render: (_, { action }) => <CodeText family="orderAction" code={action} />,
          },
          ...figures.map((name) => ({
            key: name,
            title: t(`supervision.${name}`),
            align: 'right' as const,
            render: (_: unknown, row: SupervisionView['volumes'][number]) => formatCount(row[name]),
          })),
        ]}
      />
    </Flex>
  )
}
