import { Empty } from 'antd'
import type { SupervisionView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DataTable } from '../../../components/paged-table.tsx'
import { Tag } from '../../../components/tag.tsx'
import { Identifier } from '../../../components/identifier.tsx'
import { Money } from '../../../domain/money.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatCount, formatInstant } from '../../../lib/format.ts'

/** Cases in which more is withheld than is owed. */
export function OverControl({ view: { overControl } }: { readonly view: SupervisionView }): ReactElement {
  const { t } = useI18n()
  if (overControl.length === 0)
    return <Empty description={t('supervision.overControl.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />
  return (
    <DataTable
      label={t('supervision.overControl')}
      rows={overControl}
      rowKey={({ caseId }) => caseId}
      columns={[
        { key: 'case', title: t('alarm.case'), render: (_, { caseId }) => <Identifier value={caseId} /> },
        {
          key: 'owed',
          title: t('supervision.owed'),
          align: 'right',
          render: (_, { owedCents }) => <Money cents={owedCents} />,
        },
        {
          key: 'controlled',
          title: t('owed.controlled'),
          align: 'right',
          render: (_, { controlledCents }) => <Money cents={controlledCents} />,
        },
        {
          key: 'over',
          title: t('supervision.over'),
          align: 'right',
          render: (_, { overCents }) => <Money cents={overCents} />,
        },
        {
          key: 'why',
          title: t('supervision.explained'),
          render: (_, { isIndivisible }) => (
            <Tag
              tone={isIndivisible ? 'neutral' : 'bad'}
              text={t(isIndivisible ? 'property.indivisible' : 'supervision.unexplained')}
            />
          ),
        },
        {
          key: 'proposals',
          title: t('supervision.openProposals'),
          align: 'right',
          render: (_, { openProposals }) => formatCount(openProposals),
        },
      ]}
    />
  )
}

/** What is open or wrong about lawfulness, counted. */
export function Lawfulness({ view: { lawfulness } }: { readonly view: SupervisionView }): ReactElement {
  const { t, say } = useI18n()
  return (
    <DataTable
      label={t('supervision.lawfulness')}
      rows={lawfulness}
      rowKey={({ kind }) => kind}
      columns={[
        { key: 'text', title: t('supervision.finding'), render: (_, { text }) => say(text) },
        { key: 'count', title: t('supervision.count'), align: 'right', render: (_, { count }) => formatCount(count) },
        {
          key: 'oldest',
          title: t('supervision.oldest'),
          render: (_, { oldestAtMs }) => (oldestAtMs === null ? t('common.none') : formatInstant(oldestAtMs)),
        },
      ]}
    />
  )
}
